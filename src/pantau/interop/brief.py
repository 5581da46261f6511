"""A brief in, the blocks of its page out: what is claimed, in whose words, on whose word, since when, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from pantau.interop import wording
from pantau.interop.assessed import credibility_line, judgements, products, rated_sources
from pantau.interop.blocks import Block, Bullets, Line, Paragraph, Weight, heading, line, text
from pantau.interop.coverage import coverage_lines
from pantau.interop.positions import cited, position
from pantau.interop.sections import changes, figures, gaps, left_out, references, sourcing, timeline
from pantau.interop.warning import warning_lines
from pantau.interop.wording import Wording
from pantau.model.brief import Brief, ClaimEntry, StoryBrief, StoryLine

_STATUS_WEIGHT: dict[str, Weight] = {"contested": "bad", "confirmed": "good"}
CLAIM_LENGTH = 130
"""Characters of words shown in one line: two lines on a terminal of 80 columns; at 150 five pages take ten lines more."""
PARTIES = 8
"""Parties named in the line on who is heard."""
IDS = "Letters in brackets are pages. Digits at the end of a line are an id: pantau show ID, pantau correct ... ID."


def brief_blocks(brief: Brief, words: Wording) -> tuple[Block, ...]:
    """The page, top to bottom. Every line that says what somebody said ends in the marks of its reports."""
    return tuple(_brief(brief, words))


def _brief(brief: Brief, words: Wording) -> Iterator[Block]:
    yield heading(1, f"{wording.label(brief.label, brief.audience)} · DRAFT, not approved")
    yield Paragraph(line=_basis(brief, words))
    if not brief.stories:
        nothing = "Nothing is held that this reader may see. Take reports in first: pantau ingest FOLDER."
        yield Paragraph(line=line(nothing))
    yield from warning_lines(brief.watch, words)
    for story in brief.stories:
        yield from _story(story, brief, words)
    yield from coverage_lines(brief.watch, words)
    yield from _other_stories(brief, words)
    yield from products(brief.products)
    if brief.stories:
        yield Paragraph(line=line(text(IDS, "muted")))


def _basis(brief: Brief, words: Wording) -> Line:
    """For whom, as of when, up to which page, and from which objects exactly."""
    name = f"{brief.audience_name} ({brief.audience})" if brief.audience_name else brief.audience
    undated = f", {wording.count(brief.undated, 'page')} undated" if brief.undated else ""
    cut_off = f"pages dated to {words.day(brief.cut_off)}{undated}" if brief.cut_off else "no dated page"
    held = f" As held at {words.date(brief.as_of)}." if brief.as_of else ""
    return line(
        f"For {name}. Cut-off: {cut_off}.",
        text(held, "strong"),
        text(f" Journal position {brief.position}, picture {wording.short(brief.digest)}.", "muted"),
    )


def _story(story: StoryBrief, brief: Brief, words: Wording) -> Iterator[Block]:
    limit = None if brief.every else CLAIM_LENGTH
    yield heading(2, story.title or "Untitled", f"story-{wording.short(story.id)}")
    yield Paragraph(line=_counts(story, words))
    if story.heard:
        yield Paragraph(line=_heard(story, every=brief.every))
    if story.claims:
        yield heading(3, "Claims: who affirms, denies, leaves open")
    for number, claim in enumerate(story.claims, start=1):
        yield from _claim(number, claim, words, every=brief.every)
    if story.others:
        yield heading(3, "Also said")
        yield Bullets(
            lines=tuple(position(single, words, limit=limit, single=True) for single in story.others)
        )
    yield from left_out(story.claims_left_out, "claim", "mostly single statements")
    yield from figures(story, words)
    yield from sourcing(story)
    yield from changes(story, brief.since, words)
    yield from gaps(story.gaps)
    yield from timeline(story, words, limit=limit)
    yield from references(story.references, words)
    yield from rated_sources(story.rated)
    yield from judgements(story.judgements, words, every=brief.every)


def _counts(story: StoryBrief, words: Wording) -> Line:
    """ "5 reports (1 copy), 3 origins, 2 primary sources; Indonesian; pages of 21 to 29 Oct 2024."""
    copies = f" ({wording.count(story.copies, 'copy', 'copies')})" if story.copies else ""
    counts = ", ".join(
        (
            f"{wording.count(story.reports, 'report')}{copies}",
            wording.count(len(story.origins), "origin"),
            wording.count(len(story.sources), "primary source"),
        )
    )
    languages = ", ".join(wording.language(code) for code in story.languages)
    pages = (
        f"pages of {words.span(story.pages_first, story.pages_last)}"
        if story.pages_first
        else "no page dated"
    )
    undated = f", {story.undated} undated" if story.undated and story.pages_first else ""
    return line(
        text(counts, "strong"),
        f"; {languages}; {pages}{undated}.",
        text(f" Story {wording.short(story.id)}", "muted"),
    )


def _heard(story: StoryBrief, *, every: bool) -> Line:
    """ "Who is heard, in statements held: South Korea 24, NATO 6 and 3 more parties."""
    shown = story.heard if every else story.heard[:PARTIES]
    told = ", ".join(f"{wording.party(heard.party)} {heard.statements}" for heard in shown)
    rest = len(story.heard) - len(shown)
    more = f" and {wording.count(rest, 'more party', 'more parties')}" if rest else ""
    return line(f"Who is heard, in statements held: {told}{more}.")


def _claim(number: int, claim: ClaimEntry, words: Wording, *, every: bool) -> Iterator[Block]:
    shown = wording.quoted(claim.text, direct=False, limit=None if every else CLAIM_LENGTH)
    yield heading(4, f"{number}. {shown}", f"claim-{wording.short(claim.id)}")
    yield Paragraph(line=_standing(claim, every=every))
    lines = [position(entry, words, limit=None if every else CLAIM_LENGTH) for entry in claim.positions]
    if claim.positions_left_out:
        lines.append(line(text(f"{wording.count(claim.positions_left_out, 'more speaker')}: --all", "muted")))
    yield Bullets(lines=tuple(lines))


def _standing(claim: ClaimEntry, *, every: bool) -> Line:
    """Status, counts, independence and credibility; with `every` the rule's reasons, id and pages."""
    status = {
        "contested": "contested: figures differ" if claim.figures_differ else "contested",
        "confirmed": f"confirmed by {wording.parties(claim.confirmed_by)}",
    }.get(claim.status, claim.status)
    counts = ", ".join(
        (
            wording.count(claim.reports, "report"),
            wording.count(len(claim.origins), "origin"),
            wording.count(len(claim.sources), "primary source"),
        )
    )
    one = f" ({claim.sources[0]})" if len(claim.sources) == 1 else ""
    return line(
        text(status, _STATUS_WEIGHT.get(claim.status, "plain")),
        f" · {counts}{one} · independence {claim.independence}",
        text(f" · credibility {wording.credibility(claim.credibility)}", "muted"),
        text(", by rule" if claim.analysts else "", "muted"),
        text(f" ({'; '.join(claim.reasons)})" if every and claim.reasons else "", "muted"),
        text(credibility_line(claim.analysts), "strong"),
        text(f" · {wording.short(claim.id)}" if every else "", "muted"),
        cited(claim.references) if every else "",
    )


def _other_stories(brief: Brief, words: Wording) -> Iterator[Block]:
    if not brief.other_stories:
        return
    yield heading(2, "Other stories")
    yield Bullets(lines=tuple(_story_line(story, words) for story in brief.other_stories))
    if brief.more_stories:
        yield Paragraph(
            line=line(
                text(f"{wording.count(brief.more_stories, 'more story', 'more stories')}: --all", "muted")
            )
        )


def _story_line(story: StoryLine, words: Wording) -> Line:
    return line(
        wording.cut(story.title or "Untitled", CLAIM_LENGTH),
        f": {wording.count(story.reports, 'report')}, {words.day(story.pages_last)} ",
        text(f"--story {wording.short(story.id)}", "muted"),
    )
