"""Parts of a story's brief in, their blocks out: figures, sourcing, changes, gaps, timeline and references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pantau.interop import wording
from pantau.interop.blocks import Block, Bullets, Line, Paragraph, Table, heading, line, text
from pantau.interop.positions import STANCE_WEIGHT, cited
from pantau.interop.wording import Wording
from pantau.model.brief import Change, Copies, Dated, FigureLine, Gap, GapKind, Reference, Route, StoryBrief

CHANGE_LENGTH = 100
CELL_LENGTH = 36
"""Characters of what a figure counts and of titles in tables: one line each on a terminal of 110 columns."""
NAMES = 12
"""Names in one line on gaps."""

_COPY_KINDS = {
    "duplicate": "",
    "cut": "shortened",
    "spun": "reworded",
    "translation": "translation",
    "merge": "in part",
    "version": "later version",
}
_GAPS: dict[GapKind, str] = {
    "not quoted": "Spoken of, but nothing of its own held",
    "unnamed only": "Heard only through unnamed speakers",
    "no own words": "No own words in quotes, only what others report",
    "undated stance": "Denial or confirmation without a date",
    "order unknown": "Two stances of which one is undated: which came first is not known",
    "one source": "Contested on one primary source alone",
    "no official text": "No official document or site among the pages: every word is as reported",
    "not exploited": "Statements not extracted from",
    "undated report": "Pages without a date",
    "unnamed outlet": "Pages that name no outlet",
}


def left_out(amount: int, noun: str, kind: str = "") -> Iterator[Block]:
    """The line that says how many are not shown, and how to see them."""
    if amount:
        what = f", {kind}" if kind else ""
        yield Paragraph(line=line(text(f"{wording.count(amount, f'more {noun}')}{what}: --all", "muted")))


def figures(story: StoryBrief, words: Wording) -> Iterator[Block]:
    if not story.figures:
        return
    yield heading(3, "Figures, by what they count")
    yield Table(
        head=("Figure", "Counts", "State", "On whose word", "Said", "Pages"),
        rows=tuple(_figure(figure, words) for figure in story.figures),
        numeric=(0,),
    )
    yield from left_out(story.figures_left_out, "figure")


def _figure(figure: FigureLine, words: Wording) -> tuple[Line, ...]:
    shown = wording.figure(
        figure.value, figure.low, figure.high, unit=figure.unit, qualifier=figure.qualifier
    )
    speakers = ", ".join(figure.speakers)
    party = f" ({wording.party(figure.party)})" if figure.party else ""
    if wording.party(figure.party) in speakers:
        party = ""
    page = " (page)" if figure.date and figure.date_known != "said" else ""
    return (
        line(text(shown, "strong")),
        line(wording.cut(" / ".join(figure.of) or figure.unit, CELL_LENGTH)),
        line(" / ".join(figure.states) or "not said"),
        line(f"{speakers}{party}"),
        line(words.day(figure.date), page),
        line(", ".join(figure.references)),
    )


def sourcing(story: StoryBrief) -> Iterator[Block]:
    """On whose reporting the pages stand, in plain words, then which pages are copies of which."""
    yield heading(3, "Sourcing")
    relayed = [_route(route) for route in story.routes if not route.own]
    own = [route for route in story.routes if route.own]
    lines = [*relayed, _own(own)] if own else relayed
    yield Bullets(lines=(*lines, *_copies(story.copied)))


def _route(route: Route) -> Line:
    verb = "stands" if len(route.references) == 1 else "stand"
    via = f" by way of {', '.join(route.via)}" if route.via else ""
    return line(f"{', '.join(route.references)} {verb} on ", text(f"{route.name}", "strong"), via)


def _own(routes: Sequence[Route]) -> Line:
    told = "; ".join(f"{', '.join(route.references)} ({route.name or 'site unnamed'})" for route in routes)
    return line("No other origin named, so counted as own reporting: ", told)


def _copies(copied: Sequence[Copies]) -> Iterator[Line]:
    """ "Copies of B: C, D (shortened), A (translation)", one line for each page that was copied."""
    by_source: dict[str, list[Copies]] = defaultdict(list)
    for entry in copied:
        by_source[entry.of].append(entry)
    for source, entries in by_source.items():
        told = ", ".join(
            f"{', '.join(entry.references)}{f' ({kind})' if (kind := _COPY_KINDS[entry.kind]) else ''}"
            for entry in entries
        )
        yield line("Copies of ", text(source, "strong"), f": {told}")


def changes(story: StoryBrief, since: str | None, words: Wording) -> Iterator[Block]:
    """With a day, all that is new since; without, where a party moved or a figure did."""
    if since is None and not story.changes:
        return
    title = f"Changed since {words.day(since)}, by the dates in the pages" if since else "What moved"
    yield heading(3, title)
    if not story.changes:
        yield Paragraph(line=line("No dated position or figure is newer."))
        return
    yield Bullets(lines=tuple(_change(change, words) for change in story.changes))
    yield from left_out(story.changes_left_out, "change")


def _change(change: Change, words: Wording) -> Line:
    stance = change.kind == "stance"
    now = wording.STANCES[change.now] if stance else change.now
    was = wording.STOOD[change.was] if stance and change.was else change.was
    step = f"{was} → " if was else "new: "
    return line(
        text(wording.party(change.party), "strong"),
        f" {step}",
        text(now, STANCE_WEIGHT[change.now] if stance else "strong"),
        f", {words.since(change.when, change.when_known)}: ",
        wording.cut(change.words, CHANGE_LENGTH),
        cited(change.references),
    )


def gaps(found: Sequence[Gap]) -> Iterator[Block]:
    """One line for each kind of gap, with all whom it concerns."""
    yield heading(3, "Gaps")
    by_kind: dict[GapKind, list[Gap]] = defaultdict(list)
    for gap in found:
        by_kind[gap.kind].append(gap)
    if not by_kind:
        yield Paragraph(line=line("None that the machine can see."))
        return
    yield Bullets(lines=tuple(_gap(kind, by_kind[kind]) for kind in _GAPS if kind in by_kind))


def _gap(kind: GapKind, found: Sequence[Gap]) -> Line:
    if kind == "no official text":
        return line(_GAPS[kind])
    shown = [line(_subject(gap), cited(gap.references)) for gap in found[:NAMES]]
    more = f" and {len(found) - NAMES} more" if len(found) > NAMES else ""
    joined = [run for place, part in enumerate(shown) for run in (*line(", " if place else ""), *part)]
    return line(f"{_GAPS[kind]}: ", *joined, more)


def _subject(gap: Gap) -> str:
    if gap.kind == "one source":
        return wording.cut(gap.subject, CHANGE_LENGTH)
    if gap.kind == "not quoted":
        return f"{wording.party(gap.subject)} (in {wording.count(gap.count, 'report')})"
    return wording.party(gap.subject) if gap.subject else str(gap.count)


def timeline(story: StoryBrief, words: Wording, *, limit: int | None) -> Iterator[Block]:
    if not story.timeline:
        return
    yield heading(3, "Timeline of dated statements")
    yield Bullets(lines=tuple(_dated(entry, words, limit) for entry in story.timeline))
    yield from left_out(story.timeline_left_out, "dated statement")


def _dated(entry: Dated, words: Wording, limit: int | None) -> Line:
    return line(
        text(f"{words.day(entry.when)} ", "strong"),
        f"{entry.speaker} {wording.ACTS[entry.act]}: ",
        wording.quoted(entry.text, direct=entry.quoted == "direct", limit=limit and CHANGE_LENGTH),
        cited(entry.references),
    )


def references(found: Sequence[Reference], words: Wording) -> Iterator[Block]:
    yield heading(3, "Pages")
    rows = tuple(
        (
            line(text(reference.mark, "strong")),
            line(_outlet(reference)),
            line(words.date(reference.published)),
            line(wording.language(reference.language)),
            line(wording.cut(reference.title or reference.location, CELL_LENGTH)),
            line(text(wording.short(reference.report), "muted")),
        )
        for reference in found
    )
    yield Table(
        head=("", "Outlet", "Dated", "Language", "Title or place", "Report"), rows=rows, narrow=(0, 5)
    )


def _outlet(reference: Reference) -> str:
    known = {"address": " (address)", "declared": " (feed)"}.get(reference.outlet_known, "")
    return f"{reference.outlet}{known}" if reference.outlet else "site unnamed"
