"""`pantau product`: numbered, frozen briefs: drafted, approved, released, superseded, recalled, corrected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from pantau.cli.output import say, say_json, write
from pantau.cli.shared import day, opened, reader_for, signer, zone_of
from pantau.errors import UsageError
from pantau.interop.assessed_rows import alarm_row, product_row
from pantau.interop.brief import brief_blocks
from pantau.interop.products import (
    difference_blocks,
    frozen_blocks,
    list_blocks,
    name,
    notice_blocks,
    product_blocks,
)
from pantau.interop.wording import Wording
from pantau.model.brief import Brief
from pantau.model.page import Block
from pantau.model.product import Product, ProductRow
from pantau.node import Node
from pantau.pipeline import BriefQuery, view
from pantau.publish import (
    Desk,
    Printed,
    Wanted,
    approve,
    compared,
    draft_notice,
    draft_product,
    find_product,
    frozen,
    hand_over,
    printed,
    recall,
    supersede,
)

Command = TypeVar("Command", bound=Callable[..., Any])
_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
_member = click.option(
    "--for", "member", metavar="MEMBER", help="What is released to this member. [default: own]"
)


@click.group()
def product() -> None:
    """Freeze a brief under a number, approve it, note who gets it, and tell them when it no longer holds.

    NUMBER is that of the own series; the beginning of an id works as well.
    """


def _wanted(command: Command) -> Command:
    """The options that say what a product shows."""
    for option in (
        click.option("--all", "every", is_flag=True, help="Leave nothing out."),
        click.option("--since", metavar="DAY", help="List what changed since this day."),
        click.option("--story", "stories", multiple=True, metavar="ID", help="Only this story."),
        _member,
        click.option("--to", "recipients", multiple=True, metavar="NAME", help="Whom it is for."),
        click.option("--title", default="", help="[default: that of its first story]"),
    ):
        command = option(command)
    return command


@product.command("draft")
@_wanted
@_json
@click.pass_obj
def draft_command(home: Path, /, *, as_json: bool, **wanted: Any) -> None:
    """Freeze the brief as it is now, as a draft under the next number."""
    with opened(home) as node:
        row = draft_product(
            node.parts, _desk(node, wanted["member"]), _want(wanted), render=lambda brief: _page(brief, node)
        )
    _tell(row, as_json=as_json)


@product.command("approve")
@click.argument("number")
@click.option("--anyway", is_flag=True, help="Although something that it rests on has changed.")
@_json
@click.pass_obj
def approve_command(home: Path, *, number: str, anyway: bool, as_json: bool) -> None:
    """Approve a draft. With `product.two_persons` somebody else than who drafted it."""
    with opened(home) as node:
        desk = _desk(node)
        row = find_product(node.parts, desk.reader, number)
        two = node.settings.product_two_persons
        approve(node.parts, desk, row, two_persons=two, anyway=anyway)
        _tell(find_product(node.parts, desk.reader, row.id), as_json=as_json)
    if row.kind == "brief" and not row.judgements:
        say(f"{name(row)} holds no judgement of anybody's: pantau judge write", err=True)


@product.command("supersede")
@click.argument("number")
@click.argument("successor")
@_json
@click.pass_obj
def supersede_command(home: Path, *, number: str, successor: str, as_json: bool) -> None:
    """Put the approved product SUCCESSOR in the place of NUMBER."""
    with opened(home) as node:
        desk = _desk(node)
        row = find_product(node.parts, desk.reader, number)
        supersede(node.parts, desk, row, find_product(node.parts, desk.reader, successor))
        _tell(find_product(node.parts, desk.reader, row.id), as_json=as_json)


@product.command("recall")
@click.argument("number")
@click.option("--reason", required=True, help="Why; those who received it read this.")
@_json
@click.pass_obj
def recall_command(home: Path, *, number: str, reason: str, as_json: bool) -> None:
    """Recall a product, for good: it can never be approved again."""
    with opened(home) as node:
        desk = _desk(node)
        row = find_product(node.parts, desk.reader, number)
        recall(node.parts, desk, row, reason)
        _tell(find_product(node.parts, desk.reader, row.id), as_json=as_json)
    if row.received:
        say(f"It was received by {', '.join(row.received)}: pantau product notice {row.number}", err=True)


@product.command("release")
@click.argument("number")
@click.option(
    "--to", "recipients", multiple=True, required=True, metavar="NAME", help="A desk, person or member."
)
@_json
@click.pass_obj
def release_command(home: Path, *, number: str, recipients: tuple[str, ...], as_json: bool) -> None:
    """Note that an approved product goes to these recipients; another member must be admitted by its label."""
    with opened(home) as node:
        desk = _desk(node)
        row = find_product(node.parts, desk.reader, number)
        hand_over(node.parts, desk, row, recipients)
        _tell(find_product(node.parts, desk.reader, row.id), as_json=as_json)


@product.command("notice")
@click.argument("number")
@_json
@click.pass_obj
def notice_command(home: Path, *, number: str, as_json: bool) -> None:
    """Draft the correction notice to those who received NUMBER: what it said, what is held now, since when."""
    with opened(home) as node:
        desk = _desk(node)
        row = find_product(node.parts, desk.reader, number)
        words = Wording(zone_of(node))
        drafted = draft_notice(
            node.parts, desk, row, render=lambda shown: notice_blocks(shown.row, shown.alarms, words)
        )
    _tell(drafted, as_json=as_json)


@product.command("list")
@_member
@_json
@click.pass_obj
def list_command(home: Path, *, member: str | None, as_json: bool) -> None:
    """List all products with their states, recipients and alarms."""
    from pantau.cli.terminal import show_blocks

    with opened(home) as node:
        picture = view(node.parts, reader_for(node, member)).picture
        words = Wording(zone_of(node))
    if as_json:
        for row in sorted(picture.products, key=lambda row: (row.number, row.id)):
            waiting = [a for a in picture.alarms if a.product == row.id and a.answered_by is None]
            say_json({**product_row(row), "alarms": len(waiting)})
        return
    show_blocks(list_blocks(picture.products, picture.alarms, words))


@product.command("show")
@click.argument("number")
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "markdown", "html", "json"]),
    default="terminal",
    show_default=True,
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@_member
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file instead.")
@click.pass_obj
def show_command(home: Path, *, number: str, form: str, member: str | None, output: Path | None) -> None:
    """Show a product as it was frozen, under its label and state as they are now, with its alarms."""
    with opened(home) as node:
        reader = reader_for(node, member)
        shown = printed(node.parts, reader, find_product(node.parts, reader, number))
        words = Wording(zone_of(node))
    blocks = product_blocks(shown.product, shown.row, shown.alarms, label=shown.label, words=words)
    if form == "terminal" and output is None:
        from pantau.cli.terminal import show_blocks

        show_blocks(blocks)
        return
    write([_rendered(shown, blocks, form).encode()], output)


@product.command("diff")
@click.argument("number")
@click.argument("other", required=False)
@_json
@click.pass_obj
def diff_command(home: Path, *, number: str, other: str | None, as_json: bool) -> None:
    """Show what product OTHER holds otherwise than NUMBER; without OTHER, what one drafted now would."""
    from pantau.cli.terminal import show_blocks

    with opened(home) as node:
        desk = _desk(node)
        before = printed(node.parts, desk.reader, find_product(node.parts, desk.reader, number))
        if other is None:
            after, title = _anew(before, node), f"From {name(before.row).lower()} to what is held now"
        else:
            row = find_product(node.parts, desk.reader, other)
            after = printed(node.parts, desk.reader, row).product
            title = f"From {name(before.row).lower()} to {name(row).lower()}"
        words = Wording(zone_of(node))
    found = compared(before.product, after)
    if as_json:
        for shift in found:
            say_json(shift)
        return
    show_blocks(difference_blocks(title, found, words))


def _desk(node: Node, member: str | None = None) -> Desk:
    return Desk(by=signer(node), reader=reader_for(node, member))


def _want(wanted: dict[str, Any]) -> Wanted:
    query = BriefQuery(since=day(wanted["since"]), stories=wanted["stories"], every=wanted["every"])
    return Wanted(title=wanted["title"], recipients=wanted["recipients"], query=query)


def _page(brief: Brief, node: Node) -> tuple[Block, ...]:
    """The page that a product keeps. The own member's name stays home with the brief: it is not on it."""
    return frozen_blocks(brief_blocks(brief, Wording(zone_of(node))))


def _anew(before: Printed, node: Node) -> Product:
    """What a product of the same stories would be, drafted now. Raises UsageError where none of them is held."""
    desk = _desk(node)
    rows = {row.id: row.story for row in view(node.parts, desk.reader).picture.reports}
    stories = tuple(dict.fromkeys(rows[report] for report in before.product.stories if report in rows))
    if not stories:
        raise UsageError(f"no page of {name(before.row).lower()} is held any more")
    wanted = Wanted(query=BriefQuery(stories=stories))
    return frozen(node.parts, desk, wanted, render=lambda brief: _page(brief, node))[0]


def _tell(row: ProductRow, *, as_json: bool) -> None:
    if as_json:
        say_json(product_row(row))
    else:
        say(f"{name(row)}, {row.state}: {row.title} ({row.id[:12]})")


def _rendered(shown: Printed, blocks: tuple[Block, ...], form: str) -> str:
    from pantau.interop.html import to_html
    from pantau.interop.markdown import to_markdown

    if form == "json":
        content = {
            **product_row(shown.row),
            "label": shown.label,
            "alarms": [alarm_row(alarm) for alarm in shown.alarms],
            "footings": shown.product.footings,
            "content": shown.product.content,
        }
        return msgspec.json.format(msgspec.json.encode(content), indent=2).decode() + "\n"
    if form == "html":
        return to_html(blocks, title=f"{shown.label.classification}: {name(shown.row).lower()}")
    return to_markdown(blocks)
