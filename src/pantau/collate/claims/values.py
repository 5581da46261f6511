"""The statements of one claim in; the figures given for what it counts, by party and date, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from pantau.collate.claims.figures import FigureKey, alike, figure_key
from pantau.collate.claims.positions import Told
from pantau.collate.moments import order
from pantau.collate.story_facts import StatementFact
from pantau.model.picture import ValueRow
from pantau.model.statement import Quantity

Bounds = tuple[Decimal | None, Decimal | None]
Figure = tuple[StatementFact, Quantity]


def values(told: Sequence[Told], heads: Sequence[bool]) -> tuple[ValueRow, ...]:
    """One row for each party, amount and date; none where the claim is not about a number.

    A claim is about a number when at least half of those who affirm it in a sentence of its own (`heads`; the
    others only follow one) give a figure for the same thing. Copies repeat a figure and add no row.
    """
    own = [item for item, head in zip(told, heads, strict=True) if head and item.stance == "affirms"]
    leading = _leading([item.fact for item in own])
    if leading is None:
        return ()
    given = [item for item in own if _figures(item.fact, leading)]
    if 2 * len(given) < len(own):
        return ()
    figures = [(item.fact, quantity) for item in told for quantity in _figures(item.fact, leading)]
    return _rows(figures)


def figures_differ(rows: Sequence[ValueRow]) -> bool:
    """Whether two parties, or one party on one date, give amounts that cannot both be right.

    Later figures of one party replace its earlier ones: parties are compared by the last that each gives.
    """
    by_party: dict[str, list[ValueRow]] = defaultdict(list)
    for row in rows:
        by_party[row.party or row.speaker].append(row)
    last = []
    for given in by_party.values():
        latest = max(order(row.date) for row in given)
        last.append([row for row in given if order(row.date) == latest])
    within = any(not _compatible(a, b) for rows_ in last for a in rows_ for b in rows_)
    across = any(
        not any(_compatible(a, b) for a in one for b in two)
        for at, one in enumerate(last)
        for two in last[at + 1 :]
    )
    return within or across


def _leading(facts: Sequence[StatementFact]) -> FigureKey | None:
    """What most statements count: the first figure of each that is no mere circumstance, ties by what comes first."""
    keys = [key for fact in facts if (key := _main(fact)) is not None]
    return max(keys, key=lambda key: sum(alike(key, other) for other in keys), default=None)


def _main(fact: StatementFact) -> FigureKey | None:
    keys = [figure_key(quantity, fact.language) for quantity in fact.statement.quantities]
    return next((key for key in keys if not key.circumstance), None)


def _figures(fact: StatementFact, leading: FigureKey) -> list[Quantity]:
    """The statement's figures of the thing that the claim counts."""
    return [
        quantity
        for quantity in fact.statement.quantities
        if alike(figure_key(quantity, fact.language), leading)
    ]


def _rows(figures: Sequence[Figure]) -> tuple[ValueRow, ...]:
    rows: dict[tuple[object, ...], ValueRow] = {}
    for fact, quantity in sorted(figures, key=lambda figure: (order(figure[0].since), figure[0].id)):
        key = (
            fact.party or fact.entity,
            quantity.value,
            quantity.low,
            quantity.high,
            quantity.qualifier,
            fact.since,
        )
        rows.setdefault(key, _row(fact, quantity))
    return tuple(rows.values())


def _row(fact: StatementFact, quantity: Quantity) -> ValueRow:
    return ValueRow(
        statement=fact.id,
        party=fact.party,
        speaker=fact.speaker,
        unit=quantity.unit,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        of=quantity.of,
        state=quantity.state,
        qualifier=quantity.qualifier,
        date=fact.since,
    )


def _compatible(a: ValueRow, b: ValueRow) -> bool:
    """Whether both can be right: their bounds meet ("at least 4" and 7), or one is about the other (within a tenth)."""
    (low_a, high_a), (low_b, high_b) = _bounds(a), _bounds(b)
    meets_below = low_a is None or high_b is None or low_a <= high_b
    meets_above = low_b is None or high_a is None or low_b <= high_a
    return meets_below and meets_above


def _bounds(row: ValueRow) -> Bounds:
    low = row.low if row.low is not None else row.value
    high = row.high if row.high is not None else row.value
    if row.qualifier == "at least":
        return low, None
    if row.qualifier == "up to":
        return None, high
    if row.qualifier in ("about", "estimated"):
        return (low * 9 / 10 if low is not None else None, high * 11 / 10 if high is not None else None)
    return low, high
