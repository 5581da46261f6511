"""The pool's promises about its processes: gone when closed, gone with the parent, replaced when killed."""

import multiprocessing
import os
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest

from bus.jobs import Unstartable, die_once, double, hold_workers, lost, sleep_long, worker_number
from pantau.bus.local import ProcessQueue
from pantau.bus.pool import Pool

pytestmark = pytest.mark.timeout(50)


def is_gone(pid):
    """Not there, or dead and waiting for its parent to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_closing_ends_workers_in_the_middle_of_a_job():
    pool = Pool(sleep_long, lost, workers=2)
    pool._up.wait()
    futures = [pool.submit(number) for number in range(6)]
    workers = [process.pid for process in multiprocessing.active_children()]
    pool.close()
    assert workers
    assert all(is_gone(pid) for pid in workers)
    assert multiprocessing.active_children() == []
    assert not futures[5].done() or futures[5].result() == ("lost", 5)


def test_closing_while_workers_start_is_prompt_and_leaves_none():
    for _ in range(3):
        Pool(double, lost, workers=2).close()
    assert multiprocessing.active_children() == []


def test_a_job_whose_worker_is_killed_once_is_done_by_another(tmp_path):
    with closing(Pool(die_once, lost, workers=1)) as pool:
        assert pool.submit(tmp_path / "one").result() == "done"
        assert pool.submit(tmp_path / "two").result() == "done"


def test_an_idle_worker_that_is_killed_is_replaced():
    with closing(Pool(worker_number, lost, workers=1)) as pool:
        first = pool.submit(0).result()
        os.kill(first, signal.SIGKILL)
        assert pool.submit(0).result() != first


def test_workers_that_cannot_start_leave_the_work_here():
    assert list(ProcessQueue(Unstartable(), lost=lost, workers=2, threshold=0).run(range(20))) == [
        number * 2 for number in range(20)
    ]


def test_jobs_given_to_a_pool_that_cannot_start_are_told_of():
    with closing(Pool(Unstartable(), lost, workers=1)) as pool:
        assert pool.submit(3).result() == ("lost", 3)
        assert not pool.ready


def test_a_job_that_cannot_be_sent_raises_and_the_next_is_done():
    with closing(Pool(double, lost, workers=1)) as pool:
        with pytest.raises((AttributeError, TypeError)):
            pool.submit(lambda: None).result()
        assert pool.submit(4).result() == 8


def test_ctrl_c_is_left_to_the_parent():
    with closing(Pool(worker_number, lost, workers=1)) as pool:
        pid = pool.submit(0).result()
        os.kill(pid, signal.SIGINT)
        assert pool.submit(0).result() == pid


def test_workers_end_when_their_parent_is_killed():
    ours, theirs = multiprocessing.Pipe()
    parent = multiprocessing.get_context("spawn").Process(target=hold_workers, args=(theirs,))
    parent.start()
    theirs.close()
    workers = ours.recv()
    tasks = Path(f"/proc/{parent.pid}/task").glob("*/children")
    children = [pid for task in tasks for pid in task.read_text().split()]
    assert len(children) >= 3
    os.kill(parent.pid, signal.SIGKILL)
    parent.join()
    parent.close()
    ours.close()
    deadline = time.monotonic() + 20
    pids = {*workers, *map(int, children)}
    while not all(is_gone(pid) for pid in pids):
        assert time.monotonic() < deadline, "a worker outlived its parent"
        time.sleep(0.05)
