"""What people made of a picture in, its objects of an export out: ratings, judgements, products, alarms."""

from __future__ import annotations

from typing import Any

import msgspec

from pantau.model.footing import Shift
from pantau.model.judgement import JudgementRow, term_of
from pantau.model.picture import SourceRating
from pantau.model.product import Alarm, ProductRow
from pantau.model.rating import AnalystRating
from pantau.model.time import rfc3339


def source_row(row: SourceRating) -> dict[str, Any]:
    """A source with the rule's reliability and people's beside it."""
    return {
        "type": "source",
        "id": row.source,
        "rating": {
            "reliability": row.reliability,
            "reasons": row.reasons,
            "analysts": [rating_row(given) for given in row.analysts],
            "settings": [rating_row(given) for given in row.settings],
        },
    }


def rating_row(given: AnalystRating) -> dict[str, Any]:
    """What a person gives a source or claim, signed."""
    return {
        "id": given.evaluation,
        "originator": given.originator,
        "by": given.analyst,
        "made": rfc3339(given.made),
        "rating": given.rating,
        "reason": given.reason,
    }


def judgement_row(row: JudgementRow) -> dict[str, Any]:
    """A judgement with what has changed of what it rests on."""
    body = row.judgement
    term = term_of(body.scale, body.probability) if body.probability else None
    return {
        "type": "judgement",
        "id": row.id,
        "originator": row.originator,
        "by": row.analyst,
        "made": rfc3339(row.made),
        "about": body.about,
        "sentence": body.sentence,
        "scale": body.scale,
        "probability": body.probability,
        "band": (term.low, term.high) if term else None,
        "confidence": body.confidence,
        "reasons": body.reasons,
        "alternatives": body.alternatives,
        "gaps": body.gaps,
        "for": body.supports,
        "against": body.opposes,
        "supersedes": body.supersedes,
        "superseded_by": row.superseded_by,
        "claims": row.claims,
        "stories": row.stories,
        "changed": [_shift(shift) for shift in row.shifts],
    }


def product_row(row: ProductRow) -> dict[str, Any]:
    """A product without its page."""
    return {"type": "product", **msgspec.to_builtins(row)}


def alarm_row(row: Alarm) -> dict[str, Any]:
    """What a product rests on and is held otherwise now."""
    return {
        "type": "alarm",
        "id": row.id,
        "product": row.product,
        "number": row.number,
        **_shift(row.shift),
        "answered_by": row.answered_by,
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "where": shift.where,
        "said": shift.said,
        "fact": shift.fact,
        "was": shift.was,
        "now": shift.now,
        "since": shift.since,
        "causes": shift.causes,
    }
