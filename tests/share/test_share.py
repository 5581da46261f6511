"""What the gate lets through of a journal, and which label something derived from it carries."""

from datetime import UTC, datetime

from pantau.model.correction import Correction, Undo
from pantau.model.envelope import By, Draft, seal
from pantau.model.identity import Identity
from pantau.model.label import DEFAULT_POLICY, Label, member_clause
from pantau.model.release import Decision, LabelAct, Reader
from pantau.model.roll import Member, Roll, Standing
from pantau.share import decide, release, strictest
from pantau.store import Batch
from pantau.store.memory import MemoryStore

ME, PARTNER = Identity.create(), Identity.create()
THEN = datetime(2025, 5, 4, tzinfo=UTC)
OWN = Label.own(ME.member)
ROLL = Roll(
    members={
        one.member: Member(id=one.member, key=one.public_key, standing=Standing.FULL) for one in (ME, PARTNER)
    }
)


def sealed(kind, body, refs=(), label=OWN):
    draft = Draft(type=kind, label=label, body=body, by=By(kind="analyst", name="ana"), refs=refs)
    return seal(draft, ME, created=THEN)


def undo(refs=(), label=OWN):
    return sealed("correction", Correction(change=Undo(correction="ab" * 32)), refs, label)


def to_partner(thing, number=1):
    label = Label(classification="UNCLASSIFIED", audience=((member_clause(PARTNER.member),),))
    return sealed("label-act", LabelAct(number=number, label=label), (thing.id,))


def ids(envelopes, reader):
    found = release(envelopes, roll=ROLL, policy=DEFAULT_POLICY, reader=Reader(member=reader))
    return [item.held.id for item in found]


def test_what_is_not_released_stays_out_and_an_act_lets_it_through():
    one, other = undo(), undo()
    act = to_partner(one)
    assert ids([one, other, act], ME.member) == [one.id, other.id, act.id]
    assert ids([one, other, act], PARTNER.member) == [one.id]
    assert ids([one, other, act], "m-stranger") == []


def test_a_single_object_is_decided_as_among_all():
    one, other = undo(), undo()
    store = MemoryStore(lambda: THEN)
    store.append(Batch(objects=(one, other, to_partner(one))))
    for thing, allowed in ((one, True), (other, False)):
        reader = Reader(member=PARTNER.member)
        assert decide(thing, store, roll=ROLL, policy=DEFAULT_POLICY, reader=reader).allowed is allowed


def test_what_is_derived_carries_the_strictest_label():
    wide = Label(classification="UNCLASSIFIED", audience=((member_clause(PARTNER.member),),))
    decisions = [Decision(allowed=True, reason="", label=label) for label in (wide, OWN)]
    assert set(strictest(decisions, DEFAULT_POLICY, OWN).audience) == {*wide.audience, *OWN.audience}
    assert strictest([], DEFAULT_POLICY, OWN) == OWN


def test_what_has_no_label_closes_the_whole():
    orphan = undo(refs=("ab" * 32,))
    (item,) = release([orphan], roll=ROLL, policy=DEFAULT_POLICY, reader=Reader(member=ME.member))
    whole = strictest([item.decision], DEFAULT_POLICY, OWN)
    assert whole.classification == "RESTRICTED"
    assert () in whole.audience
