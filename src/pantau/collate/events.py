"""Reports in; happenings with the reports mainly about them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pantau.collate.affinity import EVENT_TIE, event_affinity
from pantau.collate.facts import ReportFacts, StatementEntry
from pantau.collate.grouping import Rule
from pantau.collate.moments import earliest, is_exact, order
from pantau.model.picture import Event, PlaceRow
from pantau.model.statement import Place

# Where pages carry wrong dates, reports of one event lie far apart: of 156 articles with such dates, events have a
# B-cubed F1 of 0.954 with a window of 120 days and 0.964 with one of 400.
EVENTS = Rule(
    affinity=event_affinity,
    window=400,
    least=250,
    thresholds=(EVENT_TIE, EVENT_TIE + 75, EVENT_TIE + 150, EVENT_TIE + 225, EVENT_TIE + 300),
    most=256,
)


def event_row(reports: Sequence[ReportFacts], *, story: str) -> Event:
    """The event that `reports` are about, named after the least of them."""
    ordered = sorted(reports, key=first_shown)
    return Event(
        id=min(report.id for report in reports),
        story=story,
        date=_date(ordered),
        title=title_of(ordered),
        reports=tuple(sorted(report.id for report in reports)),
        statements=tuple(sorted(entry.id for report in reports for entry in report.statements)),
        places=_places(ordered),
    )


def first_shown(report: ReportFacts) -> tuple[object, ...]:
    """Sorts reports by publication, then id."""
    published = report.reading.published
    return (*order(published.value if published else None), report.id)


def title_of(ordered: Sequence[ReportFacts]) -> str:
    """The first title in `ordered`; where there is none, the first words that are reported."""
    titles = (report.reading.title for report in ordered)
    texts = (entry.statement.text for report in ordered for entry in _told(report))
    return next((title for title in titles if title), None) or next(texts, "")


def _told(report: ReportFacts) -> list[StatementEntry]:
    return sorted(report.statements, key=lambda entry: (entry.statement.ordinal, entry.id))


def _date(reports: Sequence[ReportFacts]) -> str | None:
    """The day that most statements are dated to (ties: the earliest); else the earliest publication."""
    said = [entry.statement.said for report in reports for entry in report.statements]
    days = Counter(
        moment.value for moment in said if moment is not None and moment.is_day and is_exact(moment)
    )
    if days:
        return min(days, key=lambda day: (-days[day], day))
    return earliest(
        [report.reading.published.value if report.reading.published else None for report in reports]
    )


def _places(reports: Sequence[ReportFacts]) -> tuple[PlaceRow, ...]:
    found: dict[tuple[str, str], Place] = {}
    for report in reports:
        for entry in report.statements:
            for place in entry.statement.places:
                found.setdefault((place.name, place.country or ""), place)
    rows = (found[key] for key in sorted(found))
    return tuple(PlaceRow(name=row.name, country=row.country, lat=row.lat, lon=row.lon) for row in rows)
