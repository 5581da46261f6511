from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collect.materials import ATOM, RDF, RSS, captures, found, pointers, refusals
from pantau.collect import feeds
from pantau.collect.values import Limits
from pantau.model.report import Capture, Declared

FEED = "https://kabar.example/feed"


def test_an_item_with_its_full_text_is_a_capture() -> None:
    (full,) = captures(found(RSS, "feed.xml"))
    assert full.location == "https://kabar.example/1"
    assert full.channel == "feed.xml"
    assert full.media_type == "application/xml"
    assert full.raw.startswith(b"<item><title>Feri")
    assert full.raw.endswith(b"</source></item>")
    assert full.raw in RSS
    assert full.declared == Declared(
        title="Feri berlayar & kembali",
        text="<p>Feri berlayar lagi, kata syahbandar.</p>",
        published="Tue, 04 Mar 2031 08:00:00 +0700",
        outlet="Kabar Pelabuhan",
        source="Kantor Berita",
        language="id",
        author="Rani",
    )


def test_an_item_without_it_points_to_its_page_and_holds_its_summary() -> None:
    (short,) = pointers(found(RSS, "feed.xml"))
    assert short.address == "https://kabar.example/2"
    assert short.channel == "feed.xml"
    assert short.declared.title == "Dermaga ditutup"
    assert short.declared.text is None
    assert isinstance(short.instead, Capture)
    assert short.instead.declared.text == "Dermaga ditutup sampai pekan depan."


def test_an_item_without_address_is_refused_by_its_number() -> None:
    assert "no address" in refusals(found(RSS, "feed.xml"))["feed.xml item 3"]


def test_an_item_of_a_title_alone_says_its_title_and_one_of_nothing_is_refused() -> None:
    data = RSS.replace(b"<description>Dermaga ditutup sampai pekan depan.</description>", b"")
    (short,) = pointers(found(data))
    assert short.instead is not None
    assert short.instead.declared.text == "Dermaga ditutup"
    bare = data.replace(b"<title>Dermaga ditutup</title>", b"")
    assert "neither text nor title" in refusals(found(bare))["input item 2"]


def test_a_parser_that_gives_up_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise ValueError("bad date")

    monkeypatch.setattr(feeds.feedparser, "parse", fail)
    assert "bad date" in refusals(found(RSS))["input"]


def test_atom_keeps_source_language_and_content() -> None:
    first, second = found(ATOM, "feed", address="https://port.example/feed")
    assert isinstance(first, Capture)
    assert first.location == "https://port.example/ferry"
    assert first.declared == Declared(
        title="Ferry <b>sails</b>",
        text="<p>The ferry sails again.</p>",
        published="2031-03-04T01:00:00Z",
        outlet="Port Watch",
        source="The Wire",
        language="en",
        author="R. Sari",
    )
    assert isinstance(second, Capture)
    assert second.location == "tag:port.example,2031:2"
    assert second.declared.text == "The pier is closed."
    assert second.declared.published == "2031-03-03T01:00:00Z"


def test_rss_1_is_read() -> None:
    (short,) = pointers(found(RDF, "feed.rdf"))
    assert short.address == "https://old.example/1"
    assert short.declared.published == "2031-03-04"
    assert short.instead is not None
    assert short.instead.raw.startswith(b'<item rdf:about="https://old.example/1">')


def test_a_source_that_gives_only_its_address_is_kept() -> None:
    data = RSS.replace(b">Kantor Berita<", b"><")
    assert captures(found(data))[0].declared.source == "https://wire.example/feed"


def test_a_feed_in_another_encoding_gives_its_fields_as_raw() -> None:
    data = RSS.decode().replace('"UTF-8"', '"iso-8859-1"').replace("Rani", "René").encode("iso-8859-1")
    (full,) = captures(found(data))
    assert full.declared.author == "René"
    assert full.media_type == "application/json"
    assert json.loads(full.raw)["author"] == "René"
    assert captures(found(data)) == [full]


@pytest.mark.parametrize(
    "broken", [RSS.replace(b"&amp;", b"&nbsp;"), RSS.replace(b"</channel></rss>", b""), b"\n\n" + RSS]
)
def test_common_mistakes_are_mended(broken: bytes) -> None:
    assert captures(found(broken))[0].location == "https://kabar.example/1"


def test_a_large_feed_with_mistakes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_ILL_FORMED", 100)
    assert captures(found(RSS))
    assert "not well-formed" in refusals(found(RSS.replace(b"</rss>", b"")))["input"]


@pytest.mark.parametrize("end", [b"", b"<unclosed>"])
def test_entities_are_refused_in_good_feeds_and_bad(end: bytes) -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>'
    data = RSS.replace(b"<rss", bomb + b"<rss", 1).replace(b"</rss>", end + b"</rss>")
    assert "entity" in refusals(found(data))["input"]


def test_a_feed_too_deep_is_refused() -> None:
    deep = RSS.replace(b"Ringkas.", b"<a>" * 300 + b"</a>" * 300)
    assert "200 deep" in refusals(found(deep))["input"]


@pytest.mark.parametrize(
    "data", [b"<rss></rss>", b"<feed></feed>", b"<rdf:RDF></rdf:RDF>", b"<rss><channel/></rss>", b"<rss >"]
)
def test_a_feed_without_items_is_refused(data: bytes) -> None:
    assert refusals(found(data))


@given(st.data())
def test_any_damaged_feed_is_read_or_refused(data: st.DataObject) -> None:
    feed = data.draw(st.sampled_from([RSS, ATOM, RDF]))
    start = data.draw(st.integers(0, len(feed)))
    end = data.draw(st.integers(start, min(len(feed), start + 40)))
    scrap = data.draw(
        st.binary(max_size=20) | st.sampled_from([b"<item>", b"&x;", b"]]>", b"<![CDATA[", b"<a:b>"])
    )
    assert found(feed[:start] + scrap + feed[end:], "feed.rss", Limits())
