"""Addresses in, answers out: politely, within bounds, and never into a private network."""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from datetime import datetime

import httpx

from pantau.errors import FetchFailed, InputRefused, NotAllowed, TooLarge
from pantau.model.base import Value
from pantau.net.address import Resolver, checked_addresses, checked_url, system_resolver
from pantau.net.inflate import ACCEPTED, bounded_body
from pantau.net.robots import ROBOTS_SIZE, Robots, RobotsAnswer
from pantau.net.timing import Deadline, SystemTimer, Timer, Turns, retry_after, utc_now
from pantau.net.transport import PinnedTransport, tls
from pantau.net.validators import Validator, Validators
from pantau.net.values import Answer, Fetched, FetchRules, Unchanged

ACCEPTED_TYPES = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"
KEPT_HEADERS = ("content-language", "content-type", "date", "etag", "last-modified")
"""What is kept of an answer's headers: nothing that tells of the visitor."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 503})
FIRST_PAUSE = 2.0
"""Seconds before the second attempt where a busy server names no time; doubled for each one after."""
ADVICE = {
    401: "the page asks for a login: save it and collect the file",
    403: "the server refuses visitors like this one: save the page and collect the file",
    404: "there is no such page: check the address",
    410: "the page was taken down",
    451: "the page is withheld for legal reasons",
}


class _Exchange(Value, frozen=True, kw_only=True):
    """One request and what came back, before redirects and refusals are looked at."""

    url: httpx.URL
    status: int
    headers: dict[str, str]
    body: bytes = b""


class Fetcher:
    """Fetches pages, feeds and sitemaps. Safe to use from several threads.

    Every hop is checked: http or https, robots.txt, and every address of its host, to one of which the
    connection then goes. Proxies of the environment are not used: behind one no address can be checked.
    """

    def __init__(
        self,
        rules: FetchRules | None = None,
        *,
        validators: Validators | None = None,
        resolver: Resolver = system_resolver,
        clock: Callable[[], datetime] = utc_now,
        timer: Timer | None = None,
    ) -> None:
        self._settings = rules or FetchRules()
        self._validators = validators
        self._resolver = resolver
        self._clock = clock
        self._timer = timer or SystemTimer()
        self._turns = Turns(self._timer, self._settings.wait)
        self._robots = Robots(self._robots_file, self._settings.user_agent, self._timer)

    def fetch(self, url: str) -> Fetched | Unchanged:
        """What stands at `url`. Raises NotAllowed, FetchFailed or TooLarge; each says what to do."""
        for attempt in range(self._settings.attempts):
            exchange = self._visited(checked_url(url))
            if exchange.status not in BUSY:
                return self._answer(url, exchange)
            if attempt + 1 < self._settings.attempts:
                self._timer.sleep(self._back_off(exchange, attempt))
        raise FetchFailed(f"the server was busy {self._settings.attempts} times: try again later")

    def fetch_all(self, urls: Iterable[str]) -> Iterator[Answer]:
        """Answers as they come: several hosts at once, each host's addresses one after another, in order."""
        queues: dict[str, deque[str]] = {}
        for url in urls:
            queues.setdefault(_host(url), deque()).append(url)
        idle, running = deque(queues), dict[Future[Answer], str]()
        pool = ThreadPoolExecutor(self._settings.workers, thread_name_prefix="fetch")
        try:
            while idle or running:
                while idle and len(running) < self._settings.workers:
                    host = idle.popleft()
                    running[pool.submit(self._one, queues[host].popleft())] = host
                done = wait(running, return_when=FIRST_COMPLETED).done
                for future in [future for future in running if future in done]:
                    host = running.pop(future)
                    if queues[host]:
                        idle.append(host)
                    yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)

    def remember(self, answer: Fetched) -> None:
        """Note that everything from `answer` was taken: a later run asks for it only if it changed."""
        etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if self._validators is not None and (etag or modified):
            self._validators.put(answer.url, Validator(etag=etag, last_modified=modified))

    def _one(self, url: str) -> Answer:
        try:
            return Answer(asked=url, result=self.fetch(url))
        except InputRefused as error:
            return Answer(asked=url, result=error)

    def _visited(self, url: httpx.URL) -> _Exchange:
        """The first exchange that is no redirect, each hop of which robots.txt allows."""
        left = self._settings.timeout
        for _ in range(self._settings.redirects + 1):
            pause = max(self._settings.delay, self._robots.pause(url))
            self._turns.take(url.host, pause)
            deadline = Deadline(self._timer, left)
            exchange = self._exchange(url, deadline, self._settings.max_bytes, self._conditions(url))
            if exchange.status not in REDIRECTS:
                return exchange
            url, left = _target(exchange), deadline.left()
        raise FetchFailed(f"more than {self._settings.redirects} redirects: check the address in a browser")

    def _robots_file(self, address: str) -> RobotsAnswer:
        url = checked_url(address)
        deadline = Deadline(self._timer, self._settings.timeout)
        for _ in range(self._settings.redirects + 1):
            try:
                exchange = self._exchange(url, deadline, ROBOTS_SIZE, {})
            except TooLarge as error:
                raise FetchFailed(f"the robots.txt of {url.host} is over {ROBOTS_SIZE:,} bytes") from error
            if exchange.status not in REDIRECTS:
                return RobotsAnswer(status=exchange.status, body=exchange.body)
            url = _target(exchange)
        return RobotsAnswer(status=404)

    def _exchange(self, url: httpx.URL, deadline: Deadline, size: int, extra: dict[str, str]) -> _Exchange:
        addresses = functools.partial(
            checked_addresses, resolver=self._resolver, allow_private=self._settings.allow_private
        )
        headers = {
            "user-agent": self._settings.user_agent,
            "accept": ACCEPTED_TYPES,
            "accept-encoding": ACCEPTED,
            **extra,
        }
        request = httpx.Request("GET", url, headers=headers)
        with (
            PinnedTransport(addresses, deadline, tls()) as transport,
            closing(transport.handle_request(request)) as response,
        ):
            body = bounded_body(response, size) if response.status_code == 200 else b""
            return _Exchange(
                url=url, status=response.status_code, headers=dict(response.headers.items()), body=body
            )

    def _conditions(self, url: httpx.URL) -> dict[str, str]:
        held = self._validators.get(str(url)) if self._validators is not None else None
        if held is None:
            return {}
        pairs = {"if-none-match": held.etag, "if-modified-since": held.last_modified}
        return {name: value for name, value in pairs.items() if value}

    def _answer(self, asked: str, exchange: _Exchange) -> Fetched | Unchanged:
        if exchange.status == 304:
            return Unchanged(asked=asked, url=str(exchange.url))
        if exchange.status != 200:
            advice = ADVICE.get(exchange.status, "try again later, or check the address in a browser")
            raise FetchFailed(f"the server answered {exchange.status}: {advice}")
        return Fetched(
            asked=asked,
            url=str(exchange.url),
            status=exchange.status,
            headers={name: exchange.headers[name] for name in KEPT_HEADERS if name in exchange.headers},
            body=exchange.body,
            fetched=self._clock(),
        )

    def _back_off(self, exchange: _Exchange, attempt: int) -> float:
        pause = retry_after(exchange.headers.get("retry-after", ""), self._clock())
        if pause is None:
            pause = FIRST_PAUSE * 2**attempt
        if pause > self._settings.wait:
            raise FetchFailed(f"the server answered {exchange.status}: try again in {pause:,.0f} s")
        return pause


def _host(url: str) -> str:
    try:
        return checked_url(url).host
    except NotAllowed:
        return ""


def _target(exchange: _Exchange) -> httpx.URL:
    location = exchange.headers.get("location")
    if not location:
        raise FetchFailed(f"the server answered {exchange.status} without saying where to: check the address")
    try:
        return checked_url(str(exchange.url.join(location)))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchFailed(f"the server redirects to what is no address ({error})") from error
