"""Merges, splits and credibility votes of analysts in; what they say of the statements and reports held now out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from pantau.collate.corrections import Entry, stand_in
from pantau.collate.entities import Name
from pantau.collate.holding import Holding
from pantau.collate.sources import signed
from pantau.collate.story_facts import CredibilityVote
from pantau.model.base import Value
from pantau.model.correction import Anchor, Correction, Grouping, Merge, Split
from pantau.model.objects import Held
from pantau.model.rating import Evaluation

EntriesOf = Callable[[str], Sequence[Entry]]
"""The statements of a report's latest generation; none when the report is not held."""


class Ruling(Value, frozen=True, kw_only=True):
    """A merge or split with what its anchors stand for now. `reports` are all that it is about, sorted."""

    correction: str
    kind: Literal["merge", "split"]
    grouping: Grouping
    reports: tuple[str, ...]
    statements: tuple[str, ...]


def rulings(groupings: Iterable[Held], entries_of: EntriesOf) -> tuple[Ruling, ...]:
    """The merges and splits that count, in the order in which they were made."""
    found = []
    for held in groupings:
        change = held.body.change if isinstance(held.body, Correction) else None
        if not isinstance(change, Merge | Split):
            continue
        stands = (stand_in(anchor, entries_of(anchor.report)) for anchor in change.statements)
        found.append(
            Ruling(
                correction=held.id,
                kind="merge" if isinstance(change, Merge) else "split",
                grouping=change.grouping,
                reports=tuple(sorted({*change.reports, *(anchor.report for anchor in change.statements)})),
                statements=tuple(sorted({name for name in stands if name is not None})),
            )
        )
    return tuple(found)


def credibility_votes(holding: Holding, entries_of: EntriesOf) -> dict[str, tuple[CredibilityVote, ...]]:
    """Report -> the analysts' votes on claims that hold one of its statements, in the order in which they were made.

    A vote on a statement of an older generation is on what stands for it in the latest.
    """
    found: dict[str, list[CredibilityVote]] = {}
    for held in holding.evaluations():
        body = held.body
        if not isinstance(body, Evaluation) or body.credibility is None:
            continue
        named = holding.entry(body.statement or (held.refs[0] if held.refs else ""))
        if named is None:
            continue
        report, (name, statement) = named
        target = stand_in(Anchor.at(report, name, statement), entries_of(report))
        if target is not None:
            given = signed(held, str(body.credibility), body.reason)
            found.setdefault(report, []).append(CredibilityVote(statement=target, given=given))
    return {report: tuple(votes) for report, votes in found.items()}


class Scopes:
    """What analysts say of entities: which statements stand apart from others of their name, and which names are one."""

    def __init__(self, rulings: Iterable[Ruling]) -> None:
        self._rulings = [ruling for ruling in rulings if ruling.grouping == "entities"]
        self._last = {
            statement: ruling.correction
            for ruling in self._rulings
            if ruling.kind == "split"
            for statement in ruling.statements
        }

    def scoped(self, statement: str, name: Name) -> Name:
        """`name` as it counts for this statement: under a scope of its own where the statement was split off."""
        scope = self._last.get(statement)
        return name if scope is None else name._replace(scope=scope)

    def ties(self, names: Mapping[str, Name]) -> list[tuple[Name, Name]]:
        """Names that are one by a ruling; `names` are the statements' own, without scopes."""
        scopes: dict[str, str] = {}
        ties = []
        for ruling in self._rulings:
            if ruling.kind == "split":
                scopes.update(dict.fromkeys(ruling.statements, ruling.correction))
            held = [
                names[name]._replace(scope=scopes[name]) if name in scopes else names[name]
                for name in ruling.statements
                if name in names
            ]
            ties += [(held[0], other) for other in held[1:] if other != held[0]]
        return ties
