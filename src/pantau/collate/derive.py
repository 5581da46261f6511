"""One story's reports, descents and entities in; all rows that it brings to the picture out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pantau.collate.events import event_row
from pantau.collate.facts import StatementEntry, since
from pantau.collate.kinship import Member
from pantau.collate.lineage import Descent
from pantau.collate.routes import routes, statement_routes
from pantau.collate.sources import Record, records, source_of
from pantau.collate.stories import story_row
from pantau.collate.story_facts import (
    ClaimDeriver,
    CredibilityVote,
    Directive,
    StatementFact,
    StoryClaims,
    StoryFacts,
)
from pantau.collate.timeline import timeline
from pantau.model.base import Value
from pantau.model.picture import Claim, Entity, Event, ReportRow, StatementRow, Story, TimelineEntry


class StoryInput(Value, frozen=True, kw_only=True):
    """A story before it is derived: `events` are the ids of its reports, event by event.

    `descent` is by report, `entity` by statement.
    """

    id: str
    events: tuple[tuple[str, ...], ...]
    members: Mapping[str, Member]
    descent: Mapping[str, Descent]
    directives: tuple[Directive, ...] = ()
    votes: tuple[CredibilityVote, ...] = ()


class StoryRows(Value, frozen=True, kw_only=True):
    """All that a story brings to the picture."""

    story: Story
    events: tuple[Event, ...]
    reports: tuple[ReportRow, ...]
    statements: tuple[StatementRow, ...]
    claims: tuple[Claim, ...]
    timeline: tuple[TimelineEntry, ...]
    records: Mapping[str, Record]


EntityOf = Callable[[str], Entity]
"""The entity of a statement's speaker."""


def derive(story: StoryInput, entity_of: EntityOf, claim_deriver: ClaimDeriver) -> StoryRows:
    """A pure function of the story, its entities and the way claims are derived."""
    members = [story.members[name] for event in story.events for name in event]
    event_of = {name: min(event) for event in story.events for name in event}
    stands = routes(members, story.descent, event_of)
    facts = _facts(members, story, entity_of, stands)
    claims = claim_deriver(
        StoryFacts(
            id=story.id,
            facts=tuple(facts),
            reports=tuple(sorted(event_of)),
            copies=_families(story.descent),
            directives=story.directives,
            votes=story.votes,
        )
    )
    statements = [_statement_row(fact, claims) for fact in facts]
    reports = [_report_row(member, story, event_of, stands) for member in members]
    events = [
        event_row([story.members[name].facts for name in event], story=story.id) for event in story.events
    ]
    corrected = [
        name
        for member in members
        if member.facts.reading.corrects is not None
        for name in stands[member.facts.id]
    ]
    return StoryRows(
        story=story_row(
            events,
            [member.facts for member in members],
            statements,
            routes={name for names in stands.values() for name in names},
        ),
        events=tuple(events),
        reports=tuple(reports),
        statements=tuple(statements),
        claims=claims.claims,
        timeline=tuple(timeline(events, reports, statements)),
        records=records(statements, claims.claims, corrected),
    )


def _facts(
    members: Sequence[Member],
    story: StoryInput,
    entity_of: EntityOf,
    stands: Mapping[str, tuple[str, ...]],
) -> list[StatementFact]:
    facts = [
        _fact(
            entry,
            member,
            entity=entity_of(entry.id),
            stands=stands[member.facts.id],
            mixed=mixed,
            superseded=story.descent[member.facts.id].superseded,
        )
        for member in members
        for mixed in [_mixed(member, story, stands)]
        for entry in member.facts.statements
    ]
    return sorted(facts, key=lambda fact: fact.id)


def _mixed(
    member: Member, story: StoryInput, stands: Mapping[str, tuple[str, ...]]
) -> list[tuple[Member, tuple[str, ...]]]:
    """The texts that a page mixes, with what they stand on; none where it copies one text or is its own."""
    edges = [edge for edge in story.descent[member.facts.id].edges if edge.kind == "merge"]
    return [(story.members[edge.report], stands[edge.report]) for edge in edges if edge.report in stands]


def _fact(
    entry: StatementEntry,
    member: Member,
    *,
    entity: Entity,
    stands: tuple[str, ...],
    mixed: Sequence[tuple[Member, tuple[str, ...]]],
    superseded: bool,
) -> StatementFact:
    reading = member.facts.reading
    moment = since(entry.statement, reading)
    return StatementFact(
        id=entry.id,
        report=member.facts.id,
        originator=member.facts.originator,
        generation=member.facts.generation,
        statement=entry.statement,
        entity=entity.id,
        speaker=entity.name,
        party=entry.statement.speaker.party,
        since=moment.value if moment else None,
        routes=statement_routes(entry.statement, member, stands, mixed=mixed),
        source=source_of(entity),
        language=reading.language,
        published=reading.published.value if reading.published else None,
        superseded=superseded,
        corrected=entry.corrected,
    )


def _families(descent: Mapping[str, Descent]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted({found.family for found in descent.values() if len(found.family) > 1}))


def _statement_row(fact: StatementFact, claims: StoryClaims) -> StatementRow:
    claim, stance = claims.assigned[fact.id]
    return StatementRow(
        id=fact.id,
        report=fact.report,
        originator=fact.originator,
        statement=fact.statement,
        entity=fact.entity,
        claim=claim,
        stance=stance,
        routes=fact.routes,
        source=fact.source,
        since=fact.since,
        corrected=fact.corrected,
    )


def _report_row(
    member: Member,
    story: StoryInput,
    event_of: Mapping[str, str],
    stands: Mapping[str, tuple[str, ...]],
) -> ReportRow:
    facts, descent = member.facts, story.descent[member.facts.id]
    return ReportRow(
        id=facts.id,
        exploitation=facts.exploitation,
        originator=facts.originator,
        location=facts.report.location,
        channel=facts.report.channel,
        captured=facts.report.captured,
        reading=facts.reading,
        text=facts.text,
        event=event_of[facts.id],
        story=story.id,
        copy_of=descent.copy_of,
        copy_kind=descent.copy_kind,
        lineage=descent.edges,
        version_of=descent.version_of,
        superseded=descent.superseded,
        routes=stands[facts.id],
    )
