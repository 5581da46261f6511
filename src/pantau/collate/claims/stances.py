"""The statements of one claim in; whether each affirms, denies or leaves open its proposition, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pantau.collate.story_facts import StatementFact
from pantau.model.picture import Stance

_OPEN = frozenset({"decline", "unconfirmed", "consider"})
# Who demands, condemns or threatens because of something takes it to be so, whatever is negated in the sentence.
_PRESUPPOSE = frozenset({"demand", "condemn", "warn"})


def stances(facts: Sequence[StatementFact], answered: Mapping[int, int]) -> list[Stance]:
    """The stance of each of `facts`, all of one claim; `answered` has the place that a reaction answers by its place.

    The proposition is what most plainly stands affirmed: affirmative wording if anybody uses it, else the negative
    one ("there was no warning") that all who assert it share.
    """
    negative = _is_negative(facts)
    found: list[Stance] = []
    for place, fact in enumerate(facts):
        target = facts[answered[place]] if place in answered else None
        found.append(_stance(fact, target, negative=negative))
    return found


def _is_negative(facts: Sequence[StatementFact]) -> bool:
    told = [fact.statement for fact in facts if _tells(fact)]
    return bool(told) and all(statement.negated for statement in told)


def _tells(fact: StatementFact) -> bool:
    """Whether the statement's own wording shows which way the proposition runs."""
    act = fact.statement.act
    return act not in _OPEN and act not in _PRESUPPOSE and act != "deny" and not fact.statement.conditional


def _stance(fact: StatementFact, target: StatementFact | None, *, negative: bool) -> Stance:
    statement = fact.statement
    if statement.act in _OPEN:
        return "open"
    if statement.act in _PRESUPPOSE:
        return "affirms"
    if statement.conditional:
        # "If it were so, it would be lawful" admits nothing and denies nothing.
        return "open"
    if statement.act == "deny":
        return _denial(fact, target, negative=negative)
    return "denies" if statement.negated != negative else "affirms"


def _denial(fact: StatementFact, target: StatementFact | None, *, negative: bool) -> Stance:
    """A denial denies, unless what it denies is itself a denial by another party, or its wording is the claim's."""
    if target is not None and target.party != fact.party:
        if target.statement.act == "deny":
            return "affirms"
        return "affirms" if target.statement.negated and not negative else "denies"
    return "affirms" if negative and fact.statement.negated else "denies"
