from __future__ import annotations

from datetime import timedelta

import pytest

from net.server import PatientTimer
from pantau.errors import FetchFailed, NotAllowed
from pantau.net.timing import Deadline, SystemTimer, Turns, utc_now


def test_hosts_are_visited_in_turn_and_do_not_wait_for_each_other(timer: PatientTimer) -> None:
    turns = Turns(timer, longest=60)
    for host in ("a.example", "a.example", "b.example", "a.example"):
        turns.take(host, 2.0)
    assert timer.slept == [2.0, 2.0]


def test_no_pause_is_kept_for_who_comes_late(timer: PatientTimer) -> None:
    turns = Turns(timer, longest=60)
    turns.take("a.example", 2.0)
    timer.time += 5
    turns.take("a.example", 2.0)
    assert timer.slept == []


def test_a_turn_too_far_off_is_refused_and_not_kept(timer: PatientTimer) -> None:
    turns = Turns(timer, longest=60)
    turns.take("a.example", 61.0)
    with pytest.raises(NotAllowed, match="61 s"):
        turns.take("a.example", 61.0)
    timer.time += 2
    turns.take("a.example", 1.0)
    assert timer.slept == [59.0]


def test_a_deadline_caps_what_is_waited_for_and_passes(timer: PatientTimer) -> None:
    deadline = Deadline(timer, 10)
    timer.sleep(4)
    assert deadline.left() == 6
    assert deadline.cap(None) == 6
    assert deadline.cap(5) == 5
    timer.sleep(6)
    with pytest.raises(FetchFailed, match=r"10 s.*fetch\.timeout"):
        deadline.left()


def test_the_system_clocks_run_forward_and_in_utc() -> None:
    timer = SystemTimer()
    before = timer.now()
    timer.sleep(0.001)
    assert timer.now() > before
    assert utc_now().utcoffset() == timedelta(0)
