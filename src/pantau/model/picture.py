"""The picture: what follows from a set of objects, as rows that are named after their least member."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from pantau.model import stance
from pantau.model.base import Value
from pantau.model.judgement import JudgementRow
from pantau.model.product import Alarm, ProductRow
from pantau.model.rating import AnalystRating
from pantau.model.report import Reading
from pantau.model.requirement import ChannelExpectation, Requirement
from pantau.model.statement import Directness, Qualifier, SpeakerKind, Statement
from pantau.model.warning import Decision, Problem

Stance = stance.Stance
Status = stance.Status
Independence = Literal["shown", "not established"]
CopyKind = Literal["duplicate", "translation"]
LineageKind = Literal["duplicate", "cut", "spun", "translation", "merge", "version"]
TimelineKind = Literal["said", "published", "event"]
_B = TypeVar("_B", bound=Value)


class ReportRow(Value, frozen=True, kw_only=True):
    """A report with its place among the others. `version_of` is the newer version's predecessor in its series."""

    id: str
    exploitation: str
    originator: str
    location: str
    channel: str
    captured: datetime
    reading: Reading
    text: str
    """Digest of the text blob: the picture carries no full text."""
    event: str
    story: str
    copy_of: str | None = None
    copy_kind: CopyKind | None = None
    lineage: tuple[LineageEdge, ...] = ()
    version_of: str | None = None
    superseded: bool = False
    routes: tuple[str, ...] = ()
    """On whose reporting it finally stands: agencies and outlets after following copies and credits."""


class LineageEdge(Value, frozen=True, kw_only=True):
    """One step back from a report to where its text comes from; `share` is the text in common, per mille."""

    kind: LineageKind
    report: str
    share: int


class StatementRow(Value, frozen=True, kw_only=True):
    """A statement after corrections, with its claim and stance there. `since` is said, else published, else None."""

    id: str
    report: str
    originator: str
    statement: Statement
    entity: str
    claim: str
    stance: Stance
    routes: tuple[str, ...]
    source: str
    """Whose word it finally is: the entity (or description) of the primary source."""
    since: str | None = None
    corrected: tuple[str, ...] = ()
    """Ids of the corrections that were applied."""


class Entity(Value, frozen=True, kw_only=True):
    """One person, institution or government under all the names that reports use, named after its least statement."""

    id: str
    name: str
    names: tuple[str, ...]
    kind: SpeakerKind
    party: str | None
    roles: tuple[str, ...]
    statements: tuple[str, ...]


class PlaceRow(Value, frozen=True, kw_only=True):
    name: str
    country: str | None = None
    lat: Decimal | None = None
    lon: Decimal | None = None


class Event(Value, frozen=True, kw_only=True):
    """One happening with the reports mainly about it."""

    id: str
    story: str
    date: str | None
    title: str
    reports: tuple[str, ...]
    statements: tuple[str, ...]
    places: tuple[PlaceRow, ...]


class Story(Value, frozen=True, kw_only=True):
    """Events that develop from one another. `first` and `last` are the earliest and latest dates held."""

    id: str
    title: str
    reports: tuple[str, ...]
    events: tuple[str, ...]
    first: str | None
    last: str | None
    languages: tuple[str, ...]
    parties: tuple[str, ...]
    origins: tuple[str, ...]
    sources: tuple[str, ...]


class Position(Value, frozen=True, kw_only=True):
    """A party's stance from a date on, with the statement that shows it best."""

    party: str
    stance: Stance
    since: str | None
    statement: str
    speaker: str
    act: str
    directness: Directness
    words: str
    conditional: bool = False
    statements: tuple[str, ...] = ()


class ValueRow(Value, frozen=True, kw_only=True):
    """One figure given by one party on one date, with what it counts and its state."""

    statement: str
    party: str | None
    speaker: str
    unit: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    of: str | None = None
    state: str | None = None
    qualifier: Qualifier | None = None
    date: str | None = None


class Rating(Value, frozen=True, kw_only=True):
    """The rule's credibility, 1 to 6 (AJP-2.1, admiralty code), with its reasons in words; analysts' beside it."""

    credibility: int
    reasons: tuple[str, ...]
    analysts: tuple[AnalystRating, ...] = ()


class Claim(Value, frozen=True, kw_only=True):
    """A proposition with all that is said for, against and beside it.

    `origins` are routes of publication, `sources` those whose word it is; `confirmed_by` the parties that confirm.
    """

    id: str
    story: str
    text: str
    status: Status
    contested: bool
    positions: tuple[Position, ...]
    values: tuple[ValueRow, ...]
    statements: tuple[str, ...]
    reports: tuple[str, ...]
    origins: tuple[str, ...]
    sources: tuple[str, ...]
    independence: Independence
    rating: Rating
    confirmed_by: tuple[str, ...] = ()
    figures_differ: bool = False


class TimelineEntry(Value, frozen=True, kw_only=True):
    """What is dated, in the order of its first possible instant, then id."""

    when: str
    kind: TimelineKind
    id: str
    story: str
    text: str


class SourceRating(Value, frozen=True, kw_only=True):
    """The rule's reliability of a source, A to F (AJP-2.1), with its record in words; beside it analysts' letters and
    the owners' settings, one for each owner."""

    source: str
    reliability: str
    reasons: tuple[str, ...]
    analysts: tuple[AnalystRating, ...] = ()
    settings: tuple[AnalystRating, ...] = ()


class Declared(Value, Generic[_B], frozen=True, kw_only=True):
    """What a person (`by`) declared or decided, as it counts: the object's id and maker with its body."""

    id: str
    originator: str
    by: str
    created: datetime
    body: _B


class Picture(Value, frozen=True, kw_only=True):
    """All rows, each kind sorted by id; `version` names the software and constants that it follows from."""

    version: str
    reports: tuple[ReportRow, ...]
    statements: tuple[StatementRow, ...]
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    stories: tuple[Story, ...]
    claims: tuple[Claim, ...]
    timeline: tuple[TimelineEntry, ...]
    sources: tuple[SourceRating, ...]
    judgements: tuple[JudgementRow, ...] = ()
    products: tuple[ProductRow, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    requirements: tuple[Declared[Requirement], ...] = ()
    channels: tuple[Declared[ChannelExpectation], ...] = ()
    problems: tuple[Declared[Problem], ...] = ()
    decisions: tuple[Declared[Decision], ...] = ()
