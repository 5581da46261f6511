"""One story's rows by id, with the marks, dates and amounts that all parts of a brief share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from pantau.collate.moments import order
from pantau.model.brief import DateKnown, FigureLine
from pantau.model.picture import Claim, Picture, ReportRow, StatementRow, Story, TimelineEntry, ValueRow

Row = TypeVar("Row")


class Shelves:
    """A picture's rows by story, gathered once for all its stories."""

    def __init__(self, picture: Picture) -> None:
        self.reports: Mapping[str, list[ReportRow]] = _by((row.story, row) for row in picture.reports)
        story = {row.id: row.story for row in picture.reports}
        self.statements: Mapping[str, list[StatementRow]] = _by(
            (story[row.report], row) for row in picture.statements if row.report in story
        )
        self.claims: Mapping[str, list[Claim]] = _by((claim.story, claim) for claim in picture.claims)
        self.timeline: Mapping[str, list[TimelineEntry]] = _by((e.story, e) for e in picture.timeline)
        self.names = {entity.id: entity.name for entity in picture.entities}


def _by(pairs: Iterable[tuple[str, Row]]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return found


class Desk:
    """One story's rows by id, and the marks by which its reports are cited: A is the page with the earliest date."""

    def __init__(self, shelves: Shelves, story: Story) -> None:
        self.story = story
        self.order = sorted(
            shelves.reports.get(story.id, ()), key=lambda row: (order(published_of(row)), row.id)
        )
        self.reports = {row.id: row for row in self.order}
        self.statements = {row.id: row for row in shelves.statements.get(story.id, ())}
        self.claims: Sequence[Claim] = shelves.claims.get(story.id, ())
        self.of_claim = _by((row.claim, row) for row in self.statements.values())
        self.timeline: Sequence[TimelineEntry] = shelves.timeline.get(story.id, ())
        self.marks = {row.id: mark(number) for number, row in enumerate(self.order)}
        self._names = shelves.names

    def name(self, row: StatementRow) -> str:
        """The speaker's name, as the picture knows it."""
        return self._names.get(row.entity, row.statement.speaker.name)

    def cite(self, statements: Iterable[str]) -> tuple[str, ...]:
        """The marks of the reports in which these statements stand, in order of the marks."""
        return self.pages(self.statements[name].report for name in statements if name in self.statements)

    def pages(self, reports: Iterable[str]) -> tuple[str, ...]:
        """The marks of these reports, in order."""
        return tuple(sorted({self.marks[name] for name in reports}, key=lambda m: (len(m), m)))

    def known(self, since: str | None, statements: Iterable[str]) -> DateKnown:
        """What the date `since` is of, where the first of these statements was dated by it."""
        if since is None:
            return "unknown"
        rows = (self.statements[name] for name in statements if name in self.statements)
        dated = any(row.since == since and row.statement.said is not None for row in rows)
        return "said" if dated else "published"


def shortened(lines: Sequence[tuple[int, Row]], limit: int | None) -> tuple[Row, ...]:
    """The weightiest lines, at most `limit`, still in the order in which they came; of equals the later ones."""
    kept = sorted(range(len(lines)), key=lambda place: (-lines[place][0], -place))[:limit]
    return tuple(lines[place][1] for place in sorted(kept))


def mark(number: int) -> str:
    """A, B, ... Z, AA, AB, ... for 0, 1, ..."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def published_of(row: ReportRow) -> str | None:
    """When the report was published, as precisely as its page says (ISO 8601); None where it does not."""
    return row.reading.published.value if row.reading.published else None


def on_or_after(value: str | None, day: str) -> bool:
    """Whether a date can only be of `day` or later; an unknown date is not."""
    return value is not None and order(value) >= order(day)


def amount(row: ValueRow | FigureLine) -> str:
    """The figure as text: 1,500, 6 to 7, at least 5, up to 9; empty where the row has none."""
    if row.value is not None:
        return shown(row)
    low, high = (None if x is None else f"{x:,f}" for x in (row.low, row.high))
    if low and high:
        return f"{low} to {high}"
    if low or high:
        return f"at least {low}" if low else f"up to {high}"
    return ""


def shown(row: ValueRow | FigureLine) -> str:
    """A single value with the qualifier that changes what it says."""
    bound = f"{row.qualifier} " if row.qualifier in ("at least", "up to") else ""
    return f"{bound}{row.value:,f}"
