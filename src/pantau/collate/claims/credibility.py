"""What is said for and against one claim in; its credibility by rule, with the reasons in words, out.

Credibility is rated from 1 to 6 as in AJP-2.1 (confirmed by other sources ... truth cannot be judged), from
independent support, contradiction and directness alone; analysts' ratings stand beside the rule's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pantau.collate.claims.positions import Told
from pantau.collate.story_facts import CredibilityVote, StatementFact
from pantau.model.picture import Rating
from pantau.model.rating import newest


class Support(NamedTuple):
    """What the rule looks at. `told` are the statements that count now; `vouching` two independent ones, if any."""

    told: tuple[Told, ...]
    origins: tuple[str, ...]
    sources: tuple[str, ...]
    vouching: tuple[StatementFact, StatementFact] | None
    confirmed_by: tuple[str, ...]
    contested: bool
    figures_differ: bool
    withdrawn: bool
    """Only versions of pages that newer ones have replaced say so."""


def rate(support: Support, votes: Iterable[CredibilityVote]) -> Rating:
    """The rule's rating, and beside it the newest that each analyst gives."""
    return Rating(
        credibility=_credibility(support),
        reasons=tuple(_reasons(support)),
        analysts=newest(vote.given for vote in votes),
    )


def _credibility(support: Support) -> int:
    affirming = [item.fact for item in support.told if item.stance == "affirms"]
    if not affirming:
        return 6
    if support.withdrawn:
        return 5
    against = support.contested or support.figures_differ
    if support.vouching is not None:
        return 2 if against else 1
    if support.confirmed_by:
        return 3 if against else 2
    if any(_first_hand(fact) for fact in affirming):
        return 4 if support.contested else 3
    return 5 if support.contested else 4


def _first_hand(fact: StatementFact) -> bool:
    """Whether somebody named says it himself."""
    return (
        fact.statement.directness in ("own words", "paraphrase") and fact.statement.speaker.kind != "unnamed"
    )


def _reasons(support: Support) -> Iterator[str]:
    affirming = [item.fact for item in support.told if item.stance == "affirms"]
    if affirming:
        yield (
            f"{_count(len(support.sources), 'primary source')} by {_count(len(support.origins), 'route')} "
            f"in {_count(len({item.fact.report for item in support.told}), 'report')}"
        )
    else:
        yield "nobody affirms it"
    if support.withdrawn:
        yield "only earlier versions of the pages say so"
    if support.vouching is not None:
        yield f"independence shown: {support.vouching[0].speaker} and {support.vouching[1].speaker}"
    elif affirming:
        yield "independence not established"
    if support.confirmed_by:
        yield f"confirmed by {', '.join(support.confirmed_by)}"
    yield from _against(support)
    if affirming and not any(_first_hand(fact) for fact in affirming):
        yield "only unnamed or second-hand sources affirm it"


def _against(support: Support) -> Iterator[str]:
    for stance, word in (("denies", "denied"), ("open", "left open")):
        parties = sorted(
            {item.fact.party or item.fact.speaker for item in support.told if item.stance == stance}
        )
        if parties:
            yield f"{word} by {', '.join(parties)}"
    if support.figures_differ:
        yield "figures for the same thing differ"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
