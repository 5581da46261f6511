"""Rows of one kind in, part by part; all of them in the picture's order out."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from pantau.model.base import Value

_R = TypeVar("_R", bound=Value)
_Place = tuple[Any, ...]

# Fewer new rows than this are put in their places one by one; more are sorted with the rest.
_FEW = 500


class Table(Generic[_R]):
    """Rows that come in parts (one for each story, say), kept in order. `place` says where a row stands, uniquely."""

    def __init__(self, place: Callable[[_R], _Place]) -> None:
        self._place = place
        self._rows: dict[_Place, _R] = {}
        self._owner: dict[_Place, str] = {}
        self._parts: dict[str, set[_Place]] = {}
        self._order: list[_Place] = []
        self._fresh: set[_Place] = set()

    def put(self, part: str, rows: Iterable[_R]) -> None:
        """Make `rows` all that `part` brings. A row that another part had before is this one's from now on."""
        found = {self._place(row): row for row in rows}
        for place in self._parts.get(part, set()) - found.keys():
            if self._owner[place] == part:
                self._remove(place)
        self._fresh |= found.keys() - self._rows.keys()
        self._rows.update(found)
        for place in found:
            before = self._owner.get(place, part)
            if before != part:
                self._parts[before].discard(place)
            self._owner[place] = part
        if found:
            self._parts[part] = set(found)
        else:
            self._parts.pop(part, None)

    def rows(self) -> tuple[_R, ...]:
        """All rows in order."""
        if len(self._fresh) > _FEW:
            self._order = sorted(self._rows)
        else:
            for place in self._fresh:
                insort(self._order, place)
        self._fresh.clear()
        return tuple(map(self._rows.__getitem__, self._order))

    def _remove(self, place: _Place) -> None:
        del self._rows[place], self._owner[place]
        if place in self._fresh:
            self._fresh.discard(place)
        else:
            del self._order[bisect_left(self._order, place)]
