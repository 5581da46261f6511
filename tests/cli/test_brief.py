"""The brief on the command line: forms, audiences, moments, stories; what it says is tested where it is made."""

import json

import pytest

from cli.harness import call, rows

LABEL = "PANTAU UNCLASSIFIED · released to own member only · NO-FULLTEXT · DRAFT, not approved"


def test_the_page_carries_its_label_and_its_basis(held):
    shown = call(held, "brief").stdout
    assert shown.splitlines()[0] == LABEL
    assert "Cut-off: pages dated to 7 Mar 2025" in shown
    assert "Journal position 16" in shown


def test_the_member_is_called_by_its_name_in_its_own_briefs(held):
    member = json.loads(call(held, "init", "--json").stdout)["member"]
    shown = call(held, "brief", env={"PANTAU_MEMBER_NAME": "Night desk"}).stdout
    assert f"For Night desk ({member})" in shown


def test_an_empty_node_says_what_to_do(home):
    shown = call(home, "brief")
    assert shown.exit_code == 0
    assert "pantau ingest" in shown.stdout


def test_a_member_that_is_not_on_the_roll_is_refused(held):
    for command in ("brief", "export"):
        found = call(held, command, "--for", "m-nobody")
        assert found.exit_code == 2
        assert found.stdout == ""
    member = json.loads(call(held, "init", "--json").stdout)["member"]
    assert call(held, "brief", "--for", member).stdout == call(held, "brief").stdout


def test_as_of_shows_what_was_held_then_and_says_so(held):
    shown = call(held, "brief", "--as-of", "2025-03-05").stdout
    assert "As held at 6 Mar 2025 00:00 UTC" in shown
    assert "Nothing is held" in shown
    assert "Our crew was taken by force" in call(held, "brief", "--as-of", "2999-01-01").stdout


@pytest.mark.parametrize("given", ["9999-12-31", "9999", "0001-01-01", "tomorrow", "2025-13-01"])
def test_moments_out_of_bounds_are_wrong_use(held, given):
    for option in ("--as-of", "--since"):
        found = call(held, "brief", option, given, env={"PANTAU_BRIEF_TIMEZONE": "Asia/Jakarta"})
        assert found.exit_code in (0, 2)
        assert "Traceback" not in found.output
        assert found.exception is None or isinstance(found.exception, SystemExit)


def test_a_story_is_named_by_the_digits_that_the_page_prints(held):
    story = next(row for row in rows(held, "story") if len(row["reports"]) == 2)
    shown = call(held, "brief").stdout
    assert f"Story {story['id'][:8]}" in shown
    alone = call(held, "brief", "--story", story["id"][:8])
    assert alone.exit_code == 0
    assert alone.stdout.count("Judgement") == 1
    unknown = call(held, "brief", "--story", "0" * 64)
    assert (unknown.exit_code, unknown.stdout) == (1, "")


def test_ids_on_the_page_open(held):
    statement = rows(held, "statement")[0]["id"]
    assert statement[:8] in call(held, "brief", "--all").stdout
    assert json.loads(call(held, "show", statement[:8]).stdout)["id"] == statement


def test_all_forms_say_the_same(held, tmp_path):
    markdown = call(held, "brief", "--format", "markdown").stdout
    html = tmp_path / "brief.html"
    assert call(held, "brief", "--format", "html", "--output", html).exit_code == 0
    for shown in (markdown, html.read_text(encoding="utf-8"), call(held, "brief").stdout):
        assert "Our crew was taken by force" in shown
    data = json.loads(call(held, "brief", "--json").stdout)
    assert data["label"]["audience"] == [[f"member:{data['audience']}"]]
    assert list(tmp_path.iterdir()) == [html]


def test_a_path_that_cannot_be_written_is_wrong_use(held, tmp_path):
    for output in (tmp_path / "no" / "brief.md", tmp_path):
        found = call(held, "brief", "--format", "markdown", "--output", output)
        assert found.exit_code == 2
        assert "cannot be written" in found.stderr
    assert list(tmp_path.iterdir()) == []


def test_since_lists_what_is_new(held):
    shown = call(held, "brief", "--since", "2025-03-06").stdout
    assert "Changed since 6 Mar 2025" in shown
    assert "new: leaves open" in shown
    assert "new: 14" in shown
