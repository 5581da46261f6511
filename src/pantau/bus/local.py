"""Work queues on this machine: in the same thread, over threads that wait for others, or over worker processes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import closing
from itertools import chain
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from pantau.bus import Settled
from pantau.bus.pool import Pool

Job = TypeVar("Job")
Result = TypeVar("Result")
Other = TypeVar("Other")

AHEAD = 4
"""Jobs handed out per worker before the oldest result is fetched: keeps workers busy, and memory bounded."""


class InlineQueue(Generic[Job, Result]):
    """Does each job when its result is asked for."""

    def __init__(self, work: Callable[[Job], Result]) -> None:
        self._work = work

    def run(self, jobs: Iterable[Job | Settled[Other]]) -> Iterator[Result | Other]:
        for job in jobs:
            yield job.result if isinstance(job, Settled) else self._work(job)


class ThreadQueue(Generic[Job, Result]):
    """Spreads jobs over threads: for work that waits for a network, and that may be cut off anywhere.

    Ending a run early waits for nobody: jobs that are not begun are left, and the threads of those that are end with
    the process.
    """

    def __init__(self, work: Callable[[Job], Result], *, workers: int) -> None:
        self._work = work
        self._workers = max(1, workers)

    def run(self, jobs: Iterable[Job | Settled[Other]]) -> Iterator[Result | Other]:
        tasks: SimpleQueue[tuple[Job, Future[Result]] | None] = SimpleQueue()
        waiting: deque[Future[Result] | Settled[Other]] = deque()
        for number in range(self._workers):
            Thread(target=self._attend, args=(tasks,), name=f"work-{number}", daemon=True).start()
        try:
            for job in jobs:
                waiting.append(job if isinstance(job, Settled) else _handed(job, tasks))
                while waiting and (len(waiting) >= self._workers * AHEAD or _is_done(waiting[0])):
                    yield _result(waiting.popleft())
            while waiting:
                yield _result(waiting.popleft())
        finally:
            for left in waiting:
                if not isinstance(left, Settled):
                    left.cancel()
            for _ in range(self._workers):
                tasks.put(None)

    def _attend(self, tasks: SimpleQueue[tuple[Job, Future[Result]] | None]) -> None:
        while (task := tasks.get()) is not None:
            job, done = task
            if not done.set_running_or_notify_cancel():
                continue
            try:
                done.set_result(self._work(job))
            except Exception as error:  # noqa: BLE001 - the edge of a thread: who waits for the job must be told
                done.set_exception(error)


def _handed(job: Job, tasks: SimpleQueue[tuple[Job, Future[Result]] | None]) -> Future[Result]:
    done: Future[Result] = Future()
    tasks.put((job, done))
    return done


class ProcessQueue(Generic[Job, Result]):
    """Spreads jobs over processes that live as long as one `run`; starts none for a handful of jobs.

    `work` and `lost` must be functions of a module. The first `threshold` jobs are done in this process, one by one
    as they come, and so are those that follow until a worker is up: a worker takes longer to start (it imports and
    loads a model, about 2 s) than a handful of pages take to exploit. A result is yielded at the latest when the next
    job is there, so that a slow source holds back none. `lost` gives the result of a job that kills its worker.
    """

    def __init__(
        self,
        work: Callable[[Job], Result],
        *,
        lost: Callable[[Job], Result],
        workers: int,
        threshold: int = 24,
    ) -> None:
        self._work = work
        self._lost = lost
        self._workers = workers
        self._threshold = threshold

    def run(self, jobs: Iterable[Job | Settled[Other]]) -> Iterator[Result | Other]:
        source = iter(jobs)
        done = 0
        for job in source:
            if isinstance(job, Settled):
                yield job.result
            elif done < self._threshold or self._workers < 2:
                done += 1
                yield self._work(job)
            else:
                yield from self._spread(chain([job], source))

    def _spread(self, source: Iterable[Job | Settled[Other]]) -> Iterator[Result | Other]:
        with closing(Pool(self._work, self._lost, workers=self._workers)) as pool:
            waiting: deque[Future[Result] | Settled[Other]] = deque()
            for job in source:
                if isinstance(job, Settled):
                    waiting.append(job)
                elif pool.ready:
                    waiting.append(pool.submit(job))
                else:
                    yield self._work(job)
                while waiting and (len(waiting) >= self._workers * AHEAD or _is_done(waiting[0])):
                    yield _result(waiting.popleft())
            yield from map(_result, waiting)


def _is_done(item: Future[Result] | Settled[Other]) -> bool:
    return isinstance(item, Settled) or item.done()


def _result(item: Future[Result] | Settled[Other]) -> Result | Other:
    return item.result if isinstance(item, Settled) else item.result()
