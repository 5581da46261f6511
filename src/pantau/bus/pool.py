"""Jobs in, promises of their results out, from worker processes that are ours to watch and to end.

Each worker is one process, a connection to it, and a thread here that hands it one job at a time. So the job that a
worker died of is known, a full pipe blocks nobody else, and ending the pool is ending its processes: the executor of
the standard library gives up all outstanding jobs when one worker dies, and waits for all of them when it is closed.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

ATTEMPTS = 2
"""How often a job is given out whose worker dies. The system ends the largest process when memory runs out, which
may have been busy with another job's doing; a job that two workers die of is left."""


class _Task(NamedTuple, Generic[Job, Result]):
    job: Job
    done: Future[Result]


class _WorkerLost(Exception):
    """The process ended before it answered."""


class Pool(Generic[Job, Result]):
    """`workers` processes that run `work`, a function of some module; `lost` gives the result of a job that kills.

    Starting returns at once; `ready` tells whether a worker is up. What `work` raises, the promise raises.
    """

    def __init__(self, work: Callable[[Job], Result], lost: Callable[[Job], Result], *, workers: int) -> None:
        self._work = work
        self._lost = lost
        self._tasks: queue.SimpleQueue[_Task[Job, Result] | None] = queue.SimpleQueue()
        self._up = threading.Event()
        self._lock = threading.Lock()
        self._closed = False
        self._held: set[_Worker] = set()
        # Started later, it would unblock Ctrl-C in the thread of the first worker (see _attend).
        resource_tracker.ensure_running()
        self._threads = [
            threading.Thread(target=self._attend, name=f"worker-{number}", daemon=True)
            for number in range(workers)
        ]
        # An interpreter that ends stops our threads where they are, and could wait for them no more.
        atexit.register(self.close)
        for thread in self._threads:
            thread.start()

    @property
    def ready(self) -> bool:
        return self._up.is_set()

    def submit(self, job: Job) -> Future[Result]:
        """Hand a job out. Its future always gets a result or an exception while the pool is open."""
        task = _Task(job, Future[Result]())
        self._tasks.put(task)
        return task.done

    def close(self) -> None:
        """End all workers, whatever they are at, and wait until they are gone."""
        with self._lock:
            self._closed = True
            for worker in self._held:
                worker.kill()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()
        atexit.unregister(self.close)

    def _attend(self) -> None:
        """The thread of one worker: start it, give it jobs, put another in its place when it dies."""
        # Workers take over this thread's mask: Ctrl-C reaches the whole group, and is the parent's to deal with.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        worker = self._hired()
        if worker is not None:
            self._up.set()
        while (task := self._tasks.get()) is not None:
            worker = self._do(task, worker)
        self._dismiss(worker)

    def _do(self, task: _Task[Job, Result], worker: _Worker | None) -> _Worker | None:
        """Do one job, with a new worker where there is none; returns the worker that is left."""
        try:
            for _ in range(ATTEMPTS):
                worker = worker or self._hired()
                if worker is None:
                    break
                try:
                    task.done.set_result(worker.ask(task.job))
                except _WorkerLost:
                    self._dismiss(worker)
                    worker = None
                else:
                    return worker
            task.done.set_result(self._lost(task.job))
        except Exception as error:  # noqa: BLE001 - the edge of a thread: who waits for the job must be told
            task.done.set_exception(error)
        return worker

    def _hired(self) -> _Worker | None:
        """A worker that is up; None when the pool was closed or the process ended before."""
        with self._lock:
            if self._closed:
                return None
            worker = _Worker(self._work)
            self._held.add(worker)
        try:
            worker.wait_until_up()
        except _WorkerLost:
            self._dismiss(worker)
            return None
        return worker

    def _dismiss(self, worker: _Worker | None) -> None:
        if worker is None:
            return
        with self._lock:
            self._held.discard(worker)
        worker.end()


class _Worker:
    """One process and the connection to it."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, work), daemon=True)
        self._process.start()
        theirs.close()

    def wait_until_up(self) -> None:
        """Raises _WorkerLost when it could not start."""
        self._received()

    def ask(self, job: Any) -> Any:
        """What the work makes of the job; raises what the work raises, and _WorkerLost."""
        try:
            self._connection.send(job)
        except OSError as error:
            raise _WorkerLost from error
        result, problem = self._received()
        if problem is not None:
            raise problem
        return result

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self._connection.close()

    def _received(self) -> Any:
        wait([self._connection, self._process.sentinel])
        try:
            if self._connection.poll():
                return self._connection.recv()
        except (EOFError, OSError) as error:
            raise _WorkerLost from error
        raise _WorkerLost


def serve(connection: Connection, work: Callable[[Any], Any]) -> None:
    """In a worker: say that it is up, then answer job by job until the parent lets go."""
    _end_with_parent()
    try:
        connection.send(None)
        while True:
            connection.send(_answer(work, connection.recv()))
    except (EOFError, OSError):
        return


def _answer(work: Callable[[Any], Any], job: Any) -> tuple[Any, Exception | None]:
    try:
        return work(job), None
    except Exception as error:  # noqa: BLE001 - the edge of a process: the parent raises it again
        return None, error


def _end_with_parent() -> None:
    """End in the middle of a job, too, when the parent is gone."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
