"""Pairs that belong together in; which sets they make, each named by its least member, out."""

from __future__ import annotations


class Forest:
    """Disjoint sets of the numbers 0 to size - 1; the result does not depend on the order of joining."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, item: int) -> int:
        """The least member of the set that holds `item`."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, a: int, b: int) -> None:
        """Make one set of those that hold `a` and `b`."""
        first, second = sorted((self.root(a), self.root(b)))
        self._parent[second] = first
