"""Requirements and channels from a file become objects that count once, can be replaced, withdrawn and shown."""

import json

import pytest

from cli.harness import call, rows

TEXT = """\
[[requirement]]
name = "PIR-1"
question = "Was the ferry boarded?"
parties = ["IDN", "MYS", "SGP"]
channels = ["post", "coast"]
[requirement.topic.terms]
en = ["board*", "detain*"]

[[channel]]
name = "post"
matches = ["wire.txt"]
carries = ["IDN"]

[[channel]]
name = "coast"
matches = ["coast.example"]
carries = ["SGP"]
every_hours = 24
"""


@pytest.fixture
def node(home, pages):
    assert call(home, "ingest", pages).exit_code == 0
    return home


@pytest.fixture
def write(tmp_path):
    def file(text, name="needs.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return file


def outcomes(node, *words):
    found = call(node, *words, "--json")
    assert found.exit_code == 0, found.output
    return [json.loads(line) for line in found.stdout.splitlines()]


def test_what_is_declared_already_is_left_as_it_is(node, write):
    first = outcomes(node, "require", write(TEXT))
    assert [(row["outcome"], row["type"], row["name"]) for row in first] == [
        ("declared", "requirement", "PIR-1"),
        ("declared", "channel", "post"),
        ("declared", "channel", "coast"),
    ]
    again = outcomes(node, "require", write(TEXT))
    assert {row["outcome"] for row in again} == {"unchanged"}
    assert [row["id"] for row in again] == [row["id"] for row in first]
    assert call(node, "verify").exit_code == 0


def test_a_later_one_takes_its_place_and_can_be_withdrawn(node, write):
    outcomes(node, "require", write(TEXT))
    changed = outcomes(node, "require", write(TEXT.replace("Was the ferry boarded?", "By whom?")))
    assert [row["outcome"] for row in changed] == ["declared", "unchanged", "unchanged"]
    assert [row["question"] for row in rows(node, "requirement")] == ["By whom?"]
    call(node, "withdraw", changed[0]["id"][:10])
    assert [row["question"] for row in rows(node, "requirement")] == ["Was the ferry boarded?"]
    gone = json.loads(call(node, "withdraw", "pir-1", "--reason", "answered", "--json").stdout)
    assert len(gone["targets"]) == 2
    assert rows(node, "requirement") == []
    assert call(node, "withdraw", gone["id"][:12]).exit_code == 0
    assert [row["name"] for row in rows(node, "requirement")] == ["PIR-1"]


def test_coverage_tells_what_is_held_not_seen_and_not_collected(node, write):
    outcomes(node, "require", write(TEXT))
    cells = {(row["channel"], row["party"]): row for row in rows(node, "coverage")}
    assert (cells[None, "MYS"]["state"], cells[None, "MYS"]["denial"]) == ("held", "seen")
    assert (cells[None, "SGP"]["state"], cells[None, "SGP"]["denial"]) == ("not collected", "not collected")
    assert cells["post", "SGP"]["state"] == "not seen"
    assert [row["alarm"] for row in rows(node, "channel")] == ["missing", None]
    page = call(node, "coverage").stdout
    assert "denies      Malaysia" in page
    assert "Singapore nobody collected: no report is held that would carry its word" in page
    assert "nothing ever held" in page
    brief = call(node, "brief").stdout
    assert "Coverage of what we need to know" in brief
    assert "Singapore not collected" in brief


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_coverage_in_other_forms(node, write, tmp_path, form):
    outcomes(node, "require", write(TEXT))
    target = tmp_path / "page"
    assert call(node, "coverage", "PIR-1", "--format", form, "--output", target).exit_code == 0
    shown = target.read_text(encoding="utf-8")
    assert "Was the ferry boarded?" in shown
    if form == "json":
        kinds = [json.loads(line)["type"] for line in shown.splitlines()]
        assert kinds == ["requirement", *["coverage"] * 12, "channel", "channel"]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ('"IDN", ', '"Indonesia", ', "line 4, requirement 1 parties: parties are written as codes: IDN"),
        ('carries = ["SGP"]', 'carries = ["SG"]', "line 17, channel 2 carries: parties are written as codes: SGP"),
        ('name = "coast"', 'name = "Post"', "channel 2 name: there is another channel 'Post' above"),
        ('matches = ["coast.example"]', 'matches = ["/"]', "line 16, channel 2 matches"),
        ('[requirement.topic.terms]\nen = ["board*", "detain*"]', "[requirement.topic]", "what the requirement is about"),
        ("[requirement.topic.terms]", "[requirement.topic.terms]\nEnglish = []", "'English' is no language"),
        ("[requirement.topic.terms]", '[requirement.topic]\nsubjects = ["gate+fery"]\n[requirement.topic.terms]', "no subject 'fery'"),
        ("[requirement.topic.terms]", '[requirement.topic]\nstories = ["ffffffff"]\n[requirement.topic.terms]', "no report is held"),
        ('"board*"', '"a ... b ... c ... d ... e"', "is no term"),
        ("every_hours = 24", "valid_from = 2031-01-02\nvalid_until = 2031-01-01", "it ends before it begins"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_is_taken_in(node, write, was, now, told):
    assert was in TEXT
    found = call(node, "require", write(TEXT.replace(was, now, 1)))
    assert found.exit_code == 2
    assert told in found.output.replace("\n", " ")
    assert rows(node, "requirement") == []


def test_a_story_is_named_by_the_beginning_of_its_id(node, write):
    story, reports = max(
        ((row["id"], row["reports"]) for row in rows(node, "story")), key=lambda s: len(s[1])
    )
    text = f'[[requirement]]\nname = "S"\nquestion = "?"\ntopic = {{ stories = ["{story[:12]}"] }}\n'
    outcomes(node, "require", write(text))
    (row,) = rows(node, "requirement")
    assert row["statements"] == sorted(s["id"] for s in rows(node, "statement") if s["report"] in reports)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["require"], 2),
        (["require", "none.toml"], 2),
        (["withdraw", "PIR-9"], 1),
        (["coverage", "PIR-9"], 1),
        (["coverage", "--for", "m-nobody"], 2),
    ],
)
def test_wrong_use_is_told(node, words, status):
    found = call(node, *words)
    assert found.exit_code == status
    assert found.output.startswith("pantau:")


def test_only_what_was_declared_can_be_withdrawn(node):
    found = call(node, "withdraw", rows(node, "statement")[0]["id"])
    assert found.exit_code == 2
    assert "only what was declared" in found.output


def test_subjects_are_listed(home):
    assert "missing" in call(home, "require", "--subjects").stdout.splitlines()
