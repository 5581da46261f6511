"""A statement's quantities in; keys that say what they count, the same across languages, out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pantau.collate.claims.concepts import concepts_of
from pantau.collate.story_facts import StatementFact
from pantau.model.statement import Quantity

# Figures of these measure a circumstance (how long, how far, how old), seldom what is in dispute.
_CIRCUMSTANCE = frozenset(
    {
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "second",
        "kilometre",
        "metre",
        "mile",
        "nautical mile",
    }
)
# Said of the same people or things but not the same count: a figure is about one of them.
STATES = (
    "killed", "injured", "missing", "displaced", "rescue", "arrest", "deploy", "seize", "train", "hostage",
    "compensate", "plan", "damage", "disease",
)  # fmt: skip


class FigureKey(NamedTuple):
    """What a figure counts: its unit, its states and the concepts of the thing; `amount` is its value or bounds."""

    unit: str
    states: frozenset[str]
    things: frozenset[str]
    amount: tuple[Decimal | None, Decimal | None, Decimal | None]
    circumstance: bool


def figure_keys(fact: StatementFact) -> tuple[FigureKey, ...]:
    """A key for each quantity of the statement, in order."""
    return tuple(figure_key(quantity, fact.language) for quantity in fact.statement.quantities)


def figure_key(quantity: Quantity, language: str) -> FigureKey:
    """What `quantity` counts, read from its unit, its state and the words for the thing."""
    told = " ".join(part for part in (quantity.of, quantity.state) if part)
    spoken = concepts_of(told, language) | concepts_of(told, "en")
    unit = quantity.unit.casefold()
    return FigureKey(
        unit=unit,
        states=spoken & frozenset(STATES) | _own_state(quantity),
        things=spoken,
        amount=(quantity.value, quantity.low, quantity.high),
        circumstance=unit in _CIRCUMSTANCE,
    )


def _own_state(quantity: Quantity) -> frozenset[str]:
    return frozenset({f"state:{quantity.state.casefold()}"}) if quantity.state else frozenset()


def agreeing(a: Sequence[FigureKey], b: Sequence[FigureKey]) -> bool:
    """Whether two statements' figures can be of one thing: either has none, or two of them count alike."""
    mine = [key for key in a if not key.circumstance]
    other = [key for key in b if not key.circumstance]
    return not mine or not other or any(alike(x, y) for x in mine for y in other)


def alike(a: FigureKey, b: FigureKey) -> bool:
    """Whether two figures count the same thing: same unit, and no state that only one of them names."""
    if a.unit != b.unit:
        return False
    if a.states or b.states:
        return bool(a.states & b.states)
    return not (a.things and b.things) or bool(a.things & b.things)
