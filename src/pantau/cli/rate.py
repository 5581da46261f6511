"""`pantau rate`: an analyst's reliability for a source and credibility for a claim, signed, beside the rule's."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from pantau.cli.output import say, say_json
from pantau.cli.shared import audience_options, moment, opened, reader_for, signer
from pantau.errors import UnknownReference, UsageError
from pantau.interop.assessed_rows import rating_row
from pantau.model.envelope import Draft
from pantau.model.picture import Claim, Picture, SourceRating
from pantau.model.rating import CREDIBILITY, RELIABILITY, AnalystRating, Evaluation
from pantau.node import Node
from pantau.pipeline import find, record, view

_reason = click.option("--reason", default="", help="Why; shown beside the rating.")
_LETTERS = ", ".join(f"{letter} {meaning}" for letter, meaning in RELIABILITY.items())
_NUMBERS = ", ".join(f"{number} {meaning}" for number, meaning in CREDIBILITY.items())


@click.group()
def rate() -> None:
    """Rate sources and claims (Admiralty code). The rule's rating stays; yours stands beside it, with your name."""


@rate.command("source", help=f"Rate the reliability of the source NAME: {_LETTERS}.")
@click.argument("name")
@click.argument("letter", type=click.Choice(list(RELIABILITY), case_sensitive=False))
@_reason
@click.pass_obj
def rate_source(home: Path, *, name: str, letter: str, reason: str) -> None:
    with opened(home) as node:
        rows = view(node.parts, reader_for(node, None)).picture
        known = _source(name, rows)
        statements = tuple(
            sorted(row.id for row in rows.statements if known in (row.source, *row.routes))[:1]
        )
        body = msgspec.convert({"source": known, "reliability": letter, "reason": reason}, Evaluation)
        _record(node, body, statements)


@rate.command("claim", help=f"Rate the credibility of the claim that holds STATEMENT: {_NUMBERS}.")
@click.argument("statement")
@click.argument("number", type=click.IntRange(1, 6))
@_reason
@click.pass_obj
def rate_claim(home: Path, *, statement: str, number: int, reason: str) -> None:
    with opened(home) as node:
        held = find(node.parts, statement, kind="statement").id
        _record(node, Evaluation(statement=held, credibility=number, reason=reason), (held,))


@rate.command("list")
@audience_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_ratings(home: Path, *, member: str | None, as_of: str | None, as_json: bool) -> None:
    """List what people have rated, each beside the rule's rating."""
    with opened(home) as node:
        picture = view(node.parts, reader_for(node, member), as_of=moment(as_of, node)).picture
    for source in picture.sources:
        people = (*source.analysts, *source.settings)
        _show(source, source.reliability, people=people, as_json=as_json)
    for claim in picture.claims:
        _show(claim, str(claim.rating.credibility), people=claim.rating.analysts, as_json=as_json)


def _show(
    rated: SourceRating | Claim, rule: str, *, people: tuple[AnalystRating, ...], as_json: bool
) -> None:
    kind, name = ("source", rated.source) if isinstance(rated, SourceRating) else ("claim", rated.text)
    reasons = rated.reasons if isinstance(rated, SourceRating) else rated.rating.reasons
    if not people:
        return
    if as_json:
        rows = [rating_row(given) for given in people]
        say_json({"kind": kind, "name": name, "rule": rule, "reasons": reasons, "people": rows})
        return
    say(f"{kind} {name}\n  {rule} by rule: {'; '.join(reasons)}")
    for given in people:
        say(
            f"  {given.rating} by {given.analyst}, {given.made:%Y-%m-%d %H:%M} UTC: {given.reason or 'no reason'}"
        )


def _source(name: str, picture: Picture) -> str:
    """The name as the picture writes it. Raises UnknownReference, UsageError where several are meant."""
    found = [row.source for row in picture.sources if row.source.casefold() == name.casefold()]
    found = found or [row.source for row in picture.sources if name.casefold() in row.source.casefold()]
    if not found:
        raise UnknownReference(
            f"no source {name!r} is held: `pantau export` lists them as objects of type source"
        )
    if len(found) > 1:
        raise UsageError(f"{name!r} may be {', '.join(found[:5])}: write the whole name")
    return found[0]


def _record(node: Node, body: Evaluation, refs: tuple[str, ...]) -> None:
    draft = Draft(type="evaluation", label=node.parts.label, body=body, by=signer(node), refs=refs)
    say(record(node.parts, draft))
