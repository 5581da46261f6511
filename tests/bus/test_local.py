"""Queues: every job's result, in order, taken as fast as it is fetched, whatever becomes of a worker."""

import threading
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bus.jobs import blow_up, die_at_sevens, double, lost, raise_at_seven, worker_number
from pantau.bus import Settled
from pantau.bus.local import AHEAD, InlineQueue, ProcessQueue, ThreadQueue
from pantau.bus.pool import Pool
from pantau.errors import Unreadable

pytestmark = pytest.mark.timeout(50)

items = st.lists(st.integers() | st.integers().map(Settled))


@pytest.fixture
def at_once(monkeypatch):
    """Pools whose workers are up when the first job comes, so that all jobs go to them."""
    made = Pool.__init__

    def start(self, *given, **named):
        made(self, *given, **named)
        self._up.wait()

    monkeypatch.setattr(Pool, "__init__", start)


def spread(work, **more):
    return ProcessQueue(work, lost=lost, workers=2, threshold=0, **more)


@given(items)
def test_results_come_in_the_order_of_the_jobs(jobs):
    expected = [job.result if isinstance(job, Settled) else job * 2 for job in jobs]
    assert list(InlineQueue(double).run(jobs)) == expected
    assert list(ThreadQueue(double, workers=3).run(jobs)) == expected
    assert list(ProcessQueue(double, lost=lost, workers=2, threshold=1_000).run(jobs)) == expected


def test_processes_give_the_same_as_one(at_once):
    jobs = [Settled(n) if n % 5 == 0 else n for n in range(60)]
    expected = [n if n % 5 == 0 else n * 2 for n in range(60)]
    assert list(ProcessQueue(double, lost=lost, workers=2, threshold=4).run(jobs)) == expected


def test_jobs_go_on_here_until_a_worker_is_up():
    numbers = count()
    here = set(zip(range(3), spread(worker_number).run(numbers), strict=False))
    assert len({pid for _, pid in here}) <= 2


def test_jobs_are_taken_only_as_fast_as_results_are_fetched(at_once):
    taken = []

    def source():
        for number in range(10_000):
            taken.append(number)
            yield number

    results = spread(double).run(source())
    assert [next(results) for _ in range(3)] == [0, 2, 4]
    assert len(taken) <= 2 * AHEAD + 3
    results.close()


def test_the_first_results_do_not_wait_for_a_slow_source():
    taken = []

    def source():
        for number in range(10):
            taken.append(number)
            yield Settled("held") if number % 2 else number

    results = ProcessQueue(double, lost=lost, workers=2, threshold=24).run(source())
    assert (next(results), taken) == (0, [0])
    assert (next(results), taken) == ("held", [0, 1])


def test_a_job_that_kills_its_worker_is_told_of_and_the_others_go_on(at_once):
    expected = [("lost", n) if n % 10 == 7 else n for n in range(40)]
    assert list(spread(die_at_sevens).run(range(40))) == expected


def test_what_the_work_raises_comes_in_its_turn(at_once):
    results = spread(raise_at_seven).run(range(20))
    assert [next(results) for _ in range(7)] == list(range(7))
    with pytest.raises(Unreadable, match="seven"):
        next(results)


def test_large_results_pass(at_once):
    assert [len(found) for found in spread(blow_up).run([3_000_000] * 12)] == [3_000_000] * 12


def test_a_queue_may_be_run_again(at_once):
    work = spread(double)
    assert list(work.run(range(5))) == list(work.run(range(5)))


def test_threads_take_jobs_as_results_are_fetched_and_begin_none_that_nobody_wants():
    done = []
    results = ThreadQueue(lambda job: done.append(job) or job, workers=2).run(count())
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    results.close()
    assert len(done) <= 3 + 2 * AHEAD


def test_no_more_threads_work_at_once_than_asked_for():
    busy, most, lock = [], [], threading.Lock()

    def work(job):
        with lock:
            busy.append(job)
            most.append(len(busy))
        threading.Event().wait(0.002)
        busy.remove(job)
        return job

    assert list(ThreadQueue(work, workers=3).run(range(40))) == list(range(40))
    assert max(most) == 3


def test_a_run_that_is_ended_waits_for_no_thread():
    stuck = threading.Event()
    results = ThreadQueue(lambda job: stuck.wait(30) if job else job, workers=2).run(count())
    assert next(results) == 0
    results.close()
    stuck.set()


def test_what_the_work_of_a_thread_raises_is_raised_here():
    with pytest.raises(Unreadable):
        list(ThreadQueue(raise_at_seven, workers=2).run(range(9)))
