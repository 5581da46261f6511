"""Blocks in, CommonMark out. All text is escaped, so that what a page says cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pantau.interop.blocks import Block, Bullets, Heading, Line, Paragraph, Run, Table

# Besides what CommonMark gives a meaning: the ampersand of entities, and the first character of what GitHub turns into
# a link or a mention by itself.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_BARE = re.compile(r"(?i)\b(https?|ftp)(:)|\b(www)(\.)|(?<=\S)(@)(?=\S)")
_LEADING = re.compile(r"^(?:([-+=])(?=[-=\s]|$)|(\d+)([.)])(?=\s|$))")


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
    return _LEADING.sub(_leading, "".join(_run(run) for run in content).strip())


def _run(run: Run) -> str:
    """The run, in emphasis where it has weight: white space must stay outside of the marks."""
    inner = run.text.strip()
    if run.weight in ("plain", "muted") or not inner:
        return escape(run.text)
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    return f"{lead}**{escape(inner)}**{run.text[len(run.text.rstrip()) :]}"


def _leading(found: re.Match[str]) -> str:
    """What would start a list, a rule or a heading, with a backslash before its sign."""
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def _table(table: Table) -> str:
    rule = [" ---: " if index in table.numeric else " --- " for index in range(len(table.head))]
    rows = ["| " + " | ".join(_line(cell) for cell in row) + " |" for row in table.rows]
    head = "| " + " | ".join(escape(name) for name in table.head) + " |"
    return "\n".join([head, f"|{'|'.join(rule)}|", *rows])


def escape(text: str) -> str:
    """Markdown's special characters and bare addresses with a backslash; white space of all kinds becomes one space."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return lead + _BARE.sub(_broken, escaped) + tail


def _broken(found: re.Match[str]) -> str:
    """The address with a backslash before its sign, so that nothing follows it by itself."""
    word, sign = found[1] or found[3] or "", found[2] or found[4] or found[5]
    return f"{word}\\{sign}"
