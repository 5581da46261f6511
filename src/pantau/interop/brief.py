"""A brief in, the blocks of its page out: what is claimed, in whose words, on whose word, since when, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pantau.interop import wording
from pantau.interop.blocks import Block, Bullets, Heading, Line, Paragraph, Run, Table, Weight, line, text
from pantau.interop.wording import Wording
from pantau.model.brief import Brief, Change, ClaimEntry, FigureLine, Gap, PositionLine, Reference, StoryBrief

_STANCE_WEIGHT: dict[str, Weight] = {"affirms": "good", "denies": "bad", "open": "open"}
TIMELINE_LINES = 30
"""Lines of a timeline shown: a month of days at one line each; the export has all."""


def brief_blocks(brief: Brief, words: Wording) -> tuple[Block, ...]:
    """The page, top to bottom. Every line that says what somebody said ends in the marks of its reports."""
    return tuple(_brief(brief, words))


def _brief(brief: Brief, words: Wording) -> Iterator[Block]:
    yield Heading(level=1, text=f"{brief.label} · DRAFT, not approved")
    cut_off = words.day(brief.cut_off) if brief.cut_off else "no dated report"
    yield Paragraph(
        line=line(f"For {brief.audience}. Cut-off: reports to {cut_off}. Picture {brief.digest[:12]}.")
    )
    if not brief.stories:
        yield Paragraph(
            line=line(
                "Nothing is held that this reader may see. Take reports in first: pantau ingest FOLDER."
            )
        )
    for story in brief.stories:
        yield from _story(story, brief, words)
    if brief.more_stories:
        more = f"{wording.count(brief.more_stories, 'more story').replace('storys', 'stories')} not shown: --all."
        yield Paragraph(line=line(text(more, "muted")))


def _story(story: StoryBrief, brief: Brief, words: Wording) -> Iterator[Block]:
    yield Heading(level=2, text=story.title, anchor=f"story-{story.id[:12]}")
    yield Paragraph(line=_counts(story, words))
    if story.claims:
        yield Heading(level=3, text="Claims and positions")
    for number, claim in enumerate(story.claims, start=1):
        yield from _claim(number, claim, words)
    if story.claims_left_out:
        left = f"{wording.count(story.claims_left_out, 'more claim')}, mostly single statements, not shown: --all."
        yield Paragraph(line=line(text(left, "muted")))
    yield from _figures(story.figures, words)
    yield from _changes(story.changes, brief, words)
    yield from _gaps(story.gaps)
    yield from _timeline(story, words)
    yield Heading(level=3, text="Reports")
    yield _references(story.references, words)
    yield Heading(level=3, text="Judgement")
    yield Paragraph(line=line("None recorded. The machine collates; people assess."))


def _counts(story: StoryBrief, words: Wording) -> Line:
    """ "5 reports (1 copy), 3 origins, 2 primary sources; Indonesian; 21–29 Oct 2024."""
    copies = f" ({story.copies} {'copy' if story.copies == 1 else 'copies'})" if story.copies else ""
    parts = [
        f"{wording.count(story.reports, 'report')}{copies}",
        f"{wording.count(len(story.origins), 'origin')} ({', '.join(story.origins)})"
        if story.origins
        else "",
        wording.count(len(story.sources), "primary source"),
    ]
    languages = ", ".join(wording.language(code) for code in story.languages)
    span = f"{words.day(story.first)} to {words.day(story.last)}" if story.first else "undated"
    return line(text(", ".join(part for part in parts if part), "strong"), f"; {languages}; {span}.")


def _claim(number: int, claim: ClaimEntry, words: Wording) -> Iterator[Block]:
    status = claim.status if claim.status != "confirmed" else f"confirmed by {_parties(claim.confirmed_by)}"
    yield Heading(level=4, text=f"{number}. {wording.quoted(claim.text, direct=False, limit=200)}")
    counts = ", ".join(
        (
            wording.count(claim.reports, "report"),
            wording.count(len(claim.origins), "origin"),
            wording.count(len(claim.sources), "primary source"),
        )
    )
    yield Paragraph(
        line=line(
            text(status, "bad" if claim.status == "contested" else "strong"),
            f" · {counts} · independence {claim.independence} · ",
            text(f"credibility {wording.credibility(claim.credibility)}", "muted"),
            text(f" ({'; '.join(claim.reasons)})" if claim.reasons else "", "muted"),
        )
    )
    yield Bullets(lines=tuple(_position(position, words) for position in claim.positions))


def _parties(codes: Sequence[str]) -> str:
    return ", ".join(wording.party(code) for code in codes)


def _position(position: PositionLine, words: Wording) -> Line:
    """ "+ South Korea affirms since 18 Oct 2024: NIS confirms, paraphrase: … [A, B]"."""
    direct = position.quoted == "direct"
    when = words.day(position.since) if position.since else "undated"
    basis = "" if position.since_known == "said" or not position.since else " (date of the page)"
    marks = [
        "in a past statement" if position.past else "",
        "conditional" if position.conditional else "",
        f"via {', '.join(position.via)}" if position.via else "",
    ]
    manner = ", ".join([position.directness, *(mark for mark in marks if mark)])
    who = f"{position.speaker}" + (f", {position.role}" if position.role else "")
    stance = position.stance
    return line(
        Run(text=f"{wording.SIGNS[stance]} {wording.party(position.party)} ", weight="strong"),
        Run(text=f"{wording.STANCES[stance]}", weight=_STANCE_WEIGHT[stance]),
        f", {when}{basis}: {who} {wording.ACTS[position.act]}",
        text(f" ({manner}): ", "muted"),
        wording.quoted(position.words, direct=direct),
        _cited(position.references),
    )


def _cited(marks: Sequence[str]) -> Run:
    return text(f" [{', '.join(marks)}]" if marks else "", "muted")


def _figures(figures: Sequence[FigureLine], words: Wording) -> Iterator[Block]:
    if not figures:
        return
    yield Heading(level=3, text="Figures, by what they count")
    rows = tuple(
        (
            line(wording.figure(f.value, f.low, f.high, unit=f.unit, qualifier=f.qualifier)),
            line(f.of or f.unit),
            line(f.state or "not said"),
            line(", ".join(f.speakers), f" ({wording.party(f.party)})" if f.party else ""),
            line(words.day(f.date)),
            line(", ".join(f.references)),
        )
        for f in figures
    )
    yield Table(
        head=("Figure", "Counts", "State", "On whose word", "Date", "Reports"), rows=rows, numeric=(0,)
    )


def _changes(changes: Sequence[Change], brief: Brief, words: Wording) -> Iterator[Block]:
    if brief.since is None:
        return
    yield Heading(level=3, text=f"Changed since {words.day(brief.since)} (by the dates in the reports)")
    if not changes:
        yield Paragraph(line=line("No dated position or figure is newer."))
        return
    yield Bullets(lines=tuple(_change(change, words) for change in changes))


def _change(change: Change, words: Wording) -> Line:
    was = wording.STANCES.get(change.was or "", change.was)
    now = wording.STANCES.get(change.now, change.now)
    step = f"{was} → {now}" if was else f"{now} (new)"
    return line(
        text(f"{words.day(change.when)} ", "muted"),
        text(f"{wording.party(change.party)}: {step}: ", "strong"),
        wording.quoted(change.text, direct=False, limit=160),
        _cited(change.references),
    )


def _gaps(gaps: Sequence[Gap]) -> Iterator[Block]:
    yield Heading(level=3, text="Gaps")
    if not gaps:
        yield Paragraph(line=line("None that the machine can see."))
        return
    yield Bullets(lines=tuple(line(_gap(gap), _cited(gap.references)) for gap in gaps))


def _gap(gap: Gap) -> str:
    subject = wording.party(gap.subject) if len(gap.subject) == 3 else gap.subject
    short = wording.quoted(gap.subject, direct=False, limit=120)
    reports = wording.count(gap.count, "report")
    return {
        "no own words": f"{subject}: no own words in quotes, only what others report",
        "not quoted": f"{subject}: spoken of, but nothing of its own is held",
        "undated stance": f"{subject}: {wording.count(gap.count, 'denial or confirmation')} without a date",
        "one source": f"Contested on one primary source alone: {short}",
        "not exploited": f"{reports} in which statements were not extracted",
        "undated report": f"{reports} without a date",
        "unnamed outlet": f"{reports} that name no outlet",
    }[gap.kind]


def _timeline(story: StoryBrief, words: Wording) -> Iterator[Block]:
    if not story.timeline:
        return
    yield Heading(level=3, text="Timeline")
    shown = story.timeline[:TIMELINE_LINES]
    yield Bullets(
        lines=tuple(
            line(
                text(f"{words.day(entry.when)} ", "strong"),
                wording.quoted(entry.text, direct=False, limit=160),
                _cited(entry.references),
            )
            for entry in shown
        )
    )
    if len(story.timeline) > len(shown):
        more = wording.count(len(story.timeline) - len(shown), "more line")
        yield Paragraph(line=line(text(f"{more} in the export.", "muted")))


def _references(references: Sequence[Reference], words: Wording) -> Table:
    rows = tuple(
        (
            line(text(reference.mark, "strong")),
            line(_outlet(reference)),
            line(words.date(reference.published)),
            line(wording.language(reference.language)),
            line(reference.title or "no title"),
            line(_standing(reference)),
            line(text(reference.report[:12], "muted")),
        )
        for reference in references
    )
    return Table(head=("", "Outlet", "Published", "Language", "Title", "Stands on", "Report"), rows=rows)


def _outlet(reference: Reference) -> str:
    known = {"address": " (by its address)", "declared": " (as the feed says)"}.get(
        reference.outlet_known, ""
    )
    return f"{reference.outlet}{known}" if reference.outlet else "site unnamed"


def _standing(reference: Reference) -> str:
    """Whose reporting the page stands on, and of what it is a copy."""
    parts = [reference.lineage or "", ", ".join(reference.origins)]
    return "; ".join(part for part in parts if part) or "own reporting"
