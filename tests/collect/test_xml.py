from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.collect.xml import root_name, scan
from pantau.errors import TooLarge, Unreadable

ITEMS = frozenset({"item"})


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<rss version='2.0'>", "rss"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a --><!-- b -->\n<rdf:RDF a='b'>", "rdf"),
        (b"<!DOCTYPE html>\n<HTML lang=id>", "html"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "rss"),
        (b"<?xml-stylesheet href='a'?><urlset/>", "urlset"),
        ("\ufeff<feed>".encode("utf-16-le"), "feed"),
        (b"<feed", ""),
        (b"text <rss>", ""),
        (b"<!-- never closed <rss>", ""),
        (b"", ""),
    ],
)
def test_the_root_is_found_behind_what_may_stand_before_it(head: bytes, name: str) -> None:
    assert root_name(head) == name


@pytest.mark.parametrize("piece", [b"<!-- a -->", b"<?a?>", b"<!DOCTYPE a [", b"<!DOCTYPE ", b" ", b"<!--"])
def test_a_root_that_never_comes_takes_no_time(piece: bytes) -> None:
    assert root_name((piece * 2_000)[:8_192]) == ""


def test_items_come_as_the_bytes_they_stand_in() -> None:
    data = b"<r><item a='1'>x<b/></item>between<x:item xmlns:x='y'><item>in</item></x:item></r>"
    scanned = scan(data, ITEMS, 10)
    assert scanned.well_formed
    assert scanned.items == (
        b"<item a='1'>x<b/></item>",
        b"<x:item xmlns:x='y'><item>in</item></x:item>",
    )


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16"])
def test_items_in_other_encodings_are_not_cut_out(encoding: str) -> None:
    data = f"<?xml version='1.0' encoding='{encoding}'?><r><item>é</item></r>".encode(encoding)
    assert scan(data, ITEMS, 10).well_formed
    assert scan(data, ITEMS, 10).items == ()


@pytest.mark.parametrize("data", [b"<r>&nbsp;</r>", b"<r>", b"", b"<?xml version='1.0' encoding='odd'?><r/>"])
def test_mistakes_are_told(data: bytes) -> None:
    assert not scan(data, ITEMS, 10).well_formed


@pytest.mark.parametrize(
    "entity",
    [
        "<!ENTITY a 'b'>",
        "<!ENTITY a SYSTEM 'file:///etc/hostname'>",
        "<!ENTITY % a 'b'>",
        "<!ENTITY a PUBLIC 'b' 'c'>",
    ],
)
def test_entities_are_refused(entity: str) -> None:
    with pytest.raises(Unreadable, match="entity 'a'"):
        scan(f"<!DOCTYPE r [{entity}]><r>&a;</r>".encode(), ITEMS, 10)


def test_what_stands_too_deep_is_refused() -> None:
    assert scan(b"<a>" * 10 + b"</a>" * 10, ITEMS, 10).well_formed
    with pytest.raises(TooLarge, match="10 deep"):
        scan(b"<a>" * 11, ITEMS, 10)


@given(st.binary(max_size=200) | st.text(alphabet="<>/item!-[]?&;'\" ax=").map(str.encode))
def test_any_bytes_are_walked_through(data: bytes) -> None:
    root_name(data)
    scan(data, ITEMS, 1_000)
