"""Signals of reports or events in; those that lie near in meaning and in time, found exactly, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from pantau.collate.signals import Signals
from pantau.model.vector import DIMENSIONS, NORM_BITS


class _Bucket:
    """Vectors of one stretch of days, side by side in one matrix."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.place: dict[str, int] = {}
        self.rows: NDArray[np.float64] = np.empty((8, DIMENSIONS))
        self.lengths: NDArray[np.int64] = np.empty(8, dtype=np.int64)

    def put(self, name: str, row: NDArray[np.int16]) -> None:
        at = len(self.names)
        if at == len(self.rows):
            self.rows = np.concatenate([self.rows, np.empty_like(self.rows)])
            self.lengths = np.concatenate([self.lengths, np.empty_like(self.lengths)])
        self.names.append(name)
        self.place[name] = at
        self.rows[at] = row
        self.lengths[at] = _length(row)

    def drop(self, name: str) -> None:
        at = self.place.pop(name)
        last = self.names.pop()
        if last != name:
            self.names[at] = last
            self.place[last] = at
            self.rows[at] = self.rows[len(self.names)]
            self.lengths[at] = self.lengths[len(self.names)]


class Nearby:
    """All-pairs search, in whole numbers, among what lies within `window` days; what has no date is near everything.

    `least` is the cosine (per mille) from which two are near. What has no vector is near all within the window, with
    a cosine of None, so that names and figures can still decide.
    """

    def __init__(self, *, window: int, least: int) -> None:
        self._window = window
        self._least = least
        self._signals: dict[str, Signals] = {}
        self._buckets: dict[int | None, _Bucket] = {}
        self._blind: dict[int | None, set[str]] = {}

    def put(self, signals: Signals) -> None:
        """Take one in, in place of what had its id."""
        self.drop(signals.id)
        self._signals[signals.id] = signals
        for key in self._stretch(signals, 0):
            if signals.vector is None:
                self._blind.setdefault(key, set()).add(signals.id)
            else:
                self._buckets.setdefault(key, _Bucket()).put(signals.id, signals.vector)

    def drop(self, name: str) -> None:
        """Forget one."""
        signals = self._signals.pop(name, None)
        if signals is None:
            return
        for key in self._stretch(signals, 0):
            if signals.vector is None:
                self._blind[key].discard(name)
            else:
                bucket = self._buckets[key]
                bucket.drop(name)
                if not bucket.names:
                    del self._buckets[key]

    def near(self, names: Iterable[str]) -> Iterator[tuple[str, Mapping[str, int | None]]]:
        """For each of `names`, the others near it with their cosines."""
        for name in names:
            signals = self._signals[name]
            found: dict[str, int | None] = {}
            for key in self._around(signals):
                found.update(self._in_bucket(signals, key))
            found.pop(name, None)
            yield (
                name,
                {
                    other: cosine
                    for other, cosine in found.items()
                    if self._meets(signals, self._signals[other])
                },
            )

    def _in_bucket(self, signals: Signals, key: int | None) -> Iterator[tuple[str, int | None]]:
        bucket = self._buckets.get(key)
        if signals.vector is None:
            yield from ((name, None) for name in (bucket.names if bucket else ()))
        elif bucket is not None:
            cosines = _cosines(signals.vector, bucket)
            for at in np.flatnonzero(cosines >= self._least).tolist():
                yield bucket.names[at], int(cosines[at])
        yield from ((name, None) for name in self._blind.get(key, ()))

    def _meets(self, a: Signals, b: Signals) -> bool:
        gap = days_between(a, b)
        return gap is None or gap <= self._window

    def _around(self, signals: Signals) -> list[int | None]:
        if signals.days is None:
            return list({**self._buckets, **self._blind})
        return [*self._stretch(signals, self._window), None]

    def _stretch(self, signals: Signals, margin: int) -> list[int | None]:
        """Keys of the stretches that its days, and `margin` days around them, fall into."""
        if signals.days is None:
            return [None]
        width = self._window + 1
        first, last = signals.days.first - margin, signals.days.last + margin
        return list(range(first // width, last // width + 1))


def days_between(a: Signals, b: Signals) -> int | None:
    """Days from the end of the earlier to the beginning of the later, 0 where they overlap; None if one has no date."""
    if a.days is None or b.days is None:
        return None
    return max(0, a.days.first - b.days.last, b.days.first - a.days.last)


def _length(vector: NDArray[np.int16]) -> int:
    return isqrt(int(np.square(vector.astype(np.int64)).sum()) << (2 * NORM_BITS))


def _cosines(vector: NDArray[np.int16], bucket: _Bucket) -> NDArray[np.int64]:
    """As vector.cosine_matrix, whose bounds hold here: every partial sum is a whole number that a float64 holds."""
    count = len(bucket.names)
    dots = (bucket.rows[:count] @ vector.astype(np.float64)).astype(np.int64)
    lengths = bucket.lengths[:count] * _length(vector)
    scaled = dots * (1000 << (2 * NORM_BITS)) + lengths // 2
    cosines: NDArray[np.int64] = np.where(lengths > 0, scaled // np.maximum(lengths, 1), 0)
    return cosines
