"""A story in, what is not held of it out: own words, dates, outlets, independent sources, official texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pantau.collate.brief.claims import chain, of_parties
from pantau.collate.brief.desk import Desk
from pantau.model.brief import Gap, GapKind
from pantau.model.picture import ReportRow, StatementRow
from pantau.model.report import NOT_EXTRACTED


def gaps(desk: Desk) -> tuple[Gap, ...]:
    """What the story lacks, the parties first: who is spoken of and not heard, whose own words are not held."""
    single = (
        Gap(kind="one source", subject=claim.text, references=desk.cite(claim.statements))
        for claim in desk.claims
        if claim.status == "contested" and len(claim.sources) == 1
    )
    return (*_party_gaps(desk), *_unordered(desk), *single, *_report_gaps(desk))


def _unordered(desk: Desk) -> Iterable[Gap]:
    """Parties that take two stances on a claim of which one is undated, so that nobody knows which came first."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim in desk.claims:
        for party, positions in of_parties(claim).items():
            taken, loose = chain(positions, desk)
            if loose and len({position.stance for position in (*taken, *loose)}) > 1:
                found[party].extend(position.statement for position in (*taken, *loose))
    for party, names in sorted(found.items()):
        yield Gap(kind="order unknown", subject=party, references=desk.cite(names))


def _party_gaps(desk: Desk) -> Iterable[Gap]:
    by_party: dict[str, list[StatementRow]] = defaultdict(list)
    for row in desk.statements.values():
        if row.statement.speaker.party:
            by_party[row.statement.speaker.party].append(row)
    for party, count in _spoken_of(desk).items():
        if party not in by_party:
            yield Gap(kind="not quoted", subject=party, count=count)
    for party, rows in sorted(by_party.items(), key=lambda item: (-len(item[1]), item[0])):
        yield from _of_party(party, rows, desk)


def _of_party(party: str, rows: list[StatementRow], desk: Desk) -> Iterable[Gap]:
    if all(row.statement.speaker.kind == "unnamed" for row in rows):
        yield Gap(kind="unnamed only", subject=party, references=desk.cite(row.id for row in rows))
    elif not any(row.statement.directness == "own words" for row in rows):
        yield Gap(kind="no own words", subject=party, references=desk.cite(row.id for row in rows))
    undated = [row.id for row in rows if row.since is None and row.statement.act in ("deny", "confirm")]
    if undated:
        marks = desk.cite(undated)
        yield Gap(kind="undated stance", subject=party, count=len(undated), references=marks)


def _spoken_of(desk: Desk) -> dict[str, int]:
    """States that at least a quarter of the reports name in statements, with how many do; most first."""
    reports: dict[str, set[str]] = defaultdict(set)
    for row in desk.statements.values():
        for mention in row.statement.mentions:
            kind, _, code = mention.key.partition(":")
            if kind == "country":
                reports[code].add(row.report)
    enough = max(2, len(desk.reports) // 4)
    counts = {code: len(found) for code, found in reports.items() if len(found) >= enough}
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _not_extracted(row: ReportRow) -> bool:
    return any(note.startswith(NOT_EXTRACTED) for note in row.reading.notes)


def _report_gaps(desk: Desk) -> Iterable[Gap]:
    official = any(origin.kind == "official" for row in desk.order for origin in row.reading.origins)
    if not official:
        yield Gap(kind="no official text", subject="", count=len(desk.order))
    kinds: tuple[tuple[GapKind, list[ReportRow]], ...] = (
        ("not exploited", [row for row in desk.order if _not_extracted(row)]),
        ("undated report", [row for row in desk.order if row.reading.published is None]),
        ("unnamed outlet", [row for row in desk.order if row.reading.outlet.name is None]),
    )
    for kind, rows in kinds:
        if rows:
            yield Gap(kind=kind, subject="", count=len(rows), references=desk.pages(row.id for row in rows))
