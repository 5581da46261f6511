"""The rule's rating, the owner's setting and an analyst's evaluation stand side by side, and never mix."""

import json

import pytest

from cli.harness import call, rows


@pytest.fixture
def node(home, pages):
    assert call(home, "ingest", pages).exit_code == 0
    return home


def source(node, name):
    found = call(node, "rate", "show", name, "--json")
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


def test_letters_stand_side_by_side_and_change_no_credibility(node):
    claims = rows(node, "claim")
    assert call(node, "rate", "setting", "selat wire", "B", "--reason", "own desk in Jakarta").exit_code == 0
    assert call(node, "rate", "source", "Selat Wire", "d", "--reason", "late twice").exit_code == 0
    row = source(node, "Selat Wire")
    assert row["reliability"] == "F"
    assert [(given["rating"], given["reason"]) for given in row["settings"]] == [("B", "own desk in Jakarta")]
    assert [(given["rating"], given["reason"]) for given in row["analysts"]] == [("D", "late twice")]
    assert [claim["rating"] for claim in rows(node, "claim")] == [claim["rating"] for claim in claims]
    page = call(node, "rate", "show").stdout
    assert "Selat Wire: B (usually reliable), set by" in page
    assert "Selat Wire: D (not usually reliable), evaluated by" in page


def test_a_setting_is_replaced_and_withdrawn(node):
    for letter in ("B", "C"):
        assert call(node, "rate", "setting", "Selat Wire", letter, "--reason", "x").exit_code == 0
    (setting,) = source(node, "Selat Wire")["settings"]
    assert setting["rating"] == "C"
    assert call(node, "withdraw", setting["evaluation"][:12]).exit_code == 0
    assert [given["rating"] for given in source(node, "Selat Wire")["settings"]] == ["B"]
    assert call(node, "withdraw", "Selat Wire").exit_code == 0
    assert source(node, "Selat Wire")["settings"] == []


def test_a_claim_is_evaluated_by_one_of_its_statements(node):
    claim = rows(node, "claim")[0]
    made = call(node, "rate", "claim", claim["statements"][0][:12], "4", "--reason", "one wire")
    assert made.exit_code == 0, made.output
    assert call(node, "verify").exit_code == 0
    shown = json.loads(call(node, "show", made.stdout.strip()).stdout)
    assert shown["body"]["credibility"] == 4


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["rate", "setting", "Selat Wire", "G", "--reason", "x"], 2),
        (["rate", "setting", "Selat Wire", "A"], 2),
        (["rate", "source", "Selat", "A", "--reason", "x"], 1),
        (["rate", "claim", "ffffffff", "2", "--reason", "x"], 1),
        (["rate", "claim", "ffffffff", "7", "--reason", "x"], 2),
        (["rate", "show", "Nobody"], 1),
    ],
)
def test_wrong_use_is_told(node, words, status):
    assert call(node, *words).exit_code == status


def test_a_source_that_is_written_in_part_is_suggested(node):
    assert "there is Selat Wire" in call(node, "rate", "source", "selat", "A", "--reason", "x").output
