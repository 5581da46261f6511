"""What all values of the model share: frozen structs, spans, references to blobs."""

from __future__ import annotations

import msgspec

Span = tuple[int, int]
"""Half-open range in Unicode code points of a report's clean text."""


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of every value: immutable, compared by content, unknown fields ignored on reading."""


class BlobRef(Value, frozen=True, kw_only=True):
    """Bytes that are kept beside the objects, named by the SHA-256 of salt and content.

    `size` is in bytes. Raw pages and full texts travel only where `NO-FULLTEXT` is not set on the object.
    """

    digest: str
    size: int
    media_type: str
