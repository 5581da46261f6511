"""Opens the database file: private mode, pragmas, named queries and numbered migrations."""

from __future__ import annotations

import os
import re
import sqlite3
from functools import cache
from importlib import resources
from pathlib import Path

from pantau.errors import SchemaTooNew, StoreBusy, StoreDamaged, StoreError

BUSY_SECONDS = 10.0
"""How long to wait for another process's write before giving up: its longest batch takes well under a second."""

_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@cache
def queries() -> dict[str, str]:
    """The named statements of queries.sql."""
    text = _resource("queries.sql")
    parts = _NAME.split(text)
    return {name: body.strip() for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def migrations() -> list[tuple[int, str]]:
    """Number and text of each migration, in order."""
    folder = resources.files(__package__).joinpath("migrations")
    files = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return [(int(name[:4]), folder.joinpath(name).read_text(encoding="utf-8")) for name in files]


def schema() -> str:
    """The schema as it is now."""
    return _resource("schema.sql")


def engine() -> str:
    """Name and version of the engine, for people."""
    return f"SQLite {sqlite3.sqlite_version}"


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open the file; a writing connection creates it with mode 0600 and brings it to the newest schema.

    Raises SchemaTooNew, StoreDamaged, StoreError.
    """
    try:
        if write:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA synchronous = FULL")
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            migrate(connection)
        else:
            connection.execute("PRAGMA query_only = ON")
        return connection
    except sqlite3.Error as error:
        raise translated(error) from error
    except OSError as error:
        raise StoreError(f"{path.name} cannot be opened: {error.strerror}") from error


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the migrations that the database does not have, each in a transaction of its own."""
    steps = migrations()
    for number, text in steps:
        connection.execute("BEGIN IMMEDIATE")
        have = connection.execute("PRAGMA user_version").fetchone()[0]
        if have > steps[-1][0]:
            connection.execute("ROLLBACK")
            raise SchemaTooNew
        if have < number:
            for statement in text.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number:d}")
        connection.execute("COMMIT")


def translated(error: sqlite3.Error) -> StoreError:
    """SQLite's error as ours, with its own words kept."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return StoreBusy()
    if code in _DAMAGED:
        return StoreDamaged(f"the journal file is damaged ({error}): restore the folder from a copy")
    return StoreError(f"the journal could not be read or written: {error}")


def _resource(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
