"""The brief as data: every line with the marks of the reports that it rests on."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pantau.model.base import Value
from pantau.model.footing import Shift
from pantau.model.judgement import Confidence
from pantau.model.label import Label
from pantau.model.picture import LineageKind, Stance
from pantau.model.product import ProductKind, ProductState
from pantau.model.rating import AnalystRating
from pantau.model.statement import Translation
from pantau.model.watch import Watch

DateKnown = Literal["said", "published", "unknown"]
"""What a date is of: the statement itself, or only the page on which it stands (then nobody knows how much older)."""


class Step(Value, frozen=True, kw_only=True):
    """One step back from a page to the page (`mark`) where its text comes from."""

    kind: LineageKind
    mark: str


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
    lineage: tuple[Step, ...]
    statements: int
    location: str = ""
    notes: tuple[str, ...] = ()


class Earlier(Value, frozen=True, kw_only=True):
    """A stance that the same party took before."""

    stance: Stance
    since: str | None
    since_known: DateKnown
    references: tuple[str, ...]


class PositionLine(Value, frozen=True, kw_only=True):
    """One party's stance from a date on, in the exact words that show it best.

    `party` is empty for a speaker who speaks for none. `statement` is the id of the statement with these words and
    `page` the mark of the report in which it stands; `references` are the marks of all reports in which the party
    takes this stance. `since` is the first date of the stance, `when` that of these words. `earlier` are the party's
    stances before, oldest first; `latest` is false for a line that shows such a stance in its own words.
    """

    party: str
    stance: Stance
    since: str | None
    since_known: DateKnown
    when: str | None
    when_known: DateKnown
    speaker: str
    role: str | None
    act: str
    directness: str
    quoted: str
    words: str
    conditional: bool
    past: bool
    via: tuple[str, ...]
    statement: str
    page: str
    references: tuple[str, ...]
    earlier: tuple[Earlier, ...] = ()
    latest: bool = True
    translation: Translation | None = None


class FigureLine(Value, frozen=True, kw_only=True):
    """One figure with what it counts and its state, each as the pages say it, and on whose word."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    of: tuple[str, ...]
    states: tuple[str, ...]
    qualifier: str | None
    party: str | None
    speakers: tuple[str, ...]
    date: str | None
    date_known: DateKnown
    claim: str
    references: tuple[str, ...]
    statements: tuple[str, ...] = ()


class ClaimEntry(Value, frozen=True, kw_only=True):
    """A claim with everything that is held on it, counted by copies, routes and primary sources."""

    id: str
    text: str
    status: str
    figures_differ: bool
    confirmed_by: tuple[str, ...]
    credibility: int
    reasons: tuple[str, ...]
    reports: int
    origins: tuple[str, ...]
    sources: tuple[str, ...]
    independence: str
    positions: tuple[PositionLine, ...]
    positions_left_out: int
    references: tuple[str, ...]
    analysts: tuple[AnalystRating, ...] = ()


class Change(Value, frozen=True, kw_only=True):
    """A stance that a party took, or a figure that it gave; `was` of None: nothing before."""

    kind: Literal["stance", "figure"]
    when: str | None
    when_known: DateKnown
    party: str
    was: str | None
    now: str
    claim: str
    words: str
    references: tuple[str, ...]


GapKind = Literal[
    "not quoted", "no own words", "unnamed only", "undated stance", "order unknown", "one source", "no official text",
    "not exploited", "undated report", "unnamed outlet",
]  # fmt: skip


class Gap(Value, frozen=True, kw_only=True):
    """What is not held: of which party, claim or report (`subject`), counted where there are several."""

    kind: GapKind
    subject: str
    count: int = 1
    references: tuple[str, ...] = ()


class Dated(Value, frozen=True, kw_only=True):
    """One line of the timeline: what a report gives a date for. `speaker` is empty for an event."""

    when: str
    kind: str
    speaker: str
    act: str
    quoted: str
    text: str
    references: tuple[str, ...]
    statement: str = ""


class Route(Value, frozen=True, kw_only=True):
    """On whose reporting pages finally stand, and by way of whom.

    `own` pages credit nobody, and `name` is then their outlet, None where they name none.
    """

    name: str | None
    own: bool
    via: tuple[str, ...] = ()
    references: tuple[str, ...]


class Copies(Value, frozen=True, kw_only=True):
    """Pages whose text comes from another page."""

    kind: LineageKind
    of: str
    references: tuple[str, ...]


class Heard(Value, frozen=True, kw_only=True):
    """How many statements are held of a party, copies among them."""

    party: str
    statements: int


class SourceLine(Value, frozen=True, kw_only=True):
    """A source of the story that people have rated, analysts or the owner's settings, beside the rule's letter."""

    source: str
    rule: str
    reasons: tuple[str, ...]
    analysts: tuple[AnalystRating, ...]
    settings: tuple[AnalystRating, ...] = ()


class JudgementLine(Value, frozen=True, kw_only=True):
    """An analyst's judgement on the story; `supports` and `opposes` are marks of reports, as `references` are.

    `band` is that of the probability word, in per cent. `shifts` is what has changed of what it rests on.
    """

    id: str
    analyst: str
    made: str
    sentence: str
    scale: str
    probability: str | None
    band: tuple[int, int] | None
    confidence: Confidence
    reasons: tuple[str, ...]
    alternatives: tuple[str, ...]
    gaps: tuple[str, ...]
    supports: tuple[str, ...]
    opposes: tuple[str, ...]
    references: tuple[str, ...]
    shifts: tuple[Shift, ...] = ()


class ProductLine(Value, frozen=True, kw_only=True):
    """A product on the stories held, with how many of its alarms nobody has been told of yet."""

    id: str
    number: int
    kind: ProductKind
    title: str
    state: ProductState
    alarms: int


class StoryBrief(Value, frozen=True, kw_only=True):
    """One story of the brief. `others` are claims of which one line is shown, `..._left_out` those of which none is.

    `pages_first` and `pages_last` are dates of pages, `undated` the pages without one.
    """

    id: str
    title: str
    pages_first: str | None
    pages_last: str | None
    undated: int
    languages: tuple[str, ...]
    reports: int
    copies: int
    origins: tuple[str, ...]
    sources: tuple[str, ...]
    heard: tuple[Heard, ...]
    claims: tuple[ClaimEntry, ...]
    others: tuple[PositionLine, ...]
    claims_left_out: int
    figures: tuple[FigureLine, ...]
    figures_left_out: int
    routes: tuple[Route, ...]
    copied: tuple[Copies, ...]
    changes: tuple[Change, ...]
    changes_left_out: int
    gaps: tuple[Gap, ...]
    timeline: tuple[Dated, ...]
    timeline_left_out: int
    references: tuple[Reference, ...]
    rated: tuple[SourceLine, ...] = ()
    judgements: tuple[JudgementLine, ...] = ()


class StoryLine(Value, frozen=True, kw_only=True):
    """A story of which only this line is shown."""

    id: str
    title: str
    reports: int
    pages_last: str | None


class Brief(Value, frozen=True, kw_only=True):
    """The whole brief. It is a draft until a person approves it.

    `label` is that of everything that went in; `audience` the member it is drawn up for, `audience_name` what that
    member calls itself at home; `as_of` the moment as of which it shows what was held, None for now; `cut_off` the
    latest date of its pages; `every`: nothing was left out.
    """

    label: Label
    audience: str
    audience_name: str = ""
    as_of: str | None = None
    cut_off: str | None
    undated: int
    since: str | None
    every: bool
    picture_version: str
    digest: str
    position: int
    stories: tuple[StoryBrief, ...]
    other_stories: tuple[StoryLine, ...]
    more_stories: int
    products: tuple[ProductLine, ...] = ()
    watch: Watch = Watch()
