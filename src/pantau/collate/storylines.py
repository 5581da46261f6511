"""Reports with the families they belong to in; events of reports and stories of events, kept up to date, out.

A family of copies stands where its source stands: only the source is compared with other reports, so that a wire that
two hundred outlets carry costs as much as one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pantau.collate.directives import Ruling
from pantau.collate.events import EVENTS
from pantau.collate.grouping import Grouping, Order
from pantau.collate.lineage import Descent
from pantau.collate.signals import Signals, together
from pantau.collate.stories import STORIES

Ids = tuple[str, ...]


class Storylines:
    """The events and stories of a set of reports: an exact function of the reports, their descents and the rulings."""

    def __init__(self) -> None:
        self._signals: dict[str, Signals] = {}
        self._descent: dict[str, Descent] = {}
        self._stale: set[str] = set()
        self._divided: frozenset[str] = frozenset()
        self._node: dict[str, str] = {}
        self._carried: dict[str, Ids] = {}
        self._placed: dict[str, tuple[Signals, frozenset[str]]] = {}
        self._events = Grouping(EVENTS)
        self._event: dict[str, str] = {}
        self._reports: dict[str, Ids] = {}
        self._parts: dict[str, tuple[Signals, ...]] = {}
        self._stories = Grouping(STORIES)

    def put(self, signals: Signals, descent: Descent) -> None:
        """Take a report in, in place of what had its id."""
        self._signals[signals.id] = signals
        self._descent[signals.id] = descent
        self._stale.add(signals.id)

    def drop(self, name: str) -> None:
        """Forget a report."""
        if self._signals.pop(name, None) is not None:
            del self._descent[name]
            self._stale.add(name)

    def event_of(self, report: str) -> str:
        """The event of a report, as of the last `settle`."""
        return self._event[self._node[report]]

    def story_of(self, report: str) -> Ids:
        """The story of a report, as the ids of its events."""
        return self._stories.group(self.event_of(report))

    def reports_of(self, event: str) -> Ids:
        """The reports of an event, sorted."""
        return self._reports[event]

    def settle(self, rulings: Sequence[Ruling]) -> tuple[set[str], set[Ids]]:
        """Derive anew what changed: the ids of stories that are gone, and the stories (ids of their events) of which
        an event or its reports changed."""
        changed = self._place(rulings)
        self._events.order([_order(ruling, self._nodes(ruling.reports)) for ruling in _of(rulings, "events")])
        gone, new = self._events.settle()
        new |= {self._events.group(node) for node in changed if node in self._carried}
        events = self._name_events(gone, new)
        merges = [ruling for ruling in _of(rulings, "claims") if ruling.kind == "merge"]
        # Claims that an analyst merges are one story's from then on.
        self._stories.order([_order(ruling, self._events_of(ruling.reports)) for ruling in merges])
        ended, begun = self._stories.settle()
        begun |= {self._stories.group(event) for event in events}
        return {story[0] for story in ended} - {story[0] for story in begun}, begun

    def _place(self, rulings: Sequence[Ruling]) -> set[str]:
        """Say anew which report stands for which; those standing for others now."""
        divided = frozenset(
            name for ruling in _of(rulings, "events") if ruling.kind == "split" for name in ruling.reports
        )
        for name in divided ^ self._divided:
            if name in self._descent:
                self._stale.update(self._descent[name].family)
        self._divided = divided
        touched = {self._node.pop(name) for name in self._stale if name in self._node}
        for name in self._stale & self._signals.keys():
            self._node[name] = self._stands_for(name)
            touched.add(self._node[name])
        for node in touched:
            family = self._descent[node].family if node in self._descent else ()
            self._carry(node, tuple(name for name in family if self._node.get(name) == node))
        self._stale.clear()
        return touched

    def _stands_for(self, name: str) -> str:
        """The source of its family; itself where an analyst takes the family apart."""
        descent = self._descent[name]
        return name if self._divided.intersection(descent.family) else descent.source

    def _carry(self, node: str, carried: Ids) -> None:
        """Compare `node` with others from now on, for itself and what it stands for; not at all if that is nothing."""
        if not carried:
            if self._carried.pop(node, None):
                del self._placed[node]
                self._events.drop(node)
            return
        self._carried[node] = carried
        family = self._descent[node].family
        bonds = frozenset(family if self._divided.intersection(family) else ())
        signals, bound = self._placed.get(node, (None, None))
        if signals is not self._signals[node] or bound != bonds:
            self._placed[node] = (self._signals[node], bonds)
            self._events.put(self._signals[node], bonds)

    def _name_events(self, gone: set[Ids], new: set[Ids]) -> set[str]:
        """Name the events after their least reports; those that are new or changed."""
        old = {self._event.pop(node) for group in (*gone, *new) for node in group if node in self._event}
        fresh = {}
        for group in new:
            reports = tuple(sorted(name for node in group for name in self._carried[node]))
            fresh[reports[0]] = (group, reports)
        for event in old - fresh.keys():
            del self._reports[event], self._parts[event]
            self._stories.drop(event)
        for event, (group, reports) in fresh.items():
            self._reports[event] = reports
            self._event.update(dict.fromkeys(group, event))
            parts = tuple(self._signals[node] for node in group)
            known = self._parts.get(event, ())
            if len(known) != len(parts) or any(a is not b for a, b in zip(known, parts, strict=True)):
                self._parts[event] = parts
                self._stories.put(together(event, parts))
        return set(fresh)

    def _nodes(self, reports: Iterable[str]) -> Ids:
        return tuple(sorted({self._node[name] for name in reports if name in self._node}))

    def _events_of(self, reports: Iterable[str]) -> Ids:
        return tuple(sorted({self.event_of(name) for name in reports if name in self._node}))


def _of(rulings: Iterable[Ruling], grouping: str) -> list[Ruling]:
    return [ruling for ruling in rulings if ruling.grouping == grouping]


def _order(ruling: Ruling, names: Ids) -> Order:
    return Order(kind=ruling.kind, names=names, correction=ruling.correction)
