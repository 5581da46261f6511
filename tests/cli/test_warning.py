"""A level is proposed by indicators, decided by a person, and the decision stays with its evidence."""

import json

import pytest

from cli.harness import call, rows

TEXT = """\
name = "Strait"
question = "Does the quarrel over the ferry grow?"

[[level]]
name = "watch"
measures = ["Read on."]

[[level]]
name = "high"
means = "Both sides speak against each other."
measures = ["Call the desk.", "Ask for imagery."]
rules = [{ at_least = 2 }]

[[indicator]]
name = "blame"
text = "Indonesia says that sailors were detained."
parties = ["IDN"]
topic = { terms = { en = ["detain*"] } }

[[indicator]]
name = "denial"
text = "Malaysia denies it."
parties = ["MYS"]
acts = ["deny"]

[[indicator]]
name = "many"
text = "At least 50 sailors."
figure = { unit = "person", at_least = 50 }
"""


@pytest.fixture
def write(tmp_path):
    def file(text, name="strait.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return file


@pytest.fixture
def node(home, pages, write):
    assert call(home, "ingest", pages).exit_code == 0
    found = call(home, "warning", "declare", write(TEXT))
    assert found.exit_code == 0, found.output
    return home


def shown(node):
    (row,) = rows(node, "warning")
    return row


def test_a_level_is_proposed_and_accepted(node):
    before = shown(node)
    assert (before["proposed"], before["accepted"], before["pending"]) == ("high", "watch", True)
    page = call(node, "warning").stdout
    assert "high proposed · watch until a person accepts another" in page
    assert "• Call the desk." in page
    assert f"pantau warning accept Strait --proposal {before['proposal'][:8]}" in page
    assert "Strait: high proposed" in call(node, "brief").stdout
    made = call(
        node, "warning", "accept", "strait", "--proposal", before["proposal"][:8], "--words", "Both agree"
    )
    assert made.exit_code == 0, made.output
    after = shown(node)
    assert (after["accepted"], after["pending"]) == ("high", False)
    assert [(d["verdict"], d["words"], d["changed"]) for d in after["decisions"]] == [
        ("accepted", "Both agree", [])
    ]
    assert sorted(after["decisions"][0]["evidence"]) == before["evidence"]
    assert call(node, "verify").exit_code == 0


def test_a_decision_is_outdated_when_its_evidence_changes(node):
    assert call(node, "warning", "reject", "Strait", "--words", "One wire").exit_code == 0
    assert not shown(node)["pending"]
    again = call(node, "warning", "reject", "Strait", "--words", "One wire")
    assert again.exit_code == 2
    assert "nothing to decide" in again.output
    assert call(node, "correct", "reject", shown(node)["evidence"][0]).exit_code == 0
    page = " ".join(call(node, "warning", "show", "Strait").stdout.split())
    assert "outdated: 1 of its statements no longer count" in page


def test_a_proposal_that_has_changed_is_not_decided_on_unseen(node):
    before = shown(node)["proposal"]
    assert call(node, "correct", "reject", shown(node)["evidence"][0]).exit_code == 0
    found = call(node, "warning", "accept", "Strait", "--proposal", before[:8], "--words", "x")
    assert found.exit_code == 2
    assert "the proposal has changed" in found.output


def test_a_decision_can_be_withdrawn(node):
    made = json.loads(call(node, "warning", "accept", "Strait", "--words", "x", "--json").stdout)
    assert shown(node)["accepted"] == "high"
    assert call(node, "withdraw", made["id"][:12]).exit_code == 0
    assert shown(node)["accepted"] == "watch"


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_warnings_in_other_forms(node, form):
    found = call(node, "warning", "show", "--format", form)
    assert found.exit_code == 0
    assert "Does the quarrel over the ferry grow?" in found.stdout


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("{ at_least = 2 }", "{ at_least = 4 }", "line 12, level 2 rules: 4 of 3 can never be met"),
        ("{ at_least = 2 }", '{ at_least = 1, of = ["blam"] }', "line 12, level 2 rules: there is no indicator 'blam'"),
        ("rules = [{ at_least = 2 }]\n", "", "nothing raises level 'high'"),
        ('measures = ["Read on."]', "rules = [{ at_least = 1 }]", "the lowest level holds"),
        ('acts = ["deny"]', 'acts = ["shout"]', "line 24, indicator 2 acts"),
        ('parties = ["MYS"]', 'parties = ["Malaysia"]', "line 23, indicator 2 parties: parties are written as codes: MYS"),
        ('name = "denial"', 'name = "Blame"', "another indicator 'Blame' above"),
        ("at_least = 50", "at_most = {}", "indicator 3 figure at_most"),
        ('name = "Strait"\n', "", "it lacks the field `name`"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(home, write, was, now, told):
    assert was in TEXT
    found = call(home, "warning", "declare", write(TEXT.replace(was, now, 1)))
    assert found.exit_code == 2
    assert told in found.output.replace("\n", " ")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["warning", "declare"], 2),
        (["warning", "accept", "Ghost", "--words", "x"], 1),
        (["warning", "accept", "Strait", "--words", " "], 2),
        (["warning", "show", "Ghost"], 1),
    ],
)
def test_wrong_use_is_told(node, words, status):
    found = call(node, *words)
    assert found.exit_code == status
    assert found.output.startswith("pantau:")
