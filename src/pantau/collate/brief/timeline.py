"""A story's timeline in, the days on which something was said or happened out; pages' own dates stand with the pages."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.collate.brief.claims import single_weight
from pantau.collate.brief.desk import Desk
from pantau.model.brief import Dated
from pantau.model.picture import StatementRow, TimelineEntry


def timeline(desk: Desk) -> list[tuple[int, Dated]]:
    """Dated statements, one line for each speaker, day and claim, with how much each matters, in order of time."""
    grouped: dict[tuple[str, str, str], list[tuple[TimelineEntry, StatementRow]]] = {}
    for entry in desk.timeline:
        row = desk.statements.get(entry.id)
        if entry.kind == "said" and row is not None:
            grouped.setdefault((entry.when, row.entity, row.claim), []).append((entry, row))
    return [_line(found, desk) for found in grouped.values()]


def _line(found: Sequence[tuple[TimelineEntry, StatementRow]], desk: Desk) -> tuple[int, Dated]:
    entry, best = max(found, key=lambda pair: (single_weight(pair[1]), pair[1].id))
    dated = Dated(
        when=entry.when,
        kind=entry.kind,
        speaker=desk.name(best),
        act=best.statement.act,
        quoted=best.statement.quoted,
        text=best.statement.words,
        references=desk.cite(row.id for _, row in found),
        statement=best.id,
    )
    return single_weight(best) + 2 * len(dated.references), dated
