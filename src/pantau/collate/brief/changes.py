"""A story's claims in; where parties took another stance or gave another figure, and from a day on what is new, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pantau.collate.brief.claims import chain, of_parties
from pantau.collate.brief.desk import Desk, amount, on_or_after
from pantau.collate.brief.figures import Given, given, together
from pantau.collate.brief.relevance import PLAIN_STANCES
from pantau.collate.moments import order
from pantau.model.brief import Change
from pantau.model.picture import Claim, Position


def changes(
    claims: Sequence[Claim], desk: Desk, since: str | None, *, every: bool
) -> list[tuple[int, Change]]:
    """Stances and figures that changed, by date, with how much each matters; with `since` only those of that day or later, and first ones too.

    Dates are those in the reports. A change without a date is shown where no day is asked for; unless `every` one is
    wanted, a stance then counts as moved only where it was taken plainly (denied, confirmed, declined) and the new
    one is as plain or conditional: statements that merely stand together move nobody.
    """
    found = [*_stances(claims, desk, since, every=every or since is not None), *_figures(claims, desk, since)]
    return sorted(found, key=lambda item: (order(item[1].when), item[1].claim, item[1].party, item[1].now))


def _weighed(change: Change, *, plainly: bool = False) -> tuple[int, Change]:
    """What a party took back or raised comes before what it says for the first time, and plain words before both."""
    return 4 * plainly + 2 * (change.was is not None) + min(len(change.references), 3), change


def _stances(
    claims: Sequence[Claim], desk: Desk, since: str | None, *, every: bool
) -> Iterator[tuple[int, Change]]:
    for claim in claims:
        for positions in of_parties(claim).values():
            taken, _ = chain(positions, desk)
            if since is not None and taken and on_or_after(taken[0].since, since):
                yield _weighed(_stance(None, taken[0], claim, desk))
            for before, now in pairwise(taken):
                moved = before.stance != now.stance and _later(before, now)
                asked = since is None or on_or_after(now.since, since)
                if moved and asked and (every or _plainly(before, now)):
                    yield _weighed(_stance(before, now, claim, desk), plainly=_plainly(before, now))


def _later(before: Position, now: Position) -> bool:
    """Two stances of one day do not follow one another; of two without a date, one was told as earlier."""
    return now.since is None or order(before.since) != order(now.since)


def _plainly(before: Position, now: Position) -> bool:
    return before.act in PLAIN_STANCES and (now.act in PLAIN_STANCES or now.conditional)


def _stance(before: Position | None, now: Position, claim: Claim, desk: Desk) -> Change:
    return Change(
        kind="stance",
        when=now.since,
        when_known=desk.known(now.since, (now.statement, *now.statements)),
        party=now.party,
        was=before.stance if before is not None else None,
        now=now.stance,
        claim=claim.id,
        words=now.words,
        references=desk.cite((now.statement, *now.statements)),
    )


def _figures(claims: Sequence[Claim], desk: Desk, since: str | None) -> Iterator[tuple[int, Change]]:
    """One change for each amount that a party gives for one thing, in one claim, and that it did not give last."""
    parties: dict[tuple[str, str], list[Given]] = defaultdict(list)
    for figure in given(claims, desk):
        if figure.row.date is not None:
            parties[(figure.claim, figure.row.party or figure.row.speaker)].append(figure)
    for figures in parties.values():
        figures.sort(key=lambda figure: (order(figure.row.date), figure.row.statement))
        for group in together(figures, surely=True):
            yield from _updates(group, desk, since)


def _updates(group: Sequence[Given], desk: Desk, since: str | None) -> Iterator[tuple[int, Change]]:
    days: dict[str, list[Given]] = defaultdict(list)
    for figure in group:
        days[figure.row.date or ""].append(figure)
    before: list[str] = []
    for date, figures in days.items():
        now = list(dict.fromkeys(amount(figure.row) for figure in figures))
        new = [shown for shown in now if shown not in before]
        if new and (before or since is not None) and (since is None or on_or_after(date, since)):
            first = next(figure for figure in figures if amount(figure.row) == new[0])
            yield _weighed(_figure(before, new, first, desk))
        before = now


def _figure(before: Sequence[str], new: Sequence[str], first: Given, desk: Desk) -> Change:
    row = first.row
    statement = desk.statements.get(row.statement)
    return Change(
        kind="figure",
        when=row.date,
        when_known=desk.known(row.date, (row.statement,)),
        party=row.party or row.speaker,
        was=" / ".join(before) or None,
        now=" / ".join(new),
        claim=first.claim,
        words=statement.statement.words if statement is not None else row.of or row.unit,
        references=desk.cite((row.statement,)),
    )
