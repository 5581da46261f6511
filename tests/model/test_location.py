from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pantau.model.location import canonical_location, is_address

KEY = "https://paper.example/news/2031/harbour-strike"


@pytest.mark.parametrize(
    "variant",
    [
        "http://paper.example/news/2031/harbour-strike",
        "HTTPS://WWW.Paper.Example/news/2031/harbour-strike",
        "https://paper.example:443/news/2031/harbour-strike#comments",
        "http://paper.example:80/news/2031/harbour-strike/",
        "https://paper.example/news/2031/harbour-strike?utm_source=mail&utm_medium=x",
        "https://paper.example/news/2031/harbour-strike?fbclid=abc&GCLID=1",
        "https://m.paper.example/news/2031/harbour-strike",
        "https://amp.paper.example/news/2031/harbour-strike?amp=1",
        "https://paper.example/news/2031/harbour-strike/amp/",
        "https://paper.example/amp/news/2031/harbour-strike",
        "https://paper.example/news/2031/harbour-strike.amp",
        "https://paper.example/news/2031/harbour-strike?page=all",
        "https://paper.example/news/./2030/../2031/harbour%2Dstrike",
        "https://www.google.com/amp/s/paper.example/news/2031/harbour-strike",
        "https://paper-example.cdn.ampproject.org/c/s/paper.example/news/2031/harbour-strike",
        "  https://paper.example/news/2031/harbour-strike\n",
    ],
)
def test_variants_of_an_address_are_one(variant: str) -> None:
    assert canonical_location(variant) == KEY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://paper.example/read?id=1", "https://paper.example/read?id=2"),
        ("https://paper.example/read?page=2", "https://paper.example/read"),
        ("https://paper.example:8080/a", "https://paper.example/a"),
        ("https://paper.example/News", "https://paper.example/news"),
        ("https://sport.paper.example/a", "https://paper.example/a"),
        ("https://m.co.uk/a", "https://co.uk/a"),
        ("https://amp.dev/a", "https://dev/a"),
        ("https://paper.example/amp", "https://paper.example/"),
        ("https://paper.example/a%2Fb", "https://paper.example/a/b"),
    ],
)
def test_different_pages_stay_apart(one: str, other: str) -> None:
    assert canonical_location(one) != canonical_location(other)


def test_a_host_in_other_letters_is_its_encoded_form() -> None:
    assert canonical_location("https://www.Bücher.example/a") == "https://xn--bcher-kva.example/a"


def test_parameters_have_one_order() -> None:
    assert canonical_location("https://p.example/r?b=2&a=1") == canonical_location(
        "https://p.example/r?a=1&b=2"
    )


@pytest.mark.parametrize("name", ["folder/page 1.txt", "#12.html", "a?b.txt", "urn:isbn:1", ""])
def test_a_file_name_stays_as_it_is(name: str) -> None:
    assert canonical_location(name) == name
    assert not is_address(name)


@pytest.mark.parametrize("broken", ["http://[::1", "https://", "https://paper.example:port/", "http://\x00/"])
def test_what_cannot_be_read_is_no_error(broken: str) -> None:
    assert isinstance(canonical_location(broken), str)


def test_addresses_of_ipv6_keep_their_brackets() -> None:
    assert canonical_location("http://[2001:DB8::1]:8080/a") == "https://[2001:db8::1]:8080/a"


pieces = st.text(alphabet="aAmpw./?&=#%2Fé :@[]-_~+;,!|", max_size=40)


@given(st.one_of(st.text(), pieces.map("https://".__add__), pieces.map("http://m.paper.example/".__add__)))
@example("https://www.google.com/amp/s/www.google.com/amp/s/a.example/b")
@example("https://a.example/b.amp.amp.html")
@example("https://a.example/?%FF=%FE")
def test_applying_it_twice_changes_nothing(location: str) -> None:
    once = canonical_location(location)
    assert canonical_location(once) == once
