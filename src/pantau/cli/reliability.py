"""`pantau reliability`: the owner's setting for a source, and the rule's letter, settings and evaluations side by side."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from pantau.cli.output import say
from pantau.cli.pages import Page, form_options, show_page
from pantau.cli.shared import audience_options, moment, opened, reader_for, signer, zone_of
from pantau.errors import UnknownReference
from pantau.model.envelope import Draft
from pantau.model.picture import Picture
from pantau.model.rating import Reliability, SourceSetting
from pantau.pipeline import record, view

MOST_NAMES = 5
"""Sources named where somebody asks for one that is not held."""


@click.group()
def reliability() -> None:
    """Reliability of sources, A to F: what the owner of this node sets stands beside the rule and the analysts."""


@reliability.command("set")
@click.argument("source")
@click.argument("letter", type=click.Choice(get_args(Reliability), case_sensitive=False))
@click.option("--reason", required=True, help="Why, in words; shown beside the letter.")
@click.pass_obj
def set_reliability(home: Path, *, source: str, letter: Reliability, reason: str) -> None:
    """Set the LETTER of SOURCE for this node, until it is set anew or withdrawn (`pantau withdraw SOURCE`).

    It says nothing about any claim: credibility stays with the claim.
    """
    with opened(home) as node:
        picture = view(node.parts, reader_for(node, None)).picture
        name = _source(picture, source)
        spoken = sorted(row.id for row in picture.statements if name in (row.source, *row.routes))
        draft = Draft(
            type="source-setting",
            label=node.parts.label,
            body=SourceSetting(name=name, reliability=letter, reason=reason),
            by=signer(node),
            refs=tuple(spoken[:1]),
        )
        say(record(node.parts, draft))


@reliability.command("show")
@click.argument("names", nargs=-1, metavar="SOURCE...")
@form_options
@audience_options
@click.pass_obj
def show_reliability(
    home: Path,
    *,
    names: tuple[str, ...],
    form: str,
    output: Path | None,
    member: str | None,
    as_of: str | None,
) -> None:
    """Show sources with the rule's letter, owners' settings and analysts' evaluations, side by side.

    Without a name: those that somebody has rated or that the rule can judge.
    """
    from pantau.interop import wording
    from pantau.interop.sources import source_blocks, source_rows
    from pantau.interop.watch_rows import plain

    with opened(home) as node:
        seen = view(node.parts, reader_for(node, member), as_of=moment(as_of, node))
        wanted = {_source(seen.picture, name) for name in names}
        rows = [row for row in seen.picture.sources if row.source in wanted or not names]
        told = [row for row in rows if names or row.reliability != "F" or row.analysts or row.settings]
        label = wording.label(seen.label, seen.reader.member)
        page = Page(
            title=f"{seen.label.classification}: sources",
            blocks=tuple(source_blocks(told, wording.Wording(zone_of(node)), label)),
            rows=tuple({**row, "label": plain(seen.label)} for row in source_rows(told)),
        )
    show_page(page, form, output)


def _source(picture: Picture, name: str) -> str:
    """The source as the picture spells it; raises UnknownReference, naming some that are spelt alike."""
    sources = [row.source for row in picture.sources]
    found = [source for source in sources if source.casefold() == name.casefold()]
    if not found:
        near = [source for source in sources if name.casefold() in source.casefold()][:MOST_NAMES]
        hint = f"; there is {', '.join(near)}" if near else ""
        raise UnknownReference(f"nothing is held of a source {name!r}{hint}")
    return found[0]
