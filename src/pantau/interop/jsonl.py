"""A picture that the gate has released in, one JSON object a line out: from reports to claims to what people made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import msgspec

from pantau.interop.assessed_rows import alarm_row, judgement_row, product_row, rating_row, source_row
from pantau.interop.watch_rows import watch_rows
from pantau.model.base import Span
from pantau.model.label import Label
from pantau.model.picture import (
    Claim,
    Event,
    Picture,
    Position,
    ReportRow,
    StatementRow,
    Story,
    ValueRow,
)
from pantau.model.statement import Place, Quantity
from pantau.model.time import rfc3339
from pantau.model.watch import Watch

TextOf = Callable[[ReportRow], str | None]
"""The clean text of a report, or None where the reader may have its statements only."""


def export_lines(
    picture: Picture, text_of: TextOf, *, label: Label, watch: Watch | None = None
) -> Iterator[bytes]:
    """Lines without their line breaks, each made when it is asked for; spans are in code points of `text`.

    Each line carries the whole label (policy, classification, audience, caveats), the strictest of all that went
    into the picture. `watch` adds requirements, coverage, channels and warnings.
    """
    encode = msgspec.json.Encoder().encode
    carried = _label(label)
    for row in _rows(picture, text_of):
        yield encode({**row, "label": carried})
    for row in watch_rows(watch or Watch()):
        yield encode({**row, "label": carried})


def _rows(picture: Picture, text_of: TextOf) -> Iterator[dict[str, Any]]:
    for report in picture.reports:
        yield _report(report, text_of(report))
    # Statements stand in the order in which their reports make them, so that a reader can follow a page.
    yield from map(
        _statement, sorted(picture.statements, key=lambda row: (row.report, row.statement.ordinal))
    )
    yield from map(_event, picture.events)
    yield from map(_story, picture.stories)
    yield from map(_claim, picture.claims)
    yield from map(source_row, picture.sources)
    yield from map(judgement_row, picture.judgements)
    yield from map(product_row, picture.products)
    yield from map(alarm_row, picture.alarms)


def _label(label: Label) -> dict[str, Any]:
    return {
        "policy": label.policy,
        "classification": label.classification,
        "audience": label.audience,
        "caveats": label.caveats,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _report(row: ReportRow, text: str | None) -> dict[str, Any]:
    reading = row.reading
    return {
        "type": "report",
        "id": row.id,
        "location": row.location,
        "channel": row.channel,
        "outlet": reading.outlet.name,
        "outlet_known": reading.outlet.known,
        "title": reading.title,
        "language": reading.language,
        "published": reading.published.value if reading.published else None,
        "captured": rfc3339(row.captured),
        "text": text,
        "origins": [
            {"name": origin.name, "kind": origin.kind, "how": origin.how, "span": origin.span}
            for origin in reading.origins
        ],
        "routes": row.routes,
        "copy_of": row.copy_of,
        "copy_kind": row.copy_kind,
        "lineage": [{"kind": e.kind, "report": e.report, "share": e.share} for e in row.lineage],
        "version_of": row.version_of,
        "event": row.event,
        "story": row.story,
        "notes": reading.notes,
    }


def _statement(row: StatementRow) -> dict[str, Any]:
    statement = row.statement
    speaker = statement.speaker
    return {
        "type": "statement",
        "id": row.id,
        "report": row.report,
        "span": statement.span,
        "text": statement.text,
        "speaker": {
            "name": speaker.name,
            "surface": speaker.surface,
            "span": speaker.span,
            "role": speaker.role,
            "party": speaker.party,
            "entity": row.entity,
        },
        "via": statement.via,
        "act": statement.act,
        "content": _content(statement.content),
        "quoted": statement.quoted,
        "directness": statement.directness,
        "conditional": statement.conditional,
        "past": statement.past,
        "said": statement.said.value if statement.said else None,
        "since": row.since,
        "quantities": [_quantity(quantity) for quantity in statement.quantities],
        "places": [_place(place) for place in statement.places],
        "claim": row.claim,
        "stance": row.stance,
        "routes": row.routes,
        "source": row.source,
        "corrected": row.corrected,
        **({"machine_translation": statement.translation} if statement.translation else {}),
    }


def _content(spans: tuple[Span, ...]) -> Span | tuple[Span, ...]:
    """One span as such; several, where the attribution splits what is said, as a list of spans."""
    return spans[0] if len(spans) == 1 else spans


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "value": _number(quantity.value),
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "unit": quantity.unit,
        "of": quantity.of,
        "state": quantity.state,
        "qualifier": quantity.qualifier,
        "span": quantity.span,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "country": place.country,
        "lat": _number(place.lat),
        "lon": _number(place.lon),
        "span": place.span,
    }


def _event(row: Event) -> dict[str, Any]:
    return {
        "type": "event",
        "id": row.id,
        "story": row.story,
        "date": row.date,
        "title": row.title,
        "reports": row.reports,
        "statements": row.statements,
        "places": [
            {"name": p.name, "country": p.country, "lat": _number(p.lat), "lon": _number(p.lon)}
            for p in row.places
        ],
    }


def _story(row: Story) -> dict[str, Any]:
    return {
        "type": "story",
        "id": row.id,
        "title": row.title,
        "reports": row.reports,
        "first": row.first,
        "last": row.last,
        "languages": row.languages,
        "parties": row.parties,
        "origins": row.origins,
        "sources": row.sources,
    }


def _claim(row: Claim) -> dict[str, Any]:
    return {
        "type": "claim",
        "id": row.id,
        "story": row.story,
        "text": row.text,
        "status": row.status,
        "contested": row.contested,
        "confirmed_by": row.confirmed_by,
        "positions": [_position(position) for position in row.positions],
        "values": [_value(value) for value in row.values],
        "statements": row.statements,
        "origins": row.origins,
        "sources": row.sources,
        "independence": row.independence,
        "rating": {
            "credibility": row.rating.credibility,
            "reasons": row.rating.reasons,
            "analysts": [rating_row(given) for given in row.rating.analysts],
        },
    }


def _position(position: Position) -> dict[str, Any]:
    return {
        "party": position.party,
        "stance": position.stance,
        "since": position.since,
        "statement": position.statement,
        "directness": position.directness,
        "conditional": position.conditional,
        "words": position.words,
    }


def _value(value: ValueRow) -> dict[str, Any]:
    return {
        "value": _number(value.value),
        "low": _number(value.low),
        "high": _number(value.high),
        "unit": value.unit,
        "of": value.of,
        "state": value.state,
        "qualifier": value.qualifier,
        "party": value.party,
        "date": value.date,
        "statement": value.statement,
    }
