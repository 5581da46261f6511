"""Work queues on this machine: in the same thread, or over a pool of processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Generic, TypeVar

from pantau.errors import PantauError

Job = TypeVar("Job")
Result = TypeVar("Result")

AHEAD = 4
"""Jobs handed out per worker before the oldest result is fetched: keeps workers busy, and memory bounded."""


class InlineQueue(Generic[Job, Result]):
    """Does each job when its result is asked for."""

    def __init__(self, work: Callable[[Job], Result]) -> None:
        self._work = work

    def run(self, jobs: Iterable[Job]) -> Iterator[Result]:
        return map(self._work, jobs)


def start_worker() -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent is gone instead of waiting for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


class ProcessQueue(Generic[Job, Result]):
    """Spreads jobs over processes that live as long as one `run`; starts none for a handful of jobs.

    `work` must be a module-level function. Below `threshold` jobs everything is done in this process: a worker takes
    longer to start (it imports and loads a model, about 2 s) than a handful of pages take to exploit.
    """

    def __init__(self, work: Callable[[Job], Result], *, workers: int, threshold: int = 24) -> None:
        self._work = work
        self._workers = workers
        self._threshold = threshold

    def run(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """Raises PantauError when a worker dies, naming what to do; results before that were yielded."""
        source = iter(jobs)
        first = list(islice(source, self._threshold))
        if self._workers < 2 or len(first) < self._threshold:
            yield from map(self._work, first)
            yield from map(self._work, source)
            return
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._workers, mp_context=context, initializer=start_worker) as pool:
            waiting: deque[Future[Result]] = deque(pool.submit(self._work, job) for job in first)
            try:
                while waiting:
                    yield waiting.popleft().result()
                    room = self._workers * AHEAD - len(waiting)
                    waiting.extend(pool.submit(self._work, job) for job in islice(source, max(room, 0)))
            except BrokenProcessPool as error:
                raise PantauError(
                    "an exploiting worker was killed, perhaps for lack of memory: what was reported as taken in is "
                    "safe; run the same command again, with fewer workers (setting `exploit.workers`)"
                ) from error
