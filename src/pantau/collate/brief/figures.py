"""A story's claims in, its figures side by side out: by what they count and their state, on whose word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pantau.collate.brief.desk import Desk, amount
from pantau.collate.claims.concepts import concepts_of
from pantau.collate.claims.figures import FigureKey, alike, figure_key
from pantau.collate.moments import order
from pantau.model.brief import FigureLine
from pantau.model.picture import Claim, ValueRow
from pantau.model.statement import Quantity


class Given(NamedTuple):
    """A figure that somebody gave in a claim: `key` is what it counts, `things` the concepts of the thing alone."""

    claim: str
    row: ValueRow
    key: FigureKey
    things: frozenset[str]


def given(claims: Sequence[Claim], desk: Desk) -> list[Given]:
    """All figures of these claims that say an amount."""
    return [_given(claim.id, row, desk) for claim in claims for row in claim.values if amount(row)]


def _given(claim: str, row: ValueRow, desk: Desk) -> Given:
    statement = desk.statements.get(row.statement)
    language = desk.reports[statement.report].reading.language if statement is not None else "en"
    quantity = Quantity(
        span=(0, 0), unit=row.unit, value=row.value, low=row.low, high=row.high, of=row.of, state=row.state
    )
    things = concepts_of(row.of or "", language) | concepts_of(row.of or "", "en")
    return Given(claim, row, figure_key(quantity, language), things)


def same_thing(a: Given, b: Given) -> bool:
    """Whether two figures count the same thing in the same state, as far as their words tell."""
    if a.row.unit != b.row.unit or not alike(a.key, b.key):
        return False
    one, two = (a.row.of or "").casefold(), (b.row.of or "").casefold()
    unspecific = a.row.unit not in ("item", "unit") and not (a.things and b.things)
    return not one or not two or one == two or unspecific or bool(a.things & b.things)


def surely_same(a: Given, b: Given) -> bool:
    """Whether words of both figures show that they count the same thing: a shared state, or the thing by name."""
    named = (a.row.of or "").casefold() == (b.row.of or "").casefold() != ""
    return same_thing(a, b) and (
        (a.key.state is not None and a.key.state == b.key.state) or named or bool(a.things & b.things)
    )


def together(figures: Sequence[Given], *, surely: bool = False) -> list[list[Given]]:
    """The figures in groups that count one thing, in the order of their first; `surely`: as their words show."""
    same = surely_same if surely else same_thing
    groups: list[list[Given]] = []
    for figure in figures:
        group = next((group for group in groups if all(same(figure, other) for other in group)), None)
        if group is None:
            groups.append([figure])
        else:
            group.append(figure)
    return groups


def figure_lines(claims: Sequence[Claim], desk: Desk) -> list[FigureLine]:
    """Each amount of one thing once, with everybody of a party who gives it; those in most reports first."""
    grouped: dict[tuple[str, str, str], list[Given]] = defaultdict(list)
    for figure in given(claims, desk):
        row = figure.row
        grouped[(amount(row), row.unit, row.party or row.speaker)].append(figure)
    lines = [
        _figure_line(group, desk) for figures in grouped.values() for group in together(_ordered(figures))
    ]
    return sorted(
        lines,
        key=lambda line: (-len(line.references), line.unit, line.states, amount(line), line.claim),
    )


def _ordered(figures: Sequence[Given]) -> list[Given]:
    return sorted(figures, key=lambda figure: (order(figure.row.date), figure.row.statement))


def _figure_line(figures: Sequence[Given], desk: Desk) -> FigureLine:
    rows = [figure.row for figure in figures]
    first = rows[0]
    names = [row.statement for row in rows]
    return FigureLine(
        value=first.value,
        low=first.low,
        high=first.high,
        unit=first.unit,
        of=tuple(dict.fromkeys(row.of for row in rows if row.of)),
        states=tuple(dict.fromkeys(row.state for row in rows if row.state)),
        qualifier=next((row.qualifier for row in rows if row.qualifier), None),
        party=first.party,
        speakers=tuple(sorted({row.speaker for row in rows})),
        date=first.date,
        date_known=desk.known(first.date, names),
        claim=figures[0].claim,
        references=desk.cite(_with_repeats(figures, desk)),
        statements=tuple(names),
    )


def _with_repeats(figures: Sequence[Given], desk: Desk) -> list[str]:
    """The statements that give these figures, those of copies and repetitions among them."""
    claims = {figure.claim for figure in figures}
    rows = {(f.row.value, f.row.low, f.row.high, f.row.unit, f.row.state) for f in figures}
    speakers = {figure.row.speaker for figure in figures} | {figure.row.party for figure in figures} - {None}
    return [
        row.id
        for claim in sorted(claims)
        for row in desk.of_claim.get(claim, ())
        if (row.statement.speaker.party in speakers or desk.name(row) in speakers)
        and any((q.value, q.low, q.high, q.unit, q.state) in rows for q in row.statement.quantities)
    ]
