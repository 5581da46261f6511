"""A judgement is signed, a brief frozen under a number, and who received it learns what changed."""

import pytest

from cli.harness import call, rows


@pytest.fixture
def node(home, pages):
    assert call(home, "ingest", pages).exit_code == 0
    return home


def some_statement(node):
    return rows(node, "statement")[0]["id"]


def judge(node, about, *words):
    return call(
        node,
        "judge",
        "write",
        about,
        "--sentence",
        "The ferry was stopped.",
        "--probability",
        "very likely",
        "--confidence",
        "low",
        "--reason",
        "One route only.",
        *words,
    )


def test_a_judgement_is_kept_listed_and_shown_in_the_brief(node):
    found = judge(node, some_statement(node), "--gap", "No log is held.")
    assert found.exit_code == 0, found.output
    (kept,) = rows(node, "judgement")
    assert kept["sentence"] == "The ferry was stopped."
    brief = call(node, "brief").output
    assert "The ferry was stopped." in brief
    assert "No log is" in brief


def test_a_word_that_no_scale_has_is_refused(node):
    found = judge(node, some_statement(node), "--probability", "surely perhaps")
    assert found.exit_code == 2
    assert "surely perhaps" in found.output
    assert rows(node, "judgement") == []


def test_a_product_goes_from_draft_to_release(node):
    assert call(node, "product", "draft", "--title", "Evening").exit_code == 0
    early = call(node, "product", "release", "1", "--to", "night desk")
    assert early.exit_code != 0
    assert call(node, "product", "approve", "1").exit_code == 0
    assert call(node, "product", "release", "1", "--to", "night desk").exit_code == 0
    (held,) = rows(node, "product")
    assert (held["number"], held["state"], held["title"]) == (1, "approved", "Evening")


def test_what_it_rests_on_changes_and_a_notice_tells_it(node, tmp_path):
    assert call(node, "product", "draft", "--title", "Evening").exit_code == 0
    assert call(node, "product", "approve", "1").exit_code == 0
    assert rows(node, "alarm") == []
    frozen = tmp_path / "frozen.json"
    assert call(node, "product", "show", "1", "--json", "--output", frozen).exit_code == 0
    shown = frozen.read_text(encoding="utf-8")
    rested = next(row["id"] for row in rows(node, "statement") if row["id"] in shown)
    assert call(node, "correct", "reject", rested).exit_code == 0
    assert rows(node, "alarm")
    found = call(node, "product", "notice", "1")
    assert found.exit_code == 0, found.output
    assert sorted(row["state"] for row in rows(node, "product")) == ["approved", "draft"]


def test_a_recalled_product_is_never_approved(node):
    assert call(node, "product", "draft").exit_code == 0
    assert call(node, "product", "recall", "1", "--reason", "Its source took it back.").exit_code == 0
    again = call(node, "product", "approve", "1")
    assert again.exit_code != 0
    assert "recall" in again.output.casefold()


def test_an_unknown_number_is_refused_with_what_to_do(node):
    found = call(node, "product", "show", "7")
    assert found.exit_code == 1
    assert "no product 7" in found.output


def test_analysts_ratings_stand_beside_the_rules(node):
    name = rows(node, "source")[0]["id"]
    assert call(node, "rate", "source", name, "b", "--reason", "Right before.").exit_code == 0
    assert call(node, "rate", "claim", some_statement(node), "3", "--reason", "One route.").exit_code == 0
    assert any(row["rating"].get("analysts") for row in rows(node, "claim"))
    assert any(row["rating"]["analysts"] for row in rows(node, "source"))
