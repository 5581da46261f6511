"""The measure of labelled crises counts what is found, missed and told otherwise."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

CRISIS = """
[claims]
sunk = "whether a ship sank"
[[report]]
id = "r1"
language = "en"
published = "2033-02-11"
event = "loss"
title = "Ship lost"
text = "Norway's navy said a ship sank off the coast. Peru's navy denied that it had fired."
[[report.said]]
content = "a ship sank off the coast"
speaker = "Norwegian Navy"
party = "NOR"
act = "confirm"
claim = "sunk"
stance = "affirms"
"""


@pytest.fixture
def training() -> Iterator[tuple[ModuleType, ModuleType]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[1] / "training"))
        yield importlib.import_module("crises"), importlib.import_module("measure_crises")


def test_each_label_takes_one_statement(training, tmp_path):
    crises, measure = training
    (tmp_path / "one.toml").write_text(CRISIS)
    reports = crises.load(tmp_path)[0].reports
    counts = measure.measured(reports)["en"]
    assert (counts["wanted"], counts["found"], counts["statements"]) == (1, 2, 1)
    assert (counts["party"], counts["act"], counts["who, act"]) == (1, 0, 0)
    assert [line.split()[0] for line in measure.misses(reports[0])] == ["WRONG", "EXCESS"]


def test_short_contents_are_not_alike_by_chance(training):
    _, measure = training
    assert measure.alike("a ship sank", "a ship sank") == 1
    assert measure.alike("a ship", "it was said that a ship had sunk last week") < 0.6
