"""One story's rows by id, with the marks, dates and amounts that all parts of a brief share."""

from __future__ import annotations

from collections.abc import Iterable

from pantau.model.brief import FigureLine
from pantau.model.picture import Picture, ReportRow, Story, ValueRow
from pantau.model.time import PartialDate


class Desk:
    """One story's rows by id, and the marks by which its reports are cited."""

    def __init__(self, picture: Picture, story: Story) -> None:
        members = set(story.reports)
        self.story = story
        self.reports = {row.id: row for row in picture.reports if row.id in members}
        self.statements = {row.id: row for row in picture.statements if row.report in members}
        self.claims = [claim for claim in picture.claims if claim.story == story.id]
        self.timeline = [entry for entry in picture.timeline if entry.story == story.id]
        self.names = {entity.id: entity.name for entity in picture.entities}
        order = sorted(self.reports.values(), key=lambda row: (published_of(row) or "9999", row.id))
        self.marks = {row.id: mark(number) for number, row in enumerate(order)}
        self.order = order

    def cite(self, statements: Iterable[str]) -> tuple[str, ...]:
        """The marks of the reports in which these statements stand, in order of the marks."""
        found = {self.statements[name].report for name in statements if name in self.statements}
        return tuple(sorted((self.marks[report] for report in found), key=lambda m: (len(m), m)))


def mark(number: int) -> str:
    """A, B, ... Z, AA, AB, ... for 0, 1, ..."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def published_of(row: ReportRow) -> str | None:
    return row.reading.published.value if row.reading.published else None


def starts(value: str | None) -> str:
    """The first day of a date as text, for order; unknown dates come last."""
    return PartialDate(value=value).first_day().isoformat() if value else "9999"


def amount(row: ValueRow | FigureLine) -> str:
    """The figure as text: 1500, 6 to 7, more than 5, up to 9."""
    if row.value is not None:
        return f"{row.value:,f}"
    low, high = (None if x is None else f"{x:,f}" for x in (row.low, row.high))
    if low and high:
        return f"{low} to {high}"
    return f"at least {low}" if low else f"up to {high}"
