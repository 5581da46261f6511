"""A report from its raw bytes to what one run of an extractor reads in it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from pantau.model.base import BlobRef, Span, Value, check_spans
from pantau.model.time import PartialDate

OutletKnown = Literal["page", "address", "declared", "unknown"]
OriginKind = Literal["agency", "outlet", "official"]
OriginHow = Literal["dateline", "credit", "running", "link", "declared"]


class Declared(Value, frozen=True, kw_only=True):
    """What the channel itself says of a report: fields of a feed item or of a JSON Lines record, as given there."""

    title: str | None = None
    text: str | None = None
    published: str | None = None
    outlet: str | None = None
    source: str | None = None
    """The RSS `<source>`: on whose feed the item first stood."""
    language: str | None = None
    author: str | None = None


class Capture(Value, frozen=True, kw_only=True):
    """What collecting gives for one document, before anything is signed: raw bytes with where and when.

    `location` is the address or a file name relative to what was asked for, never a local path.
    """

    location: str
    channel: str
    raw: bytes
    media_type: str
    captured: datetime
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    declared: Declared = Declared()


class Report(Value, frozen=True, kw_only=True):
    """Body of a `report` object: one document as captured. Its `raw` bytes are a blob of their own."""

    location: str
    channel: str
    captured: datetime
    media_type: str
    raw: BlobRef
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    declared: Declared = Declared()


class Outlet(Value, frozen=True, kw_only=True):
    """Who published the page and how that is known: the page says so, the address proves it, or unknown.

    `name` is the outlet's domain (kabar.example) where one is known, else the name that the page uses.
    """

    name: str | None = None
    known: OutletKnown = "unknown"
    span: Span | None = None


class Origin(Value, frozen=True, kw_only=True):
    """On whose reporting a text stands, with the span that says so (None when the channel declares it)."""

    name: str
    kind: OriginKind
    how: OriginHow
    span: Span | None = None


class Segment(Value, frozen=True, kw_only=True):
    """One stretch of clean text and where it stands in the raw bytes (None where cleaning changed the characters)."""

    text: Span
    raw: Span | None = None


NOT_EXTRACTED = "statements are not extracted"
"""How the note begins on a report whose language no lexicon of statements is kept for."""


class Reading(Value, frozen=True, kw_only=True):
    """What one run reads of a report as a whole; a pure function of its bytes and pinned software.

    `vector` is the signed int8 embedding of title and lead (384 bytes); `fingerprints` are winnowed shingle hashes,
    ascending unsigned 64-bit big-endian (Schleimer, Wilkerson, Aiken 2003); `mentions` are keys of parties, persons
    and places named; `notes` say what could not be read and why.
    """

    language: str
    title: str | None = None
    title_span: Span | None = None
    lead: Span | None = None
    outlet: Outlet = Outlet()
    published: PartialDate | None = None
    modified: PartialDate | None = None
    byline: str | None = None
    dateline: str | None = None
    origins: tuple[Origin, ...] = ()
    photo_credits: tuple[str, ...] = ()
    segments: tuple[Segment, ...] = ()
    corrects: Span | None = None
    """The span in which the page says that it corrects or withdraws earlier reporting."""
    mentions: tuple[str, ...] = ()
    vector: bytes | None = None
    fingerprints: bytes = b""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_spans((self.title_span, self.lead, self.corrects, self.outlet.span))
        check_spans(origin.span for origin in self.origins)
        check_spans(span for segment in self.segments for span in (segment.text, segment.raw))


class Exploitation(Value, frozen=True, kw_only=True):
    """Body of an `exploitation` object: one numbered run over a report (refs[0]).

    It says that the run took place even when it found no statements, so that a picture can take the highest
    generation whole. `refused` counts by reason what a language model proposed and the page does not bear out.
    """

    generation: int
    text: BlobRef
    reading: Reading
    statements: int
    refused: dict[str, int] = msgspec.field(default_factory=dict)
