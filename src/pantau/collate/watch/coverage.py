"""A requirement, the statements about it and the channels in; its coverage matrix out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from pantau.collate.watch.channels import Channel, Channels, within
from pantau.collate.watch.matching import Material, plainest
from pantau.collate.watch.period import Period, told
from pantau.model.base import Value
from pantau.model.picture import Declared, ReportRow, StatementRow
from pantau.model.requirement import Requirement
from pantau.model.stance import Stance
from pantau.model.time import PartialDate, rfc3339
from pantau.model.watch import Cell, CellState, RequirementRow

_STANCES: tuple[Stance, ...] = ("denies", "affirms", "open")
"""A denial first: whether one is held is what a reader looks for."""
HEARD = 8
"""Parties shown where a requirement names none: those with most statements about it."""


class Found(Value, frozen=True, kw_only=True):
    """What is held on a requirement: statements about it of its period, and the stories in which they are made."""

    period: Period
    statements: tuple[StatementRow, ...]
    stories: frozenset[str]


def requirement_row(
    declared: Declared[Requirement], material: Material, channels: Channels, *, as_of: datetime
) -> RequirementRow:
    """The requirement's row as of a moment."""
    body = declared.body
    period = Period.of(body.valid_from, body.valid_until, as_of)
    rows = tuple(row for row in material.about(body.topic) if period.holds(row.since))
    stories = frozenset(material.reports[row.report].story for row in rows)
    found = Found(period=period, statements=rows, stories=stories)
    parties = body.parties or _heard(rows)
    named = channels.named(body.channels, declared.originator) or channels.carrying(parties)
    cells = tuple(_cells(parties, named, found, material))
    heard = {row.statement.speaker.party for row in rows}
    unheard = tuple(party for party in parties if party not in heard)
    return RequirementRow(
        id=declared.id,
        originator=declared.originator,
        by=declared.by,
        name=body.name,
        question=body.question,
        priority=body.priority,
        as_of=period.as_of,
        ended=period.ended,
        parties=parties,
        channels=tuple(channel.name for channel in named),
        cells=cells,
        statements=tuple(sorted(row.id for row in rows)),
        unheard=unheard,
        due=body.due,
        overdue=_overdue(body.due, unheard, period),
        valid_from=body.valid_from,
        valid_until=body.valid_until,
    )


def _heard(rows: Sequence[StatementRow]) -> tuple[str, ...]:
    counts = Counter(row.statement.speaker.party for row in rows)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0] or ""))
    return tuple(party for party, _ in ranked if party)[:HEARD]


def _overdue(due: str | None, unheard: Sequence[str], period: Period) -> bool:
    return due is not None and bool(unheard) and PartialDate.parse(due).bounds()[1] <= period.end


def _cells(
    parties: Sequence[str], channels: Sequence[Channel], found: Found, material: Material
) -> Iterator[Cell]:
    """Of all parties in all channels, of each party in all, then channel by channel."""
    related = [row for row in material.reports.values() if row.story in found.stories]
    every = [row for channel in channels for row in channel.reports]
    yield _cell(None, None, [*every, *related], found=found, material=material)
    for party in parties:
        side = [row for channel in channels if party in channel.carries for row in channel.reports]
        speaks = {row.report for row in material.statements if row.statement.speaker.party == party}
        heard = [row for row in related if row.id in speaks]
        yield _cell(party, None, [*side, *heard], found=found, material=material)
    for channel in channels:
        for whose in (None, *parties):
            yield _cell(whose, channel, list(channel.reports), found=found, material=material)


def _cell(
    party: str | None,
    channel: Channel | None,
    carriers: Sequence[ReportRow],
    *,
    found: Found,
    material: Material,
) -> Cell:
    """`carriers` are the reports in which the party's word would stand; those that hold it are added."""
    names = {row.id for row in carriers}
    rows = [
        row
        for row in found.statements
        if (party is None or row.statement.speaker.party == party)
        and (channel is None or row.report in names)
    ]
    there = {row.id: row for row in [*carriers, *(material.reports[row.report] for row in rows)]}
    now = [row for row in there.values() if within(row, found.period)]
    before = [row for row in there.values() if told(row) <= found.period.end]
    held = tuple(
        material.word(min(said, key=plainest))
        for stance in _STANCES
        if (said := [row for row in rows if row.stance == stance])
    )
    return Cell(
        party=party,
        channel=None if channel is None else channel.name,
        state=_state(held=bool(held), now=bool(now), ever=bool(there)),
        denial="seen" if held and held[0].stance == "denies" else "not seen" if now else "not collected",
        reports=len(now),
        related=sum(row.story in found.stories for row in now),
        statements=len(rows),
        held=held,
        last=rfc3339(max(map(told, before))) if before else None,
    )


def _state(*, held: bool, now: bool, ever: bool) -> CellState:
    if held:
        return "held"
    if now:
        return "not seen"
    return "silent" if ever else "not collected"
