"""Public fakes and factories: a node's parts in memory, a clock that ticks, an extractor that needs no model."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

from pantau.bus.local import InlineQueue
from pantau.exploit import Exploited
from pantau.model.identity import Identity
from pantau.model.label import DEFAULT_POLICY, NO_FULLTEXT, Label
from pantau.model.report import Capture, Reading
from pantau.model.roll import Roll
from pantau.model.statement import Speaker, Statement
from pantau.pipeline import Parts, Worked, exploit
from pantau.store.memory import MemoryStore

_LINE = re.compile(r"^(?P<name>[^:\n]+): (?P<words>.+)$", re.MULTILINE)


def ticking(start: datetime = datetime(2025, 5, 4, tzinfo=UTC)) -> Callable[[], datetime]:
    """A clock that is a second later each time it is asked."""
    seconds = count()
    return lambda: start + timedelta(seconds=next(seconds))


def memory_parts(identity: Identity | None = None) -> Parts:
    """The main path's parts on a journal in memory, for one member."""
    identity = identity or Identity.create()
    clock = ticking()
    return Parts(
        store=MemoryStore(clock),
        identity=identity,
        roll=Roll.of_one(identity.member, identity.public_key),
        policy=DEFAULT_POLICY,
        label=Label.own(identity.member, caveats=[NO_FULLTEXT]),
        clock=clock,
    )


def capture(text: str, location: str = "page.txt", captured: datetime | None = None) -> Capture:
    """A captured page of plain text."""
    return Capture(
        location=location,
        channel="test",
        raw=text.encode(),
        media_type="text/plain",
        captured=captured or datetime(2025, 5, 4, tzinfo=UTC),
    )


class LineExtractor:
    """Reads each line "Name: words" as an assertion by Name; everything else is text. `digest` is settable."""

    name = "lines"
    version = "1"
    digest = "none"

    def exploit(self, given: Capture) -> Exploited:
        return self.again(given.raw.decode(), Reading(language="en"))

    def again(self, text: str, reading: Reading) -> Exploited:
        found = (
            Statement(
                ordinal=number,
                span=match.span(),
                text=match[0],
                speaker=Speaker(
                    name=match["name"], surface=match["name"], kind="person", span=match.span("name")
                ),
                act="assert",
                content=(match.span("words"),),
                words=match["words"],
                quoted="indirect",
                directness="paraphrase",
            )
            for number, match in enumerate(_LINE.finditer(text))
        )
        return Exploited(text=text, reading=reading, statements=tuple(found))


def line_work() -> InlineQueue[Capture, Worked]:
    """A queue that exploits with `LineExtractor` in this process."""
    extractor = LineExtractor()
    return InlineQueue(lambda job: exploit(extractor, job))
