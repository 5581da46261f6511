"""A report's facts in; the few numbers and keys by which reports are compared with one another out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from math import isqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pantau.collate.facts import ReportFacts
from pantau.collate.moments import day_of, last_day_of
from pantau.model.location import canonical_location
from pantau.model.statement import Statement
from pantau.model.vector import DIMENSIONS, Kind, centre

Vector = NDArray[np.int16]

# Length of an event's vector, which is the sum of its reports' at one length: as long as a report's own, so that the
# bounds of cosine_matrix hold.
_LENGTH = 8000
_SMALL = Decimal(10)
_NOTHING_SAID: Vector = np.empty((0, DIMENSIONS), dtype=np.int16)
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


class Days(NamedTuple):
    """First and last day, both included, as ordinals."""

    first: int
    last: int


class Signals(NamedTuple):
    """What comparing sees of a report, or of the reports of an event together.

    `series` is the canonical location. `keys` are mentions that mean the same in every language; of these,
    `states` are those of countries, `names` those of people, places and bodies. `figures` are the
    amounts that it gives (with unit), `told` the days that its statements are dated to. `vector` is centred. `title` has
    the stems of its title's words; `said` the centred vectors of its statements, shape (n, 384), in their order, and
    `parties` whom they speak for. An event has none of the last three.
    """

    id: str
    series: str
    outlet: str | None
    languages: frozenset[str]
    days: Days | None
    told: frozenset[int]
    keys: frozenset[str]
    states: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]
    vector: Vector | None
    fingerprints: NDArray[np.uint64]
    title: frozenset[str]
    said: Vector
    parties: tuple[str | None, ...]


def signals_of(facts: ReportFacts) -> Signals:
    """The signals of one report; a vector or fingerprints of the wrong length count as missing."""
    reading = facts.reading
    statements = sorted((entry.statement for entry in facts.statements), key=lambda found: found.ordinal)
    spoken = [
        (vector, statement.speaker.party)
        for statement in statements
        if (vector := centred(statement.vector, "sentence")) is not None
    ]
    mentions = {mention.key for statement in statements for mention in statement.mentions}
    keys = frozenset(mentions.union(reading.mentions))
    return Signals(
        id=facts.id,
        series=canonical_location(facts.report.location),
        outlet=reading.outlet.name,
        languages=frozenset({reading.language}),
        days=_days(facts),
        told=frozenset(day for statement in statements if (day := day_of(statement.said)) is not None),
        keys=keys,
        states=frozenset(code for key in keys if (code := _state(key))),
        names=frozenset(key for key in keys if _names(key)),
        figures=frozenset(figure for statement in statements for figure in _figures(statement)),
        vector=centred(reading.vector, "lead"),
        fingerprints=_fingerprints(reading.fingerprints),
        title=_stems(reading.title or ""),
        said=np.stack([vector for vector, _ in spoken]) if spoken else _NOTHING_SAID,
        parties=tuple(party for _, party in spoken),
    )


def centred(vector: bytes | None, kind: Kind) -> Vector | None:
    """`vector` centred; None if there is none of the right length."""
    return None if vector is None or len(vector) != DIMENSIONS else centre(vector, kind)


def together(name: str, parts: Sequence[Signals]) -> Signals:
    """The signals of several reports as one, under `name`: what each has, and the direction of the sum of their
    vectors."""
    days = [part.days for part in parts if part.days is not None]
    return Signals(
        id=name,
        series="",
        outlet=None,
        languages=frozenset[str]().union(*(part.languages for part in parts)),
        days=Days(min(day.first for day in days), max(day.last for day in days)) if days else None,
        told=frozenset[int]().union(*(part.told for part in parts)),
        keys=frozenset[str]().union(*(part.keys for part in parts)),
        states=frozenset[str]().union(*(part.states for part in parts)),
        names=frozenset[str]().union(*(part.names for part in parts)),
        figures=frozenset[str]().union(*(part.figures for part in parts)),
        vector=_direction([part.vector for part in parts if part.vector is not None]),
        fingerprints=np.empty(0, dtype=np.uint64),
        title=frozenset(),
        said=_NOTHING_SAID,
        parties=(),
    )


def _direction(vectors: Sequence[Vector]) -> Vector | None:
    """The sum of the vectors, each brought to one length first, at that length."""
    if len(vectors) < 2:
        return vectors[0] if vectors else None
    return _resized(np.sum([_resized(vector.astype(np.int64)) for vector in vectors], axis=0, dtype=np.int64))


def _resized(vector: NDArray[np.int64]) -> Vector:
    length = isqrt(int(np.square(vector.astype(np.int64)).sum()))
    scaled = vector.astype(np.int64) * _LENGTH // max(length, 1)
    return scaled.astype(np.int16)


def _stems(title: str) -> frozenset[str]:
    """Words of four letters and more, cut to six so that endings fall off; numbers; two syllables of Korean words;
    pairs of characters in scripts without spaces."""
    stems: set[str] = set()
    for word in _WORD.findall(title.casefold()):
        if _UNSPACED.search(word):
            stems.update(word[at : at + 2] for at in range(len(word) - 1))
        elif _HANGUL.search(word):
            stems.add(word[:2])
        elif len(word) > 3 or word.isdigit():
            stems.add(word[:6])
    return frozenset(stems)


def _days(facts: ReportFacts) -> Days | None:
    """The day it was published, else the last day that a statement in it is dated to."""
    first, last = day_of(facts.reading.published), last_day_of(facts.reading.published)
    if first is not None and last is not None:
        return Days(first, last)
    told = [day for entry in facts.statements if (day := day_of(entry.statement.said)) is not None]
    return Days(max(told), max(told)) if told else None


def _state(key: str) -> str:
    """The country (ISO 3166 alpha-3) that a key names, its capital, or whose institution; empty for other keys."""
    kind, _, rest = key.partition(":")
    code = rest.rpartition(":")[2]
    return code if kind in ("country", "capital", "inst") and len(code) == 3 and code.isupper() else ""


def _names(key: str) -> bool:
    """Whether a key tells one person, place or body from all others; a ministry of no named country does not."""
    kind = key.partition(":")[0]
    return kind in ("person", "place", "org", "organ") or (kind == "inst" and bool(_state(key)))


def _figures(statement: Statement) -> list[str]:
    """Amounts of ten and more: smaller ones are shared by chance."""
    amounts = [
        (quantity.unit, amount)
        for quantity in statement.quantities
        for amount in (quantity.value, quantity.low, quantity.high)
        if amount is not None and abs(amount) >= _SMALL
    ]
    return [f"{unit}:{amount.normalize():f}" for unit, amount in amounts]


def _fingerprints(packed: bytes) -> NDArray[np.uint64]:
    if len(packed) % 8:
        return np.empty(0, dtype=np.uint64)
    return np.unique(np.frombuffer(packed, dtype=">u8").astype(np.uint64))
