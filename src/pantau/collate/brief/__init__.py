"""A picture in, the brief out as data: claims with positions, figures side by side, sourcing, changes, gaps, timeline.

Nothing is worded here that no span supports: texts are the speakers' or the reporters' own.
"""

from __future__ import annotations

from collections.abc import Sequence

from pantau.collate.brief.changes import changes
from pantau.collate.brief.claims import claim_entry, figure_lines, weight
from pantau.collate.brief.desk import Desk, published_of
from pantau.collate.brief.gaps import gaps
from pantau.model.brief import Dated, Reference, StoryBrief
from pantau.model.picture import Picture, ReportRow

KEY_CLAIMS = 12
"""Claims shown of a story unless all are asked for: what fits two screens with their positions."""


def story_briefs(
    picture: Picture, *, stories: Sequence[str] | None = None, since: str | None = None, every: bool = False
) -> tuple[StoryBrief, ...]:
    """The stories of a picture (those with the most reports first), each as the brief shows it.

    `stories` names those wanted (ids); `since` is the day from which changes are listed; `every` leaves no claim out.
    """
    wanted = [story for story in picture.stories if stories is None or story.id in stories]
    wanted.sort(key=lambda story: (-len(story.reports), story.id))
    return tuple(_story(Desk(picture, story), since=since, every=every) for story in wanted)


def _story(desk: Desk, *, since: str | None, every: bool) -> StoryBrief:
    ranked = sorted(desk.claims, key=lambda claim: (-weight(claim, desk), claim.id))
    shown = ranked if every else [claim for claim in ranked if weight(claim, desk) > 0][:KEY_CLAIMS]
    story = desk.story
    return StoryBrief(
        id=story.id,
        title=story.title,
        first=story.first,
        last=story.last,
        languages=story.languages,
        reports=len(story.reports),
        copies=sum(1 for row in desk.reports.values() if row.copy_of),
        origins=story.origins,
        sources=story.sources,
        claims=tuple(claim_entry(claim, desk) for claim in shown),
        claims_left_out=len(ranked) - len(shown),
        figures=figure_lines(ranked, desk),
        changes=changes(ranked, desk, since) if since else (),
        gaps=gaps(desk),
        timeline=_timeline(desk),
        references=tuple(_reference(row, desk) for row in desk.order),
    )


def _timeline(desk: Desk) -> tuple[Dated, ...]:
    """What happened on which day: the picture's timeline of this story, with the reports that say so."""
    lines = []
    for entry in desk.timeline:
        statement = desk.statements.get(entry.id)
        if statement is not None:
            references = desk.cite((entry.id,))
        else:
            references = tuple(desk.marks[name] for name in (entry.id,) if name in desk.marks)
        lines.append(Dated(when=entry.when, kind=entry.kind, text=entry.text, references=references))
    return tuple(lines)


def _reference(row: ReportRow, desk: Desk) -> Reference:
    return Reference(
        mark=desk.marks[row.id],
        report=row.id,
        outlet=row.reading.outlet.name,
        outlet_known=row.reading.outlet.known,
        published=published_of(row),
        language=row.reading.language,
        title=row.reading.title,
        origins=tuple(dict.fromkeys(origin.name for origin in row.reading.origins)),
        lineage=_lineage(row, desk),
        statements=sum(1 for statement in desk.statements.values() if statement.report == row.id),
        notes=row.reading.notes,
    )


def _lineage(row: ReportRow, desk: Desk) -> str | None:
    """ "translation of A", "duplicate of B": the first step back, where the report is in this story."""
    steps = [f"{edge.kind} of {desk.marks[edge.report]}" for edge in row.lineage if edge.report in desk.marks]
    return ", ".join(steps) or None
