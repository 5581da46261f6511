"""Events in; the stories in which one develops from another out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pantau.collate.affinity import STORY_TIE, story_affinity
from pantau.collate.events import first_shown, title_of
from pantau.collate.facts import ReportFacts
from pantau.collate.grouping import Rule
from pantau.collate.moments import earliest, latest, order
from pantau.model.picture import Event, StatementRow, Story

STORIES = Rule(
    affinity=story_affinity,
    window=180,
    least=150,
    thresholds=(STORY_TIE, STORY_TIE + 60, STORY_TIE + 120, STORY_TIE + 180, STORY_TIE + 240),
    most=256,
)


def story_row(
    events: Sequence[Event],
    reports: Sequence[ReportFacts],
    statements: Sequence[StatementRow],
    *,
    routes: Iterable[str],
) -> Story:
    """The story that `events` make up, named after its least report.

    Its title is that of its largest event, in the language of most of its reports.
    """
    dates = [value for row in statements if (value := row.since)]
    dates += [report.reading.published.value for report in reports if report.reading.published]
    return Story(
        id=min(event.id for event in events),
        title=_title(events, reports),
        reports=tuple(sorted(report.id for report in reports)),
        events=tuple(sorted(event.id for event in events)),
        first=earliest(list(dates)),
        last=latest(list(dates)),
        languages=tuple(sorted({report.reading.language for report in reports})),
        parties=tuple(
            sorted({row.statement.speaker.party for row in statements if row.statement.speaker.party})
        ),
        origins=tuple(sorted(set(routes))),
        sources=tuple(sorted({row.source for row in statements})),
    )


def _title(events: Sequence[Event], reports: Sequence[ReportFacts]) -> str:
    languages = Counter(report.reading.language for report in reports)
    language = min(languages, key=lambda name: (-languages[name], name))
    spoken = {report.id: report for report in reports if report.reading.language == language}

    def telling(event: Event) -> list[ReportFacts]:
        return sorted((spoken[name] for name in event.reports if name in spoken), key=first_shown)

    largest = min(
        (event for event in events if telling(event)),
        key=lambda event: (-len(event.reports), order(event.date), event.id),
    )
    return title_of(telling(largest))
