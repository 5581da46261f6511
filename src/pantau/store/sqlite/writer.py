"""Batches from any thread in, group commits out: one thread writes, and nobody is answered before it is durable."""

from __future__ import annotations

import queue
import sqlite3
import threading
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from pantau.errors import StoreError
from pantau.store import Batch
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
    """Writes until `stop`; `append` may be called from any thread."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
        self._stopped = False

    def start(self) -> None:
        self._connection = connect(self._path, write=True)
        self._thread.start()

    def stop(self) -> None:
        """Write what is queued, then let go of the file."""
        self._stopped = True
        self._jobs.put(None)
        self._thread.join()
        self._connection.close()

    def append(self, batch: Batch) -> tuple[int, ...]:
        if self._stopped:
            raise StoreError("the journal's writer has been closed")
        done: Future[tuple[int, ...]] = Future()
        self._jobs.put((batch, done))
        return done.result()

    def _run(self) -> None:
        while (first := self._jobs.get()) is not None:
            group = [first]
            while len(group) < GROUP and not self._jobs.empty():
                following = self._jobs.get()
                if following is None:
                    self._jobs.put(None)
                    break
                group.append(following)
            self._commit(group)

    def _commit(self, group: list[_Job]) -> None:
        """One transaction for all; when it fails, nobody's batch is in and everybody is told."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            results = [self._write(batch) for batch, _ in group]
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            for _, done in group:
                done.set_exception(translated(error))
            return
        for (_, done), positions in zip(group, results, strict=True):
            done.set_result(positions)

    def _write(self, batch: Batch) -> tuple[int, ...]:
        sql = queries()
        run = self._connection.execute
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
        return tuple(taken)
