"""The parts that claims are derived by: concepts, figures, stances, positions, values, counts, ratings and wording."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collate.claim_facts import count, fact
from pantau.collate.claims import clusters
from pantau.collate.claims.concepts import background, concepts_of, contrary_of
from pantau.collate.claims.counting import independent, origins, sources
from pantau.collate.claims.credibility import Support, rate
from pantau.collate.claims.features import features_of, log2_sixteenths
from pantau.collate.claims.figures import alike, figure_key
from pantau.collate.claims.forest import Forest
from pantau.collate.claims.positions import Told, positions
from pantau.collate.claims.similarity import Scorer
from pantau.collate.claims.stances import stances
from pantau.collate.claims.values import figures_differ, values
from pantau.collate.claims.wording import wording
from pantau.collate.story_facts import StatementFact
from pantau.model.picture import Stance

SENT = "Arland has sent troops across the river"


def told(item: StatementFact, stance: Stance = "affirms") -> Told:
    return Told(item, stance)


# concepts


@pytest.mark.parametrize(
    ("words", "language", "concept"),
    [
        ("troops were dispatched to the border", "en", "deploy"),
        ("pasukan itu dikirimkan semalam", "id", "deploy"),
        ("tentera dihantar ke sempadan", "ms", "deploy"),
        ("군대를 파견했다", "ko", "deploy"),
        ("quân đội đã được triển khai", "vi", "deploy"),
        ("войска отправлены", "ru", "deploy"),
        ("війська відправлено", "uk", "deploy"),
        ("jembatan itu ambruk", "id", "collapse"),
        ("the prisoners were freed in a swap", "en", "prisoner"),
    ],
)
def test_concepts_are_the_same_across_languages(words: str, language: str, concept: str) -> None:
    assert concept in concepts_of(words, language)


def test_a_narrower_concept_brings_its_broader_one() -> None:
    assert {"rifle", "weapon"} <= concepts_of("three rifles", "en")


def test_fixed_phrases_hide_the_words_in_them() -> None:
    assert "security" not in concepts_of("the defence minister spoke", "en")
    assert concepts_of("juru bicara", "id") == frozenset()


def test_unknown_languages_have_no_concepts() -> None:
    assert concepts_of("troops", "xx") == frozenset()


def test_background_concepts_exist() -> None:
    assert background() <= concepts_of_table()


def concepts_of_table() -> frozenset[str]:
    from pantau.collate.claims.concepts import _table

    return frozenset(_table()["concepts"])


@pytest.mark.parametrize(
    ("words", "language", "contrary"),
    [("an illegal act", "en", True), ("a lawful act", "en", False), ("tindakan ilegal", "id", True)],
)
def test_contrary_words_are_told_apart(words: str, language: str, contrary: bool) -> None:
    assert contrary_of(words, language, "lawful") is contrary


# features and clusters


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_logarithm_is_within_a_sixteenth(a: int, b: int) -> None:
    whole, part = max(a, b), min(a, b)
    assert abs(log2_sixteenths(whole, part) / 16 - np.log2(whole / part)) <= 1 / 16 + 1e-9


def test_same_words_are_most_alike() -> None:
    facts = [fact("a", SENT), fact("b", SENT), fact("c", "the price of rice has doubled")]
    scores = Scorer(features_of(facts)).between([0], [1, 2])[0]
    assert scores[0] == 1000
    assert scores[1] < 100


@given(st.integers(2, 7).flatmap(lambda n: st.lists(st.integers(-300, 900), min_size=n * n, max_size=n * n)))
def test_agglomeration_joins_the_best_pair_first(cells: list[int]) -> None:
    size = int(len(cells) ** 0.5)
    table = np.array(cells[: size * size], dtype=np.int64).reshape(size, size)
    table = np.tril(table, -1) + np.tril(table, -1).T
    assert clusters._agglomerate(table.copy()) == plain_average_link(table.tolist())


def plain_average_link(table: list[list[int]]) -> list[list[int]]:
    """The textbook algorithm, every average anew in each step."""
    groups = [[place] for place in range(len(table))]
    while True:
        ranked = [
            (-(sum(table[i][j] for i in a for j in b) * 1000 // (len(a) * len(b))), a[0], b[0], x, y)
            for x, a in enumerate(groups)
            for y, b in enumerate(groups)
            if x < y
        ]
        if not ranked or -min(ranked)[0] < clusters.THRESHOLD * 1000:
            return [sorted(group) for group in groups]
        _, _, _, x, y = min(ranked)
        groups[x] += groups.pop(y)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))), st.randoms(use_true_random=False))
def test_sets_do_not_depend_on_the_order_of_joining(pairs: list[tuple[int, int]], shuffle: object) -> None:
    one, two = Forest(10), Forest(10)
    for a, b in pairs:
        one.join(a, b)
    for a, b in reversed(pairs):
        two.join(b, a)
    assert [one.root(item) for item in range(10)] == [two.root(item) for item in range(10)]


# figures and values


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (count(5, "killed"), count(9, "killed"), True),
        (count(5, "killed"), count(5, "missing"), False),
        (count(5, "sent"), count(9, "deployed"), True),
        (count(5, "sent"), count(5, "planned"), False),
        (count(5, unit="ship"), count(5), False),
        (count(5, of="soldiers"), count(5, of="nurses and patients"), False),
    ],
)
def test_figures_of_one_thing(a: object, b: object, same: bool) -> None:
    assert alike(figure_key(a, "en"), figure_key(b, "en")) is same  # type: ignore[arg-type]


def test_small_numbers_set_the_scene_unless_they_count_the_hurt() -> None:
    assert figure_key(count(2, "boarded", unit="ship"), "en").circumstance
    assert not figure_key(count(2, "killed"), "en").circumstance
    assert figure_key(count(40, unit="metre"), "en").circumstance


def test_later_figures_of_one_party_are_updates() -> None:
    first = told(fact("a", "11 hurt", quantities=(count(11, "injured"),), since="2031-03-01"))
    later = told(fact("b", "14 hurt", quantities=(count(14, "injured"),), since="2031-03-02"))
    other = told(fact("c", "30 hurt", "BRN", quantities=(count(30, "injured"),), since="2031-03-01"))
    assert not figures_differ(values([first, later], [True, True]))
    assert figures_differ(values([first, later, other], [True] * 3))
    at_once = told(fact("d", "20 hurt", quantities=(count(20, "injured"),), since="2031-03-02"))
    assert figures_differ(values([later, at_once], [True, True]))


def test_hedged_figures_that_meet_do_not_differ() -> None:
    least = told(fact("a", "at least 11", quantities=(count(11, "injured", qualifier="at least"),)))
    more = told(fact("b", "14 hurt", "BRN", quantities=(count(14, "injured"),)))
    rows = values([least, more], [True, True])
    assert rows[0].qualifier == "at least"
    assert not figures_differ(rows)


def test_claims_that_are_not_about_a_number_have_no_values() -> None:
    plain = [told(fact(name, SENT)) for name in "ab"]
    passing = told(fact("c", "500 troops crossed the river", quantities=(count(500, "sent"),)))
    assert values([*plain, passing], [True] * 3) == ()


def test_copies_of_a_figure_are_one_row() -> None:
    rows = values([told(fact(n, "11 hurt", quantities=(count(11, "injured"),))) for n in "ab"], [True, True])
    assert [(row.value, row.statement) for row in rows] == [(Decimal(11), "a")]


# stances


@pytest.mark.parametrize(
    ("act", "fields", "stance"),
    [
        ("assert", {}, "affirms"),
        ("deny", {}, "denies"),
        ("decline", {}, "open"),
        ("unconfirmed", {}, "open"),
        ("consider", {}, "open"),
        ("demand", {"negated": True}, "affirms"),
        ("warn", {"conditional": True}, "affirms"),
        ("assert", {"conditional": True}, "open"),
        ("deny", {"conditional": True}, "open"),
        ("assert", {"negated": True}, "denies"),
    ],
)
def test_stance_by_act(act: str, fields: dict[str, bool], stance: str) -> None:
    facts = [fact("a", SENT), fact("b", "words", "BRN", act, **fields)]
    assert stances(facts, {}) == ["affirms", stance]


def test_a_negative_proposition_is_affirmed_by_those_who_say_it() -> None:
    facts = [
        fact(n, "there was no warning", party, negated=True) for n, party in (("a", "ARL"), ("b", "BRN"))
    ]
    assert stances(facts, {}) == ["affirms", "affirms"]


def test_a_side_that_affirms_plainly_is_not_turned_by_a_negation_elsewhere() -> None:
    facts = [fact("a", SENT), fact("b", "not one but two", negated=True), fact("c", "it is so", "BRN")]
    assert stances(facts, {}) == ["affirms"] * 3


def test_who_denies_a_denial_affirms() -> None:
    facts = [fact("a", SENT, "BRN"), fact("b", "that", act="deny"), fact("c", "this denial", "BRN", "deny")]
    assert stances(facts, {1: 0, 2: 1}) == ["affirms", "denies", "affirms"]


def test_who_calls_illegal_what_another_calls_lawful_denies() -> None:
    facts = [fact("a", "the crossing was lawful"), fact("b", "the illegal crossing", "BRN", "condemn")]
    assert stances(facts, {}) == ["affirms", "denies"]


# positions


def test_positions_change_over_time_and_keep_the_most_direct_words() -> None:
    rows = positions(
        [
            told(fact("a", "no", "BRN", "deny", since="2031-03-01", directness="summary"), "denies"),
            told(fact("b", "never", "BRN", "deny", since="2031-03-02", directness="own words"), "denies"),
            told(fact("c", "no comment", "BRN", "decline", since="2031-03-05"), "open"),
        ]
    )
    assert [(r.party, r.stance, r.since, r.words) for r in rows] == [
        ("BRN", "denies", "2031-03-01", "never"),
        ("BRN", "open", "2031-03-05", "no comment"),
    ]
    assert rows[0].statements == ("a", "b")


def test_a_party_that_says_two_things_on_one_day_has_two_positions() -> None:
    rows = positions([told(fact("a", "yes")), told(fact("b", "no", act="deny"), "denies")])
    assert {(row.stance, row.since) for row in rows} == {("affirms", "2031-03-02"), ("denies", "2031-03-02")}


def test_what_is_told_of_earlier_comes_before_what_is_said_that_day() -> None:
    rows = positions(
        [
            told(fact("a", "had denied", act="deny", past=True), "denies"),
            told(fact("b", "no word", act="decline"), "open"),
        ]
    )
    assert [row.stance for row in rows] == ["denies", "open"]


def test_who_speaks_for_no_party_takes_no_position() -> None:
    assert positions([told(fact("a", SENT, None))]) == ()


# counting


def test_only_the_agency_that_relayed_a_statement_counts() -> None:
    item = fact("a", SENT, routes=("Vale News", "Ridge Press"), via=("Ridge Press",))
    assert origins([item]) == ("Ridge Press",)


def test_sources_are_those_who_affirm() -> None:
    pair = [told(fact("a", SENT)), told(fact("b", "no", "BRN", "deny"), "denies")]
    assert sources(pair) == ("spokesman of ARL",)
    assert sources(pair[1:]) == ("spokesman of BRN",)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({}, True),
        ({"party": "ARL"}, False),
        ({"routes": ("wire",)}, False),
        ({"via": ("spokesman of ARL",)}, False),
        ({"source": "spokesman of ARL"}, False),
        ({"directness": "account"}, False),
        ({"directness": "paraphrase"}, False),
        ({"kind": "unnamed"}, False),
        ({"act": "demand"}, False),
        ({"quantities": (count(9),)}, False),
    ],
)
def test_independence_is_shown_only_by_two_who_vouch_apart(change: dict[str, object], shown: bool) -> None:
    quoted = {"directness": "own words", "party": "BRN", "speaker": "minister", "routes": ("other",)}
    first = fact("a", SENT, routes=("wire",), quantities=(count(7),), directness="own words")
    second = fact("b", SENT, **{**quoted, **change})  # type: ignore[arg-type]
    assert (independent([told(first), told(second)]) is not None) is shown


# credibility and wording


def support(*items: Told, **more: object) -> Support:
    fields = {
        "told": items,
        "origins": ("wire",),
        "sources": ("spokesman",),
        "vouching": None,
        "confirmed_by": (),
        "contested": False,
        "figures_differ": False,
        "withdrawn": False,
    }
    return Support(**{**fields, **more})  # type: ignore[arg-type]


def test_credibility_by_rule() -> None:
    one, unnamed = told(fact("a", SENT)), told(fact("b", SENT, kind="unnamed"))
    pair = (fact("a", SENT), fact("c", SENT, "BRN"))
    assert rate(support(one, vouching=pair), ()).credibility == 1
    assert rate(support(one, vouching=pair, contested=True), ()).credibility == 2
    assert rate(support(one, confirmed_by=("BRN",)), ()).credibility == 2
    assert rate(support(one), ()).credibility == 3
    assert rate(support(one, contested=True), ()).credibility == 4
    assert rate(support(unnamed), ()).credibility == 4
    assert rate(support(unnamed, contested=True), ()).credibility == 5
    assert rate(support(told(fact("d", "no", act="deny"), "denies")), ()).credibility == 6


def test_reasons_give_counts() -> None:
    reasons = rate(support(told(fact("a", SENT)), told(fact("b", "no", "BRN", "deny"), "denies")), ()).reasons
    assert reasons == (
        "1 primary source by 1 route in 2 reports",
        "independence not established",
        "denied by BRN",
    )


def test_text_is_a_whole_short_sentence_in_the_most_frequent_language() -> None:
    items = [
        told(fact("a", "sent", directness="own words")),
        told(fact("b", SENT)),
        told(fact("c", SENT + " " + "and so on " * 30)),
        told(fact("d", "pasukan dikirim ke seberang sungai oleh Arland", language="id")),
        told(fact("e", "Arland has sent no troops across the river", "BRN", "deny"), "denies"),
    ]
    assert wording(items, [True] * 5) == SENT
