"""The gate: default deny, and no way around it through references, acts, ties or unknown values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.model.label import DEFAULT_POLICY, NO_FULLTEXT, Label
from pantau.model.release import Gate, LabelAct, Labelled, Reader
from pantau.model.roll import Member, Roll, Standing

OWNER, PARTNER, THIRD = "m-owner", "m-partner", "m-third"


def roll(standing=Standing.FULL, ceiling=None):
    members = {
        OWNER: Member(id=OWNER, key="", standing=Standing.FULL),
        PARTNER: Member(id=PARTNER, key="", standing=standing, ceiling=ceiling),
        THIRD: Member(id=THIRD, key="", standing=Standing.FULL),
    }
    return Roll(members=members, communities={"c1": (OWNER, PARTNER)})


def label(*clauses, classification="UNCLASSIFIED", caveats=()):
    return Label(classification=classification, audience=clauses, caveats=caveats)


TO_PARTNER = label((f"member:{PARTNER}",))
OWN = label((f"member:{OWNER}",))


def item(name, label_, refs=(), originator=OWNER, alone=False):
    return Labelled(id=name, originator=originator, label=label_, refs=refs, alone=alone)


def decide(*items, acts=None, reader=PARTNER, roll_=None, ceiling=None):
    by_id = {i.id: i for i in items}
    gate = Gate(roll=roll_ or roll(), policy=DEFAULT_POLICY, acts=acts or {}, lookup=by_id.get)
    return gate.decide(items[0], Reader(member=reader, ceiling=ceiling))


def test_only_who_is_named_may_read():
    assert decide(item("a", TO_PARTNER)).allowed
    assert not decide(item("a", TO_PARTNER), reader=THIRD).allowed
    assert not decide(item("a", OWN)).allowed
    assert decide(item("a", label(("community:c1",)))).allowed


def test_the_originator_always_sees_its_own():
    assert decide(item("a", label(())), reader=OWNER).allowed


@pytest.mark.parametrize(
    "closed",
    [
        label(()),
        label(),
        label((f"member:{PARTNER}",), ()),
        label((f"member:{PARTNER}",), (f"member:{THIRD}",)),
        label((f"member:{PARTNER}",), classification="COSMIC"),
        label((f"member:{PARTNER}",), caveats=("UNHEARD-OF",)),
        label(("community:unknown",)),
        label((PARTNER,)),
        Label(policy="OTHER", classification="UNCLASSIFIED", audience=((f"member:{PARTNER}",),)),
    ],
)
def test_what_is_empty_or_unknown_denies(closed):
    assert not decide(item("a", closed)).allowed


@pytest.mark.parametrize("standing", [Standing.APPLICANT, Standing.SUSPENDED, Standing.DEPARTED])
def test_only_members_in_good_standing_read(standing):
    assert not decide(item("a", TO_PARTNER), roll_=roll(standing)).allowed


def test_ceilings_of_member_and_user_hold():
    restricted = label((f"member:{PARTNER}",), classification="RESTRICTED")
    assert decide(item("a", restricted)).allowed
    assert not decide(item("a", restricted), roll_=roll(ceiling="UNCLASSIFIED")).allowed
    assert not decide(item("a", restricted), ceiling="UNCLASSIFIED").allowed
    assert not decide(item("a", restricted), ceiling="NO-SUCH").allowed
    own = item("a", label((f"member:{OWNER}",), classification="RESTRICTED"))
    assert not decide(own, reader=OWNER, ceiling="UNCLASSIFIED").allowed


def test_what_is_derived_is_no_freer_than_its_source():
    assert not decide(item("s", TO_PARTNER, refs=("r",)), item("r", OWN)).allowed
    assert not decide(item("s", TO_PARTNER, refs=("x",)), item("x", OWN, originator=THIRD)).allowed
    assert decide(item("s", TO_PARTNER, refs=("r",)), item("r", TO_PARTNER)).allowed
    assert not decide(item("s", TO_PARTNER, refs=("missing",))).allowed


def test_a_sanitised_version_stands_on_its_own_label():
    assert decide(item("s", TO_PARTNER, refs=("r",), alone=True), item("r", OWN)).allowed
    assert not decide(item("s", OWN, refs=("r",), alone=True), item("r", TO_PARTNER)).allowed


def test_nobody_sanitises_what_another_made():
    secret = item("r", label((f"member:{PARTNER}",)))
    washed = item("s", label((f"member:{THIRD}",)), refs=("r",), originator=PARTNER, alone=True)
    assert not decide(washed, secret, reader=THIRD).allowed
    assert not decide(
        item("s", TO_PARTNER, refs=("r",), originator=THIRD, alone=True), secret, reader=OWNER
    ).allowed


def test_nobody_sanitises_it_by_way_of_an_object_of_their_own():
    secret = item("r", OWN)
    step = item("n", TO_PARTNER, refs=("r",), originator=THIRD)
    washed = item("s", TO_PARTNER, refs=("n",), originator=THIRD, alone=True)
    assert not decide(washed, step, secret).allowed
    assert not decide(washed, item("n", TO_PARTNER, refs=("n2",), originator=THIRD), item("n2", OWN)).allowed


def test_what_is_not_held_cannot_be_sanitised():
    assert not decide(item("s", TO_PARTNER, refs=("missing",), alone=True)).allowed


def test_only_the_originators_latest_act_counts():
    thing = item("a", OWN)
    wide, narrow = LabelAct(number=1, label=TO_PARTNER), LabelAct(number=2, label=OWN)
    assert decide(thing, acts={"a": [(OWNER, wide)]}).allowed
    assert not decide(thing, acts={"a": [(THIRD, wide)]}).allowed
    assert not decide(thing, acts={"a": [(OWNER, narrow), (OWNER, wide)]}).allowed
    tie = LabelAct(number=1, label=OWN)
    assert not decide(thing, acts={"a": [(OWNER, wide), (OWNER, tie)]}).allowed


def test_full_text_stays_home_under_its_caveat():
    free = decide(item("a", TO_PARTNER))
    kept = decide(item("a", label((f"member:{PARTNER}",), caveats=(NO_FULLTEXT,))))
    assert free.fulltext
    assert kept.allowed
    assert not kept.fulltext


names = st.sampled_from([f"member:{OWNER}", f"member:{PARTNER}", f"member:{THIRD}", "community:c1"])
clauses = st.lists(st.lists(names, max_size=2).map(tuple), max_size=2).map(tuple)
any_label = st.builds(
    Label,
    classification=st.sampled_from(["UNCLASSIFIED", "RESTRICTED"]),
    audience=clauses,
    caveats=st.just(()),
)


@given(
    st.lists(st.tuples(any_label, st.sampled_from([OWNER, THIRD]), st.booleans()), min_size=1, max_size=6),
    st.data(),
)
def test_whatever_the_labels_nothing_passes_that_an_ancestor_forbids(made, data):
    """Objects, each derived from some before it: released only if every one whose label counts admits the reader."""
    items = []
    for number, (label_, originator, alone) in enumerate(made):
        refs = data.draw(st.lists(st.sampled_from([i.id for i in items]), max_size=2)) if items else []
        items.append(item(f"{number}", label_, tuple(refs), originator, alone))
    by_id = {i.id: i for i in items}
    gate = Gate(roll=roll(), policy=DEFAULT_POLICY, acts={}, lookup=by_id.get)

    def counting(one):
        below = foreign if one.alone else lambda ref, _: counting(by_id[ref])
        return {one.id} | {name for ref in one.refs for name in below(ref, one.originator)}

    def foreign(ref, originator):
        if by_id[ref].originator != originator:
            return counting(by_id[ref])
        return {name for further in by_id[ref].refs for name in foreign(further, originator)}

    def admits(one):
        return bool(one.label.audience) and all(
            any(entry in (f"member:{PARTNER}", "community:c1") for entry in clause)
            for clause in one.label.audience
        )

    for one in items:
        expected = all(admits(by_id[name]) for name in counting(one))
        assert gate.decide(one, Reader(member=PARTNER)).allowed == expected
