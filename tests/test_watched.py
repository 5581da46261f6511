"""Coverage and warnings for a reader rest on what is released to that reader, and on nothing else."""

from zoneinfo import ZoneInfo

import msgspec

from pantau.interop.brief import brief_blocks
from pantau.interop.jsonl import export_lines
from pantau.interop.markdown import to_markdown
from pantau.interop.wording import Wording
from pantau.model.canonical import canonical
from pantau.model.envelope import By, Draft
from pantau.model.identity import Identity
from pantau.model.label import Label, member_clause
from pantau.model.release import Reader
from pantau.model.requirement import ChannelExpectation, Requirement, Topic
from pantau.model.roll import Member, Roll, Standing
from pantau.model.warning import Decision, Indicator, Level, Problem, Rule
from pantau.model.watch import Watch
from pantau.pipeline import BriefQuery, draft_brief, ingest, record, texts, view, watched
from pantau.testing import capture, line_work, memory_parts

GATE = Topic(terms={"en": ("gate*",)})
PARTNER = Identity.create()


def shared(parts):
    """The label that releases to the partner as well."""
    members = tuple(sorted(map(member_clause, (parts.identity.member, PARTNER.member))))
    return Label(classification="UNCLASSIFIED", audience=(members,))


def two_members():
    """Parts whose roll names a partner; a page for both and one for the own member alone."""
    parts = memory_parts()
    partner = Member(id=PARTNER.member, key=PARTNER.public_key, standing=Standing.FULL)
    own = parts.roll.members[parts.identity.member]
    parts = msgspec.structs.replace(parts, roll=Roll(members={own.id: own, partner.id: partner}))
    both = msgspec.structs.replace(parts, label=shared(parts))
    list(ingest([capture("Ana: the gate was open", "open.txt")], parts=both, work=line_work()))
    list(ingest([capture("Secret Sam: the gate was blown up", "secret.txt")], parts=parts, work=line_work()))
    return parts, both


def said(parts, kind, body, refs=()):
    return record(
        parts, Draft(type=kind, label=parts.label, body=body, by=By(kind="analyst", name="ana"), refs=refs)
    )


def declared(parts):
    problem = Problem(
        name="Dam",
        question="?",
        levels=(Level(name="low"), Level(name="high", rules=(Rule(at_least=1),))),
        indicators=(Indicator(name="gate", text="", topic=GATE, sources=2),),
    )
    said(parts, "requirement", Requirement(name="PIR-1", question="?", topic=GATE))
    said(parts, "channel", ChannelExpectation(name="test", matches=("test",), every_hours=1))
    return said(parts, "indicators", problem)


def seen_by(parts, member):
    seen = view(parts, Reader(member=member))
    return seen, watched(parts, seen, None)


def test_a_partner_sees_coverage_and_warning_of_what_it_may_see():
    parts, both = two_members()
    declared(both)
    _, own = seen_by(parts, parts.identity.member)
    seen, theirs = seen_by(parts, PARTNER.member)
    assert (own.warnings[0].proposed, theirs.warnings[0].proposed) == ("high", "low")
    assert [row.channels[0].reports for row in (own, theirs)] == [2, 1]
    assert [len(row.requirements[0].statements) for row in (own, theirs)] == [2, 1]
    lines = b"\n".join(export_lines(seen.picture, texts(parts, seen), label=seen.label, watch=theirs))
    whole = lines + msgspec.json.encode(draft_brief(parts, Reader(member=PARTNER.member), BriefQuery()))
    assert b"PIR-1" in whole
    assert not any(word in whole for word in (b"Secret", b"secret", b"blown"))


def test_what_is_not_released_is_no_requirement_of_the_partner():
    parts, _ = two_members()
    declared(parts)
    seen, theirs = seen_by(parts, PARTNER.member)
    assert theirs == Watch()
    assert b"PIR-1" not in canonical(seen.picture)


def test_a_decision_is_seen_by_those_who_may_see_all_its_evidence():
    parts, both = two_members()
    problem = declared(both)
    row = seen_by(parts, parts.identity.member)[1].warnings[0]
    decision = Decision(
        problem="Dam",
        declaration=problem,
        level="high",
        verdict="accepted",
        words="seen",
        evidence=row.evidence,
    )
    said(both, "warning-decision", decision, refs=(problem, *row.evidence))
    assert seen_by(parts, parts.identity.member)[1].warnings[0].accepted == "high"
    assert seen_by(parts, PARTNER.member)[1].warnings[0].decisions == ()


def test_a_brief_without_declarations_is_no_longer_than_before():
    parts, _ = two_members()
    brief = draft_brief(parts, Reader(member=parts.identity.member), BriefQuery())
    shown = to_markdown(brief_blocks(brief, Wording(ZoneInfo("UTC"))))
    declared(parts)
    longer = draft_brief(parts, Reader(member=parts.identity.member), BriefQuery())
    after = to_markdown(brief_blocks(longer, Wording(ZoneInfo("UTC"))))
    assert not any(title in shown for title in ("## Warning", "## Coverage"))
    assert all(title in after for title in ("## Warning", "## Coverage"))
