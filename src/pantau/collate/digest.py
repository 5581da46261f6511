"""A picture in, the digest by which two nodes know that theirs are the same out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pantau.model.base import Value
from pantau.model.canonical import canonical
from pantau.model.picture import Picture


def lines(picture: Picture) -> list[bytes]:
    """One line a row in RFC 8785 form, sorted by type and id; equal pictures give equal lines."""
    found = sorted(_named(picture))
    return [line for _, _, line in found]


def picture_digest(picture: Picture) -> str:
    """SHA-256 of the picture's version and lines, each closed by a line feed; to be compared between equal versions."""
    whole = hashlib.sha256(canonical({"type": "picture", "version": picture.version}) + b"\n")
    for line in lines(picture):
        whole.update(line + b"\n")
    return whole.hexdigest()


def _named(picture: Picture) -> Iterator[tuple[str, str, bytes]]:
    for kind, rows in _rows(picture):
        for name, row in rows:
            yield kind, name, canonical({"id": name, "row": row, "type": kind})


def _rows(picture: Picture) -> Iterator[tuple[str, list[tuple[str, Value]]]]:
    yield "alarm", [(row.id, row) for row in picture.alarms]
    yield "channel", [(row.id, row) for row in picture.channels]
    yield "claim", [(row.id, row) for row in picture.claims]
    yield "entity", [(row.id, row) for row in picture.entities]
    yield "event", [(row.id, row) for row in picture.events]
    yield "judgement", [(row.id, row) for row in picture.judgements]
    yield "problem", [(row.id, row) for row in picture.problems]
    yield "product", [(row.id, row) for row in picture.products]
    yield "report", [(row.id, row) for row in picture.reports]
    yield "requirement", [(row.id, row) for row in picture.requirements]
    yield "source", [(row.source, row) for row in picture.sources]
    yield "statement", [(row.id, row) for row in picture.statements]
    yield "story", [(row.id, row) for row in picture.stories]
    yield "timeline", [(f"{row.id}:{row.kind}", row) for row in picture.timeline]
    yield "warning-decision", [(row.id, row) for row in picture.decisions]
