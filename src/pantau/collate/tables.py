"""Rows of one kind in, part by part; all of them in the picture's order out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from pantau.model.base import Value

_R = TypeVar("_R", bound=Value)
_Place = tuple[Any, ...]

# Fewer new rows than this are put in their places one by one; more are sorted with the rest.
_FEW = 2000


class Table(Generic[_R]):
    """Rows that come in parts (one for each story, say), kept in order. `place` says where a row stands, uniquely.

    What is touched is found by halving, so that the work for a part does not grow with the table.
    """

    def __init__(self, place: Callable[[_R], _Place]) -> None:
        self._place = place
        self._owner: dict[_Place, str] = {}
        self._parts: dict[str, set[_Place]] = {}
        self._order: list[_Place] = []
        self._rows: list[_R] = []
        self._fresh: dict[_Place, _R] = {}

    def put(self, part: str, rows: Iterable[_R]) -> None:
        """Make `rows` all that `part` brings. A row that another part had before is this one's from now on."""
        found = {self._place(row): row for row in rows}
        for place in self._parts.pop(part, ()):
            if place not in found:
                self._remove(place)
        for place, row in found.items():
            before = self._owner.get(place)
            if before is None or place in self._fresh:
                self._fresh[place] = row
            else:
                self._rows[bisect_left(self._order, place)] = row
            if before is not None and before != part:
                self._parts[before].discard(place)
            self._owner[place] = part
        if found:
            self._parts[part] = set(found)

    def rows(self) -> tuple[_R, ...]:
        """All rows in order."""
        if len(self._fresh) > _FEW:
            whole = {**dict(zip(self._order, self._rows, strict=True)), **self._fresh}
            self._order = sorted(whole)
            self._rows = [whole[place] for place in self._order]
        else:
            for place, row in self._fresh.items():
                at = bisect_left(self._order, place)
                self._order.insert(at, place)
                self._rows.insert(at, row)
        self._fresh = {}
        return tuple(self._rows)

    def _remove(self, place: _Place) -> None:
        del self._owner[place]
        if self._fresh.pop(place, None) is None:
            at = bisect_left(self._order, place)
            del self._order[at], self._rows[at]
