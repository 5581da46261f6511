"""Blocks or values of a picture in; a page on the terminal or in a file, as Markdown, HTML or JSON, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from pantau.cli.output import write
from pantau.model.base import Value
from pantau.model.page import Block

Command = TypeVar("Command", bound=Callable[..., Any])


class Page(Value, frozen=True, kw_only=True):
    """What is shown: blocks for people, and the same rows as one JSON object each for programs."""

    title: str
    blocks: tuple[Block, ...]
    rows: tuple[dict[str, Any], ...]


def form_options(command: Command) -> Command:
    """`--format`, `--json` and `--output`, for commands that show a page."""
    command = click.option("--output", type=click.Path(path_type=Path), help="Write to this file instead.")(
        command
    )
    command = click.option("--json", "form", flag_value="json", help="One JSON object a line.")(command)
    return click.option(
        "--format",
        "form",
        type=click.Choice(["terminal", "markdown", "html", "json"]),
        default="terminal",
        show_default=True,
    )(command)


def show_page(page: Page, form: str, output: Path | None) -> None:
    """Print or write the page in one of the forms."""
    if form == "json":
        write(_lines(page.rows), output)
    elif form == "terminal" and output is None:
        from pantau.cli.terminal import show_blocks

        show_blocks(page.blocks)
    else:
        write([_rendered(page, form).encode()], output)


def _lines(rows: Sequence[dict[str, Any]]) -> Iterable[bytes]:
    return (msgspec.json.encode(row) + b"\n" for row in rows)


def _rendered(page: Page, form: str) -> str:
    from pantau.interop.html import to_html
    from pantau.interop.markdown import to_markdown

    return to_html(page.blocks, title=page.title) if form == "html" else to_markdown(page.blocks)
