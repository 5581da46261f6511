"""Measures against labelled data in the folder that PANTAU_SHARED names: fails without it, prints what was reached."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LEAST = {
    "reports": 1.0,
    "language": 1.0,
    "published": 0.90,
    "title": 0.85,
    "body kept": 0.97,
    "boilerplate dropped": 0.85,
    "origins": 0.85,
    "copies": 0.90,
    "stories": 0.95,
    "statements": 0.78,
    "who, act": 0.55,
    "quantities": 0.65,
    "claims": 0.60,
    "positions": 0.40,
}


@pytest.fixture(scope="session")
def shared():
    given = os.environ.get("PANTAU_SHARED")
    assert given, "PANTAU_SHARED must name the folder with labelled data: make test-shared SHARED=..."
    folder = Path(given).resolve()
    assert (folder / "dev" / "gold.json").exists(), f"{folder} holds no dev/gold.json"
    return folder


def pantau(home, *words):
    command = [sys.executable, "-m", "pantau", "--home", str(home), *map(str, words)]
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.fixture(scope="session")
def dev(shared, tmp_path_factory):
    """The figures on the development set, by name."""
    home = tmp_path_factory.mktemp("home")
    pantau(home, "ingest", *sorted((shared / "dev" / "reports").glob("*.txt")))
    export = home / "dev.jsonl"
    export.write_bytes(pantau(home, "export", "--format", "jsonl"))
    score = [sys.executable, shared / "score" / "score.py", export, shared / "dev", "--json"]
    figures = json.loads(subprocess.run(score, capture_output=True, check=True).stdout)
    for name, value in figures.items():
        print(f"{name:24} {value:.3f}  {f'at least {LEAST[name]:.2f}' if name in LEAST else ''}")
    return figures


@pytest.mark.parametrize("name", LEAST)
def test_development_set(dev, name):
    assert dev[name] >= LEAST[name]


@pytest.fixture(scope="session")
def five(shared, tmp_path_factory):
    """The export of the five pages, by type."""
    home = tmp_path_factory.mktemp("five")
    pantau(home, "ingest", *sorted((shared / "reports").glob("*.txt")))
    rows = [json.loads(line) for line in pantau(home, "export").splitlines()]
    assert len(pantau(home, "brief", "--format", "markdown")) > 2_000
    return {kind: [row for row in rows if row["type"] == kind] for kind in {row["type"] for row in rows}}


def test_five_pages_are_one_story_of_three_routes(five):
    (story,) = five["story"]
    assert len(story["reports"]) == 5
    assert len(story["origins"]) == 3


def test_five_pages_keep_figures_apart_by_what_they_count(five):
    values = {(value["value"], value["party"]) for claim in five["claim"] for value in claim["values"]}
    assert {(1500, "KOR"), (10_000, "UKR"), (12_000, "KOR"), (12_000, "UKR")} <= values
    one = [
        claim for claim in five["claim"] if {1500, 12_000} <= {value["value"] for value in claim["values"]}
    ]
    assert one == []


def test_five_pages_hold_denials_and_what_came_after(five):
    acts = {(row["speaker"]["party"], row["act"]) for row in five["statement"]}
    assert {("RUS", "deny"), ("PRK", "deny"), ("NATO", "confirm"), ("NATO", "unconfirmed")} <= acts
    later = [row for row in five["statement"] if row["speaker"]["party"] == "PRK" and row["conditional"]]
    assert later, "the conditional wording of 25 October"
    assert all(row["stance"] != "denies" for row in later)
