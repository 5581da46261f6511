from __future__ import annotations

import pytest

from collect.materials import material
from pantau.collect.material import HEAD_BYTES, Budget, opened
from pantau.collect.values import Limits, Pointer
from pantau.errors import TooLarge
from pantau.model.report import Declared


def test_looking_at_the_head_takes_nothing() -> None:
    data = b"x" * (HEAD_BYTES + 5)
    made = material(data)
    assert made.head() == data[:HEAD_BYTES]
    assert made.read() == data


def test_members_are_named_relative_to_what_was_asked_for() -> None:
    top = material(b"", "box.zip").member("a/b.zip", opened(b""))
    assert (top.location, top.channel, top.label) == ("a/b.zip", "box.zip", "box.zip/a/b.zip")
    inner = top.member("c.txt", opened(b""))
    assert (inner.location, inner.channel, inner.name) == ("a/b.zip/c.txt", "box.zip", "c.txt")


def test_documents_in_a_document_have_it_as_their_channel() -> None:
    assert material(b"", "news.jsonl").container == "news.jsonl"
    assert material(b"", "news.jsonl", top=False, channel="crisis").container == "crisis/news.jsonl"


def test_unpacking_keeps_the_name_to_share_and_loses_the_media_type() -> None:
    bare = material(b"", "a.html.gz", media_type="application/gzip").unpacked(opened(b""), "a.html")
    assert (bare.location, bare.name, bare.media_type) == ("a.html.gz", "a.html", "")


def test_archives_in_archives_end_somewhere() -> None:
    inner = material(b"", limits=Limits(depth=1))
    for _ in range(2):
        inner = inner.member("a.zip", opened(b""))
    with pytest.raises(TooLarge, match="1 deep"):
        inner.member("a.zip", opened(b""))


def test_an_item_points_to_its_page_only_where_that_is_an_address() -> None:
    made = material(b"", "feed.xml")
    declared = Declared(title="t", text="s")
    page = made.item(b"r", "application/xml", "https://kabar.example/1", declared)
    pointing = made.pointer(page)
    assert isinstance(pointing, Pointer)
    assert pointing.instead == page
    assert pointing.declared == Declared(title="t")
    other = made.item(b"r", "application/xml", "tag:kabar.example,2031:1", declared)
    assert made.pointer(other) == other


def test_a_budget_is_spent_once() -> None:
    budget = Budget(Limits(archive_bytes=10, members=2))
    budget.spend(10)
    budget.member()
    budget.member()
    with pytest.raises(TooLarge, match="10 bytes"):
        budget.spend(1)
    with pytest.raises(TooLarge):
        budget.check()
    crowd = Budget(Limits(members=1))
    crowd.member()
    with pytest.raises(TooLarge, match=r"1 files.*collect\.max_members"):
        crowd.member()
