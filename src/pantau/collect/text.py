"""A text dump or an HTML page in, one capture with its bytes as they are out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from pantau.collect.material import Found, Material
from pantau.errors import Unreadable

WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MOST_CONTROLS = 0.02
"""Share of control bytes over which bytes are no text; dumps of terminals and old editors hold a few."""
KINDS = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a sound or picture file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
)
"""What people pass by mistake, so that the refusal can say what it is."""


def parse_text(material: Material) -> Iterator[Found]:
    """The whole as text/plain; raises Unreadable when it is empty or no text."""
    yield material.capture(_text(material), "text/plain")


def parse_html(material: Material) -> Iterator[Found]:
    """The whole as text/html; raises Unreadable when it is empty or no text."""
    yield material.capture(_text(material), "text/html")


def parse_table(_material: Material) -> Iterator[Found]:
    """Tables are no reports: always raises Unreadable."""
    raise Unreadable("a table is no report: turn its rows into JSON Lines with url, title and text")


def parse_xml(_material: Material) -> Iterator[Found]:
    """XML that is neither page, feed nor sitemap: always raises Unreadable."""
    raise Unreadable(
        "this XML is neither a page, a feed nor a sitemap: save its text as .txt and collect that"
    )


def looks_like_text(head: bytes) -> bool:
    """Whether bytes that start like this are text in some encoding."""
    if head.startswith(WIDE):
        return True
    return not head.startswith(tuple(magic for magic, _ in KINDS)) and _controls(head) <= MOST_CONTROLS


def unknown(head: bytes) -> Unreadable:
    """The refusal of bytes that nothing reads, naming what they are where that shows."""
    for magic, kind in KINDS:
        if head.startswith(magic):
            return Unreadable(f"this is {kind}: save its text as .txt or .html and collect that")
    return Unreadable()


def _text(material: Material) -> bytes:
    data = material.read()
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("it is empty: check how it was saved")
    if not looks_like_text(data):
        raise unknown(data)
    return data


def _controls(data: bytes) -> float:
    """Share of control bytes; a NUL outside UTF-16 and UTF-32 settles it."""
    if b"\x00" in data:
        return 1.0
    return len(CONTROLS.findall(data)) / max(1, len(data))
