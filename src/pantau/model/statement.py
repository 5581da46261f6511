"""Statements: attributed acts of speech with the spans that show them."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pantau.model.base import Span, Value, check_spans
from pantau.model.time import PartialDate

Act = Literal[
    "assert", "confirm", "deny", "decline", "unconfirmed", "warn",
    "demand", "condemn", "promise", "estimate", "consider", "agree",
]  # fmt: skip
Quoted = Literal["direct", "indirect"]
Directness = Literal["own words", "paraphrase", "account", "summary"]
SpeakerKind = Literal["person", "institution", "government", "unnamed", "group"]
Qualifier = Literal["about", "at least", "up to", "estimated"]
MAX_DIGITS = 99
"""Digits before or after the point of a figure; what is longer is a code or a number, and would fill every table."""
MentionKind = Literal["party", "person", "organisation", "place"]


class Speaker(Value, frozen=True, kw_only=True):
    """Who speaks: `name` as resolved within the report, `surface` as the sentence has it.

    `party` is the ISO 3166 alpha-3 code of the state spoken for, or the organisation's usual short name.
    `span` is None where the speaker is understood but not written in the sentence.
    """

    name: str
    surface: str
    kind: SpeakerKind
    span: Span | None = None
    role: str | None = None
    party: str | None = None


class Quantity(Value, frozen=True, kw_only=True):
    """A figure: value or range in `unit`, what is counted and in which state (sent, planned, killed, ...)."""

    span: Span
    unit: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    of: str | None = None
    state: str | None = None
    qualifier: Qualifier | None = None

    def __post_init__(self) -> None:
        check_spans((self.span,))
        for number in (self.value, self.low, self.high):
            if number is not None and not (number.is_finite() and abs(number.adjusted()) <= MAX_DIGITS):
                raise ValueError(f"{number} is no figure that anybody counts in")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"{self.low}-{self.high} is no range: it ends before it begins")


class Place(Value, frozen=True, kw_only=True):
    """A named place with its country (ISO 3166 alpha-3) and coordinates in degrees, where a gazetteer has them."""

    name: str
    span: Span
    country: str | None = None
    lat: Decimal | None = None
    lon: Decimal | None = None

    def __post_init__(self) -> None:
        for degrees, most in ((self.lat, 90), (self.lon, 180)):
            if degrees is not None and not (degrees.is_finite() and abs(degrees) <= most):
                raise ValueError(f"{degrees} is no coordinate in degrees")


class Mention(Value, frozen=True, kw_only=True):
    """A name in the content, as a key that is the same across languages where tables know it."""

    key: str
    kind: MentionKind
    span: Span


class Translation(Value, frozen=True, kw_only=True):
    """A machine's translation of a statement's words: shown beside them and marked, never compared or counted.

    `language` is an ISO 639-1 code, `by` the model's name.
    """

    language: str
    words: str
    by: str


class Statement(Value, frozen=True, kw_only=True):
    """Body of a `statement` object: one attributed act of speech in a report (refs[0]), found by a run (refs[1]).

    `span` covers the sentence or sentences, `content` what is said (several spans where the attribution splits it).
    `text` and `words` are verbatim: the characters at `span`, and those at `content` joined by a space.
    `via` names who relayed it, nearest first. `ordinal` counts within the run; `answers` is the ordinal of the
    statement that this one replies to or denies. `negated` says that the main proposition of the content is denied
    in its own wording ("no deal was made"). `vector` is the signed int8 embedding of the content (384 bytes).
    """

    generation: int = 1
    ordinal: int
    span: Span
    text: str
    speaker: Speaker
    act: Act
    content: tuple[Span, ...]
    words: str
    quoted: Quoted
    directness: Directness
    via: tuple[str, ...] = ()
    conditional: bool = False
    past: bool = False
    negated: bool = False
    answers: int | None = None
    said: PartialDate | None = None
    quantities: tuple[Quantity, ...] = ()
    places: tuple[Place, ...] = ()
    mentions: tuple[Mention, ...] = ()
    vector: bytes | None = None
    translation: Translation | None = None

    def __post_init__(self) -> None:
        check_spans((self.span, self.speaker.span, *self.content))
        check_spans(found.span for found in self.places)
        check_spans(found.span for found in self.mentions)
        if not self.content:
            raise ValueError("a statement without content says nothing")
