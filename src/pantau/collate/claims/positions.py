"""The statements of one claim with their stances in; each party's stance over time, in its most direct words, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pantau.collate.moments import order
from pantau.collate.story_facts import StatementFact
from pantau.model.picture import Position, Stance

DIRECTNESS = {"own words": 0, "paraphrase": 1, "account": 2, "summary": 3}
_STANCES: tuple[Stance, ...] = ("affirms", "denies", "open")


class Told(NamedTuple):
    """A statement with its stance towards the claim."""

    fact: StatementFact
    stance: Stance


def positions(told: Sequence[Told]) -> tuple[Position, ...]:
    """One position for each change of each party's stance, by date, then party.

    What is told of earlier days without a date ("had denied") comes before what is reported with the same date.
    A party that says two things on one day has two positions from that day on.
    """
    by_party: dict[str, list[Told]] = defaultdict(list)
    for item in told:
        if item.fact.party is not None:
            by_party[item.fact.party].append(item)
    found = [position for party, items in by_party.items() for position in _of_party(party, items)]
    return tuple(
        sorted(found, key=lambda p: (order(p.since), p.party, _STANCES.index(p.stance), p.statement))
    )


def _of_party(party: str, items: Sequence[Told]) -> Iterator[Position]:
    days: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for item in items:
        days[_moment(item.fact)].append(item)
    standing: dict[Stance, list[Told]] = {}
    for moment in sorted(days):
        now: dict[Stance, list[Told]] = {}
        for stance in _STANCES:
            said = [item for item in days[moment] if item.stance == stance]
            if said:
                now[stance] = standing.get(stance, []) + said
        for stance, said in standing.items():
            if stance not in now:
                yield _position(party, stance, said)
        standing = now
    for stance, said in standing.items():
        yield _position(party, stance, said)


def _moment(fact: StatementFact) -> tuple[object, ...]:
    return (*order(fact.since), not fact.statement.past)


def _position(party: str, stance: Stance, items: Sequence[Told]) -> Position:
    facts = [item.fact for item in items]
    best = min(facts, key=directness_key)
    return Position(
        party=party,
        stance=stance,
        since=min((fact.since for fact in facts), key=order),
        statement=best.id,
        speaker=best.speaker,
        act=best.statement.act,
        directness=best.statement.directness,
        words=best.statement.words,
        conditional=best.statement.conditional,
        statements=tuple(sorted(fact.id for fact in facts)),
    )


def directness_key(fact: StatementFact) -> tuple[object, ...]:
    """Sorts the most direct statement first, then the earliest."""
    return (DIRECTNESS[fact.statement.directness], order(fact.since), fact.id)
