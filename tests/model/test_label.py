import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.errors import UsageError
from pantau.model.label import DEFAULT_POLICY, NO_FULLTEXT, Label, combine, stricter
from pantau.model.release import Gate, LabelAct, Labelled, Reader
from pantau.model.roll import Roll

entries = st.sampled_from(["member:a", "member:b", "member:c", "community:x"])
labels = st.builds(
    Label,
    policy=st.sampled_from(["PANTAU", "PANTAU", "PANTAU", "OTHER"]),
    classification=st.sampled_from(["UNCLASSIFIED", "RESTRICTED", "COSMIC"]),
    audience=st.lists(st.lists(entries, max_size=3).map(tuple), max_size=3).map(tuple),
    caveats=st.lists(st.sampled_from(["NO-FULLTEXT", "NO-RELAY", "ODD"]), max_size=2).map(tuple),
)


@given(labels, labels, labels)
def test_combining_is_a_semilattice(a, b, c):
    def both(x, y):
        return combine((x, y), DEFAULT_POLICY)

    assert both(a, b) == both(b, a)
    assert both(both(a, b), c) == both(a, both(b, c))
    assert both(a, a) == combine((a,), DEFAULT_POLICY)


@given(labels, labels)
def test_combining_never_loosens(a, b):
    whole = combine((a, b), DEFAULT_POLICY)
    for one in (a, b):
        assert set(one.caveats) <= set(whole.caveats)
        assert {tuple(sorted(set(clause))) for clause in one.audience} <= set(whole.audience)
        if one.classification == "RESTRICTED":
            assert whole.classification != "UNCLASSIFIED"


def test_unknown_policies_and_classifications_admit_nobody():
    for odd in (
        Label(policy="OTHER", classification="UNCLASSIFIED", audience=(("member:a",),)),
        Label(classification="COSMIC", audience=(("member:a",),)),
        Label(classification="UNCLASSIFIED", audience=()),
    ):
        assert () in combine((odd,), DEFAULT_POLICY).audience


def test_a_tie_of_label_acts_gives_what_both_allow():
    wide = Label(classification="UNCLASSIFIED", audience=(("member:a", "member:b"),))
    narrow = Label(classification="RESTRICTED", audience=(("member:a",),))
    assert stricter(wide, narrow, DEFAULT_POLICY).audience == (("member:a",), ("member:a", "member:b"))


def test_nothing_to_combine_is_wrong_use():
    with pytest.raises(UsageError):
        combine((), DEFAULT_POLICY)


def test_the_policy_knows_only_caveats_that_are_enforced():
    label = Label(classification="UNCLASSIFIED", audience=(("member:a",),), caveats=("NO-RELAY",))
    gate = Gate(roll=Roll.of_one("a", ""), policy=DEFAULT_POLICY, acts={}, lookup=lambda _: None)
    assert not gate.decide(Labelled(id="x", originator="b", label=label), Reader(member="a")).allowed
    assert DEFAULT_POLICY.caveats == (NO_FULLTEXT,)


@pytest.mark.parametrize(
    ("shape", "data"),
    [
        (Label, b'{"classification":"UNCLASSIFIED","audience":[["member:a"]],"expires":"2020-01-01"}'),
        (LabelAct, b'{"number":1,"label":{"classification":"UNCLASSIFIED","audience":[]},"handling":"EYES"}'),
        (LabelAct, b'{"number":1,"label":{"classification":"UNCLASSIFIED","audience":[],"until":"2020"}}'),
    ],
)
def test_a_label_with_a_field_that_nobody_knows_is_refused(shape, data):
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(data, type=shape)
