"""Of declarations of one name the latest counts; withdrawing one brings the one before back."""

from collate.builders import declared, evaluation, page
from pantau.collate.fold import fold
from pantau.model.declaration import Withdrawal
from pantau.model.rating import SourceSetting
from pantau.model.requirement import Requirement, Topic


def requirement(question, name="PIR-1"):
    return Requirement(name=name, question=question, topic=Topic(about=("PRT",)))


def questions(*objects):
    return sorted(row.body.question for row in fold(objects).requirements)


def test_the_latest_of_a_name_and_originator_counts():
    first = declared("b", requirement("first?"), minute=1)
    second = declared("a", requirement("second?", "pir-1"), minute=2)
    other = declared("c", requirement("theirs?"), minute=0, originator="beta")
    assert questions(second, first, other) == ["second?", "theirs?"]


def test_withdrawing_brings_the_one_before_back_and_can_be_withdrawn():
    first = declared("a", requirement("first?"), minute=1)
    second = declared("b", requirement("second?"), minute=2)
    gone = declared("w", Withdrawal(targets=(second.id,)), minute=3)
    back = declared("x", Withdrawal(targets=(gone.id,)), minute=4)
    assert questions(first, second, gone) == ["first?"]
    assert questions(first, second, gone, back) == ["second?"]


def test_nobody_withdraws_what_another_declared():
    mine = declared("a", requirement("mine?"))
    assert questions(mine, declared("w", Withdrawal(targets=(mine.id,)), originator="beta")) == ["mine?"]


def test_setting_evaluation_and_rule_stand_side_by_side():
    held = [
        *page("one", says=[{"speaker": "Ana Belo"}]),
        evaluation("analyst", source="Ana Belo", reliability="D", reason="vague"),
        declared("a", SourceSetting(name="Ana Belo", reliability="B", reason="on the spot"), by="rui"),
    ]
    row = next(row for row in fold(held).sources if row.source == "Ana Belo")
    assert row.reliability == "F"
    assert [(given.rating, given.analyst, given.reason) for given in row.settings] == [
        ("B", "rui", "on the spot")
    ]
    assert [given.rating for given in row.analysts] == ["D"]
    apart = declared("b", SourceSetting(name="Ana Belo", reliability="E", reason=""), originator="beta")
    divided = next(row for row in fold([*held, apart]).sources if row.source == "Ana Belo")
    assert [given.rating for given in divided.settings] == ["B", "E"]
    assert fold(held).claims == fold(held[:3]).claims, "reliability says nothing of credibility"
