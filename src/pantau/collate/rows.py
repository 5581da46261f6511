"""Rows of stories, entities and sources in as they change; the whole picture out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pantau.collate.declarations import Declarations
from pantau.collate.derive import StoryRows
from pantau.collate.sources import Opinions, Record, rating
from pantau.collate.tables import Table
from pantau.collate.timeline import position
from pantau.model.picture import (
    Claim,
    Entity,
    Event,
    Picture,
    ReportRow,
    SourceRating,
    StatementRow,
    Story,
    TimelineEntry,
)
from pantau.model.requirement import ChannelExpectation, Requirement
from pantau.model.warning import Decision, Problem


class Rows:
    """All rows of a picture, each kept in its order."""

    def __init__(self) -> None:
        self._reports: Table[ReportRow] = Table(lambda row: (row.id,))
        self._statements: Table[StatementRow] = Table(lambda row: (row.id,))
        self._entities: Table[Entity] = Table(lambda row: (row.id,))
        self._events: Table[Event] = Table(lambda row: (row.id,))
        self._stories: Table[Story] = Table(lambda row: (row.id,))
        self._claims: Table[Claim] = Table(lambda row: (row.id,))
        self._timeline: Table[TimelineEntry] = Table(position)
        self._sources: Table[SourceRating] = Table(lambda row: (row.source,))
        self._records: dict[str, Mapping[str, Record]] = {}
        self._totals: dict[str, Record] = {}
        self._opinions: Mapping[str, Opinions] = {}
        self._tried: set[str] = set()

    def put_story(self, rows: StoryRows) -> None:
        """Make `rows` all that this story brings."""
        name = rows.story.id
        self._stories.put(name, (rows.story,))
        self._events.put(name, rows.events)
        self._reports.put(name, rows.reports)
        self._statements.put(name, rows.statements)
        self._claims.put(name, rows.claims)
        self._timeline.put(name, rows.timeline)
        self._record(name, rows.records)

    def drop_story(self, name: str) -> None:
        """Forget a story; rows that another story has taken over meanwhile stay."""
        for table in (
            self._stories,
            self._events,
            self._reports,
            self._statements,
            self._claims,
            self._timeline,
        ):
            table.put(name, ())
        self._record(name, {})

    def put_entity(self, name: str, row: Entity | None) -> None:
        """Make `row` the row of this entity; None forgets it."""
        self._entities.put(name, () if row is None else (row,))

    def put_opinions(self, opinions: Mapping[str, Opinions]) -> None:
        """What people say of sources, all of it."""
        named = {*opinions, *self._opinions}
        self._tried |= {name for name in named if opinions.get(name) != self._opinions.get(name)}
        self._opinions = opinions

    def picture(self, version: str, declarations: Declarations) -> Picture:
        """The picture of all rows and of what people declared."""
        self._rate(self._tried)
        self._tried = set()
        return Picture(
            version=version,
            reports=self._reports.rows(),
            statements=self._statements.rows(),
            entities=self._entities.rows(),
            events=self._events.rows(),
            stories=self._stories.rows(),
            claims=self._claims.rows(),
            timeline=self._timeline.rows(),
            sources=self._sources.rows(),
            requirements=declarations.latest(Requirement),
            channels=declarations.latest(ChannelExpectation),
            problems=declarations.latest(Problem),
            decisions=declarations.made(Decision),
        )

    def _record(self, story: str, records: Mapping[str, Record]) -> None:
        before = self._records.pop(story, {})
        if records:
            self._records[story] = records
        for name in {*before, *records}:
            total = self._totals.get(name, Record()).less(before.get(name, Record()))
            self._totals[name] = total.plus(records.get(name, Record()))
            self._tried.add(name)

    def _rate(self, names: Iterable[str]) -> None:
        for name in names:
            record, said = self._totals.get(name, Record()), self._opinions.get(name)
            if record == Record():
                self._totals.pop(name, None)
            known = said is not None or record != Record()
            self._sources.put(name, (rating(name, record, said or Opinions()),) if known else ())
