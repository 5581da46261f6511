"""A story's claims in, the lines on them out: positions in exact words, and figures side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pantau.collate.brief.desk import Desk, amount, starts
from pantau.model.brief import ClaimEntry, FigureLine, PositionLine
from pantau.model.picture import Claim, StatementRow, ValueRow


def weight(claim: Claim, desk: Desk) -> int:
    """How much a claim matters to a reader who has a minute: parties and stances first, then routes and reports.

    A statement that stands alone weighs nothing unless it denies, confirms or gives a figure.
    """
    acts = {desk.statements[name].statement.act for name in claim.statements if name in desk.statements}
    parties = {position.party for position in claim.positions}
    stances = {position.stance for position in claim.positions}
    alone = len(claim.statements) == 1 and not claim.values and not acts & {"deny", "confirm"}
    if alone:
        return 0
    return (
        6 * (claim.status == "contested")
        + 3 * len(parties)
        + 2 * len(stances)
        + 2 * bool(claim.values)
        + 2 * bool(acts & {"deny", "confirm", "decline", "unconfirmed"})
        + len(claim.origins)
        + min(len(claim.reports), 5)
    )


def claim_entry(claim: Claim, desk: Desk) -> ClaimEntry:
    return ClaimEntry(
        id=claim.id,
        text=claim.text,
        status=claim.status,
        confirmed_by=claim.confirmed_by,
        credibility=claim.rating.credibility,
        reasons=claim.rating.reasons,
        reports=len(claim.reports),
        origins=claim.origins,
        sources=claim.sources,
        independence=claim.independence,
        positions=_positions(claim, desk),
        references=desk.cite(claim.statements),
    )


def _positions(claim: Claim, desk: Desk) -> tuple[PositionLine, ...]:
    """The claim's positions, then what speakers without a party say, each in its exact words."""
    lines = [
        _position_line(row, desk, stance=position.stance, party=position.party, together=position.statements)
        for position in claim.positions
        if (row := desk.statements.get(position.statement)) is not None
    ]
    covered = {name for position in claim.positions for name in (position.statement, *position.statements)}
    without = [desk.statements[name] for name in claim.statements if name in desk.statements]
    lines.extend(
        _position_line(row, desk, stance=row.stance, party="", together=())
        for row in sorted(without, key=lambda row: (starts(row.since), row.id))
        if row.id not in covered and row.statement.speaker.party is None
    )
    return tuple(lines)


def _position_line(
    row: StatementRow, desk: Desk, *, stance: str, party: str, together: Sequence[str]
) -> PositionLine:
    statement = row.statement
    return PositionLine(
        party=party,
        stance=stance,
        since=row.since,
        since_known="said" if statement.said else "published",
        speaker=desk.names.get(row.entity, statement.speaker.name),
        role=statement.speaker.role,
        act=statement.act,
        directness=statement.directness,
        quoted=statement.quoted,
        words=statement.words,
        conditional=statement.conditional,
        past=statement.past,
        via=statement.via,
        references=desk.cite((row.id, *together)),
    )


def figure_lines(claims: Sequence[Claim], desk: Desk) -> tuple[FigureLine, ...]:
    """Every figure once per claim, amount, state and party, with all who give it; those in most reports first."""
    grouped: dict[tuple[str, ...], list[ValueRow]] = defaultdict(list)
    for claim in claims:
        for value in claim.values:
            key = (claim.id, amount(value), value.unit, value.state or "", value.party or "")
            grouped[key].append(value)
    lines = (_figure_line(key[0], rows, desk) for key, rows in grouped.items())
    return tuple(
        sorted(
            lines,
            key=lambda line: (-len(line.references), line.unit, line.state or "", amount(line), line.claim),
        )
    )


def _figure_line(claim: str, rows: Sequence[ValueRow], desk: Desk) -> FigureLine:
    first = min(rows, key=lambda row: (starts(row.date), row.statement))
    return FigureLine(
        value=first.value,
        low=first.low,
        high=first.high,
        unit=first.unit,
        of=next((row.of for row in rows if row.of), None),
        state=first.state,
        qualifier=first.qualifier,
        party=first.party,
        speakers=tuple(sorted({row.speaker for row in rows})),
        date=first.date,
        claim=claim,
        references=desk.cite(row.statement for row in rows),
    )
