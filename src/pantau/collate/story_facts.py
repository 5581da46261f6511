"""What the deriving of claims takes and gives: one story's corrected statements in, its claims and stances out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pantau.model.base import Value
from pantau.model.picture import Claim, Stance
from pantau.model.rating import AnalystRating
from pantau.model.statement import Statement


class StatementFact(Value, frozen=True, kw_only=True):
    """One statement as the picture holds it, with all that is known of it outside its own report.

    `statement` has the corrections in `corrected` (their ids) applied. `entity` is the id of the speaker's entity in
    the picture, `speaker` that entity's name, `party` the corrected party. `routes` are the agencies and outlets on
    whose reporting the report finally stands; `source` names whose word the statement finally is. `since` is said,
    else published, else None (ISO 8601, as in PartialDate.value). `superseded` says that a newer version of the
    same document is held. `published` is the report's.
    """

    id: str
    report: str
    originator: str
    generation: int
    statement: Statement
    entity: str
    speaker: str
    party: str | None
    since: str | None
    routes: tuple[str, ...]
    source: str
    language: str
    published: str | None
    superseded: bool = False
    corrected: tuple[str, ...] = ()


class Directive(Value, frozen=True, kw_only=True):
    """An analyst's merge or split of claims, with the `statements` (ids, sorted) that its anchors stand for now.

    merge: the claims that hold these become one. split: these stand apart from the rest, together.
    `correction` is the id of the correction; directives come in the order in which they were made.
    """

    kind: Literal["merge", "split"]
    statements: tuple[str, ...]
    correction: str


class CredibilityVote(Value, frozen=True, kw_only=True):
    """An analyst's credibility (1 to 6) for the claim that holds `statement`."""

    statement: str
    given: AnalystRating


class StoryFacts(Value, frozen=True, kw_only=True):
    """One story for `derive_claims`: facts sorted by statement id, reports sorted by id.

    `copies` are families of two and more reports with one text between them (copies, cuts, translations, versions):
    each sorted, and sorted among themselves.
    """

    id: str
    facts: tuple[StatementFact, ...]
    reports: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...] = ()
    directives: tuple[Directive, ...] = ()
    votes: tuple[CredibilityVote, ...] = ()


class StoryClaims(Value, frozen=True, kw_only=True):
    """A story's claims, sorted by id, and for every statement of the story its claim id and stance there."""

    claims: tuple[Claim, ...]
    assigned: dict[str, tuple[str, Stance]]


ClaimDeriver = Callable[[StoryFacts], StoryClaims]
"""A pure function: equal facts give equal claims, and nothing outside the facts goes in."""
