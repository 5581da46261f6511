"""What all values of the model share: frozen structs, spans, references to blobs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec

_Offset = Annotated[int, msgspec.Meta(ge=0)]
Span = tuple[_Offset, _Offset]
"""Half-open range in Unicode code points of a report's clean text."""


def check_spans(spans: Iterable[Span | None]) -> None:
    """Raises ValueError unless every span that is given begins at 0 or later and ends no earlier than it begins."""
    wrong = [span for span in spans if span is not None and not 0 <= span[0] <= span[1]]
    if wrong:
        raise ValueError(f"{wrong[0]} is no span: it ends before it begins, or begins before the text")


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of every value: immutable, compared by content, unknown fields ignored on reading."""


class BlobRef(Value, frozen=True, kw_only=True):
    """Bytes that are kept beside the objects, named by the SHA-256 of salt and content.

    `size` is in bytes. Raw pages and full texts travel only where `NO-FULLTEXT` is not set on the object.
    """

    digest: str
    size: int
    media_type: str
