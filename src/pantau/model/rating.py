"""Ratings by people, beside the rule's: an analyst's evaluation of a source or claim, the owner's setting of a source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from pantau.model.base import Value
from pantau.model.declaration import Declaration

Reliability = Literal["A", "B", "C", "D", "E", "F"]
RELIABILITY: dict[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""AJP-2.1, annex on evaluation: reliability belongs to the source."""

CREDIBILITY: dict[int, str] = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""AJP-2.1, annex on evaluation: credibility belongs to the claim."""


class Evaluation(Value, frozen=True, kw_only=True):
    """Body of an `evaluation` object. `source` names whom reliability is given to; credibility is of the claim that
    holds the statement refs[0]."""

    source: str | None = None
    reliability: Reliability | None = None
    statement: str | None = None
    credibility: Annotated[int, msgspec.Meta(ge=1, le=6)] | None = None
    reason: str = ""


class SourceSetting(Declaration, frozen=True, kw_only=True):
    """Body of a `source-setting` object: the reliability that a node's owner gives the source `name`, and why.

    It stands beside the rule's letter and analysts' evaluations, and says nothing about any claim's credibility.
    """

    reliability: Reliability
    reason: str


class AnalystRating(Value, frozen=True, kw_only=True):
    """A person's letter or number with the reason, signed: it stands beside the rule's and replaces nothing.

    `evaluation` is the object that holds it: an evaluation, or an owner's setting.
    """

    evaluation: str
    originator: str
    analyst: str
    made: datetime
    rating: str
    reason: str = ""


def newest(ratings: Iterable[AnalystRating]) -> tuple[AnalystRating, ...]:
    """The newest of each analyst, by originator and name: who rates again takes the earlier rating back."""
    found: dict[tuple[str, str], AnalystRating] = {}
    for given in sorted(ratings, key=lambda given: (given.made, given.evaluation)):
        found[given.originator, given.analyst] = given
    return tuple(found[key] for key in sorted(found))
