"""One journal file: its reader, its writer while it is needed, and what is kept beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pantau.store import Writer
from pantau.store.memory import Clock
from pantau.store.sqlite.database import connect, queries, translated
from pantau.store.sqlite.reader import SqliteReader
from pantau.store.sqlite.writer import SqliteWriter


class SqliteStore:
    """Opens (and where missing creates) the journal at `path`. Raises StoreError and its kinds."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._write = connect(path, write=True)
        self._reader = SqliteReader(connect(path, write=False))

    def reader(self) -> SqliteReader:
        return self._reader

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        writer = SqliteWriter(self._path, self._clock)
        writer.start()
        try:
            yield writer
        finally:
            writer.stop()

    def keep_view(self, name: str, position: int, content: bytes) -> None:
        if content:
            self._execute("put_view", {"name": name, "position": position, "content": content})
        else:
            self._execute("drop_view", {"name": name})

    def drop_views(self, *, keep: str = "") -> None:
        self._execute("drop_views", {"keep": keep})

    def close(self) -> None:
        self._reader.close()
        self._write.close()

    def _execute(self, name: str, values: dict[str, Any]) -> None:
        try:
            self._write.execute(queries()[name], values)
        except sqlite3.Error as error:
            raise translated(error) from error
