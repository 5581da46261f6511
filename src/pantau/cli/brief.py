"""`pantau brief`: the picture as a page for people, on the terminal or as Markdown, HTML or JSON."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec

from pantau.cli.shared import audience_options, day, moment, opened, reader_for, zone_of
from pantau.model.brief import Brief
from pantau.node import Node
from pantau.pipeline import BriefQuery, draft_brief


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "markdown", "html", "json"]),
    default="terminal",
    show_default=True,
)
@audience_options
@click.option("--since", metavar="DAY", help="List what changed since this day, by the dates in the reports.")
@click.option("--story", "stories", multiple=True, metavar="ID", help="Only this story (may be repeated).")
@click.option("--all", "every", is_flag=True, help="Every story and every claim, single statements included.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead.")
@click.pass_obj
def brief(  # noqa: PLR0913 - click hands every option over as a parameter
    home: Path,
    *,
    form: str,
    member: str | None,
    as_of: str | None,
    since: str | None,
    stories: tuple[str, ...],
    every: bool,
    output: Path | None,
) -> None:
    """Show what is claimed, in whose words, on whose word, since when, who denies it, and what is not held."""
    with opened(home) as node:
        query = BriefQuery(as_of=moment(as_of, node), since=day(since), stories=stories, every=every)
        drafted = draft_brief(node.parts, reader_for(node, member), query)
        if form == "terminal" and output is None:
            _to_terminal(drafted, node)
            return
        content = _rendered(drafted, form, node)
    if output:
        output.write_text(content, encoding="utf-8")
    else:
        sys.stdout.write(content)


def _to_terminal(drafted: Brief, node: Node) -> None:
    from pantau.cli.terminal import show_blocks
    from pantau.interop.brief import brief_blocks
    from pantau.interop.wording import Wording

    show_blocks(brief_blocks(drafted, Wording(zone_of(node))))


def _rendered(drafted: Brief, form: str, node: Node) -> str:
    from pantau.interop.brief import brief_blocks
    from pantau.interop.html import to_html
    from pantau.interop.markdown import to_markdown
    from pantau.interop.wording import Wording

    if form == "json":
        return msgspec.json.format(msgspec.json.encode(drafted), indent=2).decode() + "\n"
    blocks = brief_blocks(drafted, Wording(zone_of(node)))
    if form == "html":
        return to_html(blocks, title=f"{drafted.label.classification}: brief")
    return to_markdown(blocks)
