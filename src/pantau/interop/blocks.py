"""Words in, the blocks of a page out, with nothing in them that would steer a terminal."""

from __future__ import annotations

from pantau.interop.printable import printable
from pantau.model.page import Block, Bullets, Heading, Line, Paragraph, Run, Table, Weight

__all__ = [
    "Block",
    "Bullets",
    "Heading",
    "Line",
    "Paragraph",
    "Run",
    "Table",
    "Weight",
    "heading",
    "line",
    "plain",
    "text",
]


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
