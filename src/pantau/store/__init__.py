"""Signed objects and salted blobs in, an append-only journal with a position for each out: the only place with SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from pantau.model.base import Value
from pantau.model.envelope import Envelope


class Blob(Value, frozen=True, kw_only=True):
    """Bytes beside the journal, named by the SHA-256 of salt and content (hex)."""

    digest: str
    salt: bytes
    content: bytes


class Seen(Value, frozen=True, kw_only=True):
    """That a location held this content: local knowledge for taking nothing in twice. It never leaves."""

    location: str
    content: str


class Mark(Value, frozen=True, kw_only=True):
    """A value kept under a name until another takes its place: local knowledge as well."""

    name: str
    value: str


class Batch(Value, frozen=True, kw_only=True):
    """What is taken in whole or not at all. Objects that the journal holds already are passed over.

    Nothing is taken in where one of `unless` holds by then, be it through another process: of two that bring the same
    thing at once, one takes it in.
    """

    objects: tuple[Envelope, ...]
    blobs: tuple[Blob, ...] = ()
    seen: tuple[Seen, ...] = ()
    marks: tuple[Mark, ...] = ()
    unless: tuple[Seen | Mark, ...] = ()


class Entry(Value, frozen=True, kw_only=True):
    """One object at its position (from 1). `chain` is SHA-256 over the chain before it, the position and the id."""

    position: int
    id: str
    type: str
    originator: str
    received: datetime
    chain: bytes
    data: bytes


class Writer(Protocol):
    """The one way in."""

    def append(self, batch: Batch) -> tuple[int, ...]:
        """Take the batch in and return the positions of the objects that are new, in order: none means none.

        Returns only when all of it is durable. Raises StoreError and then has taken in none of it.
        """
        ...


class Reader(Protocol):
    """A cursor over what is durable; sees each batch whole or not at all."""

    def head(self) -> int:
        """The last position, 0 when empty."""
        ...

    def entries(
        self, after: int = 0, *, until: datetime | None = None, kind: str | None = None
    ) -> Iterator[Entry]:
        """Entries behind position `after`, in order; only those received by `until`, of type `kind`, where given."""
        ...

    def get(self, object_id: str) -> Entry | None: ...

    def find(self, prefix: str) -> Sequence[str]:
        """Ids that start with `prefix` (at least 4 hexadecimal digits), at most 10."""
        ...

    def blob(self, digest: str) -> Blob | None: ...

    def has_seen(self, seen: Seen) -> bool: ...

    def mark(self, name: str) -> str | None:
        """The value kept under `name`."""
        ...

    def view(self, name: str) -> tuple[int, bytes] | None:
        """What `keep_view` last kept under the name: the position it was derived at, and the bytes."""
        ...


class Store(Protocol):
    """A journal with its reader and writer, open until it is closed."""

    def reader(self) -> Reader: ...

    def writer(self) -> AbstractContextManager[Writer]:
        """The writer, for as long as the context lasts. Raises StoreBusy when another process keeps it for long."""
        ...

    def keep_view(self, name: str, position: int, content: bytes) -> None:
        """Keep something derived, which may be thrown away at any time (empty content forgets it)."""
        ...

    def drop_views(self, *, keep: str = "") -> None:
        """Forget all that was derived, except under names that begin with `keep` (empty: all)."""
        ...

    def close(self) -> None: ...
