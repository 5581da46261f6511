"""Evaluations: an analyst's word on a source's reliability or a claim's credibility, beside the rule's."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from pantau.model.base import Value

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
