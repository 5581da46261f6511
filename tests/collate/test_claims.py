"""Claims of one story: promises that hold for any statements, and plain cases."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collate.claim_facts import claim_of, claims, count, fact, story, together
from pantau.collate.claims import derive_claims
from pantau.collate.story_facts import CredibilityVote, Directive, StatementFact, StoryFacts
from pantau.model.rating import AnalystRating

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
ACTS = ("assert", "confirm", "deny", "decline", "unconfirmed", "warn", "demand", "estimate", "consider")
VECTORS = st.none() | st.binary(min_size=384, max_size=384)
few = settings(max_examples=50, deadline=None)


@st.composite
def any_fact(draw: st.DrawFn, number: int) -> StatementFact:
    report = f"r{draw(st.integers(0, 2))}"
    figure = draw(st.none() | st.integers(1, 30))
    return fact(
        f"s-{number}",
        draw(st.sampled_from(SENTENCES)),
        draw(st.sampled_from(("ARL", "BRN", "UN", None))),
        draw(st.sampled_from(ACTS)),
        report=report,
        routes=(f"route {report}",),
        negated=draw(st.booleans()),
        conditional=draw(st.booleans()),
        quoted=draw(st.sampled_from(("direct", "indirect"))),
        answers=draw(st.none() | st.integers(0, 9)),
        superseded=draw(st.booleans()),
        vector=draw(VECTORS),
        since=draw(st.sampled_from(("2031-03-01", "2031-03", None))),
        quantities=() if figure is None else (count(figure, "injured"),),
    )


@st.composite
def stories(draw: st.DrawFn) -> StoryFacts:
    facts = [draw(any_fact(number)) for number in range(draw(st.integers(0, 9)))]
    reports = sorted({item.report for item in facts})
    copies = (tuple(reports),) if len(reports) > 1 and draw(st.booleans()) else ()
    return story(*facts, copies=copies)


@given(stories(), st.randoms(use_true_random=False))
@few
def test_order_of_arrival_changes_nothing(given_story: StoryFacts, shuffle: random.Random) -> None:
    facts = list(given_story.facts)
    shuffle.shuffle(facts)
    shuffled = msgspec.structs.replace(given_story, facts=tuple(facts))
    assert derive_claims(shuffled) == derive_claims(given_story)


@given(stories())
@few
def test_every_statement_stands_in_exactly_one_claim(given_story: StoryFacts) -> None:
    found = derive_claims(given_story)
    names = sorted(name for claim in found.claims for name in claim.statements)
    assert names == sorted(found.assigned) == sorted(item.id for item in given_story.facts)
    for claim in found.claims:
        assert claim.id == min(claim.statements)
        assert all(found.assigned[name][0] == claim.id for name in claim.statements)


@given(stories())
@few
def test_nothing_conditional_denies(given_story: StoryFacts) -> None:
    found = derive_claims(given_story)
    for item in given_story.facts:
        if item.statement.conditional:
            assert found.assigned[item.id][1] != "denies"


@given(stories(), st.data())
@few
def test_directives_are_honoured(given_story: StoryFacts, data: st.DataObject) -> None:
    names = [item.id for item in given_story.facts]
    if not names:
        return
    some = st.lists(st.sampled_from(names), min_size=1, unique=True).map(sorted)
    merged, apart = data.draw(some), data.draw(some)
    merge = Directive(kind="merge", statements=tuple(merged), correction="c1")
    split = Directive(kind="split", statements=tuple(apart), correction="c2")
    one = derive_claims(msgspec.structs.replace(given_story, directives=(merge,)))
    assert together(one, *merged)
    two = derive_claims(msgspec.structs.replace(given_story, directives=(merge, split)))
    assert claim_of(two, apart[0]).statements == tuple(apart)


@given(st.integers(1, 4), st.sampled_from(SENTENCES))
@few
def test_copies_add_no_origins_sources_or_independence(copies: int, words: str) -> None:
    wire = fact("a-0", words, report="wire", routes=("Vale News",))
    spread = [fact(f"c{n}-0", words, report=f"copy{n}", routes=("Vale News",)) for n in range(copies)]
    alone = claim_of(claims(wire), "a-0")
    many = claims(
        wire,
        *spread,
        copies=(("copy0", "wire"),)
        if copies == 1
        else (tuple(sorted(["wire", *(f"copy{n}" for n in range(copies))])),),
    )
    claim = claim_of(many, "a-0")
    assert together(many, "a-0", *(item.id for item in spread))
    assert (claim.origins, claim.sources, claim.independence) == (
        alone.origins,
        alone.sources,
        alone.independence,
    )
    assert len(claim.reports) == copies + 1


def test_one_proposition_in_two_languages_is_one_claim() -> None:
    found = claims(
        fact("a", "Arland has sent troops across the river"),
        fact("b", "pasukan Arland telah dikirim ke seberang sungai", "UN", "confirm", language="id"),
        fact("c", "the dam will be repaired next week", "BRN", "promise"),
    )
    assert together(found, "a", "b")
    assert not together(found, "a", "c")


def test_denial_without_content_goes_with_what_it_answers() -> None:
    found = claims(
        fact("s-0", "Arland damaged the bridge with an explosion", "BRN", report="r"),
        fact("s-1", "the accusation", "ARL", "deny", report="r", answers=0),
    )
    claim = claim_of(found, "s-0")
    assert together(found, "s-0", "s-1")
    assert [(p.party, p.stance) for p in claim.positions] == [("ARL", "denies"), ("BRN", "affirms")]
    assert claim.status == "contested"


def test_quotation_goes_with_the_sentence_that_introduces_it() -> None:
    found = claims(
        fact("s-0", "the bridge was damaged by an explosion", "BRN", report="r"),
        fact("s-1", "We heard it ourselves and will not be silent", "BRN", report="r", quoted="direct"),
        fact("s-2", "both sides agreed to a ceasefire", "UN", report="r"),
    )
    assert together(found, "s-0", "s-1")
    assert not together(found, "s-0", "s-2")


def test_numbers_of_different_states_are_different_claims() -> None:
    found = claims(
        fact("a", "eleven people were injured on the bridge", quantities=(count(11, "injured"),)),
        fact("b", "14 people were hurt on the bridge", "BRN", quantities=(count(14, "injured"),)),
        fact("c", "nine people are missing from the bridge", quantities=(count(9, "missing"),)),
    )
    assert together(found, "a", "b")
    assert not together(found, "a", "c")
    claim = claim_of(found, "a")
    assert claim.figures_differ
    assert [(int(row.value or 0), row.party) for row in claim.values] == [(11, "ARL"), (14, "BRN")]


def test_what_only_a_replaced_version_says_does_not_count() -> None:
    words = "eleven people were injured on the bridge"
    found = claims(
        fact("a-0", words, report="v1", superseded=True, quantities=(count(11, "injured"),)),
        fact("b-0", words, report="v2", quantities=(count(14, "injured"),)),
    )
    claim = claim_of(found, "b-0")
    assert [int(row.value or 0) for row in claim.values] == [14]
    assert claim.statements == ("a-0", "b-0")
    gone = claim_of(claims(fact("a-0", words, superseded=True)), "a-0")
    assert gone.rating.credibility == 5
    assert "only earlier versions of the pages say so" in gone.rating.reasons


def test_analysts_ratings_stand_beside_the_rule() -> None:
    def vote(evaluation: str, analyst: str, rating: str, minute: int) -> CredibilityVote:
        given = AnalystRating(
            evaluation=evaluation,
            originator="bravo",
            analyst=analyst,
            made=datetime(2031, 3, 3, 6, minute, tzinfo=UTC),
            rating=rating,
            reason="seen",
        )
        return CredibilityVote(statement="a", given=given)

    votes = (vote("e3", "sari", "2", 2), vote("e2", "joko", "5", 1), vote("e1", "sari", "3", 0))
    rated = claim_of(claims(fact("a", SENTENCES[0]), votes=votes), "a").rating
    assert rated.credibility == claim_of(claims(fact("a", SENTENCES[0])), "a").rating.credibility
    assert [(given.analyst, given.rating) for given in rated.analysts] == [("joko", "5"), ("sari", "2")]


def test_no_statements_no_claims() -> None:
    assert derive_claims(story()).claims == ()


@pytest.mark.parametrize("vectors", [False, True])
def test_same_words_are_one_claim_with_and_without_vectors(vectors: bool) -> None:
    vector = bytes(range(256)) + bytes(128) if vectors else None
    found = claims(
        fact("a", SENTENCES[3], vector=vector),
        fact("b", SENTENCES[3], "BRN", vector=vector),
        fact("c", SENTENCES[5], "UN", vector=None),
    )
    assert together(found, "a", "b")
    assert not together(found, "a", "c")
