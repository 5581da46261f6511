"""The sample crisis: its labels fit its pages, and the main path tells its stories, denials and corrections."""

import json
from pathlib import Path

import pytest

from pantau.bus.local import InlineQueue
from pantau.collect import CollectRequest, collect
from pantau.model.release import Reader
from pantau.node import exploit_here
from pantau.pipeline import Taken, ingest, view
from pantau.sample import sample_pages
from pantau.testing import memory_parts

GOLD = json.loads((Path(__file__).parent.parent / "data" / "sample-gold" / "gold.json").read_text("utf-8"))


def squash(text):
    return " ".join(text.split())


@pytest.mark.parametrize("name", sorted(name for name in GOLD["reports"] if name.endswith(".txt")))
def test_labels_stand_in_their_pages(name):
    with sample_pages() as folder:
        page = squash((folder / name).read_text(encoding="utf-8"))
    for statement in GOLD["statements"]:
        if statement["file"] == name:
            assert squash(statement["sentence"]) in page
    for line in GOLD["reports"][name].get("boilerplate", []):
        assert squash(line) in page


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    parts = memory_parts()
    models = tmp_path_factory.mktemp("models")
    work = InlineQueue(lambda capture: exploit_here(models, capture))
    with sample_pages() as folder:
        outcomes = list(ingest(collect(CollectRequest(inputs=(str(folder),))), parts=parts, work=work))
    assert {type(outcome) for outcome in outcomes} == {Taken}
    assert len(outcomes) == len(GOLD["reports"])
    return view(parts, Reader(member=parts.identity.member)).picture


def test_the_flood_is_one_story_and_the_others_stand_apart(picture):
    largest = max(picture.stories, key=lambda story: len(story.reports))
    assert len(largest.reports) >= 25
    assert len(largest.languages) >= 6
    titles = {row.id: row.location for row in picture.reports}
    inside = {titles[name] for name in largest.reports}
    assert not any("bola" in name or "football" in name or "beras" in name for name in inside)


def test_a_story_bears_a_title_in_its_commonest_language(picture):
    largest = max(picture.stories, key=lambda story: len(story.reports))
    titles = {row.reading.title: row.reading.language for row in picture.reports}
    assert titles[largest.title] == "id"


def test_copies_do_not_count_as_voices(picture):
    copies = [row for row in picture.reports if row.copy_of]
    assert len(copies) >= 6
    assert any(row.copy_kind == "translation" for row in copies)


def test_both_sides_stand_beside_each_other(picture):
    stances = [
        {(position.party, position.stance) for position in claim.positions} for claim in picture.claims
    ]
    assert any({("IDN", "affirms"), ("MYS", "denies")} <= found for found in stances)


def test_a_conditional_answer_is_no_denial(picture):
    conditional = [
        row
        for row in picture.statements
        if row.statement.conditional
        and row.statement.speaker.party == "MYS"
        and "dilepaskan" in row.statement.words
    ]
    assert conditional
    assert all(row.stance != "denies" for row in conditional)
