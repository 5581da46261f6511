"""An analyst's judgement: a sentence with its probability, confidence, alternatives and gaps, and what it rests on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from pantau.model.base import Value
from pantau.model.footing import Footing, Shift

Confidence = Literal["low", "moderate", "high"]


class Term(Value, frozen=True, kw_only=True):
    """A probability word with its band in per cent, and the words that mean it in each language, the usual first."""

    key: str
    low: int
    high: int
    words: dict[str, tuple[str, ...]]


class Scale(Value, frozen=True, kw_only=True):
    """A declared yardstick of probability words, least probable first."""

    name: str
    source: str
    terms: tuple[Term, ...]


def _term(key: str, band: tuple[int, int], english: tuple[str, ...], indonesian: tuple[str, ...]) -> Term:
    return Term(key=key, low=band[0], high=band[1], words={"en": (key, *english), "id": indonesian})


SCALES: dict[str, Scale] = {
    "icd-203": Scale(
        name="ICD 203",
        source="US Intelligence Community Directive 203, Analytic Standards (2 January 2015), section D.6.e.2",
        terms=(
            _term("almost no chance", (1, 5), ("remote",), ("hampir tidak mungkin",)),
            _term("very unlikely", (5, 20), ("highly improbable",), ("sangat kecil kemungkinannya",)),
            _term("unlikely", (20, 45), ("improbable",), ("kecil kemungkinannya",)),
            _term(
                "roughly even chance",
                (45, 55),
                ("roughly even odds",),
                ("kemungkinannya kira-kira seimbang",),
            ),
            _term("likely", (55, 80), ("probable",), ("besar kemungkinannya", "kemungkinan besar")),
            _term("very likely", (80, 95), ("highly probable",), ("sangat besar kemungkinannya",)),
            _term("almost certain", (95, 99), ("nearly certain",), ("hampir pasti",)),
        ),
    ),
    "phia": Scale(
        name="PHIA",
        source="UK Professional Head of Intelligence Assessment, Probability Yardstick (2018)",
        terms=(
            _term("remote chance", (0, 5), (), ("hampir tidak mungkin",)),
            _term("highly unlikely", (10, 20), (), ("sangat kecil kemungkinannya",)),
            _term("unlikely", (25, 35), (), ("kecil kemungkinannya",)),
            _term("realistic possibility", (40, 50), (), ("ada kemungkinan nyata",)),
            _term("likely", (55, 75), ("probable",), ("besar kemungkinannya", "kemungkinan besar")),
            _term("highly likely", (80, 90), (), ("sangat besar kemungkinannya",)),
            _term("almost certain", (95, 100), (), ("hampir pasti",)),
        ),
    ),
}
"""The scales that judgements may be written in. The Indonesian words are ours; neither source gives any."""


def term_of(scale: str, words: str) -> Term | None:
    """The term of the scale that `words` mean in any of its languages; None where there is none."""
    wanted = " ".join(words.casefold().split())
    terms = SCALES[scale].terms if scale in SCALES else ()
    return next((term for term in terms if any(wanted in given for given in term.words.values())), None)


class Judgement(Value, frozen=True, kw_only=True):
    """Body of a `judgement` object, signed by the analyst named in the envelope.

    `about` are ids of statements (each means the claim that holds it) and reports (the story that they are of).
    `probability` is the key of a term of `scale`, None where nothing is put at a probability. `reasons` say why the
    confidence is what it is. `supports` and `opposes` are ids of statements and reports that speak for and against.
    refs name all of these and `supersedes`, an earlier judgement that this one takes the place of.
    """

    about: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    sentence: Annotated[str, msgspec.Meta(min_length=1)]
    scale: str
    probability: str | None = None
    confidence: Confidence
    reasons: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    opposes: tuple[str, ...] = ()
    supersedes: str | None = None
    footings: tuple[Footing, ...] = ()


class JudgementRow(Value, frozen=True, kw_only=True):
    """A judgement in a picture: whose, since when, on which claims and stories it bears now.

    `superseded_by` are later judgements of the same originator in its place, `shifts` what has changed of what it
    rests on.
    """

    id: str
    originator: str
    analyst: str
    made: datetime
    judgement: Judgement
    claims: tuple[str, ...]
    stories: tuple[str, ...]
    superseded_by: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()
