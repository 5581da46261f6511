"""One group of statements in; the claim that they make, with positions, figures, counts and rating, out."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.collate.claims.counting import independent, origins, sources
from pantau.collate.claims.credibility import Support, rate
from pantau.collate.claims.positions import Told, positions
from pantau.collate.claims.stances import stances
from pantau.collate.claims.values import figures_differ, values
from pantau.collate.claims.wording import wording
from pantau.collate.moments import order
from pantau.collate.story_facts import CredibilityVote, StatementFact
from pantau.model.picture import Claim, Position, Stance, Status, ValueRow


def build_claim(
    story: str,
    facts: Sequence[StatementFact],
    heads: Sequence[int | None],
    votes: Sequence[CredibilityVote],
) -> tuple[Claim, list[Stance]]:
    """The claim of `facts` (sorted by id) and the stance of each.

    `heads[i]` is the place among `facts` of the statement that i follows, None when it stands for itself. What only a
    superseded version says counts for nothing, unless nothing else is held.
    """
    followed = {place: head for place, head in enumerate(heads) if head is not None and head != place}
    found = stances(facts, followed)
    told = [Told(fact, stance) for fact, stance in zip(facts, found, strict=True)]
    current = [place for place, fact in enumerate(facts) if not fact.superseded]
    counted = current or list(range(len(facts)))
    now = [told[place] for place in counted]
    own = [place not in followed for place in counted]
    held, rows = positions(now), values(now, own)
    support = _support(now, rows, held, withdrawn=not current)
    ids = {fact.id for fact in facts}
    claim = Claim(
        id=facts[0].id,
        story=story,
        text=wording(now, own),
        status=_status(support),
        contested=support.contested or support.figures_differ,
        positions=held,
        values=rows,
        statements=tuple(fact.id for fact in facts),
        reports=tuple(sorted({fact.report for fact in facts})),
        origins=support.origins,
        sources=support.sources,
        independence="not established" if support.vouching is None else "shown",
        rating=rate(support, [vote for vote in votes if vote.statement in ids]),
        confirmed_by=support.confirmed_by,
        figures_differ=support.figures_differ,
    )
    return claim, found


def _support(
    now: Sequence[Told], rows: Sequence[ValueRow], held: Sequence[Position], *, withdrawn: bool
) -> Support:
    return Support(
        told=tuple(now),
        origins=origins(item.fact for item in now),
        sources=sources(now),
        vouching=independent(now),
        confirmed_by=_confirmed_by(now),
        contested=_contested(held),
        figures_differ=figures_differ(rows),
        withdrawn=withdrawn,
    )


def _status(support: Support) -> Status:
    if support.contested or support.figures_differ:
        return "contested"
    return "confirmed" if support.confirmed_by else "uncontested"


def _contested(held: Sequence[Position]) -> bool:
    """Whether one party denies what another affirms, or one party does both at once.

    A party that has denied and then affirms has come round; one that leaves it open after a denial has not.
    """
    last: dict[str, set[Stance]] = {}
    for position in held:
        if position.stance != "open":
            same = [p for p in held if p.party == position.party and p.stance != "open"]
            latest = max(order(p.since) for p in same)
            last.setdefault(position.party, set()).update(p.stance for p in same if order(p.since) == latest)
    stances_held = [stance for found in last.values() for stance in found]
    return "affirms" in stances_held and "denies" in stances_held


def _confirmed_by(now: Sequence[Told]) -> tuple[str, ...]:
    """Parties that confirm what another affirmed first."""
    affirming = sorted(
        (item.fact for item in now if item.stance == "affirms" and item.fact.party is not None),
        key=lambda fact: (order(fact.since), fact.id),
    )
    if not affirming:
        return ()
    first = affirming[0].party
    return tuple(sorted({f.party for f in affirming if f.party and f.party != first and _confirms(f)}))


def _confirms(fact: StatementFact) -> bool:
    return fact.statement.act == "confirm" and fact.statement.directness in ("own words", "paraphrase")
