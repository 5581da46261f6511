"""Rows of a small picture with readable ids, for tests of what the brief makes of them."""

from datetime import UTC, datetime
from decimal import Decimal

from pantau.model.picture import (
    Claim,
    Picture,
    Position,
    Rating,
    ReportRow,
    StatementRow,
    Story,
    TimelineEntry,
    ValueRow,
)
from pantau.model.report import Origin, Outlet, Reading
from pantau.model.statement import Quantity, Speaker, Statement
from pantau.model.time import PartialDate

STORY = "5" * 64


def page(name, published=None, *, origins=(), outlet=None, routes=(), story=STORY, **fields):
    reading = Reading(
        language=fields.pop("language", "en"),
        title=f"Title of {name}",
        published=PartialDate(value=published) if published else None,
        outlet=Outlet(name=outlet, known="page") if outlet else Outlet(),
        origins=tuple(Origin(name=origin, kind="agency", how="credit") for origin in origins),
        notes=fields.pop("notes", ()),
    )
    return ReportRow(
        id=name,
        exploitation=f"x-{name}",
        originator="m",
        location=f"{name}.txt",
        channel="test",
        captured=datetime(2031, 5, 1, tzinfo=UTC),
        reading=reading,
        text="",
        event="e",
        story=story,
        routes=tuple(routes) or tuple(origins) or ("own",),
        **fields,
    )


def said(name, report, party="ARL", stance="affirms", *, claim="c", since=None, dated=False, **fields):
    """A statement; `dated`: `since` is the day on which it was said, not that of the page."""
    speaker = fields.pop("speaker", f"Speaker of {party}")
    entity = fields.pop("entity", speaker)
    statement = Statement(
        ordinal=0,
        span=(0, 9),
        text="text",
        speaker=Speaker(
            name=speaker, surface=speaker, kind=fields.pop("kind", "person"), party=party, role=None
        ),
        act=fields.pop("act", {"affirms": "assert", "denies": "deny", "open": "decline"}[stance]),
        content=((0, 9),),
        words=fields.pop("words", f"words of {name}"),
        quoted=fields.pop("quoted", "indirect"),
        directness=fields.pop("directness", "paraphrase"),
        said=PartialDate(value=since) if dated and since else None,
        **fields,
    )
    return StatementRow(
        id=name,
        report=report,
        originator="m",
        statement=statement,
        entity=entity,
        claim=claim,
        stance=stance,
        routes=("own",),
        source=speaker,
        since=since,
    )


def position(*rows):
    """The position that these statements of one party take together; the first says it best."""
    best = rows[0]
    return Position(
        party=best.statement.speaker.party,
        stance=best.stance,
        since=best.since,
        statement=best.id,
        speaker=best.statement.speaker.name,
        act=best.statement.act,
        directness=best.statement.directness,
        words=best.statement.words,
        conditional=best.statement.conditional,
        statements=tuple(row.id for row in rows),
    )


def value(row, amount, *, of=None, state=None, unit="person", **fields):
    return ValueRow(
        statement=row.id,
        party=row.statement.speaker.party,
        speaker=row.statement.speaker.name,
        unit=unit,
        value=None if amount is None else Decimal(amount),
        of=of,
        state=state,
        date=row.since,
        **fields,
    )


def count(amount, *, of=None, state=None, unit="person"):
    return Quantity(span=(0, 1), unit=unit, value=Decimal(amount), of=of, state=state)


def claim(name, rows, positions=(), values=(), *, story=STORY, status="contested", sources=("x", "y")):
    return Claim(
        id=name,
        story=story,
        text=f"claim {name}",
        status=status,
        contested=status == "contested",
        positions=tuple(positions),
        values=tuple(values),
        statements=tuple(row.id for row in rows),
        reports=tuple(sorted({row.report for row in rows})),
        origins=("own",),
        sources=tuple(sources),
        independence="not established",
        rating=Rating(credibility=4, reasons=("a reason",)),
    )


def picture(reports, statements=(), claims=(), timeline=(), stories=None):
    found = stories or [story(STORY, reports)]
    return Picture(
        version="1",
        reports=tuple(reports),
        statements=tuple(statements),
        entities=(),
        events=(),
        stories=tuple(found),
        claims=tuple(claims),
        timeline=tuple(timeline),
        sources=(),
    )


def story(name, reports):
    return Story(
        id=name,
        title=f"Story {name[:4]}",
        reports=tuple(row.id for row in reports),
        events=("e",),
        first=None,
        last=None,
        languages=("en",),
        parties=(),
        origins=("own",),
        sources=("x",),
    )


def dated(row, when):
    return TimelineEntry(when=when, kind="said", id=row.id, story=STORY, text=row.statement.words)
