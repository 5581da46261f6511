"""Ratings of sources in; their table with the reasons, and their objects for JSON Lines, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pantau.interop import wording
from pantau.interop.blocks import Block, Bullets, Line, Paragraph, Table, heading, line, text
from pantau.interop.watch_rows import plain
from pantau.interop.wording import Wording
from pantau.model.picture import SourceRating
from pantau.model.rating import RELIABILITY, AnalystRating


def source_blocks(rows: Sequence[SourceRating], words: Wording, label: str) -> Iterator[Block]:
    """The page: letters side by side, then what people say of each source."""
    yield heading(1, label)
    if not rows:
        yield Paragraph(line=line("Nobody has rated a source, and the rule can judge none: name one."))
        return
    yield Table(
        head=("Source", "Rule", "Owner's setting", "Analysts", "Record"),
        rows=tuple(
            (
                line(text(row.source, "strong")),
                line(row.reliability),
                line(_letters(row.settings) or "–"),
                line(_letters(row.analysts) or "–"),
                line("; ".join(row.reasons)),
            )
            for row in rows
        ),
    )
    said = tuple(_given(row, given, words) for row in rows for given in (*row.settings, *row.analysts))
    if said:
        yield heading(2, "Reasons")
        yield Bullets(lines=said)


def source_rows(rows: Sequence[SourceRating]) -> Iterator[dict[str, Any]]:
    """One object a source."""
    for row in rows:
        yield {
            "type": "source",
            "name": row.source,
            "reliability": row.reliability,
            "reasons": row.reasons,
            "settings": plain(row.settings),
            "analysts": plain(row.analysts),
        }


def _letters(given: Sequence[AnalystRating]) -> str:
    return ", ".join(f"{rating.rating} ({rating.analyst})" for rating in given)


def _given(row: SourceRating, given: AnalystRating, words: Wording) -> Line:
    kind = "set by" if given in row.settings else "evaluated by"
    when = words.date(given.made.isoformat().replace("+00:00", "Z"))
    meaning = RELIABILITY.get(given.rating, "")
    return line(
        text(f"{row.source}: {given.rating}", "strong"),
        f" ({meaning}), {kind} {given.analyst}, {when}: {given.reason}",
        text(f" {wording.short(given.evaluation)}", "muted"),
    )
