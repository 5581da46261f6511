"""The first bytes, the name and the media type of an input in, the parser that reads it out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pantau.collect.archives import parse_bzip2, parse_gzip, parse_tar, parse_xz, parse_zip
from pantau.collect.feeds import parse_feed
from pantau.collect.material import Found, Material
from pantau.collect.records import parse_json, parse_lines
from pantau.collect.sitemaps import parse_sitemap
from pantau.collect.text import looks_like_text, parse_html, parse_table, parse_text, parse_xml, unknown
from pantau.collect.xml import root_name
from pantau.errors import Unreadable
from pantau.model.base import Value

Parser = Callable[[Material], Iterator[Found]]
"""Material in, what it holds out. Raises InputRefused when nothing can be used; refuses parts of it by name."""
Test = Callable[[bytes], bool]
"""Whether an input that starts with these bytes is of a format."""


def never(_head: bytes) -> bool:
    """Not told by its bytes."""
    return False


def starts(*magics: bytes) -> Test:
    """Told by its first bytes."""
    return lambda head: head.startswith(magics)


def rooted(*names: str) -> Test:
    """Told by its root element."""
    return lambda head: root_name(head) in names


class Format(Value, frozen=True, kw_only=True):
    """One thing that can be collected.

    `signed` tells it by its first bytes, whatever its name says; `guessed` does so where neither name nor media
    type say anything.
    """

    name: str
    parse: Parser
    extensions: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    signed: Test = never
    guessed: Test = never


def is_lines(head: bytes) -> bool:
    """Told by a first line that is an object of its own, as far as it can be seen."""
    first, newline, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    return re.match(rb"\{\s*\"", first) is not None and (not newline or first.rstrip().endswith(b"}"))


def is_json(head: bytes) -> bool:
    """Told by an object, or an array of objects, that begins with a key."""
    return re.match(rb"\s*(\[\s*)?\{\s*\"", head.removeprefix(b"\xef\xbb\xbf")) is not None


def is_page(head: bytes) -> bool:
    """Told by an HTML root or document type, which need not stand at the very start."""
    return root_name(head) in ("html", "head", "body") or b"<!doctype html" in head[:512].lower()


FORMATS: tuple[Format, ...] = (
    Format(
        name="zip",
        parse=parse_zip,
        extensions=("zip",),
        media_types=("application/zip", "application/x-zip-compressed"),
        signed=starts(b"PK\x03\x04", b"PK\x05\x06"),
    ),
    Format(
        name="gzip",
        parse=parse_gzip,
        extensions=("gz", "tgz"),
        media_types=("application/gzip", "application/x-gzip"),
        signed=starts(b"\x1f\x8b"),
    ),
    Format(
        name="bzip2",
        parse=parse_bzip2,
        extensions=("bz2", "tbz", "tbz2"),
        media_types=("application/x-bzip2",),
        signed=starts(b"BZh"),
    ),
    Format(
        name="xz",
        parse=parse_xz,
        extensions=("xz", "txz"),
        media_types=("application/x-xz",),
        signed=starts(b"\xfd7zXZ\x00"),
    ),
    Format(
        name="tar",
        parse=parse_tar,
        extensions=("tar",),
        media_types=("application/x-tar",),
        signed=lambda head: head[257:262] == b"ustar",
    ),
    Format(
        name="feed",
        parse=parse_feed,
        extensions=("rss", "atom", "rdf"),
        media_types=("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        signed=rooted("rss", "feed", "rdf"),
    ),
    Format(name="sitemap", parse=parse_sitemap, signed=rooted("urlset", "sitemapindex")),
    Format(
        name="html",
        parse=parse_html,
        extensions=("html", "htm", "xhtml"),
        media_types=("text/html", "application/xhtml+xml"),
        signed=is_page,
    ),
    Format(
        name="xml",
        parse=parse_xml,
        extensions=("xml",),
        media_types=("text/xml", "application/xml"),
        signed=starts(b"<?xml", b"\xef\xbb\xbf<?xml"),
    ),
    Format(
        name="json lines",
        parse=parse_lines,
        extensions=("jsonl", "ndjson"),
        media_types=("application/jsonl", "application/x-ndjson", "application/x-jsonlines"),
        guessed=is_lines,
    ),
    Format(
        name="json",
        parse=parse_json,
        extensions=("json",),
        media_types=("application/json", "application/feed+json"),
        guessed=is_json,
    ),
    Format(
        name="table",
        parse=parse_table,
        extensions=("csv", "tsv"),
        media_types=("text/csv", "text/tab-separated-values"),
    ),
    Format(
        name="text",
        parse=parse_text,
        extensions=("txt", "text", "md", "markdown"),
        media_types=("text/plain", "text/markdown"),
        guessed=looks_like_text,
    ),
)
"""All that can be collected: the first that fits is taken, by signature, then extension, media type and guess."""


def chosen(material: Material, formats: tuple[Format, ...]) -> Format:
    """The format of this material; raises Unreadable when it is empty or none fits."""
    head = material.head()
    if not head:
        raise Unreadable("it is empty: check how it was saved")
    extension = material.name.rpartition(".")[2].lower()
    tests: tuple[Callable[[Format], bool], ...] = (
        lambda form: form.signed(head),
        lambda form: extension in form.extensions,
        lambda form: material.media_type in form.media_types,
        lambda form: form.guessed(head),
    )
    for test in tests:
        for form in formats:
            if test(form):
                return form
    raise unknown(head)
