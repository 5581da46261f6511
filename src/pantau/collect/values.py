"""What collecting is asked for and what it gives besides captures: requests and bounds in, refusals and pointers out."""

from __future__ import annotations

from pantau.errors import InputRefused
from pantau.model.base import Value
from pantau.model.report import Capture, Declared


class Limits(Value, frozen=True, kw_only=True):
    """Bounds on what one input may be. Sizes are in bytes.

    `input_bytes` holds for one document, `archive_bytes` and `members` for all that is unpacked from one input,
    `ratio` for unpacked to packed, `depth` for archives in archives and sitemaps in sitemaps, `addresses` for the
    pages that one run follows from feeds and sitemaps.
    """

    input_bytes: int = 20_000_000
    archive_bytes: int = 2_000_000_000
    members: int = 100_000
    ratio: int = 200
    depth: int = 3
    folder_depth: int = 64
    xml_depth: int = 200
    addresses: int = 5_000


class CollectRequest(Value, frozen=True, kw_only=True):
    """What to collect. Each input is a path, a folder, a glob, an archive, `-` for standard input, or an address.

    `follow` fetches the pages that feeds and sitemaps point to; None does so for sitemaps, and for items without
    full text of feeds that came from an address themselves.
    """

    inputs: tuple[str, ...]
    follow: bool | None = None
    limits: Limits = Limits()


class Refusal(Value, frozen=True, kw_only=True):
    """What could not be used, as its giver knows it, and why; the message says what to do."""

    input: str
    error: InputRefused


class Pointer(Value, frozen=True, kw_only=True):
    """An address that a feed or sitemap names, with what it says of the page.

    `instead` is what the feed itself holds of the page, taken when the page is not fetched. `deeper` says that the
    address is a list of addresses itself. `trail` holds the addresses of the lists that led here.
    """

    address: str
    channel: str
    declared: Declared = Declared()
    instead: Capture | None = None
    deeper: bool = False
    trail: tuple[str, ...] = ()
