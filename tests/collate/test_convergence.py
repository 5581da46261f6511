"""Whatever the order, the portions, the removals and the returns: the picture is a function of the set of objects."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collate.builders import anchor, correction, declared, evaluation, figure, named, page, run, statement
from pantau.collate.digest import lines, picture_digest
from pantau.collate.fold import Collation, fold
from pantau.model.correction import (
    Merge,
    Reject,
    SetAct,
    SetDate,
    SetFigure,
    SetSpeaker,
    Split,
    Undo,
)
from pantau.model.declaration import Withdrawal
from pantau.model.objects import Held
from pantau.model.rating import SourceSetting
from pantau.model.requirement import ChannelExpectation, Requirement, Topic
from pantau.model.statement import Statement
from pantau.model.time import PartialDate
from pantau.model.warning import Decision, Indicator, Level, Problem

TEXTS = [
    " ".join(f"{topic}{word}" for word in range(40)) + tail
    for topic in ("river", "strike", "vote")
    for tail in ("", " with a last line that only this one has")
]
BOILERPLATE = " subscribe now to read more of our daily letters and alerts"
SPEAKERS = [
    ("Ana Belo", "PRT", "person"),
    ("Belo", "PRT", "person"),
    ("Ana María Belo", "PRT", "person"),
    ("Rui Belo", "PRT", "person"),
    ("Harbour Authority", "PRT", "institution"),
    ("unnamed official", "ESP", "unnamed"),
    ("Spain", "ESP", "government"),
]
WORDS = ["the dam is shut", "the dam was opened", "twelve are missing", "nobody was told"]
OUTLETS = ["a.example", "b.example", "c.example", None]


@st.composite
def pages(draw: st.DrawFn, name: str) -> list[Held]:
    topic = draw(st.sampled_from(["river", "strike", "vote"]))
    kin = draw(st.sampled_from(["river", "strike", "vote"]))
    day = draw(st.one_of(st.none(), st.integers(0, 25)))
    text = draw(st.sampled_from([text for text in TEXTS if text.startswith(topic)] + [""]))
    says = draw(
        st.lists(
            st.tuples(st.sampled_from(SPEAKERS), st.sampled_from(WORDS), st.sampled_from(["assert", "deny"])),
            max_size=3,
        )
    )
    held = page(
        name,
        minute=draw(st.integers(0, 5)),
        location=draw(
            st.sampled_from([None, "https://a.example/one", "https://www.a.example/one?utm_source=x"])
        ),
        originator=draw(st.sampled_from(["alpha", "alpha", "beta"])),
        text=text + BOILERPLATE * draw(st.integers(0, 1)),
        topic=draw(st.sampled_from([None, {topic: 1.0}, {topic: 1.0, kin: 0.7}])),
        published=None if day is None else (date(2031, 1, 1) + timedelta(days=day)).isoformat(),
        outlet=draw(st.sampled_from(OUTLETS)),
        origins=draw(st.lists(st.sampled_from(["Reuters", "AP", "a.example"]), max_size=2, unique=True)),
        language=draw(st.sampled_from(["en", "id"])),
        title=draw(st.sampled_from([None, f"About the {topic}"])),
        says=[
            {
                "speaker": speaker,
                "party": party,
                "kind": kind,
                "words": words,
                "act": act,
                "quantities": (figure(12),) if words.startswith("twelve") else (),
                "mentions": named(f"place:{topic}"),
            }
            for (speaker, party, kind), words, act in says
        ],
    )
    if draw(st.booleans()) and len(held) > 2:
        again = run(held[0], generation=2, text=text, topic={topic: 1.0}, language="en")
        held += [
            again,
            statement(
                again, 0, words=draw(st.sampled_from(WORDS)), span=draw(st.sampled_from([(0, 90), (40, 190)]))
            ),
        ]
    return held


@st.composite
def changes(draw: st.DrawFn, world: list[Held]) -> list[Held]:
    """Corrections and evaluations of what `world` holds, undos among them."""
    spoken = [held for held in world if isinstance(held.body, Statement)]
    reports = [held.id for held in world if held.type == "report"]
    made: list[Held] = []
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(["single", "single", "group", "undo", "rate"]))
        some = draw(st.lists(st.sampled_from(spoken), min_size=1, max_size=3, unique=True)) if spoken else []
        several = tuple(anchor(held) for held in some)
        change: object = None
        if kind == "single" and some:
            target = several[0]
            change = draw(
                st.sampled_from(
                    [
                        SetAct(target=target, act="deny"),
                        SetSpeaker(target=target, name="Ana Belo", party=None),
                        SetFigure(target=target, was=(0, 1), now=None),
                        SetFigure(target=target, was=None, now=figure(31)),
                        SetDate(target=target, said=PartialDate(value="2031-01-03")),
                        Reject(target=target),
                    ]
                )
            )
        elif kind == "group":
            shape = draw(st.sampled_from([Merge, Split]))
            grouping = draw(st.sampled_from(["claims", "events", "entities"]))
            pair = tuple(draw(st.lists(st.sampled_from(reports), min_size=1, max_size=3, unique=True)))
            change = shape(
                grouping=grouping,
                statements=several if grouping != "events" else (),
                reports=pair if grouping == "events" else (),
            )
        elif kind == "undo" and made:
            change = Undo(correction=draw(st.sampled_from(made)).id)
        elif kind == "rate" and some:
            made.append(evaluation(str(number), minute=number, statement=some[0].id, credibility=2))
            made.append(evaluation(f"{number}s", minute=number, source="Ana Belo", reliability="B"))
        if change is not None:
            made.append(correction(str(number), change, minute=draw(st.integers(0, 3))))
    return made


@st.composite
def declarations(draw: st.DrawFn) -> list[Held]:
    """Declarations, some of one name, with withdrawals of them and of withdrawals."""
    made: list[Held] = []
    for number in range(draw(st.integers(0, 5))):
        name = draw(st.sampled_from(["one", "One", "two"]))
        body = draw(
            st.sampled_from(
                [
                    Requirement(name=name, question="?", topic=Topic(about=("PRT",))),
                    ChannelExpectation(name=name, matches=("a.example",), every_hours=number + 1),
                    Problem(
                        name=name,
                        question="?",
                        levels=(Level(name="low"),),
                        indicators=(Indicator(name="i", text=""),),
                    ),
                    SourceSetting(name="Ana Belo", reliability="C", reason=name),
                    Decision(problem=name, declaration="d", level="low", verdict="accepted", words=""),
                ]
            )
        )
        if made and draw(st.booleans()):
            body = Withdrawal(targets=(draw(st.sampled_from(made)).id,))
        originator = draw(st.sampled_from(["alpha", "alpha", "beta"]))
        made.append(declared(str(number), body, minute=draw(st.integers(0, 3)), originator=originator))
    return made


@st.composite
def worlds(draw: st.DrawFn) -> list[Held]:
    count = draw(st.integers(1, 8))
    world = [held for number in range(count) for held in draw(pages(f"p{number}"))]
    return world + draw(changes(world)) + draw(declarations())


SLOW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(st.data())
def test_any_order_and_any_portions_give_the_same_picture(data):
    world = data.draw(worlds())
    whole = lines(fold(world))
    shuffled = data.draw(st.permutations(world))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(world)), max_size=4)))
    collation = Collation()
    for start, end in zip([0, *cuts], [*cuts, len(world)], strict=True):
        collation.add(shuffled[start:end])
        if data.draw(st.booleans()):
            collation.picture()
    assert lines(collation.picture()) == whole


@SLOW
@given(st.data())
def test_what_was_removed_leaves_no_trace_and_may_return(data):
    world = data.draw(worlds())
    collation = Collation()
    collation.add(world)
    held = {item.id: item for item in world}
    kept = dict(held)
    for _ in range(data.draw(st.integers(1, 4))):
        if data.draw(st.booleans()):
            collation.picture()
        gone = data.draw(st.lists(st.sampled_from(sorted(held)), max_size=6, unique=True))
        collation.remove(gone)
        for name in gone:
            kept.pop(name, None)
        back = data.draw(st.lists(st.sampled_from(sorted(held)), max_size=4, unique=True))
        collation.add([held[name] for name in back])
        kept.update({name: held[name] for name in back})
    assert lines(collation.picture()) == lines(fold(kept.values()))


@SLOW
@given(st.data())
def test_every_row_names_only_what_the_picture_holds(data):
    picture = fold(data.draw(worlds()))
    reports = {row.id for row in picture.reports}
    events = {row.id: row for row in picture.events}
    stories = {row.id: row for row in picture.stories}
    claims = {row.id for row in picture.claims}
    entities = {row.id: row for row in picture.entities}
    assert all(row.event in events and row.id in events[row.event].reports for row in picture.reports)
    assert all(row.story in stories and row.id in stories[row.story].reports for row in picture.reports)
    assert {row.copy_of for row in picture.reports} - {None} <= reports
    assert all(row.claim in claims and row.report in reports for row in picture.statements)
    assert all(row.id in entities[row.entity].statements for row in picture.statements)
    assert sum(len(row.statements) for row in picture.entities) == len(picture.statements)
    assert all(name == min(row.reports) for name, row in (events | stories).items())
    assert all(name == min(row.statements) for name, row in entities.items())


def test_adding_twice_and_forgetting_the_unknown_change_nothing():
    world = page("one", text=TEXTS[0], topic={"river": 1.0}, says=[{"words": WORDS[0]}])
    collation = Collation()
    collation.add([*world, *world])
    collation.remove(["nothing"])
    assert picture_digest(collation.picture()) == picture_digest(fold(world))


def test_an_empty_set_has_an_empty_picture():
    picture = fold([])
    assert not any((picture.reports, picture.stories, picture.claims, picture.sources, picture.timeline))
