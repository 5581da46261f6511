"""What a fetch is told and what it gives: rules in, answers out."""

from __future__ import annotations

from datetime import datetime

import msgspec

from pantau import __version__
from pantau.errors import InputRefused
from pantau.model.base import Value


class FetchRules(Value, frozen=True, kw_only=True):
    """How this node behaves towards other people's servers. Times are seconds, sizes bytes after unpacking.

    `delay` is the least pause between two visits to one host; a longer Crawl-delay of its robots.txt holds.
    `wait` is the longest pause that a server may ask for before the address is refused instead.
    """

    max_bytes: int = 10_000_000
    timeout: float = 30.0
    redirects: int = 5
    delay: float = 1.0
    wait: float = 60.0
    attempts: int = 3
    workers: int = 8
    allow_private: bool = False
    user_agent: str = f"Pantau/{__version__}"


class Fetched(Value, frozen=True, kw_only=True):
    """One answer with a body. `url` is the address after redirects, `asked` the one given.

    `headers` holds only those that say something of the document: content type and language, date, ETag,
    Last-Modified; names in lower case.
    """

    asked: str
    url: str
    status: int
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    body: bytes
    fetched: datetime

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case; empty when the server gave none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Unchanged(Value, frozen=True, kw_only=True):
    """The server says that nothing changed since it was last remembered (304)."""

    asked: str
    url: str


class Answer(Value, frozen=True, kw_only=True):
    """What came of one of several addresses asked for."""

    asked: str
    result: Fetched | Unchanged | InputRefused
