"""Signals of reports or events in; those that lie near in meaning and in time, found exactly, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pantau.collate.signals import Signals
from pantau.model.vector import DIMENSIONS, cosine_matrix

_STRETCH = 16
"""Days whose vectors stand in one matrix."""
# Vectors are looked through in single precision, whose products of 384 terms are off by less than 3e-5; what comes
# within a thousandth of the bound is then compared in whole numbers, which alone decide.
_MARGIN = 1


class _Bucket:
    """Unit vectors of one stretch of days, side by side in one matrix."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.place: dict[str, int] = {}
        self.rows: NDArray[np.float32] = np.empty((8, DIMENSIONS), dtype=np.float32)

    def put(self, name: str, row: NDArray[np.float32]) -> None:
        at = len(self.names)
        if at == len(self.rows):
            self.rows = np.concatenate([self.rows, np.empty_like(self.rows)])
        self.names.append(name)
        self.place[name] = at
        self.rows[at] = row

    def drop(self, name: str) -> None:
        at = self.place.pop(name)
        last = self.names.pop()
        if last != name:
            self.names[at] = last
            self.place[last] = at
            self.rows[at] = self.rows[len(self.names)]


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
                self._buckets.setdefault(key, _Bucket()).put(signals.id, _unit(signals.vector))

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

    def near(self, name: str) -> dict[str, int | None]:
        """The others that are near, with their cosines."""
        signals = self._signals[name]
        found = dict.fromkeys(other for key in self._around(signals) for other in self._maybe(signals, key))
        found.pop(name, None)
        others = [other for other in found if self._meets(signals, self._signals[other])]
        exact = zip(others, cosines(self._signals, name, others), strict=True)
        return {other: cosine for other, cosine in exact if cosine is None or cosine >= self._least}

    def _maybe(self, signals: Signals, key: int | None) -> Iterator[str]:
        """All of one stretch that are near in meaning or that cannot be compared, and a few that are not quite."""
        bucket = self._buckets.get(key)
        if bucket is not None and signals.vector is None:
            yield from bucket.names
        elif bucket is not None and signals.vector is not None:
            rough = bucket.rows[: len(bucket.names)] @ _unit(signals.vector)
            for at in np.flatnonzero(rough >= (self._least - _MARGIN) / 1000).tolist():
                yield bucket.names[at]
        yield from self._blind.get(key, ())

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
        first, last = signals.days.first - margin, signals.days.last + margin
        return list(range(first // _STRETCH, last // _STRETCH + 1))


def days_between(a: Signals, b: Signals) -> int | None:
    """Days from the end of the earlier to the beginning of the later, 0 where they overlap; None if one has no date."""
    if a.days is None or b.days is None:
        return None
    return max(0, a.days.first - b.days.last, b.days.first - a.days.last)


def _unit(vector: NDArray[np.int16]) -> NDArray[np.float32]:
    exact = vector.astype(np.float64)
    unit: NDArray[np.float32] = (exact / max(float(np.sqrt(exact @ exact)), 1.0)).astype(np.float32)
    return unit


def cosines(signals: Mapping[str, Signals], name: str, others: Sequence[str]) -> list[int | None]:
    """The cosines (per mille) of one with others, None where one of the two has no vector."""
    mine = signals[name].vector
    vectors = [signals[other].vector for other in others]
    seeing = [vector for vector in vectors if vector is not None]
    if mine is None or not seeing:
        return [None] * len(others)
    found = iter(cosine_matrix(mine[np.newaxis], np.stack(seeing))[0].tolist())
    return [None if vector is None else next(found) for vector in vectors]
