"""`pantau rate`: people's ratings as signed objects, beside the rule's: sources by letter, claims by number."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from pantau.cli.output import say
from pantau.cli.pages import Page, form_options, show_page
from pantau.cli.shared import audience_options, moment, opened, reader_for, signer, zone_of
from pantau.errors import UnknownReference
from pantau.model.base import Value
from pantau.model.envelope import Draft
from pantau.model.rating import Evaluation, Reliability, SourceSetting
from pantau.node import Node
from pantau.pipeline import find, record, view

_reason = click.option("--reason", required=True, help="Why, in words; shown beside the letter or number.")
_letter = click.argument("letter", type=click.Choice(get_args(Reliability), case_sensitive=False))
MOST_NAMES = 5
"""Sources named where somebody asks for one that is not held."""


@click.group()
def rate() -> None:
    """Rate sources (A to F) and claims (1 to 6). The rule's rating, the owner's setting and evaluations stay apart."""


@rate.command("source")
@click.argument("source")
@_letter
@_reason
@click.pass_obj
def rate_source(home: Path, *, source: str, letter: Reliability, reason: str) -> None:
    """An analyst's evaluation of SOURCE: how reliable it is, A to F."""
    with opened(home) as node:
        name = _source(node, source)
        _record(node, "evaluation", Evaluation(source=name, reliability=letter, reason=reason))


@rate.command("claim")
@click.argument("statement")
@click.argument("credibility", type=click.IntRange(1, 6))
@_reason
@click.pass_obj
def rate_claim(home: Path, *, statement: str, credibility: int, reason: str) -> None:
    """An analyst's evaluation of the claim that holds STATEMENT: how credible it is, 1 to 6."""
    with opened(home) as node:
        found = find(node.parts, statement, kind="statement").id
        body = Evaluation(statement=found, credibility=credibility, reason=reason)
        _record(node, "evaluation", body, refs=(found,))


@rate.command("setting")
@click.argument("source")
@_letter
@_reason
@click.pass_obj
def rate_setting(home: Path, *, source: str, letter: Reliability, reason: str) -> None:
    """The owner's setting for SOURCE: the letter that holds here until it is set anew or withdrawn."""
    with opened(home) as node:
        name = _source(node, source)
        _record(node, "source-setting", SourceSetting(name=name, reliability=letter, reason=reason))


@rate.command("show")
@click.argument("names", nargs=-1, metavar="SOURCE...")
@form_options
@audience_options
@click.pass_obj
def show_ratings(
    home: Path,
    *,
    names: tuple[str, ...],
    form: str,
    output: Path | None,
    member: str | None,
    as_of: str | None,
) -> None:
    """Show sources with the rule's letter, the owners' settings and analysts' evaluations, side by side.

    Without a name: those that somebody has rated or that the rule can judge.
    """
    from pantau.interop import wording
    from pantau.interop.sources import source_blocks, source_rows

    with opened(home) as node:
        seen = view(node.parts, reader_for(node, member), as_of=moment(as_of, node))
        rows = [row for row in seen.picture.sources if not names or row.source.casefold() in _folded(names)]
        if len(rows) < len(names):
            raise UnknownReference(f"no such source is held: {', '.join(names)}")
        told = [row for row in rows if names or row.reliability != "F" or row.analysts or row.settings]
        label = wording.label(seen.label, seen.reader.member)
        page = Page(
            title=f"{seen.label.classification}: sources",
            blocks=tuple(source_blocks(told, wording.Wording(zone_of(node)), label)),
            rows=tuple({**row, "label": seen.label} for row in source_rows(told)),
        )
    show_page(page, form, output)


def _folded(names: tuple[str, ...]) -> set[str]:
    return {name.casefold() for name in names}


def _source(node: Node, name: str) -> str:
    """The source as the picture spells it; raises UnknownReference, naming some that begin alike."""
    sources = [row.source for row in view(node.parts, reader_for(node, None)).picture.sources]
    found = [source for source in sources if source.casefold() == name.casefold()]
    if not found:
        near = [source for source in sources if name.casefold() in source.casefold()][:MOST_NAMES]
        hint = f"; there is {', '.join(near)}" if near else ""
        raise UnknownReference(f"nothing is held of a source {name!r}{hint}")
    return found[0]


def _record(node: Node, kind: str, body: Value, *, refs: tuple[str, ...] = ()) -> None:
    draft = Draft(type=kind, label=node.parts.label, body=body, by=signer(node), refs=refs)
    say(record(node.parts, draft))
