from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collect.materials import INDEX, SITEMAP, found, pointers, refusals
from pantau.model.report import Declared


def test_a_sitemap_points_to_its_pages_with_what_it_says_of_them() -> None:
    first, second = pointers(found(SITEMAP, "sitemap.xml"))
    assert first.address == "https://kabar.example/1"
    assert first.channel == "sitemap.xml"
    assert first.declared == Declared(
        title="Feri berlayar", published="2031-03-04", outlet="Kabar", language="id"
    )
    assert not first.deeper
    assert second.declared == Declared()


def test_an_index_points_to_sitemaps() -> None:
    (only,) = pointers(found(INDEX))
    assert only.deeper
    assert only.address == "https://kabar.example/map1.xml.gz"


def test_a_packed_sitemap_is_read() -> None:
    assert len(pointers(found(gzip.compress(SITEMAP), "sitemap.xml.gz"))) == 2


def test_an_entry_without_address_is_refused_by_its_number() -> None:
    assert "no address" in refusals(found(SITEMAP, "sitemap.xml"))["sitemap.xml entry 3"]


def test_a_file_name_is_no_page() -> None:
    data = SITEMAP.replace(b"https://kabar.example/2", b"page.html")
    assert "no web address" in refusals(found(data))["input entry 2"]
    assert (
        pointers(found(data, address="https://kabar.example/map"))[1].address
        == "https://kabar.example/page.html"
    )


@pytest.mark.parametrize(
    "data",
    [SITEMAP[:-9], b"<urlset><url></urlset>", b"<urlset/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><urlset/>"],
)
def test_what_is_no_sitemap_is_refused(data: bytes) -> None:
    assert refusals(found(data))


@given(st.integers(0, len(SITEMAP)), st.binary(max_size=12))
def test_any_damaged_sitemap_is_read_or_refused(at: int, scrap: bytes) -> None:
    assert found(SITEMAP[:at] + scrap + SITEMAP[at:])
