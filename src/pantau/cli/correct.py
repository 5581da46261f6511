"""`pantau correct`: an analyst's corrections as signed objects, which survive rebuilds and can be undone."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import get_args

import click
import msgspec

from pantau.cli.output import say, write
from pantau.cli.shared import opened, reader_for, signer
from pantau.errors import UsageError
from pantau.model.correction import (
    Anchor,
    Change,
    Correction,
    Merge,
    Reject,
    SetAct,
    SetDate,
    SetFigure,
    SetSpeaker,
    Split,
    Undo,
    references,
)
from pantau.model.envelope import Draft, read_envelope
from pantau.model.statement import Act, Quantity, Statement
from pantau.model.time import PartialDate
from pantau.node import Node
from pantau.pipeline import find, record
from pantau.share import release

DIGITS = 18
"""Digits before or after the point of an amount: more than any count of people or money needs."""
_NUMBER = rf"([0-9]{{1,{DIGITS}}}(?:\.[0-9]{{1,{DIGITS}}})?)"
_AMOUNT = re.compile(rf"{_NUMBER}(?:-{_NUMBER})?")
_reason = click.option("--reason", default="", help="Why; shown beside the correction.")
_grouping = click.argument("grouping", type=click.Choice(["claims", "events", "entities"]))
_members = click.argument("members", nargs=-1, required=True, metavar="ID...")


@click.group()
def correct() -> None:
    """Correct what was extracted or grouped. Ids may be shortened; each correction prints its own id."""


@correct.command("act")
@click.argument("statement")
@click.argument("act", type=click.Choice(get_args(Act)))
@_reason
@click.pass_obj
def set_act(home: Path, *, statement: str, act: Act, reason: str) -> None:
    """Set what kind of act STATEMENT is."""
    with opened(home) as node:
        _record(node, SetAct(target=_anchor(node, statement), act=act), reason)


@correct.command("speaker")
@click.argument("statement")
@click.argument("name")
@click.option("--party", help="ISO 3166 alpha-3 code or organisation spoken for; left out: no party.")
@_reason
@click.pass_obj
def set_speaker(home: Path, *, statement: str, name: str, party: str | None, reason: str) -> None:
    """Set who makes STATEMENT."""
    with opened(home) as node:
        _record(node, SetSpeaker(target=_anchor(node, statement), name=name, party=party), reason)


@correct.command("figure")
@click.argument("statement")
@click.argument("amount")
@click.option("--was", metavar="AMOUNT", help="The figure that it replaces; left out: the figure is added.")
@click.option("--unit", help="What the amount is in, such as person or PHP. [default: as it was]")
@click.option("--of", "counted", help="What is counted. [default: as it was]")
@_reason
@click.pass_obj
def set_figure(  # noqa: PLR0913 - click hands every option over as a parameter
    home: Path,
    *,
    statement: str,
    amount: str,
    was: str | None,
    unit: str | None,
    counted: str | None,
    reason: str,
) -> None:
    """Set a figure of STATEMENT to AMOUNT (a number, LOW-HIGH, or `none` to remove it)."""
    with opened(home) as node:
        held = find(node.parts, statement, kind="statement").held().body
        if not isinstance(held, Statement):
            raise UsageError(f"{statement} is no statement")
        before = _figure(held, was) if was else None
        now = None if amount == "none" else _quantity(amount, held, before=before, unit=unit, counted=counted)
        change = SetFigure(target=_anchor(node, statement), was=before.span if before else None, now=now)
        _record(node, change, reason)


@correct.command("date")
@click.argument("statement")
@click.argument("said")
@_reason
@click.pass_obj
def set_date(home: Path, *, statement: str, said: str, reason: str) -> None:
    """Set when STATEMENT was said: a day, a month, an RFC 3339 time, or `none`."""
    try:
        moment = None if said == "none" else PartialDate.parse(said)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{said!r} is no date: write 2024, 2024-10, 2024-10-22, an RFC 3339 time, or none"
        ) from error
    with opened(home) as node:
        _record(node, SetDate(target=_anchor(node, statement), said=moment), reason)


@correct.command()
@click.argument("statement")
@_reason
@click.pass_obj
def reject(home: Path, *, statement: str, reason: str) -> None:
    """Leave STATEMENT out of pictures: it is none."""
    with opened(home) as node:
        _record(node, Reject(target=_anchor(node, statement)), reason)


@correct.command()
@_grouping
@_members
@_reason
@click.pass_obj
def merge(home: Path, *, grouping: str, members: tuple[str, ...], reason: str) -> None:
    """Make one of all claims or entities that hold these statements, or of all events of these reports."""
    with opened(home) as node:
        _record(node, _grouped(Merge, node, grouping, members), reason)


@correct.command()
@_grouping
@_members
@_reason
@click.pass_obj
def split(home: Path, *, grouping: str, members: tuple[str, ...], reason: str) -> None:
    """Set these statements (claims, entities) or reports (events) apart from the rest, together."""
    with opened(home) as node:
        _record(node, _grouped(Split, node, grouping, members), reason)


@correct.command()
@click.argument("correction")
@_reason
@click.pass_obj
def undo(home: Path, *, correction: str, reason: str) -> None:
    """Take CORRECTION back; undoing an undo brings it back."""
    with opened(home) as node:
        _record(node, Undo(correction=find(node.parts, correction, kind="correction").id), reason)


@correct.command("list")
@click.pass_obj
def list_corrections(home: Path) -> None:
    """List all corrections, oldest first, one JSON object a line."""
    with opened(home) as node:
        parts = node.parts
        entries = [*parts.store.reader().entries()]
        received = {entry.id: entry.received for entry in entries if entry.type == "correction"}
        envelopes = (read_envelope(entry.data) for entry in entries)
        own = reader_for(node, None)
        for item in release(envelopes, roll=parts.roll, policy=parts.policy, reader=own):
            if item.held.id in received:
                row = {"id": item.held.id, "received": received[item.held.id], "correction": item.held.body}
                write([msgspec.json.encode(row) + b"\n"])


def _grouped(kind: type[Merge | Split], node: Node, grouping: str, members: tuple[str, ...]) -> Change:
    if grouping == "events":
        reports = tuple(sorted(find(node.parts, name, kind="report").id for name in members))
        return kind(grouping="events", reports=reports)
    anchors = tuple(_anchor(node, name) for name in members)
    return kind(grouping="claims" if grouping == "claims" else "entities", statements=anchors)


def _anchor(node: Node, statement: str) -> Anchor:
    held = find(node.parts, statement, kind="statement").held()
    if not isinstance(held.body, Statement):
        raise UsageError(f"{statement} is no statement")
    return Anchor.at(held.refs[0], held.id, held.body)


def _figure(statement: Statement, amount: str) -> Quantity:
    """The figure of the statement with this amount; raises UsageError, naming those that there are."""
    value, low, high = _amount(amount)
    for quantity in statement.quantities:
        if (quantity.value, quantity.low, quantity.high) == (value, low, high):
            return quantity
    there = ", ".join(str(q.value or f"{q.low}-{q.high}") for q in statement.quantities) or "none"
    raise UsageError(f"the statement has no figure {amount}; it has: {there}")


def _quantity(
    text: str, statement: Statement, *, before: Quantity | None, unit: str | None, counted: str | None
) -> Quantity:
    value, low, high = _amount(text)
    model = before or Quantity(span=statement.span, unit="item", value=Decimal(0))
    return msgspec.structs.replace(
        model, value=value, low=low, high=high, unit=unit or model.unit, of=counted or model.of
    )


def _amount(text: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Value, low and high of "12000", "2.5" or "6-7"; raises UsageError for anything else."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise UsageError(f"{text!r} is no amount: write 12000, 2.5 or 6-7, with at most {DIGITS} digits")
    first, second = Decimal(found[1]), Decimal(found[2]) if found[2] else None
    if second is None:
        return first, None, None
    if second < first:
        raise UsageError(f"{text!r} ends below where it begins: write the lower amount first")
    return None, first, second


def _record(node: Node, change: Change, reason: str) -> None:
    draft = Draft(
        type="correction",
        label=node.parts.label,
        body=Correction(change=change, reason=reason),
        by=signer(node),
        refs=references(change),
    )
    say(record(node.parts, draft))
