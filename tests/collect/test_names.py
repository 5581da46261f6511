from __future__ import annotations

from contextlib import suppress
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pantau.collect.names import member_name, stated_location
from pantau.errors import InputRefused, NotAllowed, Unreadable


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", "a.txt"),
        ("./a//b.txt", "a/b.txt"),
        ("a\\b.txt", "a/b.txt"),
        ("a..b/c...txt", "a..b/c...txt"),
    ],
)
def test_a_member_is_named_by_its_path(name: str, expected: str) -> None:
    assert member_name(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "../a.txt",
        "a/../../b.txt",
        "a\\..\\..\\b.txt",
        "/etc/a.txt",
        "\\\\server\\a.txt",
        "C:\\a.txt",
        "c:/a.txt",
        "C:",
        "file:///a",
        "",
        ".",
        "//",
        "a\0b",
        "a\nb",
        "a\ud800",
        "x" * 5_000,
    ],
)
def test_a_member_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(NotAllowed):
        member_name(name)


@given(st.one_of(st.text(), st.text(alphabet="./\\:aC~\0")))
@example("..\\..")
def test_no_name_of_a_member_escapes(name: str) -> None:
    with suppress(NotAllowed):
        path = PurePosixPath(member_name(name))
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert (Path("/root/box") / path).resolve().is_relative_to("/root/box")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" https://kabar.example/1 ", "https://kabar.example/1"),
        ("page 1.txt", "page 1.txt"),
        ("sub/page.txt", "sub/page.txt"),
        ("tag:port.example,2031:1", "tag:port.example,2031:1"),
        ("urn:uuid:1", "urn:uuid:1"),
    ],
)
def test_a_stated_location_is_kept_as_it_stands(text: str, expected: str) -> None:
    assert stated_location(text) == expected


def test_a_relative_address_is_read_against_where_it_stood() -> None:
    assert stated_location("/2", "https://kabar.example/feed") == "https://kabar.example/2"
    assert stated_location("tag:a,2031:1", "https://kabar.example/feed") == "tag:a,2031:1"


@pytest.mark.parametrize(
    "text", ["/home/ana/a.txt", "~/a.txt", "file:///a.txt", "C:\\a.txt", "..\\a", "a/../b", "javascript:x()"]
)
def test_a_path_on_one_machine_is_refused(text: str) -> None:
    with pytest.raises(NotAllowed):
        stated_location(text)


def test_an_address_that_cannot_be_joined_is_refused() -> None:
    with pytest.raises(Unreadable):
        stated_location("//[", "https://kabar.example/feed")


def test_a_password_is_not_passed_on() -> None:
    with pytest.raises(NotAllowed, match="password"):
        stated_location("https://ana:geheim@kabar.example/1")


@pytest.mark.parametrize("text", ["", "  ", "https://", "http:///a", "https://[::1", "a\0b", "x" * 5_000])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        stated_location(text)


@given(st.text(), st.sampled_from([None, "https://kabar.example/feed"]))
def test_any_stated_location_can_be_shared_or_is_refused(text: str, base: str | None) -> None:
    with suppress(InputRefused):
        location = stated_location(text, base)
        assert location.encode()
        assert not location.startswith(("/", "~", "\\", "file:"))
