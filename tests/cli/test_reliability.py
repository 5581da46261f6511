"""The rule's letter, the owner's setting and an analyst's evaluation stand side by side, and never mix."""

import json

import pytest

from cli.harness import call, rows


@pytest.fixture
def node(home, pages):
    assert call(home, "ingest", pages).exit_code == 0
    return home


def source(node, name):
    found = call(node, "reliability", "show", name, "--json")
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


def test_a_setting_stands_beside_the_rule_and_changes_no_credibility(node):
    claims = rows(node, "claim")
    made = call(node, "reliability", "set", "selat wire", "b", "--reason", "own desk in Jakarta")
    assert made.exit_code == 0, made.output
    row = source(node, "Selat Wire")
    assert row["reliability"] == "F"
    assert [(given["rating"], given["reason"]) for given in row["settings"]] == [("B", "own desk in Jakarta")]
    assert row["analysts"] == []
    assert [claim["rating"] for claim in rows(node, "claim")] == [claim["rating"] for claim in claims]
    assert "Selat Wire: B (usually reliable), set by" in call(node, "reliability", "show").stdout
    assert call(node, "verify").exit_code == 0


def test_a_setting_is_replaced_and_withdrawn(node):
    for letter in ("B", "C"):
        assert call(node, "reliability", "set", "Selat Wire", letter, "--reason", "x").exit_code == 0
    (setting,) = source(node, "Selat Wire")["settings"]
    assert setting["rating"] == "C"
    assert call(node, "withdraw", setting["evaluation"][:12]).exit_code == 0
    assert [given["rating"] for given in source(node, "Selat Wire")["settings"]] == ["B"]
    assert call(node, "withdraw", "Selat Wire").exit_code == 0
    assert source(node, "Selat Wire")["settings"] == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["set", "Selat Wire", "G", "--reason", "x"], 2),
        (["set", "Selat Wire", "A"], 2),
        (["set", "Selat", "A", "--reason", "x"], 1),
        (["show", "Nobody"], 1),
    ],
)
def test_wrong_use_is_told(node, words, status):
    assert call(node, "reliability", *words).exit_code == status


def test_a_source_that_is_written_in_part_is_suggested(node):
    found = call(node, "reliability", "set", "selat", "A", "--reason", "x")
    assert "there is Selat Wire" in found.output
