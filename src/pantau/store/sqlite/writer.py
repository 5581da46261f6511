"""Batches from any thread in, group commits out: one thread writes, and nobody is answered before it is durable."""

from __future__ import annotations

import queue
import sqlite3
import threading
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pantau.errors import PantauError, StoreBusy, StoreError
from pantau.store import Batch, Mark, Seen
from pantau.store.chain import START, link
from pantau.store.memory import Clock
from pantau.store.sqlite.database import connect, queries, translated

GROUP = 64
"""Most batches in one commit: with 64 callers a commit of all costs as much as one alone (STACK: 17-22k rows/s)."""

_Job = tuple[Batch, "Future[tuple[int, ...]]"]


def stamp(moment: datetime) -> str:
    """A UTC moment as text of fixed width, so that text order is time order."""
    return moment.isoformat(timespec="microseconds")


class SqliteWriter:
    """Writes until `stop`; `append` may be called from any thread, and whoever calls it is always answered."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
        self._door = threading.Lock()
        self._stopped = False

    def start(self) -> None:
        self._connection = connect(self._path, write=True)
        self._thread.start()

    def stop(self) -> None:
        """Write what is queued, then let go of the file."""
        self._shut()
        self._thread.join()
        self._connection.close()

    def append(self, batch: Batch) -> tuple[int, ...]:
        done: Future[tuple[int, ...]] = Future()
        with self._door:
            if self._stopped:
                raise StoreError("the journal's writer has been closed")
            self._jobs.put((batch, done))
        return done.result()

    def _shut(self) -> None:
        """Let nothing more into the queue, and mark its end."""
        with self._door:
            self._stopped = True
            self._jobs.put(None)

    def _run(self) -> None:
        try:
            while (first := self._jobs.get()) is not None:
                self._commit(self._group(first))
        finally:
            self._shut()
            while (left := self._jobs.get()) is not None:
                left[1].set_exception(StoreError("the journal's writer ended before it came to this"))

    def _group(self, first: _Job) -> list[_Job]:
        group = [first]
        while len(group) < GROUP and not self._jobs.empty():
            following = self._jobs.get()
            if following is None:
                self._jobs.put(None)
                break
            group.append(following)
        return group

    def _commit(self, group: list[_Job]) -> None:
        """One transaction for all. When it fails, each batch gets one of its own, and whose fails is told."""
        try:
            results = self._transaction([batch for batch, _ in group])
        except Exception as error:  # noqa: BLE001 - the edge of a thread: whoever waits must be answered
            self._failed(group, _told(error))
            return
        for (_, done), positions in zip(group, results, strict=True):
            done.set_result(positions)

    def _failed(self, group: list[_Job], error: PantauError) -> None:
        # Each alone would wait again for another process's writer, as long as all did together.
        if len(group) > 1 and not isinstance(error, StoreBusy):
            for job in group:
                self._commit([job])
            return
        for _, done in group:
            done.set_exception(error)

    def _transaction(self, batches: list[Batch]) -> list[tuple[int, ...]]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            results = [self._write(batch) for batch in batches]
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                # What went wrong first is what is told; a transaction that cannot be rolled back holds nothing.
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
            raise
        return results

    def _write(self, batch: Batch) -> tuple[int, ...]:
        sql = queries()
        run = self._connection.execute
        if any(self._holds(one) for one in batch.unless):
            return ()
        position, chain = run(sql["last_link"]).fetchone() or (0, START)
        received = stamp(self._clock())
        taken = []
        for item in batch.objects:
            if run(sql["holds"], {"id": item.id}).fetchone():
                continue
            position += 1
            chain = link(chain, position, item.id)
            row = {"position": position, "id": item.id, "type": item.type, "originator": item.originator}
            run(sql["append"], {**row, "received": received, "chain": chain, "data": item.data})
            taken.append(position)
        for blob in batch.blobs:
            run(sql["put_blob"], {"digest": blob.digest, "salt": blob.salt, "content": blob.content})
        for seen in batch.seen:
            run(sql["put_seen"], {"location": seen.location, "content": seen.content})
        for mark in batch.marks:
            run(sql["put_mark"], {"name": mark.name, "value": mark.value})
        return tuple(taken)

    def _holds(self, one: Seen | Mark) -> bool:
        run = self._connection.execute
        if isinstance(one, Seen):
            row = run(queries()["seen"], {"location": one.location, "content": one.content}).fetchone()
            return row is not None
        row = run(queries()["mark"], {"name": one.name}).fetchone()
        return row is not None and row[0] == one.value


def _told(error: Exception) -> PantauError:
    """The error as ours, with the first one as its cause."""
    if isinstance(error, PantauError):
        return error
    ours = (
        translated(error)
        if isinstance(error, sqlite3.Error)
        else StoreError(f"the journal cannot hold this: {error}")
    )
    ours.__cause__ = error
    return ours
