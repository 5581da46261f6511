"""The statements of one claim in; by which routes, on whose word, and whether two vouch apart from each other, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from pantau.collate.claims.positions import Told
from pantau.collate.story_facts import StatementFact

_VOUCHES = frozenset({"assert", "confirm", "estimate"})
_FIRST_HAND = frozenset({"own words"})


def origins(facts: Iterable[StatementFact]) -> tuple[str, ...]:
    """Distinct routes of publication; a copy stands on its original's routes and adds none.

    A page may stand on several agencies: where a statement says which of them relayed it, only that one counts.
    """
    found: dict[str, str] = {}
    for fact in facts:
        for route in statement_routes(fact):
            found.setdefault(route.casefold(), route)
    return tuple(sorted(found.values()))


def statement_routes(fact: StatementFact) -> tuple[str, ...]:
    """The routes of one statement: those of its report that its own attribution names, else all of them."""
    named = {via.casefold() for via in fact.statement.via}
    return tuple(route for route in fact.routes if route.casefold() in named) or fact.routes


def sources(told: Sequence[Told]) -> tuple[str, ...]:
    """Distinct primary sources: on whose word the claim is affirmed, or, if nobody affirms it, is spoken of."""
    affirming = [item.fact for item in told if item.stance == "affirms"]
    return tuple(sorted({fact.source for fact in affirming or [item.fact for item in told]}))


def independent(told: Sequence[Told]) -> tuple[StatementFact, StatementFact] | None:
    """Two who vouch for the claim first-hand without leaning on each other; None when that is not shown.

    They are of different parties, named, speak in words of their own (a paraphrase is the reporter's), reach us by
    different routes, neither passes on the other's word, and, where both give figures, they do not give different ones.
    """
    vouching = [item.fact for item in told if item.stance == "affirms" and _vouches(item.fact)]
    return next((pair for pair in combinations(vouching, 2) if _apart(*pair)), None)


def _vouches(fact: StatementFact) -> bool:
    statement = fact.statement
    return (
        statement.act in _VOUCHES
        and statement.directness in _FIRST_HAND
        and statement.speaker.kind != "unnamed"
        and not statement.conditional
    )


def _apart(a: StatementFact, b: StatementFact) -> bool:
    if a.source == b.source or a.entity == b.entity or _party(a) == _party(b):
        return False
    if {route.casefold() for route in statement_routes(a)} & {
        route.casefold() for route in statement_routes(b)
    }:
        return False
    return not _cites(a, b) and not _cites(b, a) and _same_amounts(a, b)


def _party(fact: StatementFact) -> str:
    return fact.party or fact.entity


def _cites(fact: StatementFact, other: StatementFact) -> bool:
    """Whether `fact` passes on the word of `other` or of its party."""
    told = {name.casefold() for name in (*fact.statement.via, fact.source)}
    return bool(
        told & {name.casefold() for name in (other.speaker, other.source, other.party or other.speaker)}
    )


def _same_amounts(a: StatementFact, b: StatementFact) -> bool:
    mine = {(q.value, q.low, q.high) for q in a.statement.quantities}
    other = {(q.value, q.low, q.high) for q in b.statement.quantities}
    return not mine or not other or bool(mine & other)
