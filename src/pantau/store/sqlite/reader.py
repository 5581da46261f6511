"""Cursors over what is durable: entries in order, single objects, blobs and kept views."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from pantau.store import Blob, Entry, Seen
from pantau.store.sqlite.database import queries, translated
from pantau.store.sqlite.writer import stamp

_BEHIND = "g"
"""An id is lower-case hexadecimal, so that every id with a prefix sorts before prefix + 'g'."""


class SqliteReader:
    """Reads over one connection; each call sees whole batches only."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def head(self) -> int:
        row = self._one("head", {})
        return int(row[0]) if row else 0

    def entries(
        self, after: int = 0, *, until: datetime | None = None, kind: str | None = None
    ) -> Iterator[Entry]:
        wanted = {"after": after, "until": None if until is None else stamp(until), "kind": kind}
        try:
            for row in self._connection.execute(queries()["entries_of_type" if kind else "entries"], wanted):
                yield _entry(row)
        except sqlite3.Error as error:
            raise translated(error) from error

    def get(self, object_id: str) -> Entry | None:
        row = self._one("entry", {"id": object_id})
        return None if row is None else _entry(row)

    def find(self, prefix: str) -> Sequence[str]:
        if len(prefix) < 4:
            return []
        rows = self._all("find", {"first": prefix, "last": prefix + _BEHIND})
        return [row[0] for row in rows]

    def blob(self, digest: str) -> Blob | None:
        row = self._one("blob", {"digest": digest})
        return None if row is None else Blob(digest=row[0], salt=row[1], content=row[2])

    def has_seen(self, seen: Seen) -> bool:
        return self._one("seen", {"location": seen.location, "content": seen.content}) is not None

    def mark(self, name: str) -> str | None:
        row = self._one("mark", {"name": name})
        return None if row is None else str(row[0])

    def view(self, name: str) -> tuple[int, bytes] | None:
        row = self._one("view", {"name": name})
        return None if row is None else (row[0], row[1])

    def close(self) -> None:
        self._connection.close()

    def _one(self, name: str, values: dict[str, Any]) -> tuple[Any, ...] | None:
        rows = self._all(name, values)
        return rows[0] if rows else None

    def _all(self, name: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(queries()[name], values).fetchall()
        except sqlite3.Error as error:
            raise translated(error) from error


def _entry(row: tuple[Any, ...]) -> Entry:
    return Entry(
        position=row[0],
        id=row[1],
        type=row[2],
        originator=row[3],
        received=datetime.fromisoformat(row[4]),
        chain=row[5],
        data=row[6],
    )
