"""A page as a list of plain blocks: every format shows the same words, and a product keeps them as they were."""

from __future__ import annotations

from typing import Literal

from pantau.model.base import Value

Weight = Literal["plain", "strong", "muted", "good", "bad", "open"]


class Run(Value, frozen=True, kw_only=True):
    """A stretch of text in one weight. The text is data: each renderer escapes it."""

    text: str
    weight: Weight = "plain"


Line = tuple[Run, ...]


class Heading(Value, frozen=True, kw_only=True, tag="heading"):
    level: int
    text: str
    anchor: str = ""


class Paragraph(Value, frozen=True, kw_only=True, tag="paragraph"):
    line: Line


class Bullets(Value, frozen=True, kw_only=True, tag="bullets"):
    lines: tuple[Line, ...]


class Table(Value, frozen=True, kw_only=True, tag="table"):
    """`head` names the columns; every row has as many cells. `numeric` are columns to set flush right, `narrow` those
    that must not wrap."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[int, ...] = ()
    narrow: tuple[int, ...] = ()


Block = Heading | Paragraph | Bullets | Table
