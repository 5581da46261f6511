"""The labelled crises that heads are trained on hold what they promise."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def crises() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[1] / "training"))
        yield importlib.import_module("crises")


def test_every_file_keeps_the_form(crises):
    assert crises.main() == 0
    assert crises.load()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('content = "a ship sank"', 'content = "a boat sank"'), "not verbatim"),
        (('act = "assert"', 'act = "say"'), "act say"),
        (('claim = "sunk"', 'claim = "lost"'), "claim lost"),
        (('language = "en"', 'language = "xx"'), "language xx"),
        (('speaker = "Ana"\n', ""), "speaker"),
    ],
)
def test_a_fault_is_named(crises, tmp_path, change, fault):
    whole = """
[claims]
sunk = "whether a ship sank"
[[report]]
id = "r1"
language = "en"
published = "2031-01-01"
event = "sinking"
title = "Ship sinks"
text = "Ana said a ship sank."
[[report.said]]
content = "a ship sank"
speaker = "Ana"
party = "Ana"
act = "assert"
claim = "sunk"
stance = "affirms"
"""
    path = tmp_path / "one.toml"
    path.write_text(whole.replace(*change), encoding="utf-8")
    with pytest.raises(crises.BadCrisis, match=fault):
        crises.read(path)
