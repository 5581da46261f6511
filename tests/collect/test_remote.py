from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import pytest

from collect.materials import ATOM, HTML, INDEX, RSS, SITEMAP, TEXT, zipped
from pantau.collect import CollectRequest, Limits, Options, Outcome, Refusal, collect
from pantau.errors import FetchFailed, InputRefused
from pantau.model.report import Capture
from pantau.net import Answer, Fetched, Unchanged

NOW = datetime(2031, 3, 4, 5, 6, tzinfo=UTC)
FEED = "https://kabar.example/feed"
MAP = "https://kabar.example/sitemap.xml"


class Shelf:
    """A fetcher that answers from what lies on it; notes what was asked for and remembered."""

    def __init__(
        self, pages: dict[str, bytes | InputRefused | Unchanged], media_type: str = "text/html"
    ) -> None:
        self.pages = pages
        self.media_type = media_type
        self.asked: list[str] = []
        self.remembered: list[str] = []

    def fetch_all(self, urls: Iterable[str]) -> Iterator[Answer]:
        for url in urls:
            self.asked.append(url)
            page = self.pages.get(url, FetchFailed("no such page"))
            headers = {"content-type": self.media_type, "etag": '"1"'}
            if isinstance(page, bytes):
                page = Fetched(asked=url, url=url, status=200, headers=headers, body=page, fetched=NOW)
            yield Answer(asked=url, result=page)

    def remember(self, answer: Fetched) -> None:
        self.remembered.append(answer.url)


def run(
    shelf: Shelf | None, *inputs: str, follow: bool | None = None, limits: Limits | None = None
) -> list[Outcome]:
    request = CollectRequest(inputs=inputs, follow=follow, limits=limits or Limits())
    return list(collect(request, Options(fetcher=shelf, clock=lambda: NOW)))


def located(results: list[Outcome]) -> dict[str, Capture]:
    return {result.location: result for result in results if isinstance(result, Capture)}


def refused(results: list[Outcome]) -> dict[str, str]:
    return {result.input: str(result.error) for result in results if isinstance(result, Refusal)}


def test_a_page_is_a_capture_with_its_headers_and_its_site_as_channel() -> None:
    shelf = Shelf({"https://kabar.example/1": HTML})
    (page,) = run(shelf, "https://kabar.example/1")
    assert page == Capture(
        location="https://kabar.example/1",
        channel="https://kabar.example",
        raw=HTML,
        media_type="text/html",
        captured=NOW,
        headers={"content-type": "text/html", "etag": '"1"'},
    )
    assert shelf.remembered == ["https://kabar.example/1"]


def test_items_without_full_text_are_fetched_when_the_feed_was() -> None:
    shelf = Shelf({FEED: RSS, "https://kabar.example/2": HTML})
    results = run(shelf, FEED)
    pages = located(results)
    assert shelf.asked == [FEED, "https://kabar.example/2"]
    assert pages["https://kabar.example/1"].declared.source == "Kantor Berita"
    second = pages["https://kabar.example/2"]
    assert (second.raw, second.channel, second.media_type) == (HTML, FEED, "text/html")
    assert second.declared.title == "Dermaga ditutup"
    assert second.declared.text is None
    assert list(refused(results)) == [f"{FEED} item 3"]


def test_a_page_that_cannot_be_fetched_leaves_its_summary_and_is_named() -> None:
    results = run(Shelf({FEED: RSS}), FEED)
    assert located(results)["https://kabar.example/2"].declared.text == "Dermaga ditutup sampai pekan depan."
    assert refused(results)["https://kabar.example/2"] == "no such page"


def test_a_page_that_cannot_be_read_leaves_its_summary_too() -> None:
    results = run(Shelf({FEED: RSS, "https://kabar.example/2": b"%PDF-1.7"}), FEED)
    assert located(results)["https://kabar.example/2"].declared.text == "Dermaga ditutup sampai pekan depan."
    assert "PDF" in refused(results)["https://kabar.example/2"]


def test_following_can_be_turned_off() -> None:
    shelf = Shelf({FEED: RSS, MAP: SITEMAP})
    results = run(shelf, FEED, MAP, follow=False)
    assert shelf.asked == [FEED, MAP]
    assert located(results)["https://kabar.example/2"].declared.text
    assert "fetching is off" in refused(results)["https://kabar.example/1"]


def test_a_feed_from_a_file_is_followed_only_on_request(tmp_path: object) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(RSS)
    shelf = Shelf({"https://kabar.example/2": HTML})
    assert located(run(shelf, str(path)))["https://kabar.example/2"].raw != HTML
    assert shelf.asked == []
    assert located(run(shelf, str(path), follow=True))["https://kabar.example/2"].raw == HTML


def test_a_sitemap_is_followed_with_what_it_declares() -> None:
    shelf = Shelf({MAP: SITEMAP, "https://kabar.example/1": HTML, "https://kabar.example/2": HTML})
    pages = located(run(shelf, MAP))
    assert pages["https://kabar.example/1"].declared.published == "2031-03-04"
    assert {page.channel for page in pages.values()} == {MAP}


def test_an_index_of_packed_sitemaps_is_followed() -> None:
    shelf = Shelf(
        {
            MAP: INDEX,
            "https://kabar.example/map1.xml.gz": gzip.compress(SITEMAP),
            "https://kabar.example/1": HTML,
            "https://kabar.example/2": TEXT,
        }
    )
    assert set(located(run(shelf, MAP))) == {"https://kabar.example/1", "https://kabar.example/2"}


def test_indexes_that_name_each_other_end() -> None:
    loop = INDEX.replace(b"map1.xml.gz", b"sitemap.xml")
    assert run(Shelf({MAP: loop}), MAP) == []


def test_indexes_without_end_are_cut_and_named() -> None:
    pages = {
        f"https://kabar.example/{n}": INDEX.replace(b"map1.xml.gz", str(n + 1).encode()) for n in range(20)
    }
    shelf = Shelf(dict(pages))
    results = run(shelf, "https://kabar.example/0", limits=Limits(depth=2))
    assert len(shelf.asked) == 3
    assert "2 deep" in refused(results)["https://kabar.example/3"]


def test_a_list_inside_a_page_is_not_followed_further() -> None:
    shelf = Shelf({MAP: SITEMAP, "https://kabar.example/1": ATOM, "https://kabar.example/2": INDEX})
    results = run(shelf, MAP)
    assert len(shelf.asked) == 3
    assert located(results)
    assert "give the address itself" in refused(results)["https://kabar.example/map1.xml.gz"]


def test_addresses_over_the_bound_are_left_and_counted() -> None:
    urls = b"".join(b"<url><loc>https://kabar.example/p%d</loc></url>" % n for n in range(10))
    shelf = Shelf(
        {MAP: b"<urlset>" + urls + b"</urlset>", **{f"https://kabar.example/p{n}": HTML for n in range(10)}}
    )
    results = run(shelf, MAP, limits=Limits(addresses=4))
    assert len(located(results)) == 4
    assert "6 of its addresses were left" in refused(results)[MAP]
    assert MAP not in shelf.remembered


def test_each_address_is_fetched_once_a_run() -> None:
    shelf = Shelf({FEED: RSS, MAP: SITEMAP, "https://kabar.example/1": HTML, "https://kabar.example/2": HTML})
    run(shelf, FEED, MAP, FEED)
    assert sorted(shelf.asked) == sorted(set(shelf.asked))


def test_what_did_not_change_is_told() -> None:
    same = Unchanged(asked=FEED, url=FEED)
    assert run(Shelf({FEED: same}), FEED) == [same]


def test_only_what_was_taken_whole_is_remembered() -> None:
    good = RSS.replace(b"<title>Tanpa tautan</title>", b"<link>https://kabar.example/3</link>")
    pages = {FEED: good, "https://kabar.example/2": HTML, "https://kabar.example/3": HTML}
    shelf = Shelf(dict(pages))
    run(shelf, FEED)
    assert set(shelf.remembered) == set(pages)
    del pages["https://kabar.example/3"]
    shelf = Shelf(dict(pages))
    run(shelf, FEED)
    assert shelf.remembered == ["https://kabar.example/2"]


def test_nothing_is_remembered_when_the_run_is_cut() -> None:
    shelf = Shelf({FEED: RSS, "https://kabar.example/2": HTML})
    results = collect(CollectRequest(inputs=(FEED,)), Options(fetcher=shelf))
    next(results)
    results.close()
    assert shelf.remembered == []


def test_an_archive_at_an_address_is_unpacked() -> None:
    address = "https://kabar.example/dump.zip"
    (page,) = run(Shelf({address: zipped({"a.txt": TEXT})}, "application/zip"), address)
    assert isinstance(page, Capture)
    assert (page.location, page.channel) == ("a.txt", address)


def test_without_a_fetcher_addresses_are_refused() -> None:
    assert "fetching is off" in refused(run(None, FEED))[FEED]


@pytest.mark.parametrize("body", [b"", b" ", b"\x00\x01"])
def test_a_page_of_nothing_is_refused(body: bytes) -> None:
    assert list(refused(run(Shelf({FEED: body}), FEED))) == [FEED]
