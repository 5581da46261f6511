"""An address in, whether its site lets us visit it and how often out (RFC 9309)."""

from __future__ import annotations

import threading
from collections.abc import Callable

import httpx
from protego import Protego

from pantau.errors import FetchFailed, NotAllowed
from pantau.model.base import Value
from pantau.net.timing import Timer

ROBOTS_SIZE = 512_000
"""RFC 9309, section 2.5: at least 500 KiB must be read; a longer one counts as one that cannot be read."""
ROBOTS_SECONDS = 86_400.0
"""RFC 9309, section 2.4: no copy is used for longer than a day."""


class RobotsAnswer(Value, frozen=True, kw_only=True):
    """What asking for a robots.txt gave: its status, and its body where that is 200."""

    status: int
    body: bytes = b""


class Robots:
    """Keeps one robots.txt for each origin. `read` fetches one; it raises InputRefused when it cannot."""

    def __init__(self, read: Callable[[str], RobotsAnswer], user_agent: str, timer: Timer) -> None:
        self._read = read
        self._agent = user_agent.partition("/")[0]
        self._timer = timer
        self._lock = threading.Lock()
        self._held: dict[str, tuple[float, Protego]] = {}

    def pause(self, url: httpx.URL) -> float:
        """The Crawl-delay that holds for us at `url`, in seconds, 0 if none.

        Raises NotAllowed when the site does not want `url` visited, FetchFailed when it cannot be asked.
        """
        rules = self._rules(str(url.copy_with(raw_path=b"/robots.txt")))
        if not rules.can_fetch(str(url), self._agent):
            raise NotAllowed(
                f"the robots.txt of {url.host} asks not to fetch this: ask the site for permission"
            )
        return max(0.0, float(rules.crawl_delay(self._agent) or 0.0))

    def _rules(self, address: str) -> Protego:
        now = self._timer.now()
        with self._lock:
            held = self._held.get(address)
        if held is None or now - held[0] > ROBOTS_SECONDS:
            held = now, _parsed(self._read(address))
            with self._lock:
                self._held[address] = held
        return held[1]


def _parsed(answer: RobotsAnswer) -> Protego:
    """RFC 9309, section 2.3.1: no file means no rules; a server in trouble means stay away."""
    if answer.status == 429 or answer.status >= 500:
        raise FetchFailed(
            f"robots.txt answered {answer.status}: no visit until it can be read; try again later"
        )
    body = answer.body if answer.status == 200 else b""
    return Protego.parse(body.decode("utf-8", "replace"))
