"""`pantau coverage`: what is held of each requirement, party by party and channel by channel, and who is silent."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from pantau.cli.pages import Page, form_options, show_page
from pantau.cli.shared import audience_options, moment, opened, reader_for, zone_of
from pantau.errors import UnknownReference
from pantau.model.watch import Watch
from pantau.pipeline import view, watched


@click.command()
@click.argument("names", nargs=-1, metavar="REQUIREMENT...")
@form_options
@audience_options
@click.pass_obj
def coverage(
    home: Path,
    *,
    names: tuple[str, ...],
    form: str,
    output: Path | None,
    member: str | None,
    as_of: str | None,
) -> None:
    """Show what is held of each requirement: whose word, in which channel; what is not seen, and what nobody collected.

    Channels are judged as of --as-of, by default now. A requirement whose period has ended is shown as it stood then.
    """
    from pantau.interop import wording
    from pantau.interop.coverage import coverage_blocks
    from pantau.interop.watch_rows import coverage_rows, plain

    with opened(home) as node:
        as_of_moment = moment(as_of, node)
        seen = view(node.parts, reader_for(node, member), as_of=as_of_moment)
        found = _chosen(watched(node.parts, seen, as_of_moment), names)
        label = wording.label(seen.label, seen.reader.member)
        page = Page(
            title=f"{seen.label.classification}: coverage",
            blocks=tuple(coverage_blocks(found, wording.Wording(zone_of(node)), label)),
            rows=tuple({**row, "label": plain(seen.label)} for row in coverage_rows(found)),
        )
    show_page(page, form, output)


def _chosen(watch: Watch, names: tuple[str, ...]) -> Watch:
    """Only the requirements of these names; raises UnknownReference."""
    wanted = {name.casefold() for name in names}
    rows = tuple(row for row in watch.requirements if not wanted or row.name.casefold() in wanted)
    missing = wanted - {row.name.casefold() for row in rows}
    if missing:
        raise UnknownReference(f"no requirement is declared under the name {min(missing)!r}: pantau coverage")
    return msgspec.structs.replace(watch, requirements=rows)
