"""A host name in, the addresses that may be connected to out: nothing in a private network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import httpx

from pantau.errors import FetchFailed, NotAllowed

Resolver = Callable[[str, int], tuple[str, ...]]
"""A host and a port in, its numeric addresses out; raises FetchFailed when there are none."""

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""RFC 6052: how networks without IPv4 reach it; the last 32 bits are the IPv4 address."""


def system_resolver(host: str, port: int) -> tuple[str, ...]:
    """The addresses that the machine's own resolver gives, in its order."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise FetchFailed(f"no address is known for {host}: check the spelling and the connection") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(
    host: str,
    port: int,
    *,
    resolver: Resolver,
    allow_private: bool,
    setting: str = "fetch.allow_private",
) -> tuple[str, ...]:
    """Every address of `host`, all of which may be connected to; `setting` is the one that admits private ones.

    Raises NotAllowed when a single one may not: a name with one public and one private address is an attack.
    """
    addresses = resolver(host, port)
    if not addresses:
        raise FetchFailed(f"no address is known for {host}: check the spelling and the connection")
    for text in addresses:
        if not _allowed(_parsed(text, host), allow_private=allow_private):
            raise NotAllowed(
                f"{host} is {text}, which is not a public address: set `{setting}` if that is meant"
            )
    return addresses


def checked_url(text: str) -> httpx.URL:
    """`text` as an absolute http or https address without a fragment; raises NotAllowed for any other."""
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise NotAllowed(f"not an address that can be read ({error}): check the spelling") from error
    if url.scheme not in ("http", "https"):
        raise NotAllowed(
            f"only http and https are fetched, not {url.scheme or 'this'}: give a web address or a file"
        )
    if not url.host:
        raise NotAllowed("the address names no host: check the spelling")
    if url.userinfo:
        raise NotAllowed(
            "the address carries a user name or password, which would be passed on: leave it out"
        )
    return url.copy_with(fragment=None)


def is_public(text: str, host: str) -> bool:
    """Whether a resolved address of `host` lies outside all private networks; raises FetchFailed for what is none."""
    return _allowed(_parsed(text, host), allow_private=False)


def _parsed(text: str, host: str) -> IPAddress:
    try:
        return ipaddress.ip_address(text)
    except ValueError as error:
        raise FetchFailed(f"the resolver gave {text!r} for {host}, which is no address") from error


def _allowed(address: IPAddress, *, allow_private: bool) -> bool:
    carried = _carried(address)
    if carried is not None:
        return _allowed(carried, allow_private=allow_private)
    if address.is_multicast:
        return False
    return allow_private or (address.is_global and not address.is_reserved and not _site_local(address))


def _carried(address: IPAddress) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for: mapped, 6to4, Teredo or NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    teredo = address.teredo
    if teredo is not None:
        return teredo[1]
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _site_local(address: IPAddress) -> bool:
    return isinstance(address, ipaddress.IPv6Address) and address.is_site_local
