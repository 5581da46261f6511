"""A view and an analyst's word in; signed judgements, frozen products, acts upon them and correction notices out.

judge  Judgement -> journal        draft  view -> Product        act  ProductAct -> journal        notice  alarms -> Product
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from pantau.collate.assess.compare import differences
from pantau.collate.assess.ground import Ground
from pantau.collate.assess.laying import Layer
from pantau.collate.digest import picture_digest
from pantau.errors import NotReleased, ObjectInvalid, UnknownReference, UsageError
from pantau.interop.products import notice_title
from pantau.model.base import Value
from pantau.model.brief import Brief
from pantau.model.envelope import By, Draft, read_envelope
from pantau.model.footing import Footing, Shift
from pantau.model.judgement import SCALES, Judgement, term_of
from pantau.model.label import Label, combine
from pantau.model.page import Block
from pantau.model.product import Alarm, CutOff, Product, ProductAct, ProductRow
from pantau.model.release import Reader
from pantau.model.time import rfc3339
from pantau.pipeline import BriefQuery, Parts, View, draft_brief, find, record, view
from pantau.share import decide, derived_label
from pantau.store import Mark

Render = Callable[[Brief], tuple[Block, ...]]
"""How a brief becomes the blocks of a page."""


class Desk(Value, frozen=True, kw_only=True):
    """Who signs, and whose picture is looked at."""

    by: By
    reader: Reader


class Wanted(Value, frozen=True, kw_only=True):
    """A product that is asked for: its title (empty: that of its first story), whom it is for, what it shows."""

    title: str = ""
    recipients: tuple[str, ...] = ()
    query: BriefQuery = BriefQuery()


class Printed(Value, frozen=True, kw_only=True):
    """A product with all that its page says besides what was frozen: state, label in force, alarms."""

    row: ProductRow
    product: Product
    label: Label
    alarms: tuple[Alarm, ...]


def judge(parts: Parts, desk: Desk, judgement: Judgement) -> str:
    """Sign a judgement whose ids may be shortened; its id.

    Raises UsageError for words that the scale does not have and a judgement that has been superseded, and
    UnknownReference for evidence that the picture does not hold.
    """
    term = term_of(judgement.scale, judgement.probability) if judgement.probability else None
    if judgement.probability and term is None:
        raise UsageError(_no_term(judgement.scale, judgement.probability))
    picture = view(parts, desk.reader).picture
    if judgement.supersedes:
        held = find(parts, judgement.supersedes, kind="judgement").id
        later = next((row.superseded_by for row in picture.judgements if row.id == held), ())
        if later:
            raise UsageError(f"{held[:12]} has been superseded by {later[0][:12]}: supersede that one")
        judgement = msgspec.structs.replace(judgement, supersedes=held)
    whole = msgspec.structs.replace(
        judgement,
        probability=term.key if term else None,
        about=_whole(parts, judgement.about),
        supports=_whole(parts, judgement.supports),
        opposes=_whole(parts, judgement.opposes),
    )
    signed = msgspec.structs.replace(whole, footings=Layer(picture).of_judgement(whole))
    named = {*whole.about, *whole.supports, *whole.opposes, *([whole.supersedes] if whole.supersedes else ())}
    draft = Draft(type="judgement", label=parts.label, body=signed, by=desk.by, refs=tuple(sorted(named)))
    return record(parts, draft)


def _whole(parts: Parts, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(find(parts, name).id for name in names))


def _no_term(scale: str, words: str) -> str:
    if scale not in SCALES:
        return f"there is no scale {scale!r}: {' or '.join(SCALES)}"
    known = ", ".join(term.key for term in SCALES[scale].terms)
    return f"{words!r} is no probability of {SCALES[scale].name}: {known}"


def draft_product(parts: Parts, desk: Desk, wanted: Wanted, *, render: Render) -> ProductRow:
    """Freeze the brief that is asked for under the next number of the own series; its row.

    Raises UsageError where the reader has nothing to see, and StoreBusy where somebody took the number meanwhile.
    """
    product, refs = frozen(parts, desk, wanted, render=render)
    return _recorded(parts, desk, product, refs)


def frozen(parts: Parts, desk: Desk, wanted: Wanted, *, render: Render) -> tuple[Product, tuple[str, ...]]:
    """The product as it would be drafted now, with the ids of all that went into it."""
    brief = draft_brief(parts, desk.reader, wanted.query)
    if not brief.stories:
        raise UsageError(
            "there is nothing to make a product of: take reports in first, or choose another reader"
        )
    brief = msgspec.structs.replace(brief, other_stories=(), more_stories=0, products=())
    layer = Layer(view(parts, desk.reader).picture)
    refs = layer.refs(brief)
    product = Product(
        number=_next_number(parts),
        title=wanted.title or brief.stories[0].title or "Untitled",
        cut_off=CutOff(
            position=brief.position,
            time=rfc3339(parts.clock()),
            pages=brief.cut_off,
            picture_version=brief.picture_version,
            digest=brief.digest,
        ),
        label=combine([brief.label, _derived(parts, refs)], parts.policy),
        audience=desk.reader.member,
        recipients=wanted.recipients,
        stories=tuple(min(ref.report for ref in story.references) for story in brief.stories),
        judgements=tuple(judged.id for story in brief.stories for judged in story.judgements),
        footings=layer.of_brief(brief),
        content=render(brief),
    )
    return product, refs


def _derived(parts: Parts, refs: Iterable[str]) -> Label:
    return derived_label(
        refs, parts.label, journal=parts.store.reader(), roll=parts.roll, policy=parts.policy
    )


def _own_view(parts: Parts) -> View:
    return view(parts, Reader(member=parts.identity.member))


def _next_number(parts: Parts) -> int:
    own = parts.identity.member
    numbers = (row.number for row in _own_view(parts).picture.products if row.originator == own)
    return max(numbers, default=0) + 1


def _recorded(parts: Parts, desk: Desk, product: Product, refs: tuple[str, ...]) -> ProductRow:
    draft = Draft(type="product", label=product.label, body=product, by=desk.by, refs=refs)
    name = record(parts, draft, once=Mark(name=f"product {product.number}", value="taken"))
    return next(row for row in _own_view(parts).picture.products if row.id == name)


def find_product(parts: Parts, reader: Reader, name: str) -> ProductRow:
    """The product with this number, the own series first, or whose id begins so, as far as the reader may see it.

    Raises UnknownReference, and UsageError where several are meant.
    """
    rows = view(parts, reader).picture.products
    numbered = [row for row in rows if str(row.number) == name]
    own = [row for row in numbered if row.originator == parts.identity.member]
    found = own or numbered or [row for row in rows if len(name) >= 4 and row.id.startswith(name.casefold())]
    if not found:
        raise UnknownReference(f"there is no product {name}: `pantau product list` shows them")
    if len(found) > 1:
        raise UsageError(f"{len(found)} products are {name!r}: give the beginning of an id")
    return found[0]


def printed(parts: Parts, reader: Reader, row: ProductRow) -> Printed:
    """What a page of the product shows to the reader. Raises NotReleased."""
    entry = parts.store.reader().get(row.id)
    envelope = read_envelope(entry.data) if entry is not None else None
    body = envelope.held().body if envelope is not None else None
    if envelope is None or not isinstance(body, Product):
        raise ObjectInvalid(f"product {row.number} is not held here any more")
    decision = decide(envelope, parts.store.reader(), roll=parts.roll, policy=parts.policy, reader=reader)
    if not decision.allowed:
        raise NotReleased(f"product {row.number} is not released to that reader: {decision.reason}")
    alarms = tuple(alarm for alarm in view(parts, reader).picture.alarms if alarm.product == row.id)
    label = decision.label or Label.closed(parts.policy)
    return Printed(row=row, product=body, label=combine([label, body.label], parts.policy), alarms=alarms)


def approve(parts: Parts, desk: Desk, row: ProductRow, *, two_persons: bool, anyway: bool) -> str:
    """Approve a draft; the act's id.

    Raises UsageError for what is no draft any more, for one with alarms unless `anyway`, and with `two_persons` where
    the same analyst drafted it.
    """
    _own(parts, row)
    if row.state != "draft":
        told = {"approved": "approved already", "superseded": "superseded", "recalled": "recalled"}[row.state]
        raise UsageError(f"product {row.number} is {told}: only a draft can be approved")
    if two_persons and row.analyst == desk.by.name:
        raise UsageError(
            f"product {row.number} was drafted by {row.analyst}: somebody else approves it (product.two_persons)"
        )
    alarms = open_alarms(parts, row)
    if alarms and not anyway:
        raise UsageError(
            f"{len(alarms)} things that product {row.number} rests on have changed since it was drafted: "
            "draft it anew, or approve it --anyway"
        )
    return _act(parts, desk, row, ProductAct(act="approve"))


def supersede(parts: Parts, desk: Desk, row: ProductRow, successor: ProductRow) -> str:
    """Put an approved product in another's place; the act's id. Raises UsageError."""
    _own(parts, row)
    if row.id == successor.id or successor.state != "approved":
        raise UsageError(
            f"product {row.number} is superseded by another, approved one; {successor.number} is {successor.state}"
            if row.id != successor.id
            else f"product {row.number} cannot take its own place"
        )
    if row.state in ("superseded", "recalled"):
        raise UsageError(f"product {row.number} is {row.state} already")
    return _act(parts, desk, row, ProductAct(act="supersede"), others=(successor.id,))


def recall(parts: Parts, desk: Desk, row: ProductRow, reason: str) -> str:
    """Recall a product, which is final; the act's id. Raises UsageError."""
    _own(parts, row)
    if row.state == "recalled":
        raise UsageError(f"product {row.number} is recalled already")
    return _act(parts, desk, row, ProductAct(act="recall", reason=reason))


def hand_over(parts: Parts, desk: Desk, row: ProductRow, recipients: Sequence[str]) -> str:
    """Note that an approved product goes to these recipients; the act's id.

    A recipient that is another member on the roll must be admitted by the label. Raises UsageError, NotReleased.
    """
    _own(parts, row)
    if row.state != "approved":
        raise UsageError(f"product {row.number} is {row.state}: only an approved one is released")
    others = (name for name in recipients if parts.roll.standing(name) is not None)
    for name in others:
        printed(parts, Reader(member=name), row)
    body = ProductAct(act="release", recipients=tuple(dict.fromkeys(recipients)))
    return _act(parts, desk, row, body)


def _own(parts: Parts, row: ProductRow) -> None:
    if row.originator != parts.identity.member:
        raise UsageError(f"product {row.number} is another member's: only its originator acts upon it")


def _act(parts: Parts, desk: Desk, row: ProductRow, body: ProductAct, *, others: tuple[str, ...] = ()) -> str:
    draft = Draft(type="product-act", label=parts.label, body=body, by=desk.by, refs=(row.id, *others))
    return record(parts, draft)


def open_alarms(parts: Parts, row: ProductRow) -> tuple[Alarm, ...]:
    """The product's alarms that nobody has been told of, in its originator's own picture."""
    alarms = _own_view(parts).picture.alarms
    return tuple(alarm for alarm in alarms if alarm.product == row.id and alarm.answered_by is None)


def draft_notice(
    parts: Parts, desk: Desk, row: ProductRow, *, render: Callable[[Printed], tuple[Block, ...]]
) -> ProductRow:
    """Draft the correction notice to those who received the product; its row.

    It says each changed line, what is now held instead, and since when. Raises UsageError where there is nothing to
    tell, or nobody who could have read it.
    """
    _own(parts, row)
    shown = printed(parts, desk.reader, row)
    shown = msgspec.structs.replace(
        shown, alarms=tuple(alarm for alarm in shown.alarms if alarm.answered_by is None)
    )
    if row.state == "draft":
        raise UsageError(f"product {row.number} was never approved: draft it anew instead")
    if not shown.alarms and row.state != "recalled":
        raise UsageError(f"nothing that product {row.number} rests on has changed that is not told already")
    seen = view(parts, desk.reader)
    answers = tuple(alarm.shift for alarm in shown.alarms)
    footings = _restated(shown.product, answers, Ground(seen.picture))
    journal = parts.store.reader()
    named = {name for shift in answers for name in shift.causes}
    named |= {footing.anchor.statement for footing in footings if footing.anchor}
    refs = tuple(sorted(name for name in named if journal.get(name) is not None))
    notice = Product(
        number=_next_number(parts),
        kind="notice",
        title=notice_title(row),
        cut_off=CutOff(
            position=seen.position,
            time=rfc3339(parts.clock()),
            pages=shown.product.cut_off.pages,
            picture_version=seen.picture.version,
            digest=picture_digest(seen.picture),
        ),
        label=combine([shown.product.label, _derived(parts, refs)], parts.policy),
        audience=desk.reader.member,
        recipients=row.received or row.recipients,
        stories=row.stories,
        footings=footings,
        content=render(shown),
        corrects=row.id,
        answers=answers,
    )
    return _recorded(parts, desk, notice, refs)


def _restated(product: Product, answers: Iterable[Shift], ground: Ground) -> tuple[Footing, ...]:
    """The footings that have changed, with what is held of them now."""
    places = sorted({shift.footing for shift in answers if shift.footing >= 0})
    found = ((product.footings[place], ground.facts(product.footings[place])) for place in places)
    return tuple(msgspec.structs.replace(footing, held=now) for footing, now in found if now is not None)


def compared(before: Product, after: Product) -> tuple[Shift, ...]:
    """What the second product holds otherwise than the first, anew or no more."""
    return differences(before.footings, after.footings)
