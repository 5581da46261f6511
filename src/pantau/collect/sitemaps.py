"""A sitemap or an index of sitemaps in, pointers to the pages that it names out, with what it says of each."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from pantau.collect.material import Found, Material
from pantau.collect.names import stated_location
from pantau.collect.values import Pointer
from pantau.collect.xml import scan
from pantau.errors import InputRefused, NotAllowed, Unreadable
from pantau.model.location import is_address
from pantau.model.report import Declared

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def parse_sitemap(material: Material) -> Iterator[Found]:
    """`urlset` and `sitemapindex` (sitemaps.org 0.9), with the fields of news sitemaps.

    Raises Unreadable when it is not well-formed, TooLarge over the bounds.
    """
    data = material.read().strip()
    scan(data, frozenset(), material.limits.xml_depth)
    root = _root(data)
    deeper = _local(root.tag) == "sitemapindex"
    for number, entry in enumerate(root, 1):
        if _local(entry.tag) in ("url", "sitemap"):
            try:
                yield _pointer(material, entry, deeper=deeper)
            except InputRefused as error:
                yield material.refusal(error, f" entry {number}")


def _root(data: bytes) -> ET.Element:
    try:
        return ET.fromstring(data)  # noqa: S314 - the scan before refused entities and depth
    except (ET.ParseError, LookupError, ValueError) as error:
        raise Unreadable(f"this sitemap is no XML ({error}): check it with its publisher") from error


def _pointer(material: Material, entry: ET.Element, *, deeper: bool) -> Pointer:
    address = stated_location(_child(entry, "loc") or "", material.address)
    if not is_address(address):
        raise NotAllowed("it names no web address: correct it")
    return Pointer(address=address, channel=material.container, declared=_declared(entry), deeper=deeper)


def _declared(entry: ET.Element) -> Declared:
    """What a news sitemap says of a page; a plain one says nothing of when it was published."""
    news = entry.find(f"{NEWS}news")
    if news is None:
        return Declared()
    publication = news.find(f"{NEWS}publication")
    return Declared(
        title=_child(news, "title"),
        published=_child(news, "publication_date"),
        outlet=None if publication is None else _child(publication, "name"),
        language=None if publication is None else _child(publication, "language"),
    )


def _child(element: ET.Element, name: str) -> str | None:
    texts = (child.text for child in element if _local(child.tag) == name)
    return next((text.strip() for text in texts if text and text.strip()), None)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()
