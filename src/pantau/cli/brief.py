"""`pantau brief`: the picture as a page for people, on the terminal or as Markdown, HTML or JSON."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from pantau.cli.output import write
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
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@audience_options
@click.option("--since", metavar="DAY", help="List what changed since this day, by the dates in the pages.")
@click.option(
    "--story",
    "stories",
    multiple=True,
    metavar="ID",
    help="Only this story; the beginning of its id is enough.",
)
@click.option(
    "--all", "every", is_flag=True, help="Leave nothing out: every story, claim, figure and reason."
)
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file instead.")
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
        zone_of(node)
        query = BriefQuery(as_of=moment(as_of, node), since=day(since), stories=stories, every=every)
        drafted = _named(draft_brief(node.parts, reader_for(node, member), query), node)
        if form == "terminal" and output is None:
            _to_terminal(drafted, node)
            return
        content = _rendered(drafted, form, node)
    write([content.encode()], output)


def _named(drafted: Brief, node: Node) -> Brief:
    """With the own member's name, which stays home: a brief for somebody else does not carry it."""
    own = drafted.audience == node.parts.identity.member
    return msgspec.structs.replace(drafted, audience_name=node.settings.member_name) if own else drafted


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
