"""A story's claims in, the lines on them out: each party's stance over time in one line, in exact words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from pantau.collate.brief.desk import Desk
from pantau.collate.brief.relevance import DIRECTNESS, PLAIN_STANCES, Relevance
from pantau.collate.moments import order
from pantau.model.brief import ClaimEntry, Earlier, PositionLine
from pantau.model.picture import Claim, Position, Stance, StatementRow

PLAIN_STATEMENTS = {
    "deny": 5,
    "confirm": 4,
    "unconfirmed": 4,
    "decline": 3,
    "warn": 3,
    "demand": 3,
    "promise": 3,
}
"""Acts that tell most in a statement that nobody else takes up; the order is ours, by what a watch officer asks."""
STANCES: tuple[Stance, ...] = ("affirms", "denies", "open")
POSITIONS = 9
"""Lines on one claim unless all are asked for: more stand no longer together on a screen."""
WITHOUT_PARTY = 3
"""Of those, speakers without a party."""


def weight(claim: Claim, desk: Desk) -> int:
    """How much a claim matters to a reader who has a minute: parties and stances first, then routes and reports.

    What one page alone has one party say weighs nothing: it is shown, if at all, as a single line.
    """
    acts = {desk.statements[name].statement.act for name in claim.statements if name in desk.statements}
    parties = {position.party for position in claim.positions}
    stances = {position.stance for position in claim.positions}
    if len(claim.reports) == 1 and len(parties) < 2:
        return 0
    return (
        6 * (claim.status == "contested")
        + 3 * len(parties)
        + 2 * len(stances)
        + 2 * bool(claim.values)
        + 2 * bool(acts & PLAIN_STANCES)
        + len(claim.origins)
        + min(len(claim.reports), 5)
    )


def single_weight(row: StatementRow) -> int:
    """The same for one statement: what is plainly said, for a party, in its own words, comes first."""
    statement = row.statement
    return (
        2 * PLAIN_STATEMENTS.get(statement.act, 0)
        + 4 * (statement.speaker.party is not None)
        + 2 * bool(statement.quantities)
        + 3
        - DIRECTNESS[statement.directness]
    )


def claim_entry(claim: Claim, desk: Desk, *, every: bool) -> ClaimEntry:
    """A claim as a brief prints it: positions from the plainest on, all if `every`, else the weightiest alone."""
    relevance = Relevance(claim, desk)
    lines = [*_parties(claim, desk, relevance), *_without_party(claim, desk, relevance)]
    lines.sort(key=lambda line: (-_plainness(line), line.statement))
    shown = lines if every else _weightiest(lines)
    return ClaimEntry(
        id=claim.id,
        text=claim.text,
        status=claim.status,
        figures_differ=claim.figures_differ,
        confirmed_by=claim.confirmed_by,
        credibility=claim.rating.credibility,
        reasons=claim.rating.reasons,
        reports=len(claim.reports),
        origins=claim.origins,
        sources=claim.sources,
        independence=claim.independence,
        positions=tuple(sorted(shown, key=lambda line: (STANCES.index(line.stance), -_plainness(line)))),
        positions_left_out=len(lines) - len(shown),
        references=desk.cite(claim.statements),
        analysts=claim.rating.analysts,
    )


def _plainness(line: PositionLine) -> int:
    """How plainly and how directly it is said, and in how many pages."""
    told = PLAIN_STATEMENTS.get(line.act, 0)
    return 2 * told + 3 - DIRECTNESS[line.directness] + min(len(line.references), 5)


def _weightiest(lines: Sequence[PositionLine]) -> list[PositionLine]:
    """Where parties stand now, then where they stood, then what others say."""
    now = [line for line in lines if line.party and line.latest][:POSITIONS]
    before = [line for line in lines if line.party and not line.latest][: POSITIONS - len(now)]
    others = [line for line in lines if not line.party][:WITHOUT_PARTY]
    return [*now, *before, *others[: max(0, POSITIONS - len(now) - len(before))]]


def chain(positions: Sequence[Position], desk: Desk) -> tuple[list[Position], list[Position]]:
    """One party's positions in the order in which they were taken, and those that have no place in it.

    What is told of earlier days without a date ("had denied") comes first. What has no date otherwise has a place
    only where nothing else is dated.
    """
    told = [p for p in positions if p.since is None and _past(p, desk)]
    dated = sorted((p for p in positions if p.since is not None), key=lambda p: order(p.since))
    loose = [p for p in positions if p.since is None and not _past(p, desk)]
    if not dated and len(loose) == 1:
        return [*told, *loose], []
    return [*told, *dated], loose


def _past(position: Position, desk: Desk) -> bool:
    row = desk.statements.get(position.statement)
    return row is not None and row.statement.past


def of_parties(claim: Claim) -> dict[str, list[Position]]:
    """The positions of a claim by party, in the order of the claim."""
    found: dict[str, list[Position]] = defaultdict(list)
    for position in claim.positions:
        found[position.party].append(position)
    return found


def _parties(claim: Claim, desk: Desk, relevance: Relevance) -> Iterator[PositionLine]:
    """One line for each party, under its latest stance; more where it takes two at once or the order is not known.

    A stance that it has left since gets a line of its own where it was taken plainly: a denial is not forgotten.
    """
    for positions in of_parties(claim).values():
        taken, loose = chain(positions, desk)
        last = order(taken[-1].since) if taken else None
        now = [p for p in taken if order(p.since) == last and _past(p, desk) == _past(taken[-1], desk)]
        before = taken[: len(taken) - len(now)]
        standing = [*now, *loose]
        for stance in STANCES:
            told = [p for p in standing if p.stance == stance]
            if told:
                earlier = before if any(p in now for p in told) else ()
                yield _party_line(told, earlier, desk, relevance)
        for stance in STANCES:
            left = [p for p in before if p.stance == stance and p.act in PLAIN_STANCES]
            if left and all(p.stance != stance for p in standing):
                yield msgspec.structs.replace(_party_line(left, (), desk, relevance), latest=False)


def _party_line(
    told: Sequence[Position], before: Sequence[Position], desk: Desk, relevance: Relevance
) -> PositionLine:
    """The stance of `told` in the words among them that say best what the claim is about, with what came before."""
    names = [name for p in told for name in (p.statement, *p.statements)]
    rows = [desk.statements[name] for name in names if name in desk.statements]
    row = min(rows, key=relevance.key)
    since = min((p.since for p in told), key=order)
    earlier: list[Earlier] = []
    for position in before:
        if not earlier or earlier[-1].stance != position.stance:
            earlier.append(
                Earlier(
                    stance=position.stance,
                    since=position.since,
                    since_known=desk.known(position.since, position.statements),
                    references=desk.cite((position.statement, *position.statements)),
                )
            )
    if earlier and earlier[-1].stance == told[0].stance:
        earlier.pop()
    line = _line(row, desk, party=told[0].party, since=since, names=names)
    return msgspec.structs.replace(line, earlier=tuple(earlier))


def _unbound(claim: Claim, desk: Desk) -> list[StatementRow]:
    """The claim's statements by speakers who speak for no party."""
    rows = (desk.statements[name] for name in claim.statements if name in desk.statements)
    return [row for row in rows if row.statement.speaker.party is None]


def _without_party(claim: Claim, desk: Desk, relevance: Relevance) -> Iterator[PositionLine]:
    """One line for each such speaker and stance; those in most reports first."""
    grouped: dict[tuple[str, Stance], list[StatementRow]] = defaultdict(list)
    for row in _unbound(claim, desk):
        grouped[(row.entity, row.stance)].append(row)
    ranked = sorted(
        grouped.items(),
        key=lambda item: (
            -len({row.report for row in item[1]}),
            -max(map(single_weight, item[1])),
            item[0],
        ),
    )
    for _, rows in ranked:
        best = min(rows, key=relevance.key)
        since = min((row.since for row in rows), key=order)
        yield _line(best, desk, party="", since=since, names=[row.id for row in rows])


def single_line(row: StatementRow, claim: Claim, desk: Desk) -> PositionLine:
    """The line on a claim of which only this statement is shown, with the pages in which its speaker says so."""
    rows = (desk.statements[name] for name in claim.statements if name in desk.statements)
    names = [other.id for other in rows if (other.entity, other.stance) == (row.entity, row.stance)]
    return _line(row, desk, party=row.statement.speaker.party or "", since=row.since, names=names)


def _line(
    row: StatementRow, desk: Desk, *, party: str, since: str | None, names: Sequence[str]
) -> PositionLine:
    statement = row.statement
    return PositionLine(
        party=party,
        stance=row.stance,
        since=since,
        since_known=desk.known(since, (row.id, *names)),
        when=row.since,
        when_known=desk.known(row.since, (row.id,)),
        speaker=desk.name(row),
        role=statement.speaker.role,
        act=statement.act,
        directness=statement.directness,
        quoted=statement.quoted,
        words=statement.words,
        conditional=statement.conditional,
        past=statement.past,
        via=statement.via,
        statement=row.id,
        page=desk.marks[row.report],
        references=desk.cite((row.id, *names)),
        translation=statement.translation,
    )
