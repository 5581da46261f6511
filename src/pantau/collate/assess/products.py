"""A product, the acts upon it and the ground that it stands on now in; its row with its state, and its alarms, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pantau.collate.assess.ground import Ground
from pantau.collate.assess.shifts import CAUSES, HELD, narrowed, shifts
from pantau.model.footing import Shift
from pantau.model.label import DEFAULT_POLICY, Label
from pantau.model.objects import Held
from pantau.model.product import ActRow, Alarm, Product, ProductAct, ProductRow, ProductState
from pantau.model.release import LabelAct
from pantau.model.time import rfc3339

Series = dict[str, tuple[Held, Product, ProductRow]]
"""Product id -> its object, body and row."""

WHOLE, LABEL = "whole product", "label"
_STATES: tuple[tuple[str, ProductState], ...] = (
    ("recall", "recalled"),
    ("supersede", "superseded"),
    ("approve", "approved"),
)
"""Which act makes which state, the strongest first: a product that was recalled stays so, whatever came when."""


def product_row(held: Held, body: Product, acts: Iterable[Held]) -> ProductRow:
    """The product with its state. Only acts of its own originator count."""
    done = [_act(act, act.body) for act in acts if act.originator == held.originator and act.body is not None]
    rows = tuple(row for row in done if row is not None)
    kinds = {row.act for row in rows}
    return ProductRow(
        id=held.id,
        originator=held.originator,
        number=body.number,
        kind=body.kind,
        title=body.title,
        state=next((state for act, state in _STATES if act in kinds), "draft"),
        analyst=held.by,
        made=held.created,
        cut_off=body.cut_off,
        audience=body.audience,
        recipients=body.recipients,
        received=tuple(sorted({name for row in rows if row.act == "release" for name in row.recipients})),
        stories=body.stories,
        judgements=body.judgements,
        acts=rows,
        corrects=body.corrects,
    )


def _act(held: Held, body: object) -> ActRow | None:
    if not isinstance(body, ProductAct):
        return None
    return ActRow(
        id=held.id,
        act=body.act,
        analyst=held.by,
        made=held.created,
        reason=body.reason,
        recipients=body.recipients,
        successor=held.refs[1] if body.act == "supersede" and len(held.refs) > 1 else None,
    )


def alarms_of(
    name: str, series: Series, *, labels: Mapping[str, Sequence[Held]], ground: Ground
) -> Iterator[Alarm]:
    """The alarms of one product: none for one that was superseded or recalled."""
    held, body, row = series[name]
    if row.state not in ("draft", "approved"):
        return
    answers = _answers(name, series)
    found = [*shifts(body.footings, held.created, ground)]
    found += [*_missing(held, body, ground), *_relabelled(held, body, labels, ground)]
    for number, shift in enumerate(found):
        answer = answers.get((shift.where, shift.fact, shift.now))
        yield Alarm(
            id=f"{name}:{number:04}", product=name, number=row.number, shift=shift, answered_by=answer
        )


def _answers(name: str, series: Series) -> dict[tuple[str, str, str | None], str]:
    """What approved notices tell of the product's lines: (line, fact, what is now held) -> the notice."""
    mine = series[name][0].originator
    return {
        (shift.where, shift.fact, shift.now): notice
        for notice, (held, body, row) in sorted(series.items(), reverse=True)
        if body.corrects == name and held.originator == mine and row.state == "approved"
        for shift in body.answers
    }


def _missing(held: Held, body: Product, ground: Ground) -> Iterator[Shift]:
    """Objects that went into the counts of the page and are no longer held, besides those that its lines name."""
    named = {footing.subject for footing in body.footings}
    named |= {footing.anchor.statement for footing in body.footings if footing.anchor}
    gone = [ref for ref in held.refs if ref not in named and ground.ledger.made(ref) is None]
    if gone:
        yield Shift(
            footing=-1,
            where=WHOLE,
            said=body.title,
            fact=HELD,
            was=f"rests on {len(held.refs)} objects",
            now=f"{len(gone)} of them no longer held",
            causes=tuple(sorted(gone)[:CAUSES]),
        )


def _relabelled(
    held: Held, body: Product, labels: Mapping[str, Sequence[Held]], ground: Ground
) -> Iterator[Shift]:
    """What is now stricter in the label of something that went into the page than in the label on the page."""
    acts = [act for ref in held.refs for act in _latest(ref, labels, ground)]
    stricter = sorted(
        (act.created, act.id) for act, label in acts if narrowed(body.label, [label], DEFAULT_POLICY)
    )
    now = narrowed(body.label, [label for _, label in acts], DEFAULT_POLICY)
    for fact, (was, held_now) in now.items():
        yield Shift(
            footing=-1,
            where=LABEL,
            said=body.title,
            fact=fact,
            was=was,
            now=held_now,
            since=rfc3339(stricter[0][0]),
            causes=tuple(name for _, name in stricter[:CAUSES]),
        )


def _latest(ref: str, labels: Mapping[str, Sequence[Held]], ground: Ground) -> list[tuple[Held, Label]]:
    """Of the label acts of the object's originator upon it those with the highest number."""
    target = ground.ledger.get(ref)
    valid = [
        (act.body.number, act, act.body.label)
        for act in labels.get(ref, ())
        if isinstance(act.body, LabelAct) and target is not None and act.originator == target.originator
    ]
    last = max((number for number, _, _ in valid), default=0)
    return [(act, label) for number, act, label in valid if number == last]
