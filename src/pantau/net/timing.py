"""Seconds in, pauses and refusals out: each host's turn, and the deadline of one fetch."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from pantau.errors import FetchFailed, NotAllowed


def utc_now() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)


class Timer(Protocol):
    """A clock that only runs forward, and a way to wait; tests give one that does not wait."""

    def now(self) -> float:
        """Seconds since some fixed moment."""
        ...

    def sleep(self, seconds: float) -> None:
        """Return `seconds` later."""
        ...


class SystemTimer:
    """The machine's monotonic clock."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Deadline:
    """The moment by which a fetch must be done, by `setting`. Raises FetchFailed once it has passed."""

    def __init__(self, timer: Timer, seconds: float, *, setting: str = "fetch.timeout") -> None:
        self._timer = timer
        self._setting = setting
        self._seconds = seconds
        self._end = timer.now() + seconds

    def left(self) -> float:
        """Seconds that remain, always more than none."""
        left = self._end - self._timer.now()
        if left <= 0:
            raise FetchFailed(
                f"not done after {self._seconds:g} s: try again later, or raise `{self._setting}` in the settings"
            )
        return left

    def cap(self, timeout: float | None) -> float:
        """`timeout`, or what remains if that is less."""
        left = self.left()
        return left if timeout is None else min(timeout, left)


class Turns:
    """Lets callers visit each host in turn, `pause` seconds apart, from however many threads they come."""

    def __init__(self, timer: Timer, longest: float) -> None:
        self._timer = timer
        self._longest = longest
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}

    def take(self, host: str, pause: float) -> None:
        """Wait until `host` may be visited; raises NotAllowed when that is too long off."""
        with self._lock:
            now = self._timer.now()
            start = max(now, self._next.get(host, now))
            if start - now > self._longest:
                raise NotAllowed(f"{host} asks for {pause:g} s between visits: try again later")
            self._next[host] = start + pause
        if start > now:
            self._timer.sleep(start - now)


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110, section 10.2.3); None when it gives none."""
    text = value.strip()
    if text.isdecimal() and len(text) < 10:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
