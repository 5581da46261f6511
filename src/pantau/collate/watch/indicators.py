"""One indicator and a picture's statements in; how far it is met, on which evidence, and until when, out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pantau.collate.watch.matching import Material, plainest
from pantau.collate.watch.period import Period
from pantau.model.picture import StatementRow
from pantau.model.statement import Quantity
from pantau.model.time import PartialDate
from pantau.model.warning import FigureTest, Indicator
from pantau.model.watch import IndicatorRow

WORDS = 3
"""Statements shown for an indicator, one of each kind; all are evidence."""


def indicator_row(indicator: Indicator, material: Material, period: Period) -> IndicatorRow:
    """The indicator as it stands at the end of the period."""
    fitting = [row for row in _fitting(indicator, material) if period.holds(row.since)]
    counting = [row for row in fitting if _in_window(row, indicator, period.last_day)]
    kinds: dict[tuple[object, ...], StatementRow] = {}
    for row in sorted(counting, key=plainest):
        kinds.setdefault(kind_of(row), row)
    return IndicatorRow(
        name=indicator.name,
        text=indicator.text,
        met=_met(indicator, counting),
        statements=len(counting),
        sources=len(_sources(counting)),
        origins=len(_origins(counting)),
        needs_statements=indicator.statements,
        needs_sources=indicator.sources,
        needs_origins=indicator.origins,
        window_days=indicator.window_days,
        undated=sum(row.since is None for row in fitting) if indicator.window_days else 0,
        evidence=tuple(sorted(row.id for row in counting)),
        words=tuple(material.word(row) for row in [*kinds.values()][:WORDS]),
        lapses=None if period.ended else _lapses(indicator, counting),
    )


def kind_of(row: StatementRow) -> tuple[object, ...]:
    """What makes a statement say something new: whose word, which act and stance, which figures. A copy does not."""
    figures = tuple(sorted((q.unit, str(q.value), str(q.low), str(q.high)) for q in row.statement.quantities))
    return (row.source, row.statement.act, row.stance, figures)


def _fitting(indicator: Indicator, material: Material) -> list[StatementRow]:
    return [
        row
        for row in material.about(indicator.topic)
        if (not indicator.acts or row.statement.act in indicator.acts)
        and (not indicator.stances or row.stance in indicator.stances)
        and (not indicator.parties or row.statement.speaker.party in indicator.parties)
        and (not indicator.directness or row.statement.directness in indicator.directness)
        and (not indicator.status or material.claims[row.claim].status in indicator.status)
        and (indicator.figure is None or any(_gives(q, indicator.figure) for q in row.statement.quantities))
    ]


def _gives(quantity: Quantity, test: FigureTest) -> bool:
    low, high = _bounds(quantity)
    return (
        (test.unit is None or quantity.unit == test.unit)
        and (not test.states or quantity.state in test.states)
        and (test.at_least is None or (low is not None and low >= test.at_least))
        and (test.at_most is None or (high is not None and high <= test.at_most))
    )


def _bounds(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that it can be; "at least 20" has no upper bound."""
    low = quantity.low if quantity.low is not None else quantity.value
    high = quantity.high if quantity.high is not None else quantity.value
    if quantity.qualifier == "at least":
        return low, None
    return (None, high) if quantity.qualifier == "up to" else (low, high)


def _in_window(row: StatementRow, indicator: Indicator, last_day: date) -> bool:
    """Whether it was said within the window, today included. What has no date cannot be placed in any."""
    if indicator.window_days is None:
        return True
    day = _day(row)
    return day is not None and last_day.toordinal() - day.toordinal() < indicator.window_days


def _day(row: StatementRow) -> date | None:
    return None if row.since is None else PartialDate.parse(row.since).last_day()


def _sources(rows: Sequence[StatementRow]) -> set[str]:
    return {row.source for row in rows}


def _origins(rows: Sequence[StatementRow]) -> set[str]:
    return {route.casefold() for row in rows for route in row.routes}


def _met(indicator: Indicator, rows: Sequence[StatementRow]) -> bool:
    return (
        len(rows) >= indicator.statements
        and len(_sources(rows)) >= indicator.sources
        and len(_origins(rows)) >= indicator.origins
    )


def _lapses(indicator: Indicator, rows: Sequence[StatementRow]) -> str | None:
    """The first day on which the oldest of what counts have left the window and too little is left."""
    if indicator.window_days is None or not _met(indicator, rows):
        return None
    for day in sorted({found for row in rows if (found := _day(row)) is not None}):
        left = [row for row in rows if (_day(row) or day) > day]
        if not _met(indicator, left):
            until = min(day.toordinal() + indicator.window_days, date.max.toordinal())
            return date.fromordinal(until).isoformat()
    return None
