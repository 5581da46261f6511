"""Weighted links between named things in; groups small enough to look at as a whole, kept up to date, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class _Group:
    """One connected component at one level."""

    __slots__ = ("members",)

    def __init__(self, members: set[str]) -> None:
        self.members = members


class Neighbourhoods:
    """Connected components of a growing and shrinking graph, at rising thresholds.

    A neighbourhood is the component of a node at the first threshold at which it has at most `most` members, or its
    component at the last threshold. That is a function of the links alone, so the order of changes does not matter;
    and as no more than `most` nodes are looked at again for a new link below the last threshold, the work for one
    node does not grow with the graph.
    """

    def __init__(self, thresholds: tuple[int, ...], most: int) -> None:
        self._thresholds = thresholds
        self._most = most
        self._links: dict[str, dict[str, int]] = {}
        self._level: tuple[dict[str, _Group], ...] = tuple({} for _ in thresholds)
        self._current: dict[str, tuple[str, ...]] = {}
        self._touched: set[str] = set()

    def put(self, node: str, links: Mapping[str, int]) -> None:
        """Make `links` (other node -> weight) the links of `node`; others that are not there yet are added."""
        self._touched.add(node)
        old = self._links.get(node)
        if old is None:
            self._add(node)
        elif any(links.get(other, -1) < weight for other, weight in old.items()):
            self.drop(node)
            self._add(node)
        for other, weight in links.items():
            if other not in self._links:
                self._add(other)
            self._link(node, other, weight)

    def drop(self, node: str) -> None:
        """Forget `node` and its links."""
        links = self._links.pop(node, None)
        if links is None:
            return
        for other in links:
            del self._links[other][node]
        for level, groups in enumerate(self._level):
            group = groups.pop(node)
            self._mark(level, group, len(group.members))
            group.members.discard(node)
            if any(weight >= self._thresholds[level] for weight in links.values()):
                self._separate(level, group)
        self._touched.add(node)

    def links(self, node: str) -> Mapping[str, int]:
        """The links of `node`: other node -> weight."""
        return self._links.get(node, {})

    def group(self, node: str) -> tuple[str, ...]:
        """The neighbourhood of `node` as of the last `settle`, sorted."""
        return self._current[node]

    def settle(self) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
        """Neighbourhoods that are gone, and those that are new or had a node put, since the last call."""
        gone = {self._current[node] for node in self._touched if node in self._current}
        stale = {node for group in gone for node in group} | self._touched
        for node in stale:
            self._current.pop(node, None)
        new = set()
        for node in stale:
            if node in self._links and node not in self._current:
                group = tuple(sorted(self._group_of(node).members))
                new.add(group)
                for member in group:
                    self._current[member] = group
        self._touched.clear()
        return gone - new, new

    def _add(self, node: str) -> None:
        self._links[node] = {}
        for groups in self._level:
            groups[node] = _Group({node})
        self._touched.add(node)

    def _link(self, node: str, other: str, weight: int) -> None:
        if self._links[node].get(other) == weight:
            return
        self._links[node][other] = weight
        self._links[other][node] = weight
        for level, threshold in enumerate(self._thresholds):
            if weight >= threshold:
                self._join(level, node, other)

    def _join(self, level: int, node: str, other: str) -> None:
        groups = self._level[level]
        large, small = groups[node], groups[other]
        if large is small:
            return
        if len(large.members) < len(small.members):
            large, small = small, large
        before = len(large.members)
        self._mark(level, small, len(small.members))
        self._mark(level, large, before)
        large.members |= small.members
        for member in small.members:
            groups[member] = large

    def _mark(self, level: int, group: _Group, before: int) -> None:
        """A group that was small enough changes, or any at the last level: all its members are looked at again."""
        if before <= self._most or level == len(self._thresholds) - 1:
            self._touched |= group.members

    def _separate(self, level: int, group: _Group) -> None:
        """Find the components of what is left of a group."""
        left = set(group.members)
        parts = []
        while left:
            parts.append(self._reach(next(iter(left)), self._thresholds[level]))
            left -= parts[-1]
        if len(parts) == 1 and len(parts[0]) > self._most:
            return
        for part in parts:
            fresh = _Group(part)
            self._mark(level, fresh, len(part))
            for member in part:
                self._level[level][member] = fresh

    def _reach(self, start: str, threshold: int) -> set[str]:
        seen = {start}
        stack = [start]
        while stack:
            for other, weight in self._links[stack.pop()].items():
                if weight >= threshold and other not in seen:
                    seen.add(other)
                    stack.append(other)
        return seen

    def _group_of(self, node: str) -> _Group:
        for groups in self._level[:-1]:
            if len(groups[node].members) <= self._most:
                return groups[node]
        return self._level[-1][node]


def components(nodes: Iterable[str], links: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Connected components of a small graph, each sorted, sorted among themselves."""
    root = {node: node for node in nodes}

    def find(node: str) -> str:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for a, b in links:
        if a in root and b in root:
            low, high = sorted((find(a), find(b)))
            root[high] = low
    found: dict[str, list[str]] = {}
    for node in sorted(root):
        found.setdefault(find(node), []).append(node)
    return sorted(tuple(group) for group in found.values())
