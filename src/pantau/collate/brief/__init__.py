"""A picture in, the brief out as data: claims with positions, figures side by side, sourcing, changes, gaps, timeline.

Nothing is worded here that no span supports: texts are the speakers' or the reporters' own. What is left out is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from pantau.collate.brief.assessed import judgements, product_lines, rated_sources
from pantau.collate.brief.changes import changes
from pantau.collate.brief.claims import claim_entry, single_line, single_weight, weight
from pantau.collate.brief.desk import Desk, Shelves, published_of, shortened
from pantau.collate.brief.figures import figure_lines
from pantau.collate.brief.gaps import gaps
from pantau.collate.brief.sourcing import copied, references, routes
from pantau.collate.brief.timeline import timeline
from pantau.collate.moments import earliest, latest
from pantau.errors import UnknownReference, UsageError
from pantau.model.base import Value
from pantau.model.brief import Heard, PositionLine, ProductLine, StoryBrief, StoryLine
from pantau.model.picture import Claim, Picture, Story

STORIES = 3
"""Stories shown whole, at most, unless all are asked for; the next ones get a line each."""
LEAST_SHARE = 3
"""A story with less than this part of the largest one's reports gets a line only."""
STORY_LINES = 10
KEY_CLAIMS = 5
"""Claims shown with all their positions: with figures, sourcing and gaps, what fits two screens."""
OTHER_CLAIMS = 5
FIGURES = 10
CHANGES = 8
TIMELINE = 8


class Selection(Value, frozen=True, kw_only=True):
    """What a brief shows: stories by the beginning of their ids, changes since a day, everything or the weightiest."""

    stories: tuple[str, ...] = ()
    since: str | None = None
    every: bool = False


class Drafted(Value, frozen=True, kw_only=True):
    """The stories of a brief, those that get a line, how many get none; the latest date of any page held."""

    stories: tuple[StoryBrief, ...]
    others: tuple[StoryLine, ...]
    more: int
    cut_off: str | None
    undated: int
    products: tuple[ProductLine, ...]


def draft(picture: Picture, selection: Selection) -> Drafted:
    """The stories of a picture, those with the most reports first.

    Small stories beside a large one get a line, and are shown whole where they are asked for. Raises
    UnknownReference, and UsageError where several stories have an id that begins as one asked for.
    """
    ranked = sorted(picture.stories, key=lambda story: (-len(story.reports), story.id))
    if selection.stories:
        shown = [_named(prefix, ranked) for prefix in dict.fromkeys(selection.stories)]
        rest: list[Story] = []
    else:
        large = [s for s in ranked[:STORIES] if LEAST_SHARE * len(s.reports) >= len(ranked[0].reports)]
        shown = ranked if selection.every else large
        rest = ranked[len(shown) :]
    shelves = Shelves(picture)
    dates = [published_of(row) for row in picture.reports]
    return Drafted(
        stories=tuple(_assessed(Desk(shelves, story), selection, picture) for story in shown),
        others=tuple(_story_line(Desk(shelves, story)) for story in rest[:STORY_LINES]),
        more=max(0, len(rest) - STORY_LINES),
        cut_off=latest(dates),
        undated=dates.count(None),
        products=product_lines(picture, (report for story in shown for report in story.reports)),
    )


def _assessed(desk: Desk, selection: Selection, picture: Picture) -> StoryBrief:
    """The story with what people said of it."""
    return msgspec.structs.replace(
        _story(desk, selection),
        rated=rated_sources(picture, desk),
        judgements=judgements(picture.judgements, desk),
    )


def _named(prefix: str, stories: Sequence[Story]) -> Story:
    found = [story for story in stories if story.id.startswith(prefix.casefold())]
    if not found:
        raise UnknownReference(f"no story is held whose id starts with {prefix!r}: `pantau brief` shows them")
    if len(found) > 1:
        raise UsageError(f"{len(found)} stories have an id that starts with {prefix!r}: give more digits")
    return found[0]


def _story_line(desk: Desk) -> StoryLine:
    return StoryLine(
        id=desk.story.id,
        title=desk.story.title,
        reports=len(desk.order),
        pages_last=latest([published_of(row) for row in desk.order]),
    )


def _story(desk: Desk, selection: Selection) -> StoryBrief:
    every, story = selection.every, desk.story
    ranked = sorted(desk.claims, key=lambda claim: (-weight(claim, desk), claim.id))
    key = ranked if every else [claim for claim in ranked if weight(claim, desk) > 0][:KEY_CLAIMS]
    others = [] if every else _others(ranked[len(key) :], desk)
    figures, changed, dated = (
        figure_lines(ranked, desk),
        changes(ranked, desk, selection.since, every=every),
        timeline(desk),
    )
    dates = [published_of(row) for row in desk.order]
    return StoryBrief(
        id=story.id,
        title=story.title,
        pages_first=earliest(dates),
        pages_last=latest(dates),
        undated=dates.count(None),
        languages=story.languages,
        reports=len(desk.order),
        copies=sum(1 for row in desk.order if row.copy_of),
        origins=story.origins,
        sources=story.sources,
        heard=_heard(desk),
        claims=tuple(claim_entry(claim, desk, every=every) for claim in key),
        others=tuple(others),
        claims_left_out=len(ranked) - len(key) - len(others),
        figures=tuple(figures if every else figures[:FIGURES]),
        figures_left_out=0 if every else max(0, len(figures) - FIGURES),
        routes=routes(desk),
        copied=copied(desk),
        changes=shortened(changed, None if every else CHANGES),
        changes_left_out=0 if every else max(0, len(changed) - CHANGES),
        gaps=gaps(desk),
        timeline=shortened(dated, None if every else TIMELINE),
        timeline_left_out=0 if every else max(0, len(dated) - TIMELINE),
        references=references(desk),
    )


def _heard(desk: Desk) -> tuple[Heard, ...]:
    """The parties that speak, those with most statements first."""
    counts = Counter(row.statement.speaker.party for row in desk.statements.values())
    return tuple(
        Heard(party=party, statements=number)
        for party, number in sorted(counts.items(), key=lambda item: (-item[1], item[0] or ""))
        if party
    )


def _others(claims: Sequence[Claim], desk: Desk) -> list[PositionLine]:
    """One line for each of the weightiest claims that are not shown with their positions."""
    lines = []
    for claim in claims:
        rows = [desk.statements[name] for name in claim.statements if name in desk.statements]
        if rows:
            best = max(rows, key=lambda row: (single_weight(row), row.id))
            lines.append((single_weight(best), single_line(best, claim, desk)))
    lines.sort(key=lambda item: (-item[0], item[1].statement))
    return [line for _, line in lines[:OTHER_CLAIMS]]
