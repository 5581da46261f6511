"""The brief as data: every line with the marks of the reports that it rests on."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pantau.model.base import Value


class Reference(Value, frozen=True, kw_only=True):
    """A report as the brief cites it: a short mark, with outlet and date. `outlet` of None: the page names none."""

    mark: str
    report: str
    outlet: str | None
    outlet_known: str
    published: str | None
    language: str
    title: str | None
    origins: tuple[str, ...]
    lineage: str | None
    """What the page is a copy of, in words with marks; None for a text of its own."""
    statements: int
    notes: tuple[str, ...] = ()


class PositionLine(Value, frozen=True, kw_only=True):
    """One party's stance from a date on, in the exact words that show it."""

    party: str
    stance: str
    since: str | None
    since_known: str
    """How the date is known: `said`, or `published` where the page gives no date for the statement."""
    speaker: str
    role: str | None
    act: str
    directness: str
    quoted: str
    words: str
    conditional: bool
    past: bool
    via: tuple[str, ...]
    references: tuple[str, ...]


class FigureLine(Value, frozen=True, kw_only=True):
    """One figure with what it counts, its state, and on whose word."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    of: str | None
    state: str | None
    qualifier: str | None
    party: str | None
    speakers: tuple[str, ...]
    date: str | None
    claim: str
    references: tuple[str, ...]


class ClaimEntry(Value, frozen=True, kw_only=True):
    """A claim with everything that is held on it, counted by copies, routes and primary sources."""

    id: str
    text: str
    status: str
    confirmed_by: tuple[str, ...]
    credibility: int
    reasons: tuple[str, ...]
    reports: int
    origins: tuple[str, ...]
    sources: tuple[str, ...]
    independence: str
    positions: tuple[PositionLine, ...]
    references: tuple[str, ...]


class Change(Value, frozen=True, kw_only=True):
    """A stance that a party took, or a figure that it gave, since the day asked for; `was` of None: nothing before."""

    when: str
    party: str
    was: str | None
    now: str
    claim: str
    text: str
    references: tuple[str, ...]


GapKind = Literal[
    "no own words", "not quoted", "undated stance", "one source", "not exploited", "undated report", "unnamed outlet"
]  # fmt: skip


class Gap(Value, frozen=True, kw_only=True):
    """What is not held: of which party, claim or report (`subject`), counted where there are several."""

    kind: GapKind
    subject: str
    count: int = 1
    references: tuple[str, ...] = ()


class Dated(Value, frozen=True, kw_only=True):
    """One line of the timeline: what a report gives a date for."""

    when: str
    kind: str
    text: str
    references: tuple[str, ...]


class StoryBrief(Value, frozen=True, kw_only=True):
    """One story of the brief."""

    id: str
    title: str
    first: str | None
    last: str | None
    languages: tuple[str, ...]
    reports: int
    copies: int
    origins: tuple[str, ...]
    sources: tuple[str, ...]
    claims: tuple[ClaimEntry, ...]
    claims_left_out: int
    figures: tuple[FigureLine, ...]
    changes: tuple[Change, ...]
    gaps: tuple[Gap, ...]
    timeline: tuple[Dated, ...]
    references: tuple[Reference, ...]


class Brief(Value, frozen=True, kw_only=True):
    """The whole brief. It is a draft until a person approves it; `cut_off` is the latest date in its reports."""

    label: str
    audience: str
    cut_off: str | None
    since: str | None
    picture_version: str
    digest: str
    position: int
    stories: tuple[StoryBrief, ...]
    more_stories: int
