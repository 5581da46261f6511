"""A story in, what is not held of it out: own words, dates, outlets, independent sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pantau.collate.brief.desk import Desk
from pantau.model.brief import Gap, GapKind
from pantau.model.picture import ReportRow, StatementRow


def gaps(desk: Desk) -> tuple[Gap, ...]:
    """What the story lacks, the parties first: whose own words are not held, whose stance is undated."""
    single = (
        Gap(kind="one source", subject=claim.text, references=desk.cite(claim.statements))
        for claim in desk.claims
        if claim.status == "contested" and len(claim.sources) == 1
    )
    return (*_party_gaps(desk), *_report_gaps(desk), *single)


def _party_gaps(desk: Desk) -> Iterable[Gap]:
    rows = [row for row in desk.statements.values() if row.statement.speaker.party]
    by_party: dict[str, list[StatementRow]] = defaultdict(list)
    for row in rows:
        by_party[row.statement.speaker.party or ""].append(row)
    for party in sorted(by_party):
        held = by_party[party]
        if not any(row.statement.directness == "own words" for row in held):
            yield Gap(kind="no own words", subject=party, references=desk.cite(row.id for row in held))
        undated = [row for row in held if row.since is None and row.statement.act in ("deny", "confirm")]
        if undated:
            yield Gap(
                kind="undated stance",
                subject=party,
                count=len(undated),
                references=desk.cite(row.id for row in undated),
            )
    for party in _spoken_of(desk):
        if party not in by_party:
            yield Gap(kind="not quoted", subject=party)


def _spoken_of(desk: Desk) -> list[str]:
    """States that at least a quarter of the reports name in statements, by how many do."""
    reports: dict[str, set[str]] = defaultdict(set)
    for row in desk.statements.values():
        for mention in row.statement.mentions:
            kind, _, code = mention.key.partition(":")
            if kind == "country":
                reports[code].add(row.report)
    enough = max(2, len(desk.reports) // 4)
    return sorted(
        (code for code, found in reports.items() if len(found) >= enough), key=lambda c: (-len(reports[c]), c)
    )


def _report_gaps(desk: Desk) -> Iterable[Gap]:
    unread = [row for row in desk.order if row.reading.notes]
    undated = [row for row in desk.order if row.reading.published is None]
    unnamed = [row for row in desk.order if row.reading.outlet.name is None]
    kinds: tuple[tuple[GapKind, list[ReportRow]], ...] = (
        ("not exploited", unread),
        ("undated report", undated),
        ("unnamed outlet", unnamed),
    )
    for kind, rows in kinds:
        if rows:
            marks = tuple(desk.marks[row.id] for row in rows)
            yield Gap(kind=kind, subject="", count=len(rows), references=marks)
