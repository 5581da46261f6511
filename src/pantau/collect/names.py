"""A name that somebody else gave in, one that leads nowhere it should not out: for members, records and items."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from pantau.errors import NotAllowed, Unreadable
from pantau.model.location import is_address

LONGEST = 4_096
"""Characters of a location; browsers and servers give up well before."""
DRIVE = re.compile(r"[A-Za-z]:($|[\\/])")
SCHEME = re.compile(r"(?i)(file|data|javascript|blob|vbscript):")
CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")


def member_name(name: str) -> str:
    """A member's path inside its archive, with forward slashes; raises NotAllowed when it leads out of there."""
    path = name.replace("\\", "/")
    if CONTROL.search(path) or len(path) > LONGEST:
        raise NotAllowed("its name holds characters that no file name should: rename it")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or DRIVE.match(path) or SCHEME.match(path) or ".." in parts or not parts:
        raise NotAllowed("its name leads out of the archive: unpack it yourself if you trust it")
    return "/".join(parts)


def stated_location(text: str, base: str | None = None) -> str:
    """The location that a record or item states, against `base` where that is an address.

    An address needs a host and no password; any other name must be relative. Raises NotAllowed, Unreadable.
    """
    location = _joined(text.strip(), base)
    if not location:
        raise Unreadable("it has no address: give it a url")
    if CONTROL.search(location) or len(location) > LONGEST:
        raise Unreadable("its address holds characters that no address should, or is too long: correct it")
    if is_address(location):
        return _web(location)
    if SCHEME.match(location) or location[0] in "/\\~" or DRIVE.match(location):
        raise NotAllowed("its address is a path on one machine: give a web address or a relative name")
    if ".." in re.split(r"[\\/]", location):
        raise NotAllowed("its address leads out of where it stands: give a web address or a relative name")
    return location


def _joined(text: str, base: str | None) -> str:
    try:
        return urljoin(base, text) if base and text else text
    except ValueError as error:
        raise Unreadable("its address cannot be read: correct it") from error


def _web(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise Unreadable("its address cannot be read: correct it") from error
    if not parts.hostname:
        raise Unreadable("its address names no host: correct it")
    if "@" in parts.netloc:
        raise NotAllowed(
            "its address carries a user name or password, which would be passed on: leave it out"
        )
    return address
