"""One story's facts in; its statements in groups of one proposition each, analysts' directives applied, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pantau.collate.claims.binding import Bonds, bind
from pantau.collate.claims.clusters import cluster
from pantau.collate.claims.features import Features, features_of
from pantau.collate.claims.similarity import Scorer
from pantau.collate.story_facts import Directive, StatementFact, StoryFacts


class Grouped:
    """`groups` are places in `features.facts`, each ascending, in the order of their first; every place stands once.

    `heads[i]` is the place of the statement that i follows, itself when none.
    """

    def __init__(self, features: Features, groups: list[list[int]], heads: list[int]) -> None:
        self.features = features
        self.groups = groups
        self.heads = heads


def group(story: StoryFacts) -> Grouped:
    """Group the statements of a story, whatever the order in which they come."""
    facts = sorted(story.facts, key=lambda fact: fact.id)
    features = features_of(facts)
    if not facts:
        return Grouped(features, [], [])
    scorer = Scorer(features)
    bonds = bind(features, story.copies, scorer)
    compared = [at for at, led in enumerate(bonds.follows) if at == led]
    clusters = cluster([bonds.atoms[at] for at in compared], features, scorer)
    groups = _with_followers(bonds, [[compared[at] for at in found] for found in clusters])
    return Grouped(features, _directed(groups, facts, story.directives), bonds.heads)


def _with_followers(bonds: Bonds, clusters: Sequence[Sequence[int]]) -> list[list[int]]:
    number = {atom: at for at, found in enumerate(clusters) for atom in found}
    groups: dict[int, list[int]] = defaultdict(list)
    for atom, led in enumerate(bonds.follows):
        groups[number[led]].extend(bonds.atoms[atom])
    return sorted(sorted(places) for places in groups.values())


def _directed(
    groups: list[list[int]], facts: Sequence[StatementFact], directives: Sequence[Directive]
) -> list[list[int]]:
    """Apply merges and splits in the order in which they were made; statements of other stories are passed over."""
    place_of = {fact.id: place for place, fact in enumerate(facts)}
    for directive in directives:
        named = {place_of[name] for name in directive.statements if name in place_of}
        if not named:
            continue
        touched = [group for group in groups if named & set(group)]
        rest = [group for group in groups if not named & set(group)]
        if directive.kind == "merge":
            groups = [*rest, sorted(place for group in touched for place in group)]
        else:
            left = [[place for place in group if place not in named] for group in touched]
            groups = [*rest, *(group for group in left if group), sorted(named)]
    return sorted(groups)
