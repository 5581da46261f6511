"""The held-out labels go in; every label is found in the page it speaks of, or the test fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

HOLDOUT = Path(__file__).parent / "data" / "holdout"
GOLD: dict[str, Any] = json.loads((HOLDOUT / "gold.json").read_text(encoding="utf-8"))
ACTS = {
    "assert",
    "confirm",
    "deny",
    "decline",
    "unconfirmed",
    "warn",
    "demand",
    "condemn",
    "promise",
    "estimate",
    "consider",
    "agree",
}


def squash(text: str) -> str:
    return " ".join(text.split())


def page(name: str) -> str:
    return (HOLDOUT / "reports" / name).read_text(encoding="utf-8")


def test_every_page_is_labelled_and_every_label_has_a_page() -> None:
    assert {p.name for p in (HOLDOUT / "reports").glob("*.txt")} == set(GOLD["reports"])


@pytest.mark.parametrize("name", sorted(GOLD["reports"]))
def test_title_and_boilerplate_are_lines_of_the_page(name: str) -> None:
    report = GOLD["reports"][name]
    lines = {squash(line) for line in page(name).splitlines()}
    wanted = {squash(line) for line in report["boilerplate"]}
    if report["title"] is not None:
        wanted.add(squash(report["title"]))
    assert wanted <= lines
    assert report["copy_of"] is None or report["copy_of"] in GOLD["reports"]


@pytest.mark.parametrize("name", sorted(GOLD["reports"]))
def test_statements_are_verbatim_and_well_formed(name: str) -> None:
    text = squash(page(name))
    for statement in (s for s in GOLD["statements"] if s["file"] == name):
        assert squash(statement["sentence"]) in text
        assert statement["act"] in ACTS
        assert statement["quoted"] in {"direct", "indirect"}
        assert statement["stance"] in (
            {None} if statement["claim"] is None else {"affirms", "denies", "open"}
        )
        for quantity in statement["quantities"]:
            assert "value" in quantity or {"low", "high"} <= set(quantity)


def test_statements_name_the_claims_and_the_claims_have_statements() -> None:
    named = {s["claim"] for s in GOLD["statements"]} - {None}
    assert named == set(GOLD["claims"])


def test_positions_are_taken_by_a_statement() -> None:
    for key, claim in GOLD["claims"].items():
        taken = {(s["party"], s["stance"]) for s in GOLD["statements"] if s["claim"] == key}
        assert {(p["party"], p["stance"]) for p in claim["positions"]} <= taken
