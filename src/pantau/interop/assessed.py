"""Judgements, ratings and products of a brief in, their lines out: who says so, since when, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pantau.interop import wording
from pantau.interop.blocks import Block, Bullets, Line, Paragraph, Run, Weight, heading, line, text
from pantau.interop.positions import cited
from pantau.interop.wording import Wording
from pantau.model.brief import JudgementLine, ProductLine, SourceLine
from pantau.model.footing import Shift
from pantau.model.judgement import SCALES, JudgementRow, term_of
from pantau.model.label import Label
from pantau.model.product import ProductState
from pantau.model.rating import CREDIBILITY, RELIABILITY, AnalystRating
from pantau.model.time import rfc3339

NO_JUDGEMENT = "None recorded. The machine collates and shows its reasons; people assess."
STATE_WEIGHT: dict[ProductState, Weight] = {
    "draft": "open",
    "approved": "good",
    "superseded": "muted",
    "recalled": "bad",
}
SHIFTS = 3
"""Changes shown under a judgement in a brief: which they all are, `pantau judge show` tells."""
SAID_LENGTH = 90
_FACTS = {
    "act": "kind of act",
    "evidence": "evidence",
    "line": "",
    "held": "",
    "ratings": "analysts' ratings",
    "said": "date said",
    "standing": "standing",
    "still said": "still said",
    "version": "page",
}
_NEWLY = {"new": "new", "none held": "no stance held"}


def judgements(found: Sequence[JudgementLine], words: Wording, *, every: bool) -> Iterator[Block]:
    """What people judge, signed, under a heading that keeps it apart from what the machine collates."""
    if not found:
        yield heading(3, "Judgement")
        yield Paragraph(line=line(NO_JUDGEMENT))
        return
    who = ", ".join(dict.fromkeys(entry.analyst for entry in found))
    yield heading(3, f"Judgement ({who}, not the machine)")
    yield Bullets(lines=tuple(row for entry in found for row in _judgement(entry, words, every=every)))


def _judgement(entry: JudgementLine, words: Wording, *, every: bool) -> Iterator[Line]:
    yield line(
        text(f"{probability(entry.probability, entry.band, entry.scale)}: ", "strong"),
        entry.sentence,
        cited(entry.references),
        text(f" {entry.confidence} confidence", "strong"),
        _told(": ", entry.reasons),
        _told(". Alternatives: ", entry.alternatives),
        _told(". Gaps: ", entry.gaps),
        text(_evidence(entry), "muted"),
        text(f". {entry.analyst}, {words.date(entry.made)} {wording.short(entry.id)}", "muted"),
    )
    limit = None if every else SHIFTS
    for shift in entry.shifts[:limit]:
        yield line(text("changed since it was written: ", "bad"), *shift_line(shift, words))
    if limit and len(entry.shifts) > limit:
        more = wording.count(len(entry.shifts) - limit, "more change")
        yield line(text(f"{more}: pantau judge show {wording.short(entry.id)}", "muted"))


def probability(term: str | None, band: tuple[int, int] | None, scale: str) -> str:
    """ "Likely (55–80 %, ICD 203)"; "Not put at a probability" for None."""
    if term is None:
        return "Not put at a probability"
    return f"{term[:1].upper()}{term[1:]}" + (
        f" ({band[0]}–{band[1]} %, {scale_name(scale)})" if band else ""
    )


def scale_name(key: str) -> str:
    return SCALES[key].name if key in SCALES else key


def _told(lead: str, entries: Sequence[str]) -> str:
    return f"{lead}{'; '.join(entry.rstrip('.') for entry in entries)}" if entries else ""


def _evidence(entry: JudgementLine) -> str:
    told = [
        f"{name} {', '.join(marks)}"
        for name, marks in (("for", entry.supports), ("against", entry.opposes))
        if marks
    ]
    return f". Evidence {', '.join(told)}" if told else ""


def credibility_line(given: Sequence[AnalystRating]) -> str:
    """ " · 2, probably true, says sari: seen on site" for each analyst; empty where none rated."""
    return "".join(f" · {_rated(rating, CREDIBILITY.get(_number(rating), ''))}" for rating in given)


def _number(given: AnalystRating) -> int:
    return int(given.rating) if given.rating.isdecimal() else 0


def _rated(given: AnalystRating, meaning: str) -> str:
    why = f": {given.reason}" if given.reason else ""
    return f"{given.rating}, {meaning}, says {given.analyst}{why}"


def rated_sources(found: Sequence[SourceLine]) -> Iterator[Block]:
    """Each source that people rated: the rule's letter with its reasons, then theirs, each signed."""
    if not found:
        return
    yield heading(3, "Sources rated by people, beside the rule")
    yield Bullets(lines=tuple(_source(entry) for entry in found))


def _source(entry: SourceLine) -> Line:
    rule = f"{entry.rule}, {RELIABILITY.get(entry.rule, '')}, by rule ({'; '.join(entry.reasons)})"
    people = [_rated(given, RELIABILITY.get(given.rating, "")) for given in entry.analysts]
    owners = [
        f"{_rated(given, RELIABILITY.get(given.rating, ''))} (owner's setting)" for given in entry.settings
    ]
    return line(
        text(entry.source, "strong"), f": {' · '.join([*people, *owners])}", text(f" · {rule}", "muted")
    )


def products(found: Sequence[ProductLine]) -> Iterator[Block]:
    """The products on these stories that stand, with the alarms that nobody has been told of."""
    if not found:
        return
    yield heading(2, "Products")
    yield Bullets(lines=tuple(_product(entry) for entry in found))


def _product(entry: ProductLine) -> Line:
    noun = "Notice" if entry.kind == "notice" else "Product"
    alarms = f" · {wording.count(entry.alarms, 'alarm')}: pantau product show {entry.number}"
    return line(
        text(f"{noun} {entry.number}", "strong"),
        f" {wording.cut(entry.title, SAID_LENGTH)} · ",
        text(entry.state, STATE_WEIGHT[entry.state]),
        text(alarms if entry.alarms else "", "bad"),
    )


def shift_line(shift: Shift, words: Wording) -> tuple[Run, ...]:
    """ "claim 1, Malaysia: stance denies → affirms, since 6 May 2025: “words”"."""
    since = f", since {words.date(shift.since)}" if shift.since else ""
    said = f": {wording.cut(shift.said, SAID_LENGTH)}" if shift.said else ""
    return line(
        text(f"{shift.where}: ", "strong"),
        text(changed(shift), "bad"),
        f"{since}{said}",
        text("".join(f" {wording.short(name)}" for name in shift.causes[:1]), "muted"),
    )


def changed(shift: Shift) -> str:
    """What changed, in words: "status uncontested → contested", "no longer held"."""
    if shift.now is None:
        return "not there any more" if shift.fact == "line" else "no longer held"
    if shift.was is None:
        return _NEWLY.get(shift.now, shift.now)
    if shift.fact == "held":
        return shift.now
    name = _FACTS.get(shift.fact, shift.fact)
    return f"{name} {value(shift.fact, shift.was)} → {value(shift.fact, shift.now)}"


def value(fact: str, held: str | None) -> str:
    """A fact's value as people read it: codes of acts, stances and credibility in words, none for nothing."""
    if not held:
        return "none"
    if fact == "credibility" and held.isdecimal():
        return wording.credibility(int(held))
    if fact == "act":
        return wording.ACTS.get(held, held)
    if fact == "stance":
        return " and ".join(_NEWLY.get(part, wording.STANCES.get(part, part)) for part in held.split(" and "))
    if fact == "words":
        return f"“{wording.cut(held, SAID_LENGTH)}”"
    return held


def judgement_blocks(row: JudgementRow, label: Label, words: Wording) -> tuple[Block, ...]:
    """One judgement whole: its sentence, what it weighs, and all that has changed of what it rests on."""
    body = row.judgement
    term = term_of(body.scale, body.probability) if body.probability else None
    band = (term.low, term.high) if term else None
    later = f" · superseded by {wording.short(row.superseded_by[0])}" if row.superseded_by else ""
    told = (
        ("Because: ", body.reasons),
        ("Alternatives: ", body.alternatives),
        ("Gaps: ", body.gaps),
        ("About: ", tuple(map(wording.short, body.about))),
        ("For: ", tuple(map(wording.short, body.supports))),
        ("Against: ", tuple(map(wording.short, body.opposes))),
    )
    changes = tuple(shift_line(shift, words) for shift in row.shifts)
    shown: list[Block] = [
        heading(1, f"{wording.label(label, row.originator)} · Judgement {wording.short(row.id)}{later}"),
        Paragraph(
            line=line(text(f"{probability(body.probability, band, body.scale)}: ", "strong"), body.sentence)
        ),
        Paragraph(line=line(f"{body.confidence.capitalize()} confidence.")),
        Bullets(lines=tuple(line(_told(lead, entries)) for lead, entries in told if entries)),
        Paragraph(line=line(text(f"Signed by {row.analyst}, {words.date(rfc3339(row.made))}", "muted"))),
    ]
    if changes:
        shown += [heading(3, "Changed since it was written"), Bullets(lines=changes)]
    return tuple(shown)
