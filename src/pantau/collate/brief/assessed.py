"""A picture's judgements, rated sources and products in, their lines in a brief out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pantau.collate.brief.desk import Desk
from pantau.model.brief import JudgementLine, ProductLine, SourceLine
from pantau.model.judgement import JudgementRow, term_of
from pantau.model.picture import Picture
from pantau.model.time import rfc3339


def judgements(rows: Iterable[JudgementRow], desk: Desk) -> tuple[JudgementLine, ...]:
    """The judgements on the story that no later one has taken the place of, in the order in which they were made."""
    standing = [row for row in rows if desk.story.id in row.stories and not row.superseded_by]
    return tuple(_line(row, desk) for row in sorted(standing, key=lambda row: (row.made, row.id)))


def _line(row: JudgementRow, desk: Desk) -> JudgementLine:
    body = row.judgement
    term = term_of(body.scale, body.probability) if body.probability else None
    return JudgementLine(
        id=row.id,
        analyst=row.analyst,
        made=rfc3339(row.made),
        sentence=body.sentence,
        scale=body.scale,
        probability=body.probability,
        band=(term.low, term.high) if term else None,
        confidence=body.confidence,
        reasons=body.reasons,
        alternatives=body.alternatives,
        gaps=body.gaps,
        supports=_marks(body.supports, desk),
        opposes=_marks(body.opposes, desk),
        references=_marks(body.about, desk),
        shifts=row.shifts,
    )


def _marks(names: Iterable[str], desk: Desk) -> tuple[str, ...]:
    """Marks of the pages that these statements and reports are of, as far as they are of this story."""
    held = [desk.statements[name].report if name in desk.statements else name for name in names]
    return desk.pages(name for name in held if name in desk.marks)


def rated_sources(picture: Picture, desk: Desk) -> tuple[SourceLine, ...]:
    """The story's sources and routes that people have rated, by name."""
    names = {name for row in desk.statements.values() for name in (row.source, *row.routes)}
    names |= {name for row in desk.order for name in row.routes}
    return tuple(
        SourceLine(
            source=row.source,
            rule=row.reliability,
            reasons=row.reasons,
            analysts=row.analysts,
            settings=row.settings,
        )
        for row in picture.sources
        if (row.analysts or row.settings) and row.source in names
    )


def product_lines(picture: Picture, stories: Iterable[str]) -> tuple[ProductLine, ...]:
    """The products on these stories (named as they are now) that were not recalled or superseded, by number."""
    open_alarms = Counter(alarm.product for alarm in picture.alarms if alarm.answered_by is None)
    shown = set(stories)
    return tuple(
        ProductLine(
            id=row.id,
            number=row.number,
            kind=row.kind,
            title=row.title,
            state=row.state,
            alarms=open_alarms[row.id],
        )
        for row in sorted(picture.products, key=lambda row: (row.number, row.id))
        if row.state in ("draft", "approved") and (not row.stories or shown & set(row.stories))
    )
