"""RSS and Atom in, a capture for each item out, and a pointer where the item holds no full text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import feedparser
import msgspec
import rfc8785

from pantau.collect.material import Found, Material
from pantau.collect.names import stated_location
from pantau.collect.xml import Scan, scan
from pantau.errors import InputRefused, TooLarge, Unreadable
from pantau.model.report import Declared

ITEMS = frozenset({"item", "entry"})
MOST_ILL_FORMED = 2_000_000
"""Bytes of a feed with mistakes that the lenient parser is given; it is slow where the strict one is not."""

Entry = Any
"""feedparser's dictionary, whose values are text, dictionaries and lists of them."""


def parse_feed(material: Material) -> Iterator[Found]:
    """RSS 0.9 to 2.0 and Atom; an item that cannot be used is refused by its number and the others go on.

    Raises Unreadable when it is no feed, TooLarge over the bounds.
    """
    data = material.read().strip()
    scanned = scan(data, ITEMS, material.limits.xml_depth)
    feed = _parsed(data, scanned)
    raws = scanned.items if len(scanned.items) == len(feed.entries) else ()
    for number, entry in enumerate(feed.entries):
        try:
            yield _item(material, feed.feed, entry, raws[number] if raws else None)
        except InputRefused as error:
            yield material.refusal(error, f" item {number + 1}")


def _parsed(data: bytes, scanned: Scan) -> Entry:
    if not scanned.well_formed and (b"<!ENTITY" in data or len(data) > MOST_ILL_FORMED):
        raise TooLarge("this feed is not well-formed and too large to be mended: check it with its publisher")
    try:
        feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise Unreadable(f"this feed cannot be read ({error}): check it with its publisher") from error
    if not feed.entries and not feed.get("version"):
        raise Unreadable("this is no feed that is known: give RSS, Atom or JSON Feed")
    return feed


def _item(material: Material, feed: Entry, entry: Entry, raw: bytes | None) -> Found:
    stated = _text(entry.get("link")) or _text(entry.get("id")) or ""
    location = stated_location(stated, material.address)
    full, title = _content(entry), _text(entry.get("title"))
    declared = Declared(
        title=title,
        text=full or _text(entry.get("summary")) or title,
        published=_text(entry.get("published")) or _text(dict.get(entry, "updated")),
        outlet=_text(feed.get("title")),
        source=_source(entry.get("source")),
        language=_text(entry.get("language")) or _text(feed.get("language")),
        author=_text(entry.get("author")),
    )
    if declared.text is None:
        raise Unreadable("it has neither text nor title: check the feed with its publisher")
    if raw is not None:
        capture = material.item(raw, "application/xml", location, declared)
    else:
        capture = material.item(_canonical(location, declared), "application/json", location, declared)
    return capture if full else material.pointer(capture)


def _content(entry: Entry) -> str | None:
    """The longest of the item's contents: `content:encoded` in RSS, `content` in Atom."""
    texts = [_text(part.get("value")) or "" for part in entry.get("content", ())]
    return max(texts, key=len, default="") or None


def _source(source: Entry) -> str | None:
    """RSS names the feed that the item first stood in by text, or only by address; Atom copies its title."""
    if not isinstance(source, dict):
        return None
    return _text(source.get("title")) or _text(source.get("href")) or _text(source.get("url"))


def _canonical(location: str, declared: Declared) -> bytes:
    """What stands for an item whose own bytes cannot be cut out: RFC 8785 JSON of what was read."""
    fields = msgspec.to_builtins(declared)
    return rfc8785.dumps({"url": location, **fields})


def _text(value: object) -> str | None:
    text = value.strip() if isinstance(value, str) else ""
    return text.encode("utf-8", "replace").decode() or None
