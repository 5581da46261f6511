"""XML from strangers in, the bytes of its items out, once it is known to be safe to read."""

from __future__ import annotations

import codecs
import re
from xml.parsers import expat

from pantau.errors import TooLarge, Unreadable
from pantau.model.base import Value

PROLOG = re.compile(
    r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!doctype(?>[^>\[]*)(?>\[.*?\]\s*)?>)*+", re.DOTALL | re.IGNORECASE
)
NAME = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)[\s/>]")
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
PLAIN = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})


class Scan(Value, frozen=True, kw_only=True):
    """What a walk through a document gives: whether it is well-formed, and its items' own bytes where they are UTF-8.

    `items` is empty where a slice could not be read by itself, because of another encoding or a mistake.
    """

    well_formed: bool
    items: tuple[bytes, ...] = ()


def root_name(head: bytes) -> str:
    """The local name of the root element, in lower case; empty when these bytes are no XML or HTML."""
    encoding = next((name for mark, name in MARKS if head.startswith(mark)), "utf-8")
    text = head.decode(encoding, "ignore").lstrip("\ufeff")
    prolog = PROLOG.match(text)
    found = NAME.match(text, prolog.end() if prolog else 0)
    return found[1].lower() if found else ""


def scan(data: bytes, item_names: frozenset[str], depth: int) -> Scan:
    """Walk through `data` without keeping it.

    Raises Unreadable when it declares entities, which can expand without end or read files, and TooLarge when its
    elements stand more than `depth` deep.
    """
    walk = _Walk(data, item_names, depth)
    try:
        walk.parser.Parse(data, True)  # noqa: FBT003 - expat takes it by position only
    except (expat.ExpatError, LookupError, ValueError):
        return Scan(well_formed=False)
    return Scan(well_formed=True, items=tuple(walk.items) if walk.encoding.lower() in PLAIN else ())


class _Walk:
    """Handlers of one pass; `items` are the outermost elements of the wanted names."""

    def __init__(self, data: bytes, names: frozenset[str], depth: int) -> None:
        self.items: list[bytes] = []
        self.encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._entity
        self.parser.XmlDeclHandler = self._declaration
        self._data = data
        self._names = names
        self._most = depth
        self._depth = 0
        self._item: tuple[int, int] | None = None

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._most:
            raise TooLarge(f"its elements stand more than {self._most} deep: check it with its publisher")
        if self._item is None and name.rpartition(":")[2] in self._names:
            self._item = self._depth, self.parser.CurrentByteIndex

    def _end(self, _name: str) -> None:
        # for <item/> expat points behind the tag: its slice is wrong, but an empty item is refused anyway
        if self._item is not None and self._item[0] == self._depth:
            close = self._data.find(b">", self.parser.CurrentByteIndex)
            self.items.append(self._data[self._item[1] : close + 1])
            self._item = None
        self._depth -= 1

    def _entity(self, name: str, *_value: object) -> None:
        raise Unreadable(f"it declares the entity {name[:40]!r}, which may be an attack: remove its DOCTYPE")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = self.encoding or encoding or ""
