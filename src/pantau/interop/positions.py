"""Positions of a brief in, one line each out: stance, party, since when, whose words, how direct, the words, the pages."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.interop import wording
from pantau.interop.blocks import Line, Run, Weight, line, text
from pantau.interop.wording import Wording
from pantau.model.brief import Earlier, PositionLine

STANCE_WEIGHT: dict[str, Weight] = {"affirms": "good", "denies": "bad", "open": "open"}
MARKS = 8
"""Marks shown at a line; a claim in more pages says how many more there are."""


def position(entry: PositionLine, words: Wording, *, limit: int | None, single: bool = False) -> Line:
    """ "denies  Malaysia, 5 May 2025: Hazrul Mendapa, Energy Minister, denies (own words): “…” [E; also G, H] 1f2e3d4c".

    A stance that the party has left since is told in the past. `single`: a statement that stands alone, whose stance
    towards itself says nothing.
    """
    stance = wording.STANCES[entry.stance] if entry.latest else wording.STOOD[entry.stance]
    who = _speaker(entry)
    return line(
        text("" if single else f"{stance:<11} ", STANCE_WEIGHT[entry.stance]),
        text(wording.party(entry.party) if entry.party else who, "strong"),
        f"{', ' + who if who and entry.party else ''} {wording.ACTS[entry.act]}",
        text(f" ({_manner(entry)}), ", "muted"),
        words.since(entry.when, entry.when_known),
        ": ",
        wording.quoted(entry.words, direct=entry.quoted == "direct", limit=limit),
        *_translated(entry, limit),
        *(_earlier(earlier, words) for earlier in entry.earlier[-1:]),
        _pages(entry, words),
        text(f" {wording.short(entry.statement)}", "muted"),
    )


def _speaker(entry: PositionLine) -> str:
    """Name and role; nothing where the speaker is the party itself."""
    party = wording.party(entry.party) if entry.party else ""
    if entry.speaker in (party, entry.party, f"Government of {party}", f"Government of the {party}"):
        return ""
    return f"{entry.speaker} ({entry.role})" if entry.role and entry.role != entry.speaker else entry.speaker


def _manner(entry: PositionLine) -> str:
    marks = [
        wording.DIRECTNESS[entry.directness],
        "told as earlier" if entry.past else "",
        "conditional" if entry.conditional else "",
        f"via {', '.join(entry.via)}" if entry.via else "",
    ]
    return ", ".join(mark for mark in marks if mark)


def _translated(entry: PositionLine, limit: int | None) -> tuple[Run, ...]:
    """ " [machine translation (en): “…”]", where there is one: beside the words, never in their place."""
    found = entry.translation
    if found is None:
        return ()
    shown = wording.quoted(found.words, direct=False, limit=limit)
    return (text(f" [machine translation ({found.language}): {shown}]", "muted"),)


def _earlier(before: Earlier, words: Wording) -> Run:
    """ " (denied before, 5 May 2025 [E])"."""
    when = words.since(before.since, before.since_known)
    return text(f" ({wording.STOOD[before.stance]} before, {when} [{_listed(before.references)}])", "strong")


def _pages(entry: PositionLine, words: Wording) -> Run:
    """The page with these words first, then those in which the party takes the same stance in others, and since when."""
    others = [mark for mark in entry.references if mark != entry.page]
    also = f"; also {_listed(others)}" if others else ""
    since = words.since(entry.since, entry.since_known)
    first = f", first {since}" if words.day(entry.since) != words.day(entry.when) else ""
    return text(f" [{entry.page}{also}{first}]", "muted")


def cited(marks: Sequence[str]) -> Run:
    return text(f" [{_listed(marks)}]" if marks else "", "muted")


def _listed(marks: Sequence[str]) -> str:
    more = len(marks) - MARKS
    return f"{', '.join(marks[:MARKS])} and {more} more" if more > 1 else ", ".join(marks)
