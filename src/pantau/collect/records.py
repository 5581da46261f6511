"""JSON in, a capture for each record out: JSON Lines, arrays of records, and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from pantau.collect.material import Found, Material
from pantau.collect.names import stated_location
from pantau.errors import InputRefused, TooLarge, Unreadable
from pantau.model.report import Declared

UTF8_MARK = b"\xef\xbb\xbf"
MEDIA_TYPE = "application/json"
FEED_MEDIA_TYPE = "application/feed+json"
FEED_VERSION = "https://jsonfeed.org/version/"
SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON can escape and UTF-8 cannot hold."""

Record = dict[str, Any]
Kind = TypeVar("Kind")


class _Items(msgspec.Struct):
    items: list[msgspec.Raw]


def parse_lines(material: Material) -> Iterator[Found]:
    """One record a line; a bad line is refused by its number and the others go on."""
    return _records(material, _lines(material))


def parse_json(material: Material) -> Iterator[Found]:
    """An array of records, a JSON Feed, or one record; JSON Lines under another name are read as such."""
    data = material.read().removeprefix(UTF8_MARK)
    if data.lstrip()[:1] == b"[":
        return _array(material, data)
    try:
        content = _decoded(data)
    except Unreadable:
        lines = data.splitlines()
        if not lines or not _is_record(lines[0]):
            raise
        return _records(material, enumerate(lines, 1))
    return _document(material, content, data.strip())


def _lines(material: Material) -> Iterator[tuple[int, bytes]]:
    """Lines by number from 1; of one that is longer than a document may be, only the start is given."""
    number, bound = 0, material.limits.input_bytes
    while line := material.file.readline(bound + 1):
        number += 1
        yield number, line.removeprefix(UTF8_MARK) if number == 1 else line
        while len(line) > bound and not line.endswith(b"\n"):
            line = material.file.readline(bound + 1)


def _records(material: Material, lines: Iterable[tuple[int, bytes]]) -> Iterator[Found]:
    for number, line in lines:
        if line.strip():
            yield from _attempt(material, line.strip(), f":{number}")


def _array(material: Material, data: bytes) -> Iterator[Found]:
    for number, element in enumerate(_slices(data, list[msgspec.Raw]), 1):
        yield from _attempt(material, bytes(element), f"[{number}]")


def _slices(data: bytes, kind: type[Kind]) -> Kind:
    """The parts of a JSON document as the bytes that they stand in."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Unreadable(f"it is no JSON ({error}): correct it") from error


def _attempt(material: Material, raw: bytes, part: str) -> Iterator[Found]:
    try:
        if len(raw) > material.limits.input_bytes:
            raise TooLarge(f"over {material.limits.input_bytes:,} bytes: shorten it")
        yield from _document(material, _decoded(raw), raw)
    except InputRefused as error:
        yield material.refusal(error, part)


def _document(material: Material, content: Record, raw: bytes) -> Iterator[Found]:
    if str(content.get("version", "")).startswith(FEED_VERSION):
        yield from _feed(material, content, raw)
    else:
        yield _report(material, content, raw)


def _is_record(line: bytes) -> bool:
    try:
        return bool(_decoded(line))
    except Unreadable:
        return False


def _decoded(raw: bytes) -> Record:
    """One JSON object; raises Unreadable for anything else, duplicate keys (RFC 8259 leaves them open) included."""
    try:
        content = json.loads(raw.decode(), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"it is no JSON ({error}): correct it") from error
    if not isinstance(content, dict):
        raise Unreadable("it is no JSON object: give one object a record, with url, title and text")
    return content


def _unique(pairs: list[tuple[str, Any]]) -> Record:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(f"it gives `{twice[:40]}` more than once: keep one")
    return record


def _no_constant(name: str) -> Any:
    raise Unreadable(f"{name} is no JSON number: leave it out")


def _report(material: Material, record: Record, raw: bytes) -> Found:
    location = stated_location(_field(record, "url") or "")
    declared = Declared(
        title=_field(record, "title"),
        text=_field(record, "text"),
        published=_field(record, "published"),
        outlet=_field(record, "outlet"),
        source=_field(record, "source"),
        language=_field(record, "language"),
        author=_field(record, "author"),
    )
    if declared.text is None:
        raise Unreadable("it has no text: give it a field `text`")
    return material.item(raw, MEDIA_TYPE, location, declared)


def _feed(material: Material, feed: Record, data: bytes) -> Iterator[Found]:
    items = feed.get("items")
    if not isinstance(items, list):
        raise Unreadable("this JSON Feed has no `items`: check it with its publisher")
    for number, item in enumerate(_slices(data, _Items).items, 1):
        raw = bytes(item)
        try:
            yield _item(material, feed, _decoded(raw), raw)
        except InputRefused as error:
            yield material.refusal(error, f" item {number}")


def _item(material: Material, feed: Record, item: Record, raw: bytes) -> Found:
    stated = _field(item, "url") or _field(item, "external_url") or _field(item, "id") or ""
    location = stated_location(stated, material.address)
    full = _field(item, "content_html") or _field(item, "content_text")
    declared = Declared(
        title=_field(item, "title"),
        text=full or _field(item, "summary") or _field(item, "title"),
        published=_field(item, "date_published") or _field(item, "date_modified"),
        outlet=_field(feed, "title"),
        language=_field(item, "language") or _field(feed, "language"),
        author=_authors(item) or _authors(feed),
    )
    if declared.text is None:
        raise Unreadable("it has neither text nor title: check the feed with its publisher")
    capture = material.item(raw, FEED_MEDIA_TYPE, location, declared)
    return capture if full else material.pointer(capture)


def _authors(entry: Record) -> str | None:
    authors = entry.get("authors") or [entry.get("author")]
    if not isinstance(authors, list):
        return None
    names = [author.get("name") for author in authors if isinstance(author, dict)]
    return ", ".join(name for name in names if isinstance(name, str) and name) or None


def _field(record: Record, name: str) -> str | None:
    """A field as text, None when it is missing or blank; raises Unreadable when it is nothing of the kind."""
    value = record.get(name)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = ", ".join(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str) or SURROGATE.search(value):
        raise Unreadable(f"its field `{name}` is no text: correct it")
    return value
