"""Blocks in, a page on the terminal out."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from pantau.interop.blocks import Block, Bullets, Heading, Line, Paragraph, Table

WIDTH = 110
"""Widest page: longer lines are hard to follow. A narrower terminal is used as it is."""

_STYLES = {"plain": "", "strong": "bold", "muted": "dim", "good": "green", "bad": "red", "open": "yellow"}
_HEADINGS = {1: "bold reverse", 2: "bold underline", 3: "bold cyan", 4: "bold"}


class Page(Console):
    """A console that lets the command decide what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def show_blocks(blocks: Iterable[Block], console: Console | None = None) -> None:
    """Print the page; colours only where the terminal has them."""
    console = console or Page(highlight=False, emoji=False)
    width = min(console.width, WIDTH)
    for block in blocks:
        _show(block, console, width)


def _show(block: Block, console: Console, width: int) -> None:
    match block:
        case Heading():
            if block.level > 1:
                console.print()
            _print(Text(block.text, style=_HEADINGS[block.level]), console, width)
        case Paragraph():
            _print(_text(block.line), console, width)
        case Bullets():
            for content in block.lines:
                _print(_text(content), console, width, bullet="• ")
        case Table():
            _show_table(block, console, width)


def _print(content: Text, console: Console, width: int, bullet: str = "") -> None:
    """The text wrapped to `width`, what follows the first line set in under it."""
    for number, row in enumerate(content.wrap(console, width - len(bullet))):
        row.rstrip()
        lead = Text(bullet if number == 0 else " " * len(bullet))
        console.print(lead + row, soft_wrap=True)


def _text(content: Line) -> Text:
    """The line as styled text. It is never parsed as markup, whatever it says."""
    styled = Text()
    for run in content:
        styled.append(run.text, style=_STYLES[run.weight])
    return styled


def _show_table(block: Table, console: Console, width: int) -> None:
    shown = RichTable(box=None, pad_edge=False, header_style="dim", width=width)
    for index, name in enumerate(block.head):
        shown.add_column(
            name,
            justify="right" if index in block.numeric else "left",
            overflow="fold",
            no_wrap=index in block.narrow,
        )
    for row in block.rows:
        shown.add_row(*(_text(cell) for cell in row))
    console.print(shown, width=width)
