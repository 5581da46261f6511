"""Moments and words of coverage and warnings in, the lines that both show out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pantau.interop import wording
from pantau.interop.blocks import Block, Line, Paragraph, line, text
from pantau.interop.positions import STANCE_WEIGHT
from pantau.interop.wording import Wording
from pantau.model.watch import ChannelRow, DecisionRow, RequirementRow, WarningRow, Word

WORDS = 160
"""Characters of words shown in one line: two lines and the name of who says them on a terminal of 110 columns."""


def pointer(
    rows: Sequence[RequirementRow | ChannelRow | WarningRow], command: str, words: Wording
) -> Iterator[Block]:
    """As of when it is, and which command shows it whole."""
    moments = {as_of(row.as_of, words, ended=row.ended) for row in rows}
    told = "; ".join(sorted(moment.removeprefix(", ") for moment in moments))
    yield Paragraph(line=line(text(f"{told[0].upper()}{told[1:]}. Whole: {command}", "muted")))


def made(taken: DecisionRow, words: Wording) -> str:
    """When a decision was taken."""
    return words.date(taken.made.isoformat().replace("+00:00", "Z"))


def as_of(moment: str, words: Wording, *, ended: bool) -> str:
    """Where the period is over, its last day; else the moment itself."""
    return (
        f", as of the end of the period, {words.last_day(moment)}"
        if ended
        else f", as of {words.date(moment)}"
    )


def word_line(word: Word, words: Wording) -> Line:
    """ "denies      Malaysia, Hazrul Mendapa denies (own words), 5 May 2025: “…” [outlet] 1f2e3d4c"."""
    return line(text(f"{wording.STANCES[word.stance]:<11} ", STANCE_WEIGHT[word.stance]), *said(word, words))


def said(word: Word, words: Wording) -> Line:
    """The same without the stance. A speaker who is the party itself is named once."""
    party = wording.party(word.party) if word.party else ""
    same = word.speaker in (party, f"Government of {party}", f"Government of the {party}")
    who = f"{party}, {word.speaker}" if party and not same else party or word.speaker
    conditional = ", conditional" if word.conditional else ""
    return line(
        text(who, "strong"),
        f" {wording.ACTS[word.act]} ",
        text(f"({wording.DIRECTNESS[word.directness]}{conditional}), ", "muted"),
        f"{words.day(word.since)}: {wording.cut(word.words, WORDS)} ",
        text(f"[{word.outlet}] {wording.short(word.statement)}", "muted"),
    )
