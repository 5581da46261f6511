"""Each kind of correction changes the picture, survives a rebuild, and is undone; what makes no sense is refused."""

import json

import pytest

from cli.harness import call, rows


@pytest.fixture
def node(home, pages):
    assert call(home, "ingest", pages).exit_code == 0
    return home


def statement(node, **wanted):
    """The one statement of the wire's page with these values."""
    report = next(row["id"] for row in rows(node, "report") if row["location"] == "wire.txt")
    found = [row for row in rows(node, "statement") if row["report"] == report]
    return next(row for row in found if all(row[key] == value for key, value in wanted.items()))


def correct(node, *words):
    """The id of the correction."""
    found = call(node, "correct", *words)
    assert found.exit_code == 0, found.output
    return found.stdout.strip()


def after(node, row):
    return next((other for other in rows(node, "statement") if other["id"] == row["id"]), None)


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        (["act", "ID", "warn"], "act", "warn"),
        (["date", "ID", "2025-03-02"], "said", "2025-03-02"),
        (["date", "ID", "none"], "said", None),
    ],
)
def test_a_field_is_set_until_it_is_undone(node, words, field, value):
    row = statement(node, act="assert", quoted="indirect")
    made = correct(node, words[0], row["id"][:12], *words[2:], "--reason", "see the lead")
    assert after(node, row)[field] == value
    assert after(node, row)["corrected"] == [made]
    assert call(node, "rebuild").exit_code == 0
    assert after(node, row)[field] == value
    undone = correct(node, "undo", made[:12])
    assert after(node, row)[field] == row[field]
    correct(node, "undo", undone)
    assert after(node, row)[field] == value


def test_a_speaker_is_set_with_a_party_or_none(node):
    row = statement(node, act="deny")
    correct(node, "speaker", row["id"][:12], "Coast guard", "--party", "MYS")
    assert after(node, row)["speaker"]["party"] == "MYS"
    correct(node, "speaker", row["id"][:12], "A fisherman")
    assert after(node, row)["speaker"]["party"] is None


def test_figures_are_changed_added_and_removed(node):
    row = next(r for r in rows(node, "statement") if [q["value"] for q in r["quantities"]] == [12])
    correct(node, "figure", row["id"][:12], "13-15", "--was", "12")
    assert [(q["low"], q["high"]) for q in after(node, row)["quantities"]] == [(13, 15)]
    correct(node, "figure", row["id"][:12], "2.5", "--unit", "tonne", "--of", "rice")
    assert (2.5, "tonne", "rice") in [
        (q["value"], q["unit"], q["of"]) for q in after(node, row)["quantities"]
    ]


@pytest.mark.parametrize(
    "amount", ["NaN", "Infinity", "1e999999999", "7-6", "-5", "1,500", "", "1" * 40, "१२", "1-2-3"]
)
def test_amounts_that_are_none_are_refused(node, amount):
    row = statement(node, act="assert", quoted="indirect")
    head = call(node, "verify").output
    found = call(node, "correct", "figure", row["id"][:12], "--", amount)
    assert found.exit_code == 2
    assert call(node, "verify").output == head


def test_a_rejected_statement_is_gone_from_the_picture(node):
    row = statement(node, act="deny")
    correct(node, "reject", row["id"][:12])
    assert after(node, row) is None


def test_claims_are_merged_and_split(node):
    one, other = statement(node, act="deny"), statement(node, act="assert", quoted="indirect")
    before = {row["id"]: row["claim"] for row in rows(node, "statement")}
    kind = "split" if before[one["id"]] == before[other["id"]] else "merge"
    correct(node, kind, "claims", one["id"][:12], *([other["id"][:12]] if kind == "merge" else []))
    now = {row["id"]: row["claim"] for row in rows(node, "statement")}
    assert (now[one["id"]] == now[other["id"]]) == (kind == "merge")


def test_corrections_are_listed_with_their_ids(node):
    made = [correct(node, "reject", statement(node, act="deny")["id"][:12])]
    made.append(correct(node, "undo", made[0][:12]))
    listed = [json.loads(line) for line in call(node, "correct", "list").stdout.splitlines()]
    assert [row["id"] for row in listed] == made
    assert listed[0]["correction"]["change"]["type"] == "reject"


def test_ids_that_are_held_by_nobody_are_refused(node):
    assert call(node, "correct", "reject", "0" * 64).exit_code == 1
    assert call(node, "correct", "undo", statement(node, act="deny")["id"]).exit_code == 1
    assert call(node, "correct", "act", statement(node, act="deny")["id"], "shout").exit_code == 2
    found = call(node, "correct", "date", statement(node, act="deny")["id"], "someday")
    assert found.exit_code == 2
