"""JSON requests to one service of the owner's choice in, its answers out: with a key, retries and bounds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime

import httpx

from pantau import __version__
from pantau.errors import InputRefused, ModelFailed, ModelUnavailable, NotAllowed, SettingInvalid
from pantau.model.base import Value
from pantau.net.address import Resolver, checked_addresses, checked_url, is_public, system_resolver
from pantau.net.inflate import ACCEPTED, bounded_body
from pantau.net.timing import Deadline, SystemTimer, Timer, retry_after, utc_now
from pantau.net.transport import PinnedTransport, tls

BUSY = frozenset({408, 409, 429, 500, 502, 503, 504, 529})
"""Statuses after which the same request may well be answered: too many requests, and servers in trouble."""
FIRST_PAUSE = 1.0
"""Seconds before the second attempt where a server names no time; doubled for each one after."""
PROBE_SECONDS = 10.0
PRIVATE = "model.allow_private"
TIMEOUT = "model.timeout"


class Secret:
    """A key that shows nowhere but where it is asked for: not in logs, messages, tracebacks or pickles."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        """Raises SettingInvalid for what cannot stand in a header; the message does not hold it."""
        text = value.strip()
        if not text.isascii() or not text.isprintable() or " " in text:
            raise SettingInvalid("the key of the language model holds blanks or characters that no key has")
        self._value = text

    def reveal(self) -> str:
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Secret(...)"

    def __reduce__(self) -> str:
        raise TypeError("a key is not passed on")


class EndpointRules(Value, frozen=True, kw_only=True):
    """How the service is asked. Times are seconds, sizes bytes after unpacking.

    `timeout` bounds one attempt as a whole; `wait` is the longest pause that the server may ask for.
    """

    address: str
    timeout: float = 120.0
    attempts: int = 4
    wait: float = 120.0
    max_bytes: int = 4_000_000
    allow_private: bool = False


class EndpointAnswer(Value, frozen=True, kw_only=True):
    """What the service answered, where it is neither busy nor in trouble."""

    status: int
    body: bytes


class Endpoint:
    """Asks one service. Safe to use from several threads.

    Redirects are not followed: they would carry the key elsewhere. Plain http is for private addresses only, and
    those only where the owner allows them. What a server says in an error is not passed on: it may hold the key or
    the page.
    """

    def __init__(
        self,
        rules: EndpointRules,
        key: Secret,
        *,
        resolver: Resolver = system_resolver,
        clock: Callable[[], datetime] = utc_now,
        timer: Timer | None = None,
    ) -> None:
        """Raises SettingInvalid where the address is none."""
        self._rules = rules
        self._key = key
        self._resolver = resolver
        self._clock = clock
        self._timer = timer or SystemTimer()
        try:
            self._base = checked_url(rules.address.rstrip("/"))
        except NotAllowed as error:
            raise SettingInvalid(f"model.address: {error}") from error
        if self._base.query:
            raise SettingInvalid("model.address: leave out what stands behind the question mark")

    def post(self, path: str, body: bytes, *, before: Callable[[], None] = lambda: None) -> EndpointAnswer:
        """The answer to a JSON document; `before` is called ahead of every attempt and may raise.

        Raises ModelUnavailable where asking again makes no sense before somebody changes something, ModelFailed when
        every attempt found the server busy, in trouble, silent or gone.
        """
        pause, trouble = 0.0, ""
        for attempt in range(max(1, self._rules.attempts)):
            if attempt:
                self._timer.sleep(pause)
            before()
            pause = FIRST_PAUSE * 2**attempt
            try:
                answer, after = self._exchange("POST", path, body, self._rules.timeout)
            except (NotAllowed, SettingInvalid) as error:
                raise ModelUnavailable(str(error)) from error
            except InputRefused as error:
                trouble = str(error)
                continue
            if answer.status not in BUSY:
                return _usable(answer)
            trouble = f"the language model's server answered {answer.status}"
            pause = pause if after is None else after
            if pause > self._rules.wait:
                raise ModelFailed(f"{trouble}: try again in {pause:,.0f} s")
        raise ModelFailed(f"{trouble} (asked {max(1, self._rules.attempts)} times)")

    def probe(self, path: str) -> int:
        """The status with which the service answers a plain request; raises ModelUnavailable where it does not."""
        try:
            return self._exchange("GET", path, b"", PROBE_SECONDS)[0].status
        except InputRefused as error:
            raise ModelUnavailable(str(error)) from error

    def _exchange(
        self, method: str, path: str, body: bytes, seconds: float
    ) -> tuple[EndpointAnswer, float | None]:
        """One request: what came back, and the seconds that the server asks to wait, where it does."""
        url = self._base.copy_with(path=f"{self._base.path.rstrip('/')}/{path}")
        deadline = Deadline(self._timer, seconds, setting=TIMEOUT)
        request = httpx.Request(method, url, headers=self._headers(), content=body or None)
        with (
            PinnedTransport(self._addresses, deadline, tls()) as transport,
            closing(transport.handle_request(request)) as response,
        ):
            after = retry_after(response.headers.get("retry-after", ""), self._clock())
            found = bounded_body(response, self._rules.max_bytes) if response.status_code < 500 else b""
            return EndpointAnswer(status=response.status_code, body=found), after

    def _headers(self) -> dict[str, str]:
        headers = {
            "user-agent": f"Pantau/{__version__}",
            "accept": "application/json",
            "accept-encoding": ACCEPTED,
            "content-type": "application/json",
        }
        return headers | ({"authorization": f"Bearer {self._key.reveal()}"} if self._key else {})

    def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        allow = self._rules.allow_private
        found = checked_addresses(host, port, resolver=self._resolver, allow_private=allow, setting=PRIVATE)
        if self._base.scheme == "http" and any(is_public(address, host) for address in found):
            raise NotAllowed(f"{host} is asked without encryption, which shows the key: write https")
        return found


def _usable(answer: EndpointAnswer) -> EndpointAnswer:
    """The answer, unless it says that nothing can be asked this way; raises ModelUnavailable."""
    advice = {
        401: "the key is not accepted: check the variable or file that holds it",
        402: "the account is out of credit",
        403: "the key may not use this model: check `model.name` and the account",
        404: "there is no such service or model: check `model.address` and `model.name`",
    }.get(answer.status)
    if advice is not None:
        raise ModelUnavailable(f"the language model's server answered {answer.status}: {advice}")
    if 300 <= answer.status < 400:
        raise ModelUnavailable(
            f"the language model's server answered {answer.status} and points elsewhere: give its final address"
        )
    return answer
