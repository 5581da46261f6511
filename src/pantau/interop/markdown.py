"""Blocks in, CommonMark out. All text is escaped, so that what a page says cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pantau.interop.blocks import Block, Bullets, Heading, Line, Paragraph, Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LEADING = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def to_markdown(blocks: Iterable[Block]) -> str:
    """The page as Markdown text with a final newline."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {escape(block.text)}"
        case Paragraph():
            return _line(block.line)
        case Bullets():
            return "\n".join(f"- {_line(content)}" for content in block.lines)
        case Table():
            return _table(block)


def _line(content: Line) -> str:
    runs = (f"**{escape(run.text.strip())}**{_tail(run.text)}" if run.weight in ("strong", "good", "bad", "open")
            and run.text.strip() else escape(run.text) for run in content)  # fmt: skip
    return _LEADING.sub(r"\1\\\2", "".join(runs))


def _tail(text: str) -> str:
    """The white space that must stay outside of emphasis marks."""
    return text[len(text.rstrip()) :]


def _table(table: Table) -> str:
    rule = [" ---: " if index in table.numeric else " --- " for index in range(len(table.head))]
    rows = ["| " + " | ".join(_line(cell) for cell in row) + " |" for row in table.rows]
    head = "| " + " | ".join(escape(name) for name in table.head) + " |"
    return "\n".join([head, f"|{'|'.join(rule)}|", *rows])


def escape(text: str) -> str:
    """Markdown's special characters with a backslash; line breaks become spaces."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split("\n")))
