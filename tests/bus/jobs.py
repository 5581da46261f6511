"""Work for the queues under test: worker processes import it, which they could not do with a test module."""

import os
import signal
import time

from pantau.bus.pool import Pool
from pantau.errors import Unreadable


def double(number):
    return number * 2


def lost(number):
    return ("lost", number)


def die_at_sevens(number):
    if number % 10 == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def raise_at_seven(number):
    if number == 7:
        raise Unreadable("seven")
    return number


def worker_number(_job):
    return os.getpid()


def sleep_long(_job):
    time.sleep(600)


def die_once(marker):
    """Kill the first worker that gets this job: the marker file tells the second that it was."""
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def blow_up(size):
    return b"x" * size


class Unstartable:
    """Work that no worker can be started with: reading it back fails."""

    def __call__(self, job):
        return double(job)

    def __reduce__(self):
        return _refuse, ()


def _refuse():
    raise SystemExit("this worker cannot start")


def hold_workers(channel):
    """Keep a pool of busy workers, and say which processes they are."""
    pool = Pool(worker_number, lost, workers=2)
    seen = set()
    while len(seen) < 2:
        seen |= {future.result() for future in [pool.submit(number) for number in range(4)]}
    busy = Pool(sleep_long, lost, workers=1)
    busy.submit(0)
    while not busy.ready:
        time.sleep(0.01)
    channel.send(seen)
    time.sleep(600)
