"""A journal in memory, for tests and for folds that need no disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from pantau.store import Batch, Blob, Entry, Mark, Reader, Seen, Writer
from pantau.store.chain import START, link


class Clock(Protocol):
    def __call__(self) -> datetime: ...


class MemoryStore:
    """Store, Reader and Writer in one: it has no locks, so that one thread uses it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: list[Entry] = []
        self._index: dict[str, Entry] = {}
        self._blobs: dict[str, Blob] = {}
        self._seen: set[Seen] = set()
        self._marks: dict[str, str] = {}
        self._views: dict[str, tuple[int, bytes]] = {}

    def append(self, batch: Batch) -> tuple[int, ...]:
        if any(self._holds(one) for one in batch.unless):
            return ()
        taken = []
        received = self._clock()
        for item in batch.objects:
            if item.id in self._index:
                continue
            position = len(self._entries) + 1
            before = self._entries[-1].chain if self._entries else START
            entry = Entry(
                position=position,
                id=item.id,
                type=item.type,
                originator=item.originator,
                received=received,
                chain=link(before, position, item.id),
                data=item.data,
            )
            self._entries.append(entry)
            self._index[item.id] = entry
            taken.append(position)
        self._blobs.update((blob.digest, blob) for blob in batch.blobs)
        self._seen.update(batch.seen)
        self._marks.update((mark.name, mark.value) for mark in batch.marks)
        return tuple(taken)

    def head(self) -> int:
        return len(self._entries)

    def entries(
        self, after: int = 0, *, until: datetime | None = None, kind: str | None = None
    ) -> Iterator[Entry]:
        return (
            entry
            for entry in self._entries[after:]
            if (until is None or entry.received <= until) and kind in (None, entry.type)
        )

    def get(self, object_id: str) -> Entry | None:
        return self._index.get(object_id)

    def find(self, prefix: str) -> Sequence[str]:
        return (
            sorted(name for name in self._index if name.startswith(prefix))[:10] if len(prefix) >= 4 else []
        )

    def blob(self, digest: str) -> Blob | None:
        return self._blobs.get(digest)

    def has_seen(self, seen: Seen) -> bool:
        return seen in self._seen

    def mark(self, name: str) -> str | None:
        return self._marks.get(name)

    def view(self, name: str) -> tuple[int, bytes] | None:
        return self._views.get(name)

    def reader(self) -> Reader:
        return self

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        yield self

    def keep_view(self, name: str, position: int, content: bytes) -> None:
        self._views[name] = (position, content)
        if not content:
            del self._views[name]

    def drop_views(self, *, keep: str = "") -> None:
        self._views = {name: view for name, view in self._views.items() if keep and name.startswith(keep)}

    def close(self) -> None:
        """Nothing to let go of."""

    def _holds(self, one: Seen | Mark) -> bool:
        return one in self._seen if isinstance(one, Seen) else self._marks.get(one.name) == one.value
