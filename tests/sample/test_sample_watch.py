"""The files that are shown as examples read without a mistake, and say about the sample crisis what its readme says."""

import re
from pathlib import Path

import pytest

from cli.harness import call, rows
from pantau.cli.declaring import ProblemForm, RequirementsForm
from pantau.cli.forms import Form
from pantau.sample import sample_file, sample_pages

HOWTO = Path(__file__).parent.parent.parent / "docs" / "howto"


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    home = tmp_path_factory.mktemp("sample")
    with sample_pages() as folder:
        assert call(home, "ingest", folder).exit_code == 0
    assert call(home, "require", "--sample").exit_code == 0
    assert call(home, "warning", "declare", "--sample").exit_code == 0
    return home


@pytest.mark.parametrize(
    ("page", "command"), [("requirements.md", ["require"]), ("warning.md", ["warning", "declare"])]
)
def test_examples_in_the_pages_are_taken(tmp_path, page, command):
    (example,) = re.findall(
        r"^```toml\n(.*?)^```", (HOWTO / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    path = tmp_path / "example.toml"
    path.write_text(example, encoding="utf-8")
    found = call(tmp_path / "home", *command, path)
    assert found.exit_code == 0, found.output


@pytest.mark.parametrize(
    ("name", "shape"), [("requirements.toml", RequirementsForm), ("indicators.toml", ProblemForm)]
)
def test_the_sample_files_read(name, shape):
    with sample_file(name) as path:
        assert Form(path).read(shape)


def test_the_gate_is_affirmed_denied_and_left_open(node):
    cells = {(row["name"], row["channel"], row["party"]): row for row in rows(node, "coverage")}
    malaysia = cells["PIR-1", None, "MYS"]
    assert (malaysia["state"], malaysia["denial"]) == ("held", "seen")
    assert "open" in [word["stance"] for word in malaysia["held"]]
    assert cells["PIR-1", None, "ASEAN"]["denial"] == "not seen"
    assert cells["PIR-1", "asean-press", "ASEAN"]["state"] == "not collected"
    assert {row["name"]: row["alarm"] for row in rows(node, "channel")} == {
        "asean-press": "missing",
        "baosongmoi": "silent",
        "beritahulu": None,
        "kabarlaut": None,
        "meridianpress": None,
        "wartaekuator": "silent",
    }


def test_the_quarrel_raises_the_level(node):
    (row,) = rows(node, "warning")
    met = {found["name"]: found["met"] for found in row["indicators"]}
    assert met["blame"]
    assert met["denial"]
    assert not met["ambassador"]
    assert row["pending"]
    assert row["levels"].index(row["proposed"]) >= 1
    assert row["as_of"].startswith("2025-05-13T00:00:00")
