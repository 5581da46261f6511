"""Judgements and products in a picture: nothing changed raises nothing, each change raises its alarm, in any order."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collate.builders import (
    EPOCH,
    anchor,
    correction,
    evaluation,
    page,
    run,
    statement,
)
from collate.test_convergence import changes, worlds
from pantau.collate.assess.compare import differences
from pantau.collate.assess.laying import Layer
from pantau.collate.brief import Selection, draft
from pantau.collate.digest import picture_digest
from pantau.collate.fold import Collation, fold
from pantau.errors import UnknownReference
from pantau.model.brief import Brief
from pantau.model.correction import Merge, Reject, SetAct, Undo
from pantau.model.judgement import Judgement
from pantau.model.label import Label
from pantau.model.objects import Held
from pantau.model.picture import Picture
from pantau.model.product import CutOff, Product, ProductAct
from pantau.model.release import LabelAct

OWN = Label.own("alpha")
LATER = EPOCH + timedelta(days=400)
few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def briefed(picture: Picture) -> Brief:
    drafted = draft(picture, Selection())
    return Brief(
        label=OWN,
        audience="alpha",
        cut_off=drafted.cut_off,
        undated=drafted.undated,
        since=None,
        every=False,
        picture_version="1",
        digest="",
        position=1,
        stories=drafted.stories,
        other_stories=(),
        more_stories=0,
    )


def product(objects: list[Held], name: str = "p-1", number: int = 1, **more: Any) -> Held:
    """The brief on these objects, frozen, made after all of them."""
    picture = fold(objects)
    brief = briefed(picture)
    layer = Layer(picture)
    body = Product(
        number=number,
        title="Flood",
        cut_off=CutOff(position=1, time="2031-02-01T00:00:00Z", picture_version="1", digest=""),
        label=OWN,
        audience="alpha",
        footings=layer.of_brief(brief),
        content=(),
        stories=tuple(min(r.report for r in story.references) for story in brief.stories),
        **more,
    )
    return made(name, "product", body, refs=layer.refs(brief), day=100)


def judgement(objects: list[Held], *about: str, name: str = "j-1", **more: Any) -> Held:
    body = Judgement(about=about, sentence="It is so.", scale="icd-203", confidence="low", **more)
    laid = msgspec.structs.replace(body, footings=Layer(fold(objects)).of_judgement(body))
    return made(name, "judgement", laid, refs=about, day=90)


def made(name: str, kind: str, body: Any, *, refs: tuple[str, ...] = (), day: int = 0, **more: Any) -> Held:
    moment = EPOCH + timedelta(days=day)
    return Held(
        id=name,
        type=kind,
        originator=more.pop("originator", "alpha"),
        created=moment,
        refs=refs,
        by="sari",
        body=body,
    )


def act(number: int, kind: Any, *refs: str, **more: Any) -> Held:
    body = ProductAct(act=kind, recipients=more.pop("recipients", ()))
    return made(f"a-{number}", "product-act", body, refs=refs, day=110 + number, **more)


def late(held: Held) -> Held:
    """The same object, made after the product."""
    return msgspec.structs.replace(held, created=LATER)


def world() -> list[Held]:
    """Two parties on a dam: one page each, and a third that repeats the first."""
    text = "the dam above the town " * 30
    common = {"topic": {"dam": 1.0}, "published": "2031-01-02", "language": "en"}
    denial = {"speaker": "Rui Belo", "party": "ESP", "act": "deny", "words": "the dam was opened"}
    claim = {"speaker": "Ana Belo", "party": "PRT", "words": "the dam was opened"}
    return [
        *page("a", text=text, outlet="a.example", says=[claim], **common),
        *page("b", text=text + "and more of it", outlet="b.example", says=[denial], **common),
        *page("c", text="other words " * 40, outlet="c.example", says=[claim], **common),
    ]


def found(objects: list[Held], kind: str = "statement") -> list[Held]:
    return [held for held in objects if held.type == kind]


def facts(objects: list[Held]) -> set[str]:
    return {alarm.shift.fact for alarm in fold(objects).alarms}


@given(worlds())
@few
def test_what_was_just_written_has_no_alarm(objects: list[Held]) -> None:
    spoken = [row.id for row in fold(objects).statements][:3]
    if not fold(objects).stories:
        return
    whole = [*objects, product(objects)]
    if spoken:
        whole.append(judgement(objects, *spoken))
    picture = fold(whole)
    assert picture.alarms == ()
    assert all(row.shifts == () for row in picture.judgements)
    assert [row.state for row in picture.products] == ["draft"]


@given(st.data())
@few
def test_rows_and_alarms_follow_from_the_set_alone(data: st.DataObject) -> None:
    objects = data.draw(worlds())
    if not fold(objects).stories:
        return
    made_of = [row.id for row in fold(objects).statements][:2]
    people = [product(objects), act(1, "approve", "p-1"), act(2, "release", "p-1", recipients=("desk",))]
    people += [judgement(objects, *made_of)] if made_of else []
    people += [judgement(objects, *made_of, name="j-2", supersedes="j-1")] if made_of else []
    drawn = [late(held) for held in data.draw(changes(objects))]
    after = [msgspec.structs.replace(held, id=f"late-{held.id}") for held in drawn]
    gone = data.draw(st.sets(st.sampled_from([held.id for held in objects]), max_size=3))
    whole = [*objects, *people, *after]
    left = [held for held in whole if held.id not in gone]
    expected = picture_digest(fold(left))
    shuffled = list(left)
    random.Random(data.draw(st.integers(0, 9))).shuffle(shuffled)
    assert picture_digest(fold(shuffled)) == expected
    collation = Collation()
    collation.add(shuffled[: len(shuffled) // 2])
    collation.picture()
    collation.add([*shuffled, *whole])
    collation.picture()
    collation.remove(gone)
    assert picture_digest(collation.picture()) == expected


def test_a_correction_raises_an_alarm_that_its_undoing_takes_back() -> None:
    objects = world()
    target = anchor(found(objects)[0])
    change = late(correction("1", SetAct(target=target, act="deny")))
    held = [*objects, product(objects), change]
    alarms = [alarm for alarm in fold(held).alarms if alarm.shift.fact == "act"]
    assert alarms[0].number == 1
    assert alarms[0].shift.was == "assert"
    assert alarms[0].shift.now == "deny"
    assert alarms[0].shift.causes == ("c-1",)
    assert alarms[0].shift.since == "2032-02-05T00:00:00Z"
    assert "stance" in facts(held)
    assert fold([*held, late(correction("2", Undo(correction="c-1")))]).alarms == ()


def test_a_rejected_statement_is_told_once_a_line() -> None:
    objects = world()
    change = late(correction("1", Reject(target=anchor(found(objects)[1]))))
    alarms = fold([*objects, product(objects), change]).alarms
    assert {alarm.shift.now for alarm in alarms if alarm.shift.fact == "held"} == {"rejected by an analyst"}
    assert len({(alarm.shift.where, alarm.shift.fact) for alarm in alarms}) == len(alarms)


def test_what_is_removed_raises_an_alarm_without_a_date() -> None:
    objects = world()
    gone = {held.id for held in objects if held.id == "r-b" or "r-b" in held.refs}
    alarms = fold([held for held in [*objects, product(objects)] if held.id not in gone]).alarms
    lost = [alarm.shift for alarm in alarms if alarm.shift.fact == "held"]
    assert {shift.now for shift in lost} >= {None}
    assert any(shift.where.startswith("page") for shift in lost)
    assert all(shift.since is None for shift in lost)


def test_a_later_version_of_a_page_raises_an_alarm_for_what_it_no_longer_says() -> None:
    text = "the dam above the town was looked after by a hundred men who came " * 8
    common = {"outlet": "a.example", "topic": {"dam": 1.0}, "text": text, "location": "https://a.example/1"}
    first = page("a", published="2031-01-02", says=[{"words": "the dam was opened"}], **common)
    newer = [
        late(held)
        for held in page("b", published="2031-01-03", says=[{"words": "nobody was told"}], minute=9, **common)
    ]
    picture = fold([*first, product(first), *newer])
    assert any(row.version_of == "r-a" for row in picture.reports)
    shifts = {alarm.shift.fact: alarm.shift for alarm in picture.alarms}
    assert shifts["version"].now == "replaced by a later version"
    assert shifts["version"].causes == ("r-b",)
    assert shifts["still said"].now == "not in the latest version of the page"


def test_evaluations_raise_alarms() -> None:
    objects = world()
    held = [*objects, product(objects)]
    claim = late(evaluation("1", statement=found(objects)[0].id, credibility=5))
    source = late(evaluation("2", source=fold(objects).statements[0].source, reliability="D"))
    assert "ratings" in facts([*held, claim])
    where = {alarm.shift.where for alarm in fold([*held, source]).alarms}
    assert where == {"source"}


def test_a_stricter_label_raises_an_alarm_and_a_wider_one_does_not() -> None:
    objects = world()
    held = [*objects, product(objects)]
    target = found(objects)[0].id

    def relabelled(label: Label, originator: str = "alpha") -> Held:
        act = LabelAct(number=1, label=label)
        return made("l-1", "label-act", act, refs=(target,), day=120, originator=originator)

    stricter = Label.own("alpha", "RESTRICTED")
    wider = Label(classification="UNCLASSIFIED", audience=(("member:alpha", "member:beta"),))
    alarms = fold([*held, relabelled(stricter)]).alarms
    assert [(alarm.shift.fact, alarm.shift.now) for alarm in alarms] == [("classification", "RESTRICTED")]
    assert alarms[0].shift.causes == ("l-1",)
    assert fold([*held, relabelled(wider)]).alarms == ()
    assert fold([*held, relabelled(stricter, originator="beta")]).alarms == ()
    nobody = Label(classification="UNCLASSIFIED", audience=((),))
    assert [alarm.shift.now for alarm in fold([*held, relabelled(nobody)]).alarms] == ["nobody"]


def test_what_only_counts_is_missed_as_well() -> None:
    objects = world()
    frozen = product(objects)
    run_of = found(objects, "exploitation")[2].id
    extra = msgspec.structs.replace(frozen, refs=(*frozen.refs, "never-held"))
    assert run_of in frozen.refs
    alarms = fold([*objects, extra]).alarms
    assert [alarm.shift.where for alarm in alarms] == ["whole product"]
    assert alarms[0].shift.causes == ("never-held",)


def test_a_newer_run_that_says_the_same_raises_nothing() -> None:
    objects = world()
    text = "the dam above the town " * 30
    again = run(
        objects[0], generation=2, text=text, topic={"dam": 1.0}, outlet="a.example", published="2031-01-02"
    )
    same = statement(again, words="the dam was opened")
    picture = fold([*objects, product(objects), again, same])
    assert same.id in {row.id for row in picture.statements}
    assert picture.alarms == ()


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ((), "draft"),
        (("approve",), "approved"),
        (("release",), "draft"),
        (("approve", "supersede"), "superseded"),
        (("supersede", "approve"), "superseded"),
        (("recall", "approve"), "recalled"),
        (("approve", "supersede", "recall"), "recalled"),
    ],
)
def test_the_state_follows_from_the_acts(acts: tuple[str, ...], state: str) -> None:
    objects = world()
    done = [act(number, kind, "p-1", "p-2") for number, kind in enumerate(acts)]
    picture = fold([*objects, product(objects), *done])
    assert [row.state for row in picture.products] == [state]
    change = late(correction("1", SetAct(target=anchor(found(objects)[0]), act="deny")))
    assert bool(fold([*objects, product(objects), *done, change]).alarms) == (state in ("draft", "approved"))


def test_only_the_originators_acts_count() -> None:
    objects = world()
    picture = fold([*objects, product(objects), act(1, "recall", "p-1", originator="beta")])
    assert [(row.state, row.acts) for row in picture.products] == [("draft", ())]


def test_an_approved_notice_answers_what_it_tells() -> None:
    objects = world()
    change = late(correction("1", SetAct(target=anchor(found(objects)[0]), act="deny")))
    held = [*objects, product(objects), act(1, "approve", "p-1"), change]
    answers = tuple(alarm.shift for alarm in fold(held).alarms)
    told = product(objects, "p-2", 2, kind="notice", corrects="p-1", answers=answers[:1])
    quiet = msgspec.structs.replace(told, body=msgspec.structs.replace(told.body, footings=()))
    drafted = fold([*held, quiet])
    assert {alarm.answered_by for alarm in drafted.alarms} == {None}
    approved = [
        alarm for alarm in fold([*held, quiet, act(2, "approve", "p-2")]).alarms if alarm.product == "p-1"
    ]
    assert [alarm.answered_by for alarm in approved].count("p-2") == 1
    assert len(approved) == len(answers)


def test_a_judgement_gives_way_to_its_own_originators_later_one() -> None:
    objects = world()
    about = found(objects)[0].id
    first = judgement(objects, about)
    second = judgement(objects, about, name="j-2", supersedes="j-1")
    foreign = msgspec.structs.replace(second, id="j-3", originator="beta")
    rows = {row.id: row for row in fold([*objects, first, second, foreign]).judgements}
    assert rows["j-1"].superseded_by == ("j-2",)
    assert rows["j-1"].claims == rows["j-2"].claims != ()
    frozen = product([*objects, first])
    assert "standing" in facts([*objects, first, frozen, second])


def test_a_judgement_is_marked_when_its_evidence_changes() -> None:
    objects = world()
    held = [*objects, judgement(objects, found(objects)[0].id, opposes=(found(objects)[1].id, "r-c"))]
    change = late(correction("1", Reject(target=anchor(found(objects)[1]))))
    row = fold([*held, change]).judgements[0]
    assert ("against", "held") in {(shift.where, shift.fact) for shift in row.shifts}
    frozen = product(held)
    assert "evidence" in facts([*held, frozen, change])


def test_a_judgement_names_statements_and_reports() -> None:
    objects = world()
    with pytest.raises(UnknownReference, match="neither a statement nor a report"):
        judgement(objects, "e-1")


def test_a_claim_is_found_again_after_a_merge() -> None:
    objects = world()
    claims = fold(objects).claims
    change = late(
        correction("1", Merge(grouping="claims", statements=tuple(anchor(held) for held in found(objects))))
    )
    picture = fold([*objects, judgement(objects, found(objects)[2].id), change])
    assert len(picture.claims) <= len(claims)
    assert picture.judgements[0].claims == (picture.claims[0].id,)


def test_two_products_differ_by_what_changed_between() -> None:
    objects = world()
    before, after = product(objects).body, None
    change = correction("1", SetAct(target=anchor(found(objects)[0]), act="deny"))
    after = product([*objects, change]).body
    assert isinstance(before, Product)
    assert isinstance(after, Product)
    assert differences(before.footings, before.footings) == ()
    told = differences(before.footings, after.footings)
    assert ("act", "assert", "deny") in {(shift.fact, shift.was, shift.now) for shift in told}
    assert {shift.now for shift in differences((), after.footings)} == {"new"}
