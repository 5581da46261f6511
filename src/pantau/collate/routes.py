"""Descents and credits of a story's reports in; on whose reporting each finally stands, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pantau.collate.agencies import same
from pantau.collate.kinship import Member
from pantau.collate.lineage import Descent
from pantau.model.location import is_address
from pantau.model.statement import Statement


def routes(
    members: Sequence[Member], descent: Mapping[str, Descent], event: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """For each report the agencies and outlets at the end of its copies and credits, sorted.

    A copy stands on what its source stands on; a merge on both. Else whom it credits: agencies before outlets, since
    an outlet that is credited beside an agency has relayed it; an outlet whose report of the same event is held
    stands on what that one stands on. Who credits nobody reports on its own.
    """
    return _Routes(members, descent, event).all()


class _Routes:
    def __init__(
        self, members: Sequence[Member], descent: Mapping[str, Descent], event: Mapping[str, str]
    ) -> None:
        self._members = {member.facts.id: member for member in sorted(members, key=lambda m: m.facts.id)}
        self._descent = descent
        self._event = event
        self._outlets: dict[str, list[Member]] = {}
        for member in self._members.values():
            self._outlets.setdefault(event[member.facts.id], []).append(member)
        self._found: dict[str, tuple[str, ...]] = {}

    def all(self) -> dict[str, tuple[str, ...]]:
        found = {name: self._of(name, frozenset()) for name in self._members}
        spelt = one_spelling(frozenset[str]().union(*found.values()))
        return {name: tuple(sorted({spelt[route] for route in ends})) for name, ends in found.items()}

    def _of(self, name: str, above: frozenset[str]) -> frozenset[str]:
        """`above` are the reports on the way here: a circle of credits ends where it began."""
        name = self._source(name)
        member = self._members[name]
        above |= {name}
        parents = [edge.report for edge in self._descent[name].edges if edge.report not in above]
        found = frozenset[str]().union(
            *(self._of(parent, above) for parent in parents if parent in self._members)
        )
        for credit in member.standing.agencies or member.standing.outlets:
            if not any(same(credit, known) for known in found):
                found |= self._credited(credit, member, above)
        return found or frozenset({own_route(member)})

    def _source(self, name: str) -> str:
        """The report at the end of a chain of copies."""
        while (before := self._descent[name].copy_of) is not None and before in self._members:
            name = before
        return name

    def _credited(self, credit: str, member: Member, above: frozenset[str]) -> frozenset[str]:
        if credit in member.standing.agencies:
            return frozenset({credit})
        for other in self._outlets[self._event[member.facts.id]]:
            own = other.standing.own
            if other.facts.id not in above and own is not None and same(credit, own):
                return self._of(other.facts.id, above)
        return frozenset({credit})


def one_spelling(names: Iterable[str]) -> dict[str, str]:
    """For each of `names` the one by which it goes among them: a name before an address, mixed case before capitals."""
    known = sorted(set(names), key=lambda name: ("." in name, name.isupper(), not name.isascii(), name))
    return {name: next(other for other in known if same(other, name)) for name in known}


def own_route(member: Member) -> str:
    """A report's outlet; where that is unknown, the site or the file that it was taken from."""
    if member.standing.own is not None:
        return member.standing.own
    series = member.signals.series
    return series.split("/")[2] if is_address(series) else series


def statement_routes(statement: Statement, member: Member, routes: tuple[str, ...]) -> tuple[str, ...]:
    """The routes of one statement: the credited agency or outlet that relays it by name, else the report's."""
    if not statement.via:
        return routes
    named = {credit for credit in member.standing.credits if any(same(credit, via) for via in statement.via)}
    return tuple(sorted(named)) or routes
