"""Compared statements and families of copies in; which statements stand or fall together, before any grouping, out.

Two bonds. *Same*: the same words by the same speaker in copies of one text, or one stretch of text that two speakers
share. *Follows*: a reaction without content of its own goes where that which it answers goes, and a quotation goes
with the sentence that introduces it; a follower is not compared itself, since its words say too little.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pantau.collate.claims.features import Features
from pantau.collate.claims.figures import agreeing
from pantau.collate.claims.forest import Forest
from pantau.collate.claims.similarity import Scorer
from pantau.collate.story_facts import StatementFact

REACTIONS = frozenset({"deny", "decline", "unconfirmed", "agree", "confirm"})
THIN = frozenset({"deny", "decline", "unconfirmed"})
# A reaction that names this many concepts of its own is compared for itself. B-cubed of claims from labelled
# statements (development set, sample) at 0, 1, 2: 0.615 and 0.660, 0.627 and 0.699, 0.611 and 0.652.
ENOUGH = 1
# What a place back in the report costs against likeness, per mille: between 0 and 60 nothing changes much.
_DISTANCE = 30
# Pairs found in copies of the development set and of the sample, right and wrong by their labels: at 0: 291, 6;
# at 100: 291, 4; at 200: 291, none; at 300: 287, none; at 500: 274, none.
ALIGNED = 250
_SAME_PARTY = 150
_SAME_SPEAKER = 150
_SAME_ACT = 100
_SAME_FIGURES = 200
_OVERLAP = 2
"""Contents are one stretch when they share at least 1 / _OVERLAP of the shorter."""


class Bonds:
    """`atoms` are groups of statements that are one, each ascending, in the order of their first; every statement
    stands once. `follows[a]` is the atom that atom a goes with, itself when it is compared for itself. `heads[i]` is
    the statement that statement i follows by its own report, itself when none.
    """

    def __init__(self, heads: list[int], same: Forest) -> None:
        groups: dict[int, list[int]] = defaultdict(list)
        for place in range(len(heads)):
            groups[same.root(place)].append(place)
        self.heads = heads
        self.atoms = sorted(groups.values())
        number = {place: at for at, atom in enumerate(self.atoms) for place in atom}
        self.follows = _settle([_led(atom, heads, number) for atom in self.atoms])


def bind(features: Features, copies: Sequence[Sequence[str]], scorer: Scorer) -> Bonds:
    """All bonds among the statements of `features`."""
    facts = features.facts
    by_report = _by_report(facts)
    heads = list(range(len(facts)))
    same = Forest(len(facts))
    for places in by_report.values():
        for follower, head in _follows(facts, places, features, scorer):
            heads[follower] = head
        for a, b in _shared_content(facts, places):
            same.join(a, b)
    for family in copies:
        for a, b in _aligned(features, family, by_report, scorer):
            same.join(a, b)
    return Bonds(heads, same)


def _led(atom: Sequence[int], heads: Sequence[int], number: dict[int, int]) -> int:
    """The atom that most of this one's followers follow; a copy that lost what it follows goes with the others."""
    led = Counter(number[heads[place]] for place in atom if heads[place] != place)
    led.pop(number[atom[0]], None)
    return min(led, key=lambda at: (-led[at], at), default=number[atom[0]])


def _settle(follows: list[int]) -> list[int]:
    """Every atom's last in its chain; those who only answer each other follow the first of them."""
    settled = []
    for start in range(len(follows)):
        chain = [start]
        while (ahead := follows[chain[-1]]) not in chain:
            chain.append(ahead)
        settled.append(min(chain[chain.index(ahead) :]))
    return settled


def _by_report(facts: Sequence[StatementFact]) -> dict[str, list[int]]:
    """Places of each report's statements in the order of its text."""
    found: dict[str, list[int]] = defaultdict(list)
    for place in sorted(range(len(facts)), key=lambda p: (facts[p].statement.ordinal, facts[p].id)):
        found[facts[place].report].append(place)
    return found


def _follows(
    facts: Sequence[StatementFact], places: Sequence[int], features: Features, scorer: Scorer
) -> Iterator[tuple[int, int]]:
    """Each statement of a report that goes with an earlier one there, with that one."""
    by_ordinal = {(facts[p].generation, facts[p].statement.ordinal): p for p in places}
    for at, place in enumerate(places):
        statement = facts[place].statement
        ahead: int | None = None
        if statement.act in REACTIONS and statement.answers is not None:
            ahead = by_ordinal.get((facts[place].generation, statement.answers))
        if ahead is None:
            ahead = _introduces(facts, places[:at], place, features)
        if ahead is None and statement.act in THIN and features.core[place] < ENOUGH:
            ahead = _answered(facts, places[:at], place, scorer)
        if ahead is not None and ahead != place:
            yield place, ahead


def _answered(
    facts: Sequence[StatementFact], before: Sequence[int], place: int, scorer: Scorer
) -> int | None:
    """What a reaction without content of its own is about: said before in the report, by others, alike and near."""
    others = [
        p for p in before if facts[p].party != facts[place].party and facts[p].statement.act not in THIN
    ]
    if not others:
        return None
    likeness = scorer.between([place], others)[0]
    ranked = [(int(likeness[at]) - _DISTANCE * (len(others) - at), at) for at in range(len(others))]
    return others[max(ranked)[1]]


def _introduces(
    facts: Sequence[StatementFact], before: Sequence[int], place: int, features: Features
) -> int | None:
    """The indirect statement just before this quotation by the same speaker, unless both count different things."""
    this = facts[place]
    if this.statement.quoted != "direct" or not before:
        return None
    last = before[-1]
    first = facts[last]
    if first.statement.span == this.statement.span or first.entity != this.entity:
        return None
    if first.statement.quoted == "direct" or first.superseded != this.superseded:
        return None
    if not agreeing(features.figures[last], features.figures[place]):
        return None
    return last


def _shared_content(facts: Sequence[StatementFact], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of statements of different speakers over one stretch of text."""
    by_span: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place in places:
        by_span[facts[place].statement.span].append(place)
    for group in by_span.values():
        for at, a in enumerate(group):
            for b in group[at + 1 :]:
                if facts[a].entity != facts[b].entity and _overlap(facts[a], facts[b]):
                    yield a, b


def _overlap(a: StatementFact, b: StatementFact) -> bool:
    shared = sum(
        max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a.statement.content for y in b.statement.content
    )
    shorter = min(sum(end - start for start, end in f.statement.content) for f in (a, b))
    return shorter > 0 and _OVERLAP * shared >= shorter


def _aligned(
    features: Features, family: Sequence[str], by_report: dict[str, list[int]], scorer: Scorer
) -> Iterator[tuple[int, int]]:
    """Pairs of statements that are each other's copy or translation, in every two reports of the family."""
    reports = sorted(report for report in family if report in by_report)
    for at, first in enumerate(reports):
        for second in reports[at + 1 :]:
            yield from _align(features, by_report[first], by_report[second], scorer)


def _align(
    features: Features, left: Sequence[int], right: Sequence[int], scorer: Scorer
) -> Iterator[tuple[int, int]]:
    """Best pairs first, one to one: spun copies reorder, so the order of the texts only breaks ties."""
    likeness = scorer.between(left, right)
    facts = features.facts
    pairs = []
    for row, a in enumerate(left):
        for column, b in enumerate(right):
            mine, other = _amounts(features, a), _amounts(features, b)
            if (mine and other and not mine & other) or not _one_side(facts[a], facts[b]):
                continue
            score = int(likeness[row, column]) + _alignment(facts[a], facts[b])
            if mine or other:
                score += _SAME_FIGURES if mine & other else -_SAME_FIGURES
            if score >= ALIGNED + _SAME_PARTY + _SAME_ACT:
                pairs.append((-score, abs(row - column), a, b))
    used: set[int] = set()
    for _, _, a, b in sorted(pairs):
        if a not in used and b not in used:
            used |= {a, b}
            yield a, b


def _one_side(a: StatementFact, b: StatementFact) -> bool:
    """Whether both can speak for the same party: one may be unknown where a language's names are."""
    return a.party is None or b.party is None or a.party == b.party


def _alignment(a: StatementFact, b: StatementFact) -> int:
    score = _SAME_PARTY if a.party == b.party else 0
    score += _SAME_SPEAKER if a.entity == b.entity else 0
    return score + (_SAME_ACT if a.statement.act == b.statement.act else 0)


def _amounts(features: Features, place: int) -> frozenset[object]:
    return frozenset(key.amount for key in features.figures[place])
