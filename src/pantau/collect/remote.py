"""Addresses in, what stands there and what it points to out, in rounds over several hosts at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol
from urllib.parse import unquote, urlsplit

import msgspec

from pantau.collect.formats import Format
from pantau.collect.material import Budget, Material, opened
from pantau.collect.unfold import unfold
from pantau.collect.values import CollectRequest, Pointer, Refusal
from pantau.errors import InputRefused, NotAllowed, TooLarge
from pantau.model.report import Capture
from pantau.net import Answer, Fetched, Unchanged

Outcome = Capture | Refusal | Unchanged


class Fetching(Protocol):
    """What collecting needs of a fetcher."""

    def fetch_all(self, urls: Iterable[str]) -> Iterator[Answer]:
        """One answer for each address, in any order."""
        ...

    def remember(self, answer: Fetched) -> None:
        """Note that everything from `answer` was handed on."""
        ...


class Follower:
    """Fetches addresses that were asked for and those that feeds and sitemaps point to, round by round.

    Nothing is remembered as taken when something that it led to was refused: the next run then asks again.
    """

    def __init__(
        self,
        request: CollectRequest,
        fetcher: Fetching | None,
        formats: tuple[Format, ...],
        done: Callable[[str], None],
    ) -> None:
        self._request = request
        self._fetcher = fetcher
        self._formats = formats
        self._done = done
        self._queue: list[Pointer] = []
        self._asked: set[str] = set()
        self._left = request.limits.addresses
        self._over = 0
        self._answers: list[Fetched] = []
        self._failed: set[str] = set()

    def ask(self, address: str) -> None:
        """Queue an address that was asked for itself."""
        self._queue.append(Pointer(address=address, channel="", deeper=True))

    def settle(self, pointer: Pointer) -> Iterator[Capture | Refusal]:
        """Queue what a list points to where that is to be fetched; else give what stands instead."""
        follow, remote = self._request.follow, bool(pointer.trail)
        depth = self._request.limits.depth
        if self._fetcher is None or follow is False:
            yield _instead(pointer, NotAllowed("fetching is off: give the address itself, or a saved page"))
        elif len(pointer.trail) > depth:
            yield _instead(pointer, TooLarge(f"lists stand over {depth} deep: give the address itself"))
        elif pointer.instead is not None and not (follow or remote):
            yield pointer.instead
        elif self._left > 0:
            self._left -= 1
            self._queue.append(pointer)
        elif pointer.instead is not None:
            yield pointer.instead
        else:
            self._over += 1

    def run(self) -> Iterator[Outcome]:
        """Fetch until nothing is queued."""
        while self._queue:
            batch = {pointer.address: pointer for pointer in reversed(self._queue)}
            self._queue = []
            fresh = [address for address in reversed(batch) if address not in self._asked]
            self._asked.update(fresh)
            for answer in self._fetched(fresh):
                yield from self._answered(batch[answer.asked], answer.result)
        for taken in self._answers:
            if taken.asked not in self._failed and self._fetcher is not None:
                self._fetcher.remember(taken)

    def overflow(self, label: str) -> Iterator[Refusal]:
        """One refusal for all addresses of the list `label` that were too many."""
        if self._over:
            bound = self._request.limits.addresses
            reason = f"{self._over:,} of its addresses were left, since one run follows {bound:,}: collect it again"
            self._over = 0
            yield Refusal(input=label, error=TooLarge(reason))

    def _fetched(self, addresses: list[str]) -> Iterator[Answer]:
        if self._fetcher is not None:
            return self._fetcher.fetch_all(addresses)
        off = NotAllowed("fetching is off: save the page and collect the file")
        return (Answer(asked=address, result=off) for address in addresses)

    def _answered(self, pointer: Pointer, result: Fetched | Unchanged | InputRefused) -> Iterator[Outcome]:
        if isinstance(result, Fetched):
            yield from self._taken(pointer, result)
        elif isinstance(result, Unchanged):
            yield result
        else:
            self._failed.update(pointer.trail)
            yield Refusal(input=pointer.address, error=result)
            if pointer.instead is not None:
                yield pointer.instead
        if not pointer.trail:
            self._done(pointer.address)

    def _taken(self, pointer: Pointer, answer: Fetched) -> Iterator[Outcome]:
        trail = (*pointer.trail, answer.asked)
        captured = False
        for found in self._read(pointer, answer, trail):
            captured = captured or isinstance(found, Capture)
            if isinstance(found, Refusal):
                self._failed.update(trail)
            yield found
        if not captured and pointer.instead is not None:
            yield pointer.instead
        self._answers.append(msgspec.structs.replace(answer, body=b""))

    def _read(self, pointer: Pointer, answer: Fetched, trail: tuple[str, ...]) -> Iterator[Capture | Refusal]:
        """What the answer holds; addresses in it are queued where a list was expected, and else left."""
        for found in unfold(self._material(pointer, answer), self._formats):
            if not isinstance(found, Pointer):
                yield found
            elif pointer.deeper:
                yield from self.settle(msgspec.structs.replace(found, trail=trail))
            else:
                yield _instead(
                    found, NotAllowed("it stands in a list inside a page: give the address itself")
                )
        yield from self.overflow(pointer.address)

    def _material(self, pointer: Pointer, answer: Fetched) -> Material:
        parts = urlsplit(answer.url)
        return Material(
            file=opened(answer.body),
            label=pointer.address,
            name=unquote(parts.path.rpartition("/")[2]),
            location=answer.url,
            channel=pointer.channel or f"{parts.scheme}://{parts.netloc}",
            captured=answer.fetched,
            limits=self._request.limits,
            budget=Budget(self._request.limits),
            top=not pointer.channel,
            address=answer.url,
            media_type=answer.media_type,
            headers=answer.headers,
            declared=pointer.declared,
        )


def _instead(pointer: Pointer, error: InputRefused) -> Capture | Refusal:
    return pointer.instead or Refusal(input=pointer.address, error=error)
