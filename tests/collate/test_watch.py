"""Coverage, alarms and warnings follow from the declarations, the picture and a moment, and from nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collate.builders import anchor, correction, declared, named, page, run, statement
from collate.test_convergence import worlds
from pantau.collate.fold import fold
from pantau.collate.watch import watch
from pantau.collate.watch.matching import Material
from pantau.model.correction import Reject
from pantau.model.picture import Picture
from pantau.model.requirement import ChannelExpectation, Requirement, Topic
from pantau.model.statement import Place, Quantity
from pantau.model.warning import Decision, FigureTest, Indicator, Level, Problem, Rule

NOON = datetime(2031, 1, 10, 12, tzinfo=UTC)
GATE = Topic(terms={"en": ("gate*",)})


def at(day):
    return datetime(2031, 1, day, 12, tzinfo=UTC)


def says(words, party="PRT", act="assert", **fields):
    return {"words": words, "party": party, "act": act, "speaker": f"Voice of {party}", **fields}


def told(name, *said, day, outlet="a.example", **fields):
    return page(
        name, says=said, outlet=outlet, published=f"2031-01-{day:02}", topic={"dam": 1.0}, text="", **fields
    )


def requirement(**fields):
    given = {"name": "PIR-1", "question": "?", "topic": GATE, "parties": ("PRT", "ESP")} | fields
    return declared(f"r-{given['name']}", Requirement(**given))


def channel(name="a", **fields):
    given = {"name": name, "matches": (f"{name}.example",)} | fields
    return declared(f"c-{name}", ChannelExpectation(**given))


def cells(objects, as_of=NOON):
    (row,) = watch(fold(objects), as_of).requirements
    return row, {(cell.channel, cell.party): cell for cell in row.cells}


def test_a_word_that_is_held_is_shown_with_its_stance_and_place():
    held = told("one", says("the gate was open"), says("no gate was open", "ESP", "deny", answers=0), day=4)
    row, found = cells([*held, requirement(), channel()])
    spain = found[None, "ESP"]
    assert (spain.state, spain.denial) == ("held", "seen")
    assert [(w.stance, w.act, w.directness, w.since, w.outlet) for w in spain.held] == [
        ("denies", "deny", "paraphrase", "2031-01-04", "a.example")
    ]
    assert found["a", "ESP"].held == spain.held
    assert found[None, "PRT"].denial == "not seen"
    assert row.unheard == ()


def test_no_denial_seen_is_not_nobody_collected():
    """Portugal is carried by a channel that tells of other things; Spain by none that anything is held of."""
    held = [*told("one", says("the gate was open", "FRA"), day=4), *told("two", day=5, outlet="b.example")]
    expected = [channel("b", carries=("PRT",)), channel("c", carries=("ESP",))]
    _, found = cells([*held, requirement(channels=("b", "c")), *expected])
    assert (found[None, "PRT"].state, found[None, "PRT"].denial, found[None, "PRT"].reports) == (
        "not seen", "not seen", 1,
    )  # fmt: skip
    assert (found[None, "ESP"].state, found[None, "ESP"].denial) == ("not collected", "not collected")
    assert (found["b", "ESP"].state, found["c", "PRT"].state) == ("not seen", "not collected")


def test_a_channel_that_told_of_things_before_the_period_is_silent():
    held = told("one", day=2)
    _, found = cells(
        [*held, requirement(valid_from="2031-01-05", channels=("a",)), channel(carries=("PRT",))]
    )
    assert found["a", "PRT"].state == "silent"
    assert found["a", None].last == "2031-01-01T00:00:00Z", "not later than it was captured"


def test_a_channel_that_nobody_declared_is_an_outlet_of_its_name():
    held = told("one", says("the gate was open"), day=4)
    row, found = cells([*held, requirement(channels=("a.example",))])
    assert row.channels == ("a.example",)
    assert found["a.example", "PRT"].state == "held"


@pytest.mark.parametrize(
    ("hours", "as_of", "alarm"),
    [(72, NOON, "silent"), (24 * 30, NOON, None), (None, NOON, None), (24, at(1), None)],
)
def test_a_silent_channel_raises_an_alarm_by_the_moment_asked_for(hours, as_of, alarm):
    held = told("one", day=1)
    (row,) = watch(fold([*held, channel(every_hours=hours)]), as_of).channels
    assert row.alarm == alarm


def test_a_missing_channel_raises_an_alarm():
    (row,) = watch(fold([*told("one", day=1), channel("b", every_hours=24)]), NOON).channels
    assert (row.alarm, row.last, row.reports) == ("missing", None, 0)


@pytest.mark.parametrize(
    ("match", "comes"),
    [
        ("a.example", True),
        ("A.Example", True),
        ("example", True),
        ("ample", False),
        ("https://paper.example/one", True),
        ("https://paper.example", True),
        ("https://paper.exam", False),
        ("paper.example", True),
        ("test", True),
        ("/", False),
    ],
)
def test_what_comes_from_a_channel(match, comes):
    held = told("one", day=4, location="https://paper.example/one")
    (row,) = watch(fold([*held, channel("x", matches=(match,))]), NOON).channels
    assert bool(row.reports) == comes


@pytest.mark.parametrize("as_of", [datetime(1, 1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_moments_at_the_ends_of_the_calendar_are_moments_as_others(as_of):
    far = told("far", says("the gate was open", said="9999-12-31"), day=4)
    found = watch(fold([*far, *QUARREL, problem(), requirement(), channel(every_hours=100_000)]), as_of)
    assert found.warnings[0].proposed == "low"


def test_what_has_ended_no_longer_changes_with_the_clock():
    held = told("one", says("the gate was open"), day=4)
    objects = [
        *held,
        requirement(valid_until="2031-01-08", due="2031-01-06"),
        channel(every_hours=24, valid_until="2031-01-08"),
        problem(valid_until="2031-01-08"),
    ]
    picture = fold(objects)
    assert watch(picture, NOON) == watch(picture, NOON + timedelta(days=900))
    assert watch(picture, NOON).requirements[0].ended
    assert watch(picture, NOON).channels[0].alarm == "silent"


def test_it_is_overdue_while_a_party_is_unheard():
    held = told("one", says("the gate was open"), day=4)
    assert cells([*held, requirement(due="2031-01-05")])[0].overdue
    assert not cells([*held, requirement(due="2031-01-20")])[0].overdue
    assert not cells([*held, requirement(due="2031-01-05", parties=("PRT",))])[0].overdue


def matching(topic, *objects):
    """The words of the statements about the topic."""
    return sorted(row.statement.words for row in Material(fold(objects)).about(topic))


@pytest.mark.parametrize(
    ("terms", "language", "words", "fits"),
    [
        ({"en": ("gate",)}, "en", "The GATE is open", True),
        ({"en": ("gate",)}, "en", "the gates are open", False),
        ({"en": ("gate*",)}, "en", "the gates are open", True),
        ({"en": ("gate ... open",)}, "en", "the gate was left wide open", True),
        ({"en": ("gate ... open",)}, "en", "open the gate", False),
        ({"en": ("gate was",)}, "en", "the gate  was open", True),
        ({"en": ("gate",)}, "id", "the gate is open", False),
        ({"any": ("gate",)}, "id", "the gate is open", True),
        ({"en": ("a.c",)}, "en", "abc", False),
        ({"en": ("gate** ... op*n",)}, "en", "gates left open", True),
        ({"en": ("a ... a ... a ... a ... b",)}, "en", "a " * 300, False),
        ({"en": ("a ... a ... a ... b",)}, "en", "a " * 300, False),
        ({"en": ("a*a*a*a*b",)}, "en", "a" * 3000, False),
        ({"en": ("a*" * 30 + "b",)}, "en", "a" * 3000, False),
        ({"ko": ("수문",)}, "ko", "그는 수문을 열었다", True),
        ({"en": ("수문",)}, "en", "그는 수문을 열었다", False),
    ],
)
def test_terms_fit_words_of_their_language(terms, language, words, fits):
    held = told("one", says(words), day=4, language=language)
    assert bool(matching(Topic(terms=terms), *held)) == fits


def test_subjects_fit_across_languages_and_together():
    objects = [
        *told("one", says("a spillway was opened"), says("a spillway is cracked"), day=4),
        *told("two", says("pintu air dibuka"), day=4, language="id"),
    ]
    assert matching(Topic(subjects=("gate",)), *objects) == [
        "a spillway is cracked", "a spillway was opened", "pintu air dibuka",
    ]  # fmt: skip
    assert matching(Topic(subjects=("gate+release",)), *objects) == [
        "a spillway was opened",
        "pintu air dibuka",
    ]


def test_places_parties_stories_and_claims_narrow_a_topic():
    where = (Place(name="Porto", span=(0, 1), country="PRT"),)
    one = told("one", says("a", places=where, mentions=named("country:FRA")), says("b", "ESP"), day=4)
    other = page("two", says=[says("c", "DEU")], topic={"rice": 1.0}, published="2031-12-01")
    everything = [*one, *other]
    assert matching(Topic(places=("porto",)), *everything) == ["a"]
    assert matching(Topic(places=("PRT",)), *everything) == ["a"]
    assert matching(Topic(about=("FRA",)), *everything) == ["a"]
    assert matching(Topic(about=("ESP",)), *everything) == ["b"]
    assert matching(Topic(stories=("r-two",)), *everything) == ["c"]
    assert matching(Topic(claims=(other[-1].id,)), *everything) == ["c"]
    assert matching(Topic(claims=(other[-1].id,), about=("FRA",)), *everything) == []


def test_a_reaction_stands_with_what_it_answers():
    held = told("one", says("the gate was open"), says("it is untrue", "ESP", "deny", answers=0), day=4)
    assert matching(GATE, *held) == ["it is untrue", "the gate was open"]


def test_a_claim_that_is_named_outlives_generations():
    first = told("one", says("the gate was open"), says("the road is shut", "ESP"), day=4)
    again = run(first[0], generation=2, topic={"dam": 1.0}, published="2031-01-04")
    newer = [
        statement(again, 0, **says("the gate was wide open")),
        statement(again, 1, **says("a road", "ESP")),
    ]
    needed = requirement(topic=Topic(claims=(first[2].id,)))
    row, _ = cells([*first, again, *newer, needed])
    assert row.statements == (newer[0].id,)


LEVELS = (
    Level(name="low", measures=("Wait.",)),
    Level(name="high", measures=("Call.",), rules=(Rule(at_least=2, of=("open", "denied")),)),
    Level(name="top", rules=(Rule(at_least=1, of=("toll",)),)),
)
INDICATORS = (
    Indicator(name="open", text="t", topic=GATE, acts=("assert",), sources=2, window_days=5),
    Indicator(name="denied", text="t", topic=GATE, acts=("deny",)),
    Indicator(name="toll", text="t", figure=FigureTest(unit="person", at_least=Decimal(100))),
)


def problem(name="p", **fields):
    given = {"name": "Dam", "question": "?", "levels": LEVELS, "indicators": INDICATORS} | fields
    return declared(name, Problem(**given))


def warned(objects, as_of=NOON):
    (row,) = watch(fold(objects), as_of).warnings
    return row


QUARREL = [
    *told("one", says("the gate was open"), day=7),
    *told("two", says("a gate was open", "FRA"), day=9, outlet="b.example"),
    *told("three", says("no gate was open", "ESP", "deny"), day=9, outlet="c.example"),
]


def test_a_level_is_proposed_with_its_evidence_and_what_would_change_it():
    row = warned([*QUARREL, problem()])
    assert (row.proposed, row.accepted, row.pending) == ("high", "low", True)
    assert row.evidence == ("s-x-r-one-1-0", "s-x-r-three-1-0", "s-x-r-two-1-0")
    assert (row.next, [(step.count, step.of) for step in row.raised_by]) == ("top", [(1, ("toll",))])
    assert [(step.count, step.of) for step in row.lowered_by] == [(1, ("open", "denied"))]
    assert (row.measures, row.accepted_measures) == (("Call.",), ("Wait.",))


def test_windows_end_at_the_moment_asked_for():
    row = warned([*QUARREL, problem()])
    assert row.indicators[0].lapses == row.lapses == "2031-01-12"
    assert warned([*QUARREL, problem()], at(11)).proposed == "high"
    assert warned([*QUARREL, problem()], at(12)).proposed == "low"
    assert warned([*QUARREL, problem()], at(8)).indicators[0].statements == 1


def test_what_has_no_date_is_in_no_window_and_counted_apart():
    undated = page("four", says=[says("the gate was open", "DEU")], topic={"dam": 1.0}, text="")
    row = warned([*undated, problem()])
    assert (row.indicators[0].statements, row.indicators[0].undated) == (0, 1)


def test_copies_add_no_source():
    text = " ".join(f"word{number}" for number in range(60))
    copies = [
        held
        for number, outlet in enumerate(["a.example", "b.example", "c.example"])
        for held in page(
            f"copy{number}", says=[says("the gate was open")], outlet=outlet, published="2031-01-09",
            topic={"dam": 1.0}, text=text, origins=["Wire"],
        )
    ]  # fmt: skip
    open_ = warned([*copies, problem()]).indicators[0]
    assert (open_.statements, open_.sources, open_.origins, open_.met) == (3, 1, 1, False)


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        ({"value": Decimal(100)}, True),
        ({"value": Decimal(99)}, False),
        ({"low": Decimal(100), "high": Decimal(140)}, True),
        ({"low": Decimal(90), "high": Decimal(140)}, False),
        ({"value": Decimal(200), "qualifier": "up to"}, False),
        ({"value": Decimal(200), "unit": "tonne"}, False),
    ],
)
def test_a_figure_must_surely_reach_its_threshold(figure, met):
    quantity = Quantity(**({"span": (0, 1), "unit": "person"} | figure))
    row = warned([*told("one", says("many died", quantities=(quantity,)), day=9), problem()])
    assert (row.proposed == "top") == met


def decide(row, verdict="accepted", name="d", minute=10):
    body = Decision(
        problem=row.name,
        declaration=row.id,
        level=row.proposed,
        verdict=verdict,
        words="seen",
        indicators=tuple(found.name for found in row.indicators if found.met),
        evidence=row.evidence,
    )
    return declared(name, body, minute=minute)


def test_a_decision_stays_with_its_evidence_and_is_outdated_when_that_changes():
    objects = [*QUARREL, problem()]
    taken = decide(warned(objects))
    row = warned([*objects, taken])
    assert (row.accepted, row.pending, row.decisions[0].changed, row.decisions[0].by) == (
        "high",
        False,
        (),
        "ana",
    )
    more = told("four", says("the gate was half open", "DEU"), day=9, outlet="d.example")
    assert "new statement" in " ".join(warned([*objects, taken, *more]).decisions[0].changed)
    gone = correction("x", Reject(target=anchor(QUARREL[2])))
    fallen = warned([*objects, taken, gone])
    assert (fallen.accepted, fallen.proposed, fallen.pending) == ("high", "low", True)
    assert fallen.decisions[0].changed == ("no longer met: open", "1 of its statements no longer count")
    anew = warned([*objects, taken, problem("q", question="other?")])
    assert anew.decisions[0].changed == ("the problem was declared anew",)


def test_another_outlet_with_the_same_word_changes_no_decision():
    objects = [*QUARREL, problem()]
    again = told("again", says("the gate was open"), day=9, outlet="e.example")
    row = warned([*objects, decide(warned(objects)), *again])
    assert len(row.evidence) == 4
    assert row.decisions[0].changed == ()


def test_what_was_rejected_is_proposed_again_on_other_evidence_only():
    objects = [*QUARREL, problem()]
    rejected = decide(warned(objects), "rejected")
    row = warned([*objects, rejected])
    assert (row.accepted, row.proposed, row.pending) == ("low", "high", False)
    more = told("four", says("the gate was half open", "DEU"), day=9, outlet="d.example")
    assert warned([*objects, rejected, *more]).pending


def test_nobody_decides_for_another_member():
    objects = [*QUARREL, problem()]
    theirs = msgspec.structs.replace(decide(warned(objects)), originator="beta")
    assert warned([*objects, theirs]).decisions == ()


def test_nothing_declared_gives_nothing():
    assert watch(fold(QUARREL), NOON) == watch(Picture(**dict.fromkeys(Picture.__struct_fields__, ())), NOON)


WATCHED = [
    requirement(topic=Topic(terms={"any": ("dam", "twelve")}), parties=()),
    channel(every_hours=48),
    problem(
        indicators=(
            Indicator(name="dam", text="", topic=Topic(terms={"any": ("dam",)}), window_days=9),
            Indicator(name="twelve", text="", figure=FigureTest(at_least=Decimal(10)), sources=2),
        ),
        levels=(Level(name="low"), Level(name="high", rules=(Rule(at_least=1),))),
    ),
]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_it_is_a_function_of_the_set_and_the_moment(data):
    world = [*data.draw(worlds()), *WATCHED]
    as_of = NOON + timedelta(days=data.draw(st.integers(-9, 30)))
    whole = watch(fold(world), as_of)
    assert watch(fold(data.draw(st.permutations(world))), as_of) == whole
    held = {row.id for row in fold(world).statements}
    named_ = {name for row in whole.warnings for name in row.evidence} | {
        name for row in whole.requirements for name in row.statements
    }
    assert named_ <= held
    for row in whole.requirements:
        for cell in row.cells:
            assert (cell.state == "held") == bool(cell.statements)
            assert cell.denial != "not collected" or cell.reports == 0


def test_it_names_all_that_it_rests_on():
    objects = [*QUARREL, problem(), requirement(), channel()]
    taken = decide(warned(objects))
    named_ = set(watch(fold([*objects, taken]), NOON).named())
    assert named_ == {
        "d-p",
        "d-d",
        "d-r-PIR-1",
        "d-c-a",
        *(held.id for held in QUARREL if held.type == "statement"),
    }
