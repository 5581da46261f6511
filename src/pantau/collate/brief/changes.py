"""A story's claims and a day in, what parties said anew from that day on out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pantau.collate.brief.desk import Desk, amount, starts
from pantau.model.brief import Change
from pantau.model.picture import Claim, ValueRow


def changes(claims: Sequence[Claim], desk: Desk, since: str) -> tuple[Change, ...]:
    """Stances that a party took and figures that it gave from `since` on, by the dates in the reports."""
    found = [*_new_stances(claims, desk, since), *_new_values(claims, desk, since)]
    return tuple(
        sorted(found, key=lambda change: (starts(change.when), change.claim, change.party, change.now))
    )


def _new_stances(claims: Sequence[Claim], desk: Desk, since: str) -> Iterable[Change]:
    for claim in claims:
        before = {p.party: p.stance for p in claim.positions if p.since and starts(p.since) < since}
        for position in claim.positions:
            is_new = position.since is not None and starts(position.since) >= since
            if position.since and is_new and before.get(position.party) != position.stance:
                yield Change(
                    when=position.since,
                    party=position.party,
                    was=before.get(position.party),
                    now=position.stance,
                    claim=claim.id,
                    text=claim.text,
                    references=desk.cite((position.statement, *position.statements)),
                )


def _new_values(claims: Sequence[Claim], desk: Desk, since: str) -> Iterable[Change]:
    for claim in claims:
        by_party: dict[tuple[str, str | None], list[ValueRow]] = defaultdict(list)
        for value in claim.values:
            by_party[(value.party or "", value.state)].append(value)
        for (party, _), rows in sorted(by_party.items(), key=lambda item: (item[0][0], item[0][1] or "")):
            rows.sort(key=lambda row: (starts(row.date), row.statement))
            for earlier, later in pairwise(rows):
                if later.date and starts(later.date) >= since and amount(later) != amount(earlier):
                    yield Change(
                        when=later.date,
                        party=party,
                        was=amount(earlier),
                        now=amount(later),
                        claim=claim.id,
                        text=claim.text,
                        references=desk.cite((later.statement,)),
                    )
