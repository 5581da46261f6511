from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collect.materials import HTML, NOW, TEXT, captures, found, refusals
from pantau.collect.values import Limits
from pantau.model.report import Capture


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", TEXT, "text/plain"),
        ("a.md", b"# Title\n\nText.", "text/plain"),
        ("a.html", HTML, "text/html"),
    ],
)
def test_a_dump_or_page_is_one_capture_of_its_bytes(name: str, data: bytes, media_type: str) -> None:
    assert found(data, name) == [
        Capture(location=name, channel="files", raw=data, media_type=media_type, captured=NOW)
    ]


@pytest.mark.parametrize(
    "data", ["Selat dibuka.".encode("utf-16"), "Détroit fermé – hier.".encode("cp1252"), b"\xef\xbb\xbfSelat"]
)
def test_other_encodings_are_text_too(data: bytes) -> None:
    assert captures(found(data, "a.txt"))[0].raw == data


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf\n", b"\xff\xfe \x00"])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a"])
def test_what_is_empty_is_refused(data: bytes, name: str) -> None:
    assert "empty" in refusals(found(data, name))[name]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n...", "an image"),
        (b"{\\rtf1 text}", "RTF"),
        (b"7z\xbc\xaf\x27\x1c..", "7z"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.bin", "a.html"])
def test_a_known_kind_of_binary_is_named(data: bytes, kind: str, name: str) -> None:
    assert kind in refusals(found(data, name))[name]


@pytest.mark.parametrize("data", [b"ship\x00log\x01\x02\x03", bytes(range(1, 32)) * 9])
@pytest.mark.parametrize("name", ["a.txt", "a.bin", "a.html"])
def test_unknown_bytes_are_refused_with_what_is_wanted(data: bytes, name: str) -> None:
    assert "No parser understands" in refusals(found(data, name))[name]


def test_a_table_and_unknown_xml_are_refused_with_advice() -> None:
    assert "JSON Lines" in refusals(found(b"url,text\na,b\n", "a.csv"))["a.csv"]
    assert "neither" in refusals(found(b'<?xml version="1.0"?><ledger><row/></ledger>', "a.xml"))["a.xml"]


def test_an_input_over_the_bound_is_refused() -> None:
    limits = Limits(input_bytes=10)
    assert captures(found(b"0123456789", "a.txt", limits))
    assert "over 10 bytes" in refusals(found(b"0123456789A", "a.txt", limits))["a.txt"]


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.md", "a"]))
def test_any_bytes_are_captured_as_they_are_or_refused(data: bytes, name: str) -> None:
    results = found(data, name)
    assert results
    assert all(
        capture.raw == data for capture in captures(results) if capture.media_type != "application/json"
    )
