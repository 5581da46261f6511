"""Claims of one story: promises that hold for any statements, and plain cases from an invented quarrel over a bridge."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau.collate.claims import derive_claims
from pantau.collate.story_facts import Directive, StatementFact, StoryClaims, StoryFacts
from pantau.model.picture import Claim
from pantau.model.statement import Quantity, Speaker, Statement

SENTENCES = (
    "Arland has sent troops to the northern bank of the river",
    "no soldiers were sent across the river",
    "Arland mengirim pasukan ke tepi utara sungai",
    "the bridge was damaged by an explosion",
    "jembatan itu rusak akibat ledakan",
    "both sides agreed to a ceasefire",
    "if troops were there, their presence would be lawful",
    "eleven people were injured on the bridge",
    "the accusation is false",
)
PARTIES = ("ARL", "BRN", "UN", None)
ACTS = ("assert", "confirm", "deny", "decline", "unconfirmed", "warn", "demand", "estimate", "consider")


def fact(
    name: str, words: str, *, party: str | None = "ARL", act: str = "assert", **more: Any
) -> StatementFact:
    """A statement of `party`; fields of the fact or of the statement by name."""
    own = {key: more.pop(key) for key in list(more) if key in Statement.__struct_fields__}
    ordinal = own.pop("ordinal", int(name.rsplit("-", 1)[-1]) if name.rsplit("-", 1)[-1].isdigit() else 0)
    start = 1000 * ordinal
    span = (start, start + len(words))
    kind = more.pop("kind", "person")
    speaker = more.pop("speaker", f"spokesman of {party}")
    statement = Statement(
        ordinal=ordinal,
        span=own.pop("span", span),
        text=words,
        speaker=Speaker(name=speaker, surface=speaker, kind=kind, party=party),
        act=act,  # type: ignore[arg-type]
        content=own.pop("content", (span,)),
        words=words,
        quoted=own.pop("quoted", "indirect"),
        directness=own.pop("directness", "paraphrase"),
        **own,
    )
    report = more.pop("report", f"report-{name}")
    return StatementFact(
        id=name,
        report=report,
        originator="alpha",
        generation=1,
        statement=statement,
        entity=more.pop("entity", speaker),
        speaker=speaker,
        party=party,
        since=more.pop("since", "2031-03-02"),
        routes=more.pop("routes", (f"outlet of {report}",)),
        source=more.pop("source", speaker),
        language=more.pop("language", "en"),
        published="2031-03-02",
        **more,
    )


def story(*facts: StatementFact, **more: Any) -> StoryFacts:
    ordered = tuple(sorted(facts, key=lambda item: item.id))
    return StoryFacts(
        id="story", facts=ordered, reports=tuple(sorted({item.report for item in facts})), **more
    )


def claim_of(found: StoryClaims, name: str) -> Claim:
    return next(claim for claim in found.claims if name in claim.statements)


@st.composite
def stories(draw: st.DrawFn) -> StoryFacts:
    facts = []
    for number in range(draw(st.integers(0, 9))):
        report = f"r{draw(st.integers(0, 2))}"
        figure = draw(st.none() | st.integers(1, 30))
        facts.append(
            fact(
                f"s-{number}",
                draw(st.sampled_from(SENTENCES)),
                party=draw(st.sampled_from(PARTIES)),
                act=draw(st.sampled_from(ACTS)),
                report=report,
                routes=(f"route {report}",),
                negated=draw(st.booleans()),
                conditional=draw(st.booleans()),
                quoted=draw(st.sampled_from(("direct", "indirect"))),
                answers=draw(st.none() | st.integers(0, 9)),
                superseded=draw(st.booleans()),
                vector=draw(st.none() | st.binary(min_size=384, max_size=384)),
                since=draw(st.sampled_from(("2031-03-01", "2031-03", None))),
                quantities=()
                if figure is None
                else (Quantity(span=(0, 1), unit="person", value=Decimal(figure), state="injured"),),
            )
        )
    reports = sorted({item.report for item in facts})
    copies = (tuple(reports),) if len(reports) > 1 and draw(st.booleans()) else ()
    return story(*facts, copies=copies)


@given(stories(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_of_arrival_changes_nothing(given_story: StoryFacts, shuffle: random.Random) -> None:
    facts = list(given_story.facts)
    shuffle.shuffle(facts)
    assert derive_claims(msgspec.structs.replace(given_story, facts=tuple(facts))) == derive_claims(
        given_story
    )


@given(stories())
@settings(max_examples=60, deadline=None)
def test_every_statement_stands_in_exactly_one_claim(given_story: StoryFacts) -> None:
    found = derive_claims(given_story)
    names = sorted(name for claim in found.claims for name in claim.statements)
    assert names == sorted(item.id for item in given_story.facts)
    for claim in found.claims:
        assert claim.id == min(claim.statements)
        assert all(found.assigned[name][0] == claim.id for name in claim.statements)


@given(stories())
@settings(max_examples=60, deadline=None)
def test_nothing_conditional_denies(given_story: StoryFacts) -> None:
    found = derive_claims(given_story)
    for item in given_story.facts:
        if item.statement.conditional:
            assert found.assigned[item.id][1] != "denies"


@given(stories(), st.data())
@settings(max_examples=60, deadline=None)
def test_directives_are_honoured(given_story: StoryFacts, data: st.DataObject) -> None:
    names = [item.id for item in given_story.facts]
    if not names:
        return
    merged = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True).map(sorted))
    apart = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True).map(sorted))
    merge = Directive(kind="merge", statements=tuple(merged), correction="c1")
    split = Directive(kind="split", statements=tuple(apart), correction="c2")
    one = derive_claims(msgspec.structs.replace(given_story, directives=(merge,)))
    assert len({one.assigned[name][0] for name in merged}) == 1
    two = derive_claims(msgspec.structs.replace(given_story, directives=(merge, split)))
    assert claim_of(two, apart[0]).statements == tuple(apart)
