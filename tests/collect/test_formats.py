from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collect.materials import HTML, JSON_FEED, LINES, RSS, SAMPLES, TEXT, material
from pantau.collect.formats import FORMATS, chosen
from pantau.collect.text import looks_like_text
from pantau.collect.values import Limits
from pantau.errors import Unreadable

EXPECTED = {
    "rss": "feed",
    "atom": "feed",
    "rdf": "feed",
    "sitemap": "sitemap",
    "index": "sitemap",
    "lines": "json lines",
    "feed": "json",
    "html": "html",
    "text": "text",
    "zip": "zip",
    "tar": "tar",
    "tar.gz": "gzip",
    "tar.bz2": "bzip2",
    "tar.xz": "xz",
}


def name_of(data: bytes, name: str = "input", media_type: str = "") -> str:
    return chosen(material(data, name, media_type=media_type), FORMATS).name


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_every_sample_is_told_by_its_bytes_alone(sample: str) -> None:
    assert name_of(SAMPLES[sample]) == EXPECTED[sample]


@pytest.mark.parametrize(
    ("name", "data", "media_type", "expected"),
    [
        ("a.txt", HTML, "", "html"),
        ("a.xml", RSS, "text/html", "feed"),
        ("a.txt", LINES, "", "text"),
        ("a.jsonl", LINES, "text/plain", "json lines"),
        ("a.JSON", JSON_FEED, "", "json"),
        ("a.md", b"# Title", "", "text"),
        ("a.htm", b"<p>fragment", "", "html"),
        ("index.php", b"<p>fragment", "text/html", "html"),
        ("data", b"[]", "application/json", "json"),
        ("a.csv", b"a,b", "", "table"),
        ("a.log", TEXT, "", "text"),
        ("input", b'[{"url": "a"}]', "", "json"),
        ("input", b'{\n "url": "a"}', "", "json"),
        ("input", b"[Update] Feri berlayar", "", "text"),
        ("input", b"  \n<!-- saved --><!DOCTYPE html>", "", "html"),
        ("input", b"Page saved\n<!DOCTYPE html><html>", "", "html"),
    ],
)
def test_signature_goes_before_extension_before_media_type_before_guess(
    name: str, data: bytes, media_type: str, expected: str
) -> None:
    assert name_of(data, name, media_type) == expected


def test_no_two_formats_claim_one_name_or_media_type() -> None:
    for claims in ([x for f in FORMATS for x in f.extensions], [x for f in FORMATS for x in f.media_types]):
        assert len(claims) == len(set(claims))


def test_the_guide_names_every_extension_and_bound() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "howto" / "collect.md").read_text(encoding="utf-8")
    assert [x for form in FORMATS for x in form.extensions if f"`.{x}`" not in guide] == []
    limits = Limits()
    for shown in (
        f"{limits.input_bytes // 10**6} MB",
        f"{limits.archive_bytes // 10**9} GB",
        f"{limits.members:,}",
        f"{limits.ratio} |",
        f"{limits.depth} deep",
        f"{limits.folder_depth} deep",
        f"{limits.xml_depth} deep",
        f"{limits.addresses:,}",
    ):
        assert shown in guide


@given(st.binary(max_size=600))
def test_any_bytes_have_one_format_or_none(data: bytes) -> None:
    try:
        assert name_of(data)
    except Unreadable:
        assert not data or not looks_like_text(data)
