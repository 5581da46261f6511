"""Footings and the ground that they stand on now in; what is held otherwise than their lines say out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from pantau.collate.assess.ground import Ground
from pantau.model.footing import Footing, Shift
from pantau.model.label import Clause, Label, Policy, combine
from pantau.model.time import rfc3339

HELD = "held"
"""The fact that something is there at all."""
CAUSES = 8
"""Causes named with a change, the first ones: a claim that everybody takes up may have hundreds."""


def shifts(footings: Sequence[Footing], made: datetime, ground: Ground) -> tuple[Shift, ...]:
    """What has changed of each footing since it was laid at `made`, in their order.

    Where a statement is gone, that says it: the claim that was to be found by it alone is not told of again.
    """
    known = [ground.facts(footing) for footing in footings]
    gone = {
        footing.anchor.statement
        for footing, now in zip(footings, known, strict=True)
        if footing.kind == "statement" and footing.anchor and now is None
    }
    return tuple(
        shift
        for place, (footing, now) in enumerate(zip(footings, known, strict=True))
        if now is not None or footing.kind == "statement" or not _named(footing) & gone
        for shift in _shifts(place, footing, now, made=made, ground=ground)
    )


def _named(footing: Footing) -> set[str]:
    return {footing.anchor.statement} if footing.anchor else set()


def _shifts(
    place: int, footing: Footing, now: dict[str, str] | None, *, made: datetime, ground: Ground
) -> Iterator[Shift]:
    if now is None:
        changed: list[tuple[str, str | None, str | None]] = [(HELD, "held", ground.gone(footing))]
    else:
        changed = [
            (fact, was, now.get(fact)) for fact, was in sorted(footing.held.items()) if now.get(fact) != was
        ]
    if not changed:
        return
    causes = later(ground.causes(footing), made, ground)
    for fact, was, held in changed:
        yield Shift(
            footing=place,
            where=footing.where,
            said=footing.said,
            fact=fact,
            was=was,
            now=held,
            since=rfc3339(causes[0][0]) if causes else None,
            causes=tuple(name for _, name in causes[:CAUSES]),
        )


def later(names: Iterable[str], made: datetime, ground: Ground) -> list[tuple[datetime, str]]:
    """Those of the objects that were made after `made`, with when, in that order."""
    dated = ((ground.ledger.made(name), name) for name in names)
    return sorted((moment, name) for moment, name in dated if moment is not None and moment > made)


def narrowed(printed: Label, others: Iterable[Label], policy: Policy) -> dict[str, tuple[str, str]]:
    """What of the printed label is stricter now that these labels count as well: name -> (was, now)."""
    now = combine((printed, *others), policy)
    pairs = {
        "audience": (_audience(printed.normal()), _audience(now)),
        "caveats": (", ".join(printed.normal().caveats), ", ".join(now.caveats)),
        "classification": (printed.classification, now.classification),
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _audience(label: Label) -> str:
    """The clauses that say something: one that a narrower one implies says nothing."""
    clauses: list[Clause] = [
        clause
        for clause in label.audience
        if not any(other != clause and set(other) <= set(clause) for other in label.audience)
    ]
    return " and ".join(" or ".join(clause) or "nobody" for clause in clauses) or "nobody"
