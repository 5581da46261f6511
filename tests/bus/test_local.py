import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.bus.local import InlineQueue, ProcessQueue
from pantau.errors import PantauError


def double(number):
    return number * 2


def die_at_seven(number):
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@given(st.lists(st.integers()))
def test_results_come_in_the_order_of_the_jobs(jobs):
    assert list(InlineQueue(double).run(jobs)) == [job * 2 for job in jobs]
    assert list(ProcessQueue(double, workers=2, threshold=1_000).run(jobs)) == [job * 2 for job in jobs]


def test_processes_give_the_same_as_one():
    jobs = list(range(50))
    assert list(ProcessQueue(double, workers=2, threshold=4).run(jobs)) == [job * 2 for job in jobs]


def test_jobs_are_taken_only_as_fast_as_results_are_fetched():
    taken = []

    def source():
        for number in range(10_000):
            taken.append(number)
            yield number

    results = ProcessQueue(double, workers=2, threshold=4).run(source())
    assert [next(results) for _ in range(3)] == [0, 2, 4]
    assert len(taken) < 40
    results.close()


def test_a_killed_worker_is_told_of():
    with pytest.raises(PantauError, match="worker was killed"):
        list(ProcessQueue(die_at_seven, workers=2, threshold=4).run(range(40)))


def hold_workers(channel):
    results = ProcessQueue(worker_number, workers=2, threshold=2).run(range(200))
    channel.send({next(results) for _ in range(8)})
    time.sleep(60)


def worker_number(_job):
    return os.getpid()


def test_workers_end_when_their_parent_is_killed():
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    parent = context.Process(target=hold_workers, args=(theirs,))
    parent.start()
    workers = ours.recv()
    os.kill(parent.pid, signal.SIGKILL)
    parent.join()
    parent.close()
    for pid in workers:
        wait_until_gone(pid)


def wait_until_gone(pid):
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return
        except FileNotFoundError:
            return
        time.sleep(0.05)
    pytest.fail(f"worker {pid} outlived its parent")
