"""Signals and bonds in; groups linked within small neighbourhoods, with an analyst's word last, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from pantau.collate.affinity import Affinity
from pantau.collate.graph import Neighbourhoods, components
from pantau.collate.linkage import Matrix, link
from pantau.collate.nearby import Nearby, cosines
from pantau.collate.signals import Signals
from pantau.model.base import Value

BOUND = 1_000_000
"""Weight of a link that holds whatever the affinity."""


class Rule(NamedTuple):
    """How things are grouped.

    Groups join while their tie (see linkage.py) is `thresholds[0]` or more, for which some two of them need an affinity
    of as much; only what lies within `window` days and has a cosine of `least` is looked at. A neighbourhood of more
    than `most` is cut at the next threshold.
    """

    affinity: Affinity
    window: int
    least: int
    thresholds: tuple[int, ...]
    most: int


class Order(Value, frozen=True, kw_only=True):
    """An analyst's merge or split of what holds `names`, by the correction with this id; applied in order."""

    kind: Literal["merge", "split"]
    names: tuple[str, ...]
    correction: str


class Grouping:
    """Groups of things by affinity, kept up to date; an exact function of the set of things, bonds and orders."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._signals: dict[str, Signals] = {}
        self._nearby = Nearby(window=rule.window, least=rule.least)
        self._graph = Neighbourhoods(rule.thresholds, most=rule.most)
        self._bonds: dict[str, frozenset[str]] = {}
        self._orders: tuple[Order, ...] = ()
        self._ordered: dict[str, set[str]] = {}
        self._stale: set[str] = set()
        self._groups: dict[str, tuple[str, ...]] = {}
        self._pairs: dict[str, dict[str, int]] = {}

    def put(self, signals: Signals, bonds: Iterable[str] = ()) -> None:
        """Take a thing in, in place of what had its id. `bonds` are those that always share its group."""
        self.drop(signals.id)
        self._signals[signals.id] = signals
        self._bonds[signals.id] = frozenset(bonds) - {signals.id}
        self._nearby.put(signals)
        self._stale.add(signals.id)

    def drop(self, name: str) -> None:
        """Forget a thing."""
        if self._signals.pop(name, None) is not None:
            del self._bonds[name]
            self._nearby.drop(name)
            self._graph.drop(name)
            self._stale.discard(name)
            for other in self._pairs.pop(name, {}):
                del self._pairs[other][name]

    def order(self, orders: Sequence[Order]) -> None:
        """The analysts' orders from now on, in place of those before."""
        if tuple(orders) == self._orders:
            return
        touched = {name for order in (*self._orders, *orders) for name in order.names}
        self._orders = tuple(orders)
        self._ordered = {}
        for order in orders:
            for name in order.names:
                self._ordered.setdefault(name, set()).update(order.names)
        self._stale |= touched & self._signals.keys()

    def group(self, name: str) -> tuple[str, ...]:
        """The group of a thing as of the last `settle`, sorted."""
        return self._groups[name]

    def settle(self) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
        """Groups that are gone and groups that are new since the last call, each sorted."""
        for name in sorted(self._stale):
            self._graph.put(name, self._links(name))
        self._stale.clear()
        lost, touched = self._graph.settle()
        members = {name for part in (*lost, *touched) for name in part}
        gone = {self._groups[name] for name in members if name in self._groups}
        for name in members:
            self._groups.pop(name, None)
        new = set()
        for neighbourhood in touched:
            for group in self._divide(neighbourhood):
                new.add(group)
                self._groups.update(dict.fromkeys(group, group))
        return gone - new, new - gone

    def _links(self, name: str) -> dict[str, int]:
        near = self._nearby.near(name)
        weights = {other: self._affinity(name, other, cosine) for other, cosine in near.items()}
        links = {other: weight for other, weight in weights.items() if weight >= self._rule.thresholds[0]}
        # Each side names the bond; whichever is there later ties it.
        bound = {*self._bonds[name], *self._ordered.get(name, ())} - {name}
        links.update({other: BOUND for other in bound if other in self._signals})
        return links

    def _affinity(self, a: str, b: str, cosine: int | None) -> int:
        return self._rule.affinity(self._signals[a], self._signals[b], cosine)

    def _divide(self, neighbourhood: tuple[str, ...]) -> list[tuple[str, ...]]:
        place = {name: at for at, name in enumerate(neighbourhood)}
        ties = [(name, other) for name in neighbourhood for other in self._bonds[name]]
        atoms = components(neighbourhood, ties)
        if len(neighbourhood) > self._rule.most:
            groups = [neighbourhood]
        else:
            found = link(
                self._matrix(neighbourhood),
                [[place[name] for name in atom] for atom in atoms],
                self._rule.thresholds[0],
            )
            groups = [tuple(sorted(name for at in group for name in atoms[at])) for group in found]
        orders = [order for order in self._orders if place.keys() & set(order.names)]
        return obeyed(groups, orders) if orders else groups

    def _matrix(self, names: Sequence[str]) -> Matrix:
        """The affinities of every two of `names`, zeros on the diagonal; each is found once while both stay as they
        are. Kept are those within neighbourhoods only, of which one has at most `most` members."""
        found = np.zeros((len(names), len(names)), dtype=np.int64)
        for row, name in enumerate(names):
            known = self._pairs.setdefault(name, {})
            missing = [other for other in names[:row] if other not in known]
            for other, cosine in zip(missing, cosines(self._signals, name, missing), strict=True):
                known[other] = self._affinity(name, other, cosine)
                self._pairs.setdefault(other, {})[name] = known[other]
            found[row, :row] = [known[other] for other in names[:row]]
        whole: Matrix = found + found.T
        return whole


def obeyed(groups: Sequence[tuple[str, ...]], orders: Sequence[Order]) -> list[tuple[str, ...]]:
    """`groups` after the orders: a merge joins all groups that hold one of its names, a split takes its names out
    and puts them together. Names in none of the groups are left aside."""
    current: Mapping[str, frozenset[str]] = {name: frozenset(group) for group in groups for name in group}
    where = dict(current)
    for order in orders:
        named = [name for name in order.names if name in where]
        if order.kind == "merge":
            whole = frozenset[str]().union(*(where[name] for name in named))
        else:
            whole = frozenset(named)
            for name in named:
                rest = where[name] - whole
                where.update(dict.fromkeys(rest, rest))
        where.update(dict.fromkeys(whole, whole))
    return sorted({tuple(sorted(group)) for group in where.values()})
