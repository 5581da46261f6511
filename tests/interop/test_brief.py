"""The wording of a brief: each line says who, how directly, since when, in which words, and where that stands."""

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from pantau.interop.blocks import Bullets, Heading, Paragraph, Table, plain
from pantau.interop.brief import brief_blocks
from pantau.interop.positions import position
from pantau.interop.wording import Wording
from pantau.model.brief import (
    Brief,
    Change,
    ClaimEntry,
    Copies,
    Earlier,
    FigureLine,
    Gap,
    Heard,
    PositionLine,
    Reference,
    Route,
    StoryBrief,
    StoryLine,
)
from pantau.model.label import Label

WORDS = Wording(ZoneInfo("Asia/Jakarta"))


def entry(**fields):
    usual = {
        "party": "IDN",
        "stance": "denies",
        "since": "2031-05-05",
        "since_known": "said",
        "when": "2031-05-05",
        "when_known": "said",
        "speaker": "Ana Belo",
        "role": "minister",
        "act": "deny",
        "directness": "own words",
        "quoted": "direct",
        "words": '"No gate was opened,"',
        "conditional": False,
        "past": False,
        "via": (),
        "statement": "0123456789abcdef",
        "page": "B",
        "references": ("B",),
    }
    return PositionLine(**{**usual, **fields})


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        (
            {},
            (
                "denies      Indonesia, Ana Belo (minister) denies (own words), 5 May 2031: "
                "“No gate was opened” [B] 01234567"
            ),
        ),
        (
            {"references": ("A", "B", "C"), "since": "2031-05-04", "since_known": "published"},
            (
                "denies      Indonesia, Ana Belo (minister) denies (own words), 5 May 2031: "
                "“No gate was opened” [B; also A, C, first page of 4 May 2031] 01234567"
            ),
        ),
        (
            {"party": "", "role": None},
            "denies      Ana Belo denies (own words), 5 May 2031: “No gate was opened” [B] 01234567",
        ),
        (
            {"speaker": "Government of Indonesia", "when": None, "since": None, "when_known": "unknown"},
            "denies      Indonesia denies (own words), undated: “No gate was opened” [B] 01234567",
        ),
        (
            {
                "stance": "open",
                "act": "assert",
                "conditional": True,
                "past": True,
                "via": ("Wire",),
                "directness": "account",
                "quoted": "indirect",
                "words": "if it was, it was lawful",
                "when_known": "published",
            },
            (
                "leaves open Indonesia, Ana Belo (minister) says (as others tell it, told as earlier, conditional, via "
                "Wire), page of 5 May 2031: if it was, it was lawful [B] 01234567"
            ),
        ),
        (
            {
                "latest": False,
                "earlier": (Earlier(stance="open", since=None, since_known="unknown", references=("A",)),),
            },
            (
                "denied      Indonesia, Ana Belo (minister) denies (own words), 5 May 2031: “No gate was opened” "
                "(left open before, undated [A]) [B] 01234567"
            ),
        ),
    ],
)
def test_a_line_reads_from_stance_to_id(fields, shown):
    assert plain(position(entry(**fields), WORDS, limit=None)) == shown


def test_a_speaker_without_a_party_never_reads_as_its_opposite():
    shown = plain(position(entry(party=""), WORDS, limit=None))
    assert "No party" not in shown


def test_many_marks_are_counted():
    marks = tuple("ABCDEFGHIJKLMNOP")
    assert "and 7 more]" in plain(position(entry(references=marks), WORDS, limit=None))


def story(**fields):
    claim = ClaimEntry(
        id="c" * 64,
        text="the gate was opened",
        status="contested",
        figures_differ=True,
        confirmed_by=(),
        credibility=4,
        reasons=("one reason",),
        reports=3,
        origins=("Wire",),
        sources=("Ministry",),
        independence="not established",
        positions=(entry(),),
        positions_left_out=2,
        references=("A", "B"),
    )
    usual = {
        "id": "5" * 64,
        "title": "The gate",
        "pages_first": "2031-05-04",
        "pages_last": "2031-05-05",
        "undated": 1,
        "languages": ("id", "en"),
        "reports": 3,
        "copies": 1,
        "origins": ("Wire", "Post"),
        "sources": ("Ministry",),
        "heard": (Heard(party="IDN", statements=5), Heard(party="NATO", statements=1)),
        "claims": (claim,),
        "others": (entry(words="a single thing"),),
        "claims_left_out": 7,
        "figures": (),
        "figures_left_out": 0,
        "routes": (
            Route(name="Wire", own=False, via=("Site",), references=("B",)),
            Route(name=None, own=True, references=("A",)),
        ),
        "copied": (
            Copies(kind="translation", of="A", references=("B",)),
            Copies(kind="duplicate", of="A", references=("C",)),
        ),
        "changes": (),
        "changes_left_out": 0,
        "gaps": (),
        "timeline": (),
        "timeline_left_out": 0,
        "references": (
            Reference(
                mark="A",
                report="r" * 64,
                outlet=None,
                outlet_known="unknown",
                published="2031-05-04T17:30:00Z",
                language="id",
                title=None,
                origins=(),
                lineage=(),
                statements=1,
                location="page.txt",
            ),
        ),
    }
    return StoryBrief(**{**usual, **fields})


def brief(*stories, **fields):
    usual = {
        "label": Label(classification="RESTRICTED", audience=(("member:m-1",),), caveats=("NO-FULLTEXT",)),
        "audience": "m-1",
        "cut_off": "2031-05-05",
        "undated": 1,
        "since": None,
        "every": False,
        "picture_version": "1",
        "digest": "d" * 64,
        "position": 9,
        "other_stories": (),
        "more_stories": 0,
    }
    return Brief(stories=stories, **{**usual, **fields})


def page(*stories, **fields):
    """All text of the page, a line for each line of it."""
    shown = []
    for block in brief_blocks(brief(*stories, **fields), WORDS):
        match block:
            case Heading():
                shown.append(block.text)
            case Paragraph():
                shown.append(plain(block.line))
            case Bullets():
                shown.extend(map(plain, block.lines))
            case Table():
                shown.extend(" | ".join(map(plain, row)) for row in block.rows)
    return shown


def test_the_head_carries_the_whole_label_and_the_basis():
    shown = page(story(), audience_name="Desk", as_of="2031-05-06T00:00:00Z")
    assert shown[0] == "PANTAU RESTRICTED · released to own member only · NO-FULLTEXT · DRAFT, not approved"
    assert shown[1] == (
        "For Desk (m-1). Cut-off: pages dated to 5 May 2031, 1 page undated. As held at 6 May 2031 07:00 WIB. "
        "Journal position 9, picture dddddddd."
    )


@pytest.mark.parametrize(
    ("audience", "shown"),
    [
        ((), "released to nobody"),
        (((),), "released to nobody"),
        ((("member:m-1", "member:m-2"),), "released to m-1 or m-2"),
        ((("member:m-1",), ("community:c1",)), "released to m-1 and community:c1"),
    ],
)
def test_audiences_are_told_in_full(audience, shown):
    label = Label(classification="UNCLASSIFIED", audience=audience)
    assert shown in page(label=label)[0]


def test_counts_and_independence_are_told_plainly():
    shown = page(story())
    assert (
        "3 reports (1 copy), 2 origins, 1 primary source; Indonesian, English; pages of 4 May 2031 to 5 May "
        "2031, 1 undated. Story 55555555"
    ) in shown
    assert (
        "contested: figures differ · 3 reports, 1 origin, 1 primary source (Ministry) · independence not "
        "established · credibility 4, doubtful"
    ) in shown
    assert "Who is heard, in statements held: Indonesia 5, NATO 1." in shown
    assert "2 more speakers: --all" in shown
    assert "7 more claims, mostly single statements: --all" in shown
    assert any("(one reason) · cccccccc [A, B]" in row for row in page(story(), every=True))


def test_sourcing_is_told_in_plain_words():
    shown = page(story())
    assert "B stands on Wire by way of Site" in shown
    assert "No other origin named, so counted as own reporting: A (site unnamed)" in shown
    assert "Copies of A: B (translation), C" in shown


def test_figures_stand_side_by_side_with_state_and_word():
    figure = FigureLine(
        value=Decimal(1500),
        low=None,
        high=None,
        unit="person",
        of=("troops", "soldiers"),
        states=("sent",),
        qualifier="about",
        party="KOR",
        speakers=("Ministry",),
        date="2031-05-04",
        date_known="published",
        claim="c",
        references=("A", "B"),
    )
    shown = page(story(figures=(figure,), figures_left_out=3))
    assert (
        "about 1,500 | troops / soldiers | sent | Ministry (South Korea) | 4 May 2031 (page) | A, B" in shown
    )
    assert "3 more figures: --all" in shown


def test_what_moved_is_told_with_both_stances():
    change = Change(
        kind="stance",
        when=None,
        when_known="unknown",
        party="RUS",
        was="denies",
        now="open",
        claim="c",
        words="if there are pictures",
        references=("E",),
    )
    assert "Russia denied → leaves open, undated: if there are pictures [E]" in page(story(changes=(change,)))
    assert "No dated position or figure is newer." in page(story(), since="2031-05-05")


def test_gaps_are_one_line_a_kind():
    gaps = (
        Gap(kind="not quoted", subject="RUS", count=4),
        Gap(kind="no own words", subject="NATO", references=("A",)),
        Gap(kind="no own words", subject="USA", references=("A", "B")),
        Gap(kind="undated report", subject="", count=2, references=("D", "E")),
        Gap(kind="no official text", subject="", count=5),
    )
    shown = page(story(gaps=gaps))
    assert "Spoken of, but nothing of its own held: Russia (in 4 reports)" in shown
    assert "No own words in quotes, only what others report: NATO [A], United States [A, B]" in shown
    assert "Pages without a date: 2 [D, E]" in shown
    assert "No official document or site among the pages: every word is as reported" in shown


def test_references_give_outlet_date_with_zone_and_id():
    assert "A | site unnamed | 5 May 2031 00:30 WIB | Indonesian | page.txt | rrrrrrrr" in page(story())


def test_judgement_is_left_to_people():
    assert "None recorded. The machine collates and shows its reasons; people assess." in page(story())


def test_other_stories_get_a_line_with_their_id():
    other = StoryLine(id="7" * 64, title="Rice", reports=2, pages_last=None)
    shown = page(story(), other_stories=(other,), more_stories=1)
    assert "Rice: 2 reports, undated --story 77777777" in shown
    assert "1 more story: --all" in shown


def test_an_empty_brief_says_so():
    assert any(row.startswith("Nothing is held that this reader may see") for row in page(cut_off=None))
