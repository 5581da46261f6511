"""The statements of one claim in; whether each affirms, denies or leaves open its proposition, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from pantau.collate.claims.concepts import concepts_of, contrary_of, opposites
from pantau.collate.story_facts import StatementFact
from pantau.model.picture import Stance

_OPEN = frozenset({"decline", "unconfirmed", "consider"})
# Who demands, condemns or threatens because of something takes it to be so, whatever is negated in the sentence.
_PRESUPPOSE = frozenset({"demand", "condemn", "warn"})
_REVERSED: dict[Stance, Stance] = {"affirms": "denies", "denies": "affirms", "open": "open"}


def stances(facts: Sequence[StatementFact], answered: Mapping[int, int]) -> list[Stance]:
    """The stance of each of `facts`, all of one claim; `answered` has the place that a reaction answers by its place.

    The proposition is what most plainly stands affirmed: affirmative wording if anybody uses it, else the negative
    one ("there was no warning") that all who assert it share.
    """
    turned = [fact.statement.negated for fact in facts]
    contrary = _contrary(facts)
    plain = {
        _who(fact) for fact, negative in zip(facts, turned, strict=True) if _tells(fact) and not negative
    }
    found: list[Stance] = []
    for place, fact in enumerate(facts):
        target = facts[answered[place]] if place in answered else None
        stance = _stance(fact, target, plain)
        found.append(_REVERSED[stance] if place in contrary else stance)
    return found


def _who(fact: StatementFact) -> str:
    return fact.party or fact.entity


def _tells(fact: StatementFact) -> bool:
    """Whether the statement's own wording shows which way the proposition runs."""
    act = fact.statement.act
    return act not in _OPEN and act not in _PRESUPPOSE and act != "deny" and not fact.statement.conditional


def _stance(fact: StatementFact, target: StatementFact | None, plain: AbstractSet[str]) -> Stance:
    statement = fact.statement
    if statement.act in _OPEN:
        return "open"
    if statement.act in _PRESUPPOSE:
        return "affirms"
    if statement.conditional:
        # "If it were so, it would be lawful" admits nothing and denies nothing.
        return "open"
    if statement.act == "deny":
        return _denial(fact, target, plain)
    # A negation somewhere in a sentence ("not one but two") seldom turns it round: it does where others affirm
    # plainly and this speaker's side never does. On the development set all six other negated assertions affirm.
    return "denies" if statement.negated and plain and _who(fact) not in plain else "affirms"


def _denial(fact: StatementFact, target: StatementFact | None, plain: AbstractSet[str]) -> Stance:
    """A denial denies, unless what it denies is another party's denial, or it is worded as the claim itself is."""
    if (
        target is not None
        and target.party != fact.party
        and (target.statement.act == "deny" or target.statement.negated)
    ):
        return "affirms" if plain or target.statement.act == "deny" else "denies"
    return "denies"


def _contrary(facts: Sequence[StatementFact]) -> frozenset[int]:
    """Statements that say the contrary in so many words ("illegal" of what another party calls lawful)."""
    found: set[int] = set()
    for concept in sorted(opposites()):
        spoken = [
            place
            for place, fact in enumerate(facts)
            if concept in concepts_of(fact.statement.words, fact.language)
        ]
        turned = [
            place
            for place in spoken
            if contrary_of(facts[place].statement.words, facts[place].language, concept)
        ]
        straight = {_who(facts[place]) for place in spoken if place not in turned}
        if 2 * len(spoken) >= len(facts):
            found.update(place for place in turned if straight and _who(facts[place]) not in straight)
    return frozenset(found)
