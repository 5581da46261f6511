"""A page as a list of plain blocks, so that every format shows the same words."""

from __future__ import annotations

from typing import Literal

from pantau.interop.printable import printable
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


def text(content: str, weight: Weight = "plain") -> Run:
    return Run(text=printable(content), weight=weight)


def line(*runs: Run | str) -> Line:
    """A line of runs; plain strings are plain text, empty ones are left out."""
    found = (run if isinstance(run, Run) else text(run) for run in runs)
    return tuple(run for run in found if run.text)


def heading(level: int, content: str, anchor: str = "") -> Heading:
    return Heading(level=level, text=printable(content), anchor=anchor)


def plain(content: Line) -> str:
    """The text of a line without weights."""
    return "".join(run.text for run in content)
