from __future__ import annotations

import ipaddress
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.errors import FetchFailed, NotAllowed
from pantau.net.address import checked_addresses, checked_url, system_resolver

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "192.0.2.1",
    "198.18.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
]
MULTICAST = ["224.0.0.1", "ff02::1", "::ffff:224.0.0.1"]
PUBLIC = ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::808:808"]


def checked(*addresses: str, allow_private: bool = False) -> tuple[str, ...]:
    return checked_addresses(
        "host.example", 80, resolver=lambda host, port: addresses, allow_private=allow_private
    )


@pytest.mark.parametrize("address", PRIVATE + MULTICAST)
def test_what_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(NotAllowed, match=r"fetch\.allow_private"):
        checked(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_not(address: str) -> None:
    assert checked(address) == (address,)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(NotAllowed):
        checked("8.8.8.8", "10.0.0.1")


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_can_be_allowed(address: str) -> None:
    assert checked(address, allow_private=True) == (address,)


@pytest.mark.parametrize("address", MULTICAST)
def test_multicast_cannot(address: str) -> None:
    with pytest.raises(NotAllowed):
        checked(address, allow_private=True)


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_the_same_inside_ipv6(address: ipaddress.IPv4Address) -> None:
    def allowed(text: str) -> bool:
        try:
            return bool(checked(text))
        except NotAllowed:
            return False

    plain = allowed(str(address))
    assert allowed(f"::ffff:{address}") == plain
    assert allowed(str(ipaddress.IPv6Address((0x64FF9B << 96) | int(address)))) == plain


def test_no_address_and_nonsense_are_failures() -> None:
    with pytest.raises(FetchFailed, match="spelling"):
        checked()
    with pytest.raises(FetchFailed):
        checked("not an address")


@pytest.mark.parametrize("host", ["2130706433", "0177.0.0.1", "0x7f.1", "127.1", "localhost"])
def test_other_ways_to_write_loopback_resolve_to_it(host: str) -> None:
    with pytest.raises(NotAllowed):
        checked_addresses(host, 80, resolver=system_resolver, allow_private=False)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "a\0b", "x" * 300])
def test_a_host_that_cannot_be_found_is_a_failure(host: str) -> None:
    with pytest.raises(FetchFailed):
        system_resolver(host, 80)


@pytest.mark.parametrize(
    "text",
    [
        "ftp://paper.example/a",
        "file:///etc/hostname",
        "gopher://paper.example/",
        "//paper.example/a",
        "http://",
        "http:///a",
        "https://user:word@paper.example/",
        "https://user@paper.example/",
        "http://[::1",
        "http://paper.example:port/",
        "http://a\nb/",
        "",
    ],
)
def test_what_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(NotAllowed):
        checked_url(text)


def test_a_fragment_is_not_asked_for() -> None:
    assert str(checked_url("https://paper.example/a?b=1#c")) == "https://paper.example/a?b=1"


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    with suppress(NotAllowed):
        assert checked_url(text).scheme in ("http", "https")
