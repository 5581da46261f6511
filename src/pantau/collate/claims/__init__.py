"""One story's statements in; its claims, and every statement's claim and stance there, out."""

from __future__ import annotations

from pantau.collate.claims.claim import build_claim
from pantau.collate.claims.grouping import group
from pantau.collate.story_facts import StoryClaims, StoryFacts
from pantau.model.picture import Claim, Stance

__all__ = ["derive_claims"]


def derive_claims(story: StoryFacts) -> StoryClaims:
    """The claims of one story: every statement stands in exactly one, with its stance there.

    A pure function of the facts as a set: integers only, ties by id, a claim named after its least statement.
    """
    grouped = group(story)
    facts = grouped.features.facts
    claims: list[Claim] = []
    assigned: dict[str, tuple[str, Stance]] = {}
    for places in grouped.groups:
        at = {place: number for number, place in enumerate(places)}
        heads = [at.get(grouped.heads[place]) for place in places]
        claim, stances = build_claim(story.id, [facts[place] for place in places], heads, story.votes)
        claims.append(claim)
        assigned.update((facts[p].id, (claim.id, stance)) for p, stance in zip(places, stances, strict=True))
    return StoryClaims(claims=tuple(sorted(claims, key=lambda claim: claim.id)), assigned=assigned)
