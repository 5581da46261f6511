"""A story's rows in; what is dated in it, in the order of first possible instants, out."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.collate.moments import order
from pantau.model.picture import Event, ReportRow, StatementRow, TimelineEntry


def timeline(
    events: Sequence[Event], reports: Sequence[ReportRow], statements: Sequence[StatementRow]
) -> list[TimelineEntry]:
    """Events, publications and dated statements; what has no date of its own is left out."""
    entries = [
        TimelineEntry(when=event.date, kind="event", id=event.id, story=event.story, text=event.title)
        for event in events
        if event.date is not None
    ]
    entries += [
        TimelineEntry(
            when=row.reading.published.value,
            kind="published",
            id=row.id,
            story=row.story,
            text=row.reading.title or "",
        )
        for row in reports
        if row.reading.published is not None
    ]
    story = {row.id: row.story for row in reports}
    entries += [
        TimelineEntry(
            when=row.statement.said.value,
            kind="said",
            id=row.id,
            story=story[row.report],
            text=row.statement.words,
        )
        for row in statements
        if row.statement.said is not None
    ]
    return sorted(entries, key=position)


def position(entry: TimelineEntry) -> tuple[object, ...]:
    """Sorts by first possible instant, then id, then kind."""
    return (*order(entry.when), entry.id, entry.kind)
