"""A report's facts in; the few numbers and keys by which reports are compared with one another out."""

from __future__ import annotations

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


class Days(NamedTuple):
    """First and last day, both included, as ordinals."""

    first: int
    last: int


class Signals(NamedTuple):
    """What comparing sees of a report, or of the reports of an event together.

    `series` is the canonical location. `keys` are mentions that mean the same in every language, `figures` the
    amounts that it gives (with unit), `told` the days that its statements are dated to. `vector` is centred.
    """

    id: str
    series: str
    outlet: str | None
    languages: frozenset[str]
    days: Days | None
    told: frozenset[int]
    keys: frozenset[str]
    figures: frozenset[str]
    vector: Vector | None
    fingerprints: NDArray[np.uint64]


def signals_of(facts: ReportFacts) -> Signals:
    """The signals of one report; a vector or fingerprints of the wrong length count as missing."""
    reading = facts.reading
    statements = [entry.statement for entry in facts.statements]
    mentions = {mention.key for statement in statements for mention in statement.mentions}
    return Signals(
        id=facts.id,
        series=canonical_location(facts.report.location),
        outlet=reading.outlet.name,
        languages=frozenset({reading.language}),
        days=_days(facts),
        told=frozenset(day for statement in statements if (day := day_of(statement.said)) is not None),
        keys=mentions.union(reading.mentions),
        figures=frozenset(figure for statement in statements for figure in _figures(statement)),
        vector=centred(reading.vector, "lead"),
        fingerprints=_fingerprints(reading.fingerprints),
    )


def centred(vector: bytes | None, kind: Kind) -> Vector | None:
    """`vector` centred; None if there is none of the right length."""
    return None if vector is None or len(vector) != DIMENSIONS else centre(vector, kind)


def together(parts: Sequence[Signals]) -> Signals:
    """The signals of several reports as one: what each has, and the direction of the sum of their vectors."""
    days = [part.days for part in parts if part.days is not None]
    return Signals(
        id=min(part.id for part in parts),
        series="",
        outlet=None,
        languages=frozenset[str]().union(*(part.languages for part in parts)),
        days=Days(min(day.first for day in days), max(day.last for day in days)) if days else None,
        told=frozenset[int]().union(*(part.told for part in parts)),
        keys=frozenset[str]().union(*(part.keys for part in parts)),
        figures=frozenset[str]().union(*(part.figures for part in parts)),
        vector=_direction([part.vector for part in parts if part.vector is not None]),
        fingerprints=np.empty(0, dtype=np.uint64),
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


def _days(facts: ReportFacts) -> Days | None:
    """The day it was published, else the last day that a statement in it is dated to."""
    first, last = day_of(facts.reading.published), last_day_of(facts.reading.published)
    if first is not None and last is not None:
        return Days(first, last)
    told = [day for entry in facts.statements if (day := day_of(entry.statement.said)) is not None]
    return Days(max(told), max(told)) if told else None


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
