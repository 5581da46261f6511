"""A product with its state and alarms in, the blocks of its page, of a list and of a correction notice out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from pantau.interop import wording
from pantau.interop.assessed import SAID_LENGTH, STATE_WEIGHT, changed, shift_line
from pantau.interop.blocks import Block, Bullets, Line, Paragraph, Table, heading, line, text
from pantau.interop.wording import Wording
from pantau.model.footing import Shift
from pantau.model.label import Label
from pantau.model.page import Heading
from pantau.model.product import ActKind, ActRow, Alarm, Product, ProductRow
from pantau.model.time import rfc3339

_DONE: dict[ActKind, str] = {
    "approve": "APPROVED",
    "supersede": "SUPERSEDED",
    "recall": "RECALLED",
    "release": "released",
}


def frozen_blocks(page: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a brief's page that a product keeps: all but the first line, which says its label and state."""
    return tuple(page[1:]) if page and isinstance(page[0], Heading) else tuple(page)


def product_blocks(
    product: Product, row: ProductRow, alarms: Sequence[Alarm], *, label: Label, words: Wording
) -> tuple[Block, ...]:
    """The page: label and state as they are now, who did what, what has changed since; then what was frozen."""
    return tuple(_product(product, row, alarms, label=label, words=words))


def _product(
    product: Product, row: ProductRow, alarms: Sequence[Alarm], *, label: Label, words: Wording
) -> Iterator[Block]:
    yield heading(1, f"{wording.label(label, row.originator)} · {name(row)} · {_state(row, words)}")
    if row.kind == "brief":
        yield Paragraph(line=line(text(row.title, "strong")))
    yield Bullets(lines=tuple(_history(row, words)))
    if alarms:
        told = wording.count(len(alarms), "alarm")
        yield heading(3, f"Held otherwise now ({told})")
        yield Bullets(lines=tuple(_alarms(alarms, words)))
        yield heading(3, "As it was drafted")
    yield from product.content


def name(row: ProductRow) -> str:
    """ "Product 3", "Notice 4"."""
    return f"{'Notice' if row.kind == 'notice' else 'Product'} {row.number}"


def _state(row: ProductRow, words: Wording) -> str:
    """The act that made the state, with who and when."""
    wanted: dict[str, ActKind] = {"approved": "approve", "superseded": "supersede", "recalled": "recall"}
    act = next((act for act in row.acts if act.act == wanted.get(row.state)), None)
    if act is None:
        return "DRAFT, not approved"
    return f"{_DONE[act.act]} by {act.analyst}, {words.date(rfc3339(act.made))}"


def _history(row: ProductRow, words: Wording) -> Iterator[Line]:
    to = f"; for {', '.join(row.recipients)}" if row.recipients else ""
    yield line(
        f"Drafted by {row.analyst}, {words.date(rfc3339(row.made))}{to}.",
        text(
            f" Journal position {row.cut_off.position} at {words.date(row.cut_off.time)}, picture "
            f"{wording.short(row.cut_off.digest)}, version {row.cut_off.picture_version}.",
            "muted",
        ),
    )
    for act in row.acts:
        yield line(_acted(act, words), text(f" {wording.short(act.id)}", "muted"))


def _acted(act: ActRow, words: Wording) -> str:
    what = {
        "approve": "Approved",
        "supersede": f"Superseded by {wording.short(act.successor or '')}",
        "recall": "Recalled",
        "release": f"Released to {', '.join(act.recipients)}",
    }[act.act]
    why = f": {act.reason}" if act.reason else ""
    return f"{what} by {act.analyst}, {words.date(rfc3339(act.made))}{why}"


def _alarms(alarms: Sequence[Alarm], words: Wording) -> Iterator[Line]:
    """Those that nobody has been told of, then those that a notice tells of."""
    waiting = [alarm for alarm in alarms if alarm.answered_by is None]
    for group in grouped(waiting):
        yield line(*shift_line(msgspec.structs.replace(group[0], where=_lines(group)), words))
    if told := [alarm.answered_by for alarm in alarms if alarm.answered_by]:
        notices = ", ".join(wording.short(name) for name in sorted(set(told)))
        yield line(text(f"{wording.count(len(told), 'more change')} told in notice {notices}", "muted"))


def list_blocks(rows: Sequence[ProductRow], alarms: Sequence[Alarm], words: Wording) -> tuple[Block, ...]:
    """All products in a table, by number."""
    if not rows:
        return (Paragraph(line=line("No product yet: pantau product draft.")),)
    waiting = [alarm.product for alarm in alarms if alarm.answered_by is None]
    ordered = sorted(rows, key=lambda row: (row.number, row.id))
    return (
        Table(
            head=("No", "State", "Title", "Cut-off", "Received by", "Alarms", "Id"),
            rows=tuple(_row(row, waiting.count(row.id), words) for row in ordered),
            numeric=(0, 5),
            narrow=(0, 1, 5, 6),
        ),
    )


def _row(row: ProductRow, alarms: int, words: Wording) -> tuple[Line, ...]:
    return (
        line(text(str(row.number), "strong")),
        line(text(row.state, STATE_WEIGHT[row.state])),
        line(wording.cut(row.title, SAID_LENGTH)),
        line(words.date(row.cut_off.time)),
        line(", ".join(row.received) or "nobody yet"),
        line(text(str(alarms), "bad" if alarms else "muted")),
        line(text(wording.short(row.id), "muted")),
    )


def notice_title(row: ProductRow) -> str:
    """ "Correction to product 3: title", "Recall of product 3: title"."""
    what = "Recall of" if row.state == "recalled" else "Correction to"
    return f"{what} {name(row).lower()}: {row.title}"


def notice_blocks(row: ProductRow, alarms: Sequence[Alarm], words: Wording) -> tuple[Block, ...]:
    """What was said, what is held now and since when, line by line, and who has the product."""
    return tuple(_notice(row, alarms, words))


def _notice(row: ProductRow, alarms: Sequence[Alarm], words: Wording) -> Iterator[Block]:
    yield heading(2, notice_title(row))
    approved = next((act for act in row.acts if act.act == "approve"), None)
    issued = f", approved {words.date(rfc3339(approved.made))}" if approved else ""
    yield Paragraph(
        line=line(
            f"{name(row)} was drafted {words.date(rfc3339(row.made))}{issued}. ",
            text(f"Received by: {', '.join(row.received) or 'nobody on record'}.", "strong"),
        )
    )
    recalled = next((act for act in row.acts if act.act == "recall"), None)
    if recalled is not None:
        why = f": {recalled.reason}" if recalled.reason else ""
        withdrawn = f"It was recalled by {recalled.analyst}, {words.date(rfc3339(recalled.made))}{why}. Do not use it."
        yield Paragraph(line=line(text(withdrawn, "bad")))
    if alarms:
        yield Bullets(lines=tuple(_corrected(group, words) for group in grouped(alarms)))


def _corrected(group: Sequence[Shift], words: Wording) -> Line:
    """ "claim 1, Malaysia. Said: … Now held: stance denies → affirms, since 6 May 2025"."""
    shift = group[0]
    return line(
        text(f"{_lines(group)}. ", "strong"),
        f"Said: {wording.cut(shift.said, SAID_LENGTH)} ",
        text(f"Now: {changed(shift)}", "bad"),
        f", since {words.date(shift.since)}." if shift.since else ".",
    )


def grouped(alarms: Sequence[Alarm]) -> list[list[Shift]]:
    """The changes, those that several lines share together, in the order of the first."""
    found: dict[tuple[str, ...], list[Shift]] = {}
    for shift in (alarm.shift for alarm in alarms):
        found.setdefault((shift.said, shift.fact, shift.was or "", shift.now or ""), []).append(shift)
    return list(found.values())


def _lines(group: Sequence[Shift]) -> str:
    return "; ".join(dict.fromkeys(shift.where for shift in group))


def difference_blocks(title: str, found: Sequence[Shift], words: Wording) -> tuple[Block, ...]:
    """What one product holds otherwise than another."""
    if not found:
        return (heading(2, title), Paragraph(line=line("Both rest on the same, held alike.")))
    return (heading(2, title), Bullets(lines=tuple(shift_line(shift, words) for shift in found)))
