"""The journal on SQLite: WAL, `synchronous=FULL`, one writer thread with group commit, readers as cursors."""

from __future__ import annotations

from pantau.store.sqlite.database import engine
from pantau.store.sqlite.store import SqliteStore

__all__ = ["SqliteStore", "engine"]
