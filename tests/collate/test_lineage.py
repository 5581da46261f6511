"""Where texts come from: copies, cuts, mixtures and versions, and whose wire each sentence of a mixture is."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from collate.builders import page
from pantau.collate.fold import fold
from pantau.model.objects import Held
from pantau.model.picture import Picture, ReportRow

ONE = " ".join(f"satu{at}" for at in range(60))
TWO = " ".join(f"dua{at}" for at in range(60))
BRIDGE = "the northern bridge over the river was closed at dawn by order of the harbour office"
FERRY = "two ferries with relief goods had left the southern port before the storm reached it"
TOPIC = {"storm": 1.0}


def told(words: str, speaker: str = "Ana Belo") -> dict[str, Any]:
    return {"words": words, "speaker": speaker}


def wires() -> list[list[Held]]:
    """Two agencies' texts and a page that mixes them."""
    return [
        page("one", text=ONE, outlet="Nordpress", published="2024-03-01", topic=TOPIC, says=[told(BRIDGE)]),
        page("two", text=TWO, outlet="Sudwire", published="2024-03-01", topic=TOPIC, says=[told(FERRY)]),
        page(
            "mix",
            text=f"{ONE} {TWO}",
            outlet="Harian Pantai",
            published="2024-03-02",
            topic=TOPIC,
            origins=("Nordpress", "Sudwire"),
            says=[
                told(BRIDGE),
                told(FERRY),
                told("nobody in the village had been warned of what was coming"),
            ],
        ),
    ]


def row(picture: Picture, name: str) -> ReportRow:
    return next(report for report in picture.reports if report.id == f"r-{name}")


def routes_of(picture: Picture, name: str) -> list[tuple[str, ...]]:
    rows = [each for each in picture.statements if each.report == f"r-{name}"]
    return [each.routes for each in sorted(rows, key=lambda each: each.statement.ordinal)]


def test_a_mixture_of_two_wires_is_no_copy_and_stands_on_both():
    picture = fold(held for each in wires() for held in each)
    mixed = row(picture, "mix")
    assert mixed.copy_of is None
    assert {(edge.kind, edge.report) for edge in mixed.lineage} == {("merge", "r-one"), ("merge", "r-two")}
    assert mixed.routes == ("Nordpress", "Sudwire")


def test_each_sentence_of_a_mixture_stands_on_the_wire_that_it_comes_from():
    picture = fold(held for each in wires() for held in each)
    assert routes_of(picture, "mix") == [("Nordpress",), ("Sudwire",), ("Nordpress", "Sudwire")]


def test_it_does_not_matter_which_page_comes_first():
    pictures = [fold(held for each in order for held in each) for order in permutations(wires())]
    assert all(picture == pictures[0] for picture in pictures)


@pytest.mark.parametrize(
    ("text", "kind"),
    [(ONE, "duplicate"), (" ".join(ONE.split()[:30]), "cut")],
)
def test_copies_stand_on_what_their_source_stands_on(text, kind):
    source = page("one", text=ONE, outlet="Nordpress", published="2024-03-01", says=[told(BRIDGE)])
    copy = page(
        "copy",
        text=text,
        outlet="Harian Pantai",
        published="2024-03-02",
        origins=("Nordpress",),
        says=[told(BRIDGE)],
    )
    picture = fold([*source, *copy])
    found = row(picture, "copy")
    assert (found.copy_of, found.copy_kind, found.routes) == ("r-one", "duplicate", ("Nordpress",))
    assert [edge.kind for edge in found.lineage] == [kind]


def test_a_later_version_of_a_page_is_no_new_voice():
    address = "https://harian.example/storm"
    first = page("v1", text=ONE, location=address, published="2024-03-01", says=[told(BRIDGE)])
    later = page(
        "v2", text=f"{ONE} {TWO}", location=address, published="2024-03-02", minute=5, says=[told(BRIDGE)]
    )
    picture = fold([*first, *later])
    assert row(picture, "v2").version_of == "r-v1"
    assert row(picture, "v1").superseded
    assert row(picture, "v2").routes == row(picture, "v1").routes
    (claim,) = picture.claims
    assert claim.origins == ("harian.example",)
