"""Descents and credits of a story's reports in; on whose reporting each finally stands, out."""

from __future__ import annotations

import re
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


# Of a sentence's runs of three words, per mille. Cut and reworded sentences keep more than half of their runs; two
# reporters' sentences about one thing share hardly any.
SENTENCE_STANDS = 500
_WORD = re.compile(r"\w+")


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


def statement_routes(
    statement: Statement,
    member: Member,
    routes: tuple[str, ...],
    *,
    mixed: Sequence[tuple[Member, tuple[str, ...]]] = (),
) -> tuple[str, ...]:
    """The routes of one statement: the credited agency or outlet that relays it by name; else, of the texts that the
    page mixes (`mixed`, with their routes), those that its sentence stands in; else the report's."""
    if statement.via:
        named = {
            credit for credit in member.standing.credits if any(same(credit, via) for via in statement.via)
        }
        return tuple(sorted(named)) or routes
    shares = [(_standing_in(statement.text, parent), stands) for parent, stands in mixed]
    most = max((share for share, _ in shares), default=0)
    if most < SENTENCE_STANDS:
        return routes
    return tuple(sorted({route for share, stands in shares if share == most for route in stands}))


def _standing_in(sentence: str, parent: Member) -> int:
    """How much of `sentence` (runs of three words, per mille) stands in what the parent reports."""
    wanted = _runs(sentence)
    held = frozenset[str]().union(*(_runs(entry.statement.text) for entry in parent.facts.statements))
    return 1000 * len(wanted & held) // max(len(wanted), 1)


def _runs(sentence: str) -> frozenset[str]:
    words = _WORD.findall(sentence.casefold())
    return frozenset(" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2)))
