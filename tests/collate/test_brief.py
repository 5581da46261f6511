"""The brief as data: nothing without a page, one line a party, figures kept apart, changes in order, gaps named."""

import pytest

from collate.brief_rows import STORY, claim, count, dated, page, picture, position, said, story, value
from collate.builders import direction
from pantau.collate.brief import FIGURES, KEY_CLAIMS, STORIES, TIMELINE, Selection, draft
from pantau.collate.brief.desk import amount, mark
from pantau.errors import UnknownReference, UsageError
from pantau.model.brief import Step
from pantau.model.picture import LineageEdge
from pantau.model.vector import pack


def brief(*arguments, **selection):
    """The only story of this picture."""
    (found,) = draft(picture(*arguments), Selection(**selection)).stories
    return found


def three_pages():
    return [page("a", "2031-05-01"), page("b", "2031-05-02"), page("c")]


def moved():
    """Arland has denied, then leaves open; Borland affirms on two pages."""
    denied = said("s1", "a", stance="denies", since="2031-05-01", words="no ship was hit")
    left = said("s2", "b", stance="open", since="2031-05-02", conditional=True)
    first = said("s3", "a", "BRL", since="2031-05-01")
    again = said("s4", "b", "BRL", since="2031-05-01", words=first.statement.words)
    rows = [denied, left, first, again]
    positions = [position(denied), position(left), position(first, again)]
    return brief(three_pages(), rows, [claim("c", rows, positions)])


def test_marks_go_on_after_z():
    assert [mark(n) for n in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_pages_are_marked_by_date_and_undated_ones_come_last():
    found = brief(three_pages())
    assert [(r.mark, r.report, r.published) for r in found.references] == [
        ("A", "a", "2031-05-01"),
        ("B", "b", "2031-05-02"),
        ("C", "c", None),
    ]
    assert (found.pages_first, found.pages_last, found.undated) == ("2031-05-01", "2031-05-02", 1)


def test_each_party_has_one_line_under_its_latest_stance():
    lines = moved().claims[0].positions
    assert [(line.party, line.stance, line.latest) for line in lines] == [
        ("BRL", "affirms", True),
        ("ARL", "denies", False),
        ("ARL", "open", True),
    ]
    assert lines[0].page == "A"
    assert lines[0].references == ("A", "B")
    assert lines[1].words == "no ship was hit"
    assert [(e.stance, e.since) for e in lines[2].earlier] == [("denies", "2031-05-01")]


def test_a_party_that_moved_is_shown_without_being_asked_for():
    (change,) = moved().changes
    assert (change.party, change.was, change.now, change.when) == ("ARL", "denies", "open", "2031-05-02")
    assert change.references == ("B",)


def test_dates_of_pages_are_told_from_dates_of_words():
    spoken = said("s1", "a", since="2031-04-28", dated=True)
    printed = said("s2", "a", "BRL", "denies", since="2031-05-01")
    undated = said("s3", "c", "CRL", "denies")
    rows = [spoken, printed, undated]
    lines = brief(three_pages(), rows, [claim("c", rows, map(position, rows))]).claims[0].positions
    assert [(line.since, line.since_known) for line in lines] == [
        ("2031-04-28", "said"),
        ("2031-05-01", "published"),
        (None, "unknown"),
    ]


def test_what_was_told_as_earlier_comes_before_what_is_undated():
    earlier = said("s1", "c", stance="denies", past=True)
    now = said("s2", "c", stance="open")
    found = brief(three_pages(), [earlier, now], [claim("c", [earlier, now], map(position, [earlier, now]))])
    assert [(c.was, c.now) for c in found.changes] == [("denies", "open")]
    assert not [gap for gap in found.gaps if gap.kind == "order unknown"]


def test_an_undated_stance_beside_a_dated_one_has_no_order():
    one, other = said("s1", "a", stance="open", since="2031-05-01"), said("s2", "c")
    found = brief(three_pages(), [one, other], [claim("c", [one, other], map(position, [one, other]))])
    assert found.changes == ()
    assert {line.stance for line in found.claims[0].positions} == {"affirms", "open"}
    assert [gap.subject for gap in found.gaps if gap.kind == "order unknown"] == ["ARL"]


def test_stances_that_come_and_go_are_walked_in_order():
    stances = [("affirms", "confirm"), ("denies", "deny"), ("affirms", "confirm")]
    rows = [
        said(f"s{day}", "a", stance=stance, act=act, since=f"2031-05-0{day}")
        for day, (stance, act) in enumerate(stances, start=1)
    ]
    found = brief(three_pages(), rows, [claim("c", rows, map(position, rows))])
    assert [(c.when, c.was, c.now) for c in found.changes] == [
        ("2031-05-02", "affirms", "denies"),
        ("2031-05-03", "denies", "affirms"),
    ]


def test_speakers_without_a_party_are_told_once_for_all_copies():
    rows = [said(f"s{n}", report, None, speaker="A fisherman") for n, report in enumerate("abc")]
    (line,) = brief(three_pages(), rows, [claim("c", rows)], every=True).claims[0].positions
    assert (line.party, line.references) == ("", ("A", "B", "C"))


def test_figures_of_different_things_are_different_rows():
    row = said("s1", "a", since="2031-05-01", quantities=(count(3, of="civilians"), count(3, of="soldiers")))
    values = [value(row, 3, of="civilians", state="killed"), value(row, 3, of="soldiers", state="killed")]
    found = brief(three_pages(), [row], [claim("c", [row], [position(row)], values)]).figures
    assert sorted(line.of for line in found) == [("civilians",), ("soldiers",)]


def test_one_figure_in_several_wordings_is_one_row_with_all_of_them():
    given = [("a", "soldiers", "sent"), ("b", "troops", "deployed")]
    rows = [
        said(f"s{n}", report, since="2031-05-01", quantities=(count(1500, of=of, state=state),))
        for n, (report, of, state) in enumerate(given)
    ]
    values = [value(row, 1500, of=of, state=state) for row, (_, of, state) in zip(rows, given, strict=True)]
    (line,) = brief(three_pages(), rows, [claim("c", rows, [position(*rows)], values)]).figures
    assert (line.of, line.states, line.references) == (
        ("soldiers", "troops"),
        ("sent", "deployed"),
        ("A", "B"),
    )


def test_a_row_without_an_amount_is_no_figure():
    row = said("s1", "a")
    empty = value(row, None)
    assert amount(empty) == ""
    assert brief(three_pages(), [row], [claim("c", [row], [position(row)], [empty])]).figures == ()


def test_figures_change_within_what_they_count():
    rows = [said("s1", "a", since="2031-05-01"), said("s2", "b", since="2031-05-02")]
    values = [
        value(rows[0], 7, of="dead", state="killed"),
        value(rows[0], 3, of="ships", unit="ship"),
        value(rows[1], 9, of="dead", state="killed"),
        value(rows[1], 1200, of="evacuees", state="evacuated"),
    ]
    found = brief(three_pages(), rows, [claim("c", rows, [position(*rows)], values)])
    assert [(c.was, c.now) for c in found.changes] == [("7", "9")]
    later = brief(
        three_pages(), rows, [claim("c", rows, [position(*rows)], values)], since="2031-05-02"
    ).changes
    assert {(c.was, c.now) for c in later if c.kind == "figure"} == {("7", "9"), (None, "1,200")}


def test_words_that_give_the_claims_figure_come_before_direct_ones():
    vivid = said("s1", "a", directness="own words", since="2031-05-01")
    plain = said("s2", "b", since="2031-05-02", quantities=(count(12, of="ships", unit="ship"),))
    rows = [vivid, plain]
    figures = [value(plain, 12, of="ships", unit="ship")]
    found = brief(three_pages(), rows, [claim("c", rows, [position(vivid, plain)], figures)], every=True)
    (line,) = found.claims[0].positions
    assert (line.statement, line.page, line.references) == ("s2", "B", ("A", "B"))
    assert (line.since, line.when) == ("2031-05-01", "2031-05-02")


def test_words_near_the_claim_come_before_others_and_a_denial_before_both():
    near, far = pack(direction("gate")), pack(direction("weather"))
    wording = said("s0", "a", "BRL", words="claim c", since="2031-05-01", vector=near)
    aside = said("s1", "a", since="2031-05-01", directness="own words", vector=far)
    meant = said("s2", "b", since="2031-05-02", vector=near)
    rows = [wording, aside, meant]
    lines = brief(three_pages(), rows, [claim("c", rows, [position(wording), position(aside, meant)])])
    assert {line.statement for line in lines.claims[0].positions} == {"s0", "s2"}


def test_who_is_heard_is_counted():
    rows = [said("s1", "a"), said("s2", "b"), said("s3", "b", "BRL"), said("s4", "b", None)]
    found = brief(three_pages(), rows, [claim("c", rows)])
    assert [(heard.party, heard.statements) for heard in found.heard] == [("ARL", 2), ("BRL", 1)]


def test_gaps_name_who_is_not_heard_and_what_has_no_date():
    reports = [
        page("a", "2031-05-01", notes=("statements are not extracted from pages in Arabic",)),
        page("c"),
    ]
    rows = [
        said("s1", "a", "BRL", since="2031-05-01"),
        said("s2", "c", "ARL", "denies"),
        said("s3", "a", "CRL", kind="unnamed", since="2031-05-01"),
        said("s4", "a", "DRL", directness="own words", since="2031-05-01"),
    ]
    kinds = {(gap.kind, gap.subject) for gap in brief(reports, rows, [claim("c", rows)]).gaps}
    assert {
        ("no own words", "BRL"),
        ("no own words", "ARL"),
        ("undated stance", "ARL"),
        ("unnamed only", "CRL"),
        ("no official text", ""),
        ("not exploited", ""),
        ("undated report", ""),
        ("unnamed outlet", ""),
    } <= kinds
    assert ("no own words", "DRL") not in kinds


def test_sourcing_names_routes_and_copies():
    reports = [
        page("a", "2031-05-01", outlet="wire.example"),
        page("b", "2031-05-02", origins=("Wire",)),
        page("c", "2031-05-03", origins=("Site", "Wire"), routes=("Wire",)),
        page("d", "2031-05-04", routes=("wire.example",), copy_of="a", copy_kind="translation",
             lineage=(LineageEdge(kind="translation", report="a", share=900),)),
    ]  # fmt: skip
    found = brief(reports)
    assert [(r.name, r.own, r.via, r.references) for r in found.routes] == [
        ("Wire", False, (), ("B",)),
        ("Wire", False, ("Site",), ("C",)),
        ("wire.example", False, (), ("D",)),
        ("wire.example", True, (), ("A",)),
    ]
    assert [(c.kind, c.of, c.references) for c in found.copied] == [("translation", "A", ("D",))]
    assert found.references[3].lineage == (Step(kind="translation", mark="A"),)
    assert found.copies == 1


def test_what_is_left_out_is_counted_and_all_leaves_nothing_out():
    rows, claims, entries = [], [], []
    for number in range(30):
        name = f"c{number:02}"
        row = said(f"s{number:02}", "a", claim=name, since="2031-05-01", quantities=(count(number + 10),))
        other = said(f"t{number:02}", "b", "BRL", "denies", claim=name, since="2031-05-02")
        rows += [row, other]
        claims.append(claim(name, [row, other], map(position, [row, other]), [value(row, number + 10)]))
        entries.append(dated(row, "2031-05-01"))
    cut = brief(three_pages(), rows, claims, entries)
    assert len(cut.claims) == KEY_CLAIMS
    assert len(cut.claims) + len(cut.others) + cut.claims_left_out == 30
    assert (len(cut.figures), cut.figures_left_out) == (FIGURES, 30 - FIGURES)
    assert (len(cut.timeline), cut.timeline_left_out) == (TIMELINE, 30 - TIMELINE)
    whole = brief(three_pages(), rows, claims, entries, every=True)
    assert (len(whole.claims), len(whole.figures), len(whole.timeline)) == (30, 30, 30)
    assert (whole.claims_left_out, whole.figures_left_out, whole.timeline_left_out) == (0, 0, 0)


def test_every_mark_leads_to_a_page():
    found = moved()
    marks = {reference.mark for reference in found.references}
    for line in found.claims[0].positions:
        assert {line.page, *line.references} <= marks


def small_and_large():
    large = [page(f"a{n}", "2031-05-01") for n in range(6)]
    small = [page("z", "2031-05-09", story="7" * 64)]
    stories = [story(STORY, large), story("7" * 64, small)]
    return picture([*large, *small], stories=stories)


def test_small_stories_beside_a_large_one_get_a_line():
    found = draft(small_and_large(), Selection())
    assert [shown.id for shown in found.stories] == [STORY]
    assert [(line.id, line.reports, line.pages_last) for line in found.others] == [
        ("7" * 64, 1, "2031-05-09")
    ]
    assert found.cut_off == "2031-05-09"
    assert len(draft(small_and_large(), Selection(every=True)).stories) == 2


def test_stories_are_asked_for_by_the_beginning_of_their_ids():
    found = draft(small_and_large(), Selection(stories=("777",)))
    assert [shown.id for shown in found.stories] == ["7" * 64]
    with pytest.raises(UnknownReference):
        draft(small_and_large(), Selection(stories=("8",)))
    twins = [story("71" * 32, []), story("72" * 32, [])]
    with pytest.raises(UsageError):
        draft(picture([], stories=twins), Selection(stories=("7",)))


def test_more_stories_are_counted():
    rows = [page(f"p{n}", story=f"{n:064}") for n in range(20)]
    found = draft(picture(rows, stories=[story(row.story, [row]) for row in rows]), Selection())
    assert len(found.stories) == STORIES
    assert len(found.stories) + len(found.others) + found.more == 20
