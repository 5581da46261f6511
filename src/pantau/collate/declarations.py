"""Declarations, decisions and withdrawals in, one by one; those that count, the latest of each name, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from pantau.collate.undoing import Undoing
from pantau.model.base import Value
from pantau.model.declaration import Declaration, Withdrawal
from pantau.model.objects import Held
from pantau.model.picture import Declared, Picture
from pantau.model.requirement import Topic
from pantau.model.warning import Decision, Indicator, Problem

_B = TypeVar("_B", bound=Value)


class Declarations:
    """What people declared and decided, of a set of objects.

    Of one type, originator and name (whatever its case) the latest made counts, ties by id; one that was withdrawn
    leaves its place to the one before.
    """

    def __init__(self) -> None:
        self._held: dict[str, Held] = {}
        self._undoing = Undoing()

    def put(self, held: Held) -> None:
        """Take an object in; other types change nothing."""
        if isinstance(held.body, Withdrawal):
            self._undoing.put(held.id, held.originator, held.body.targets)
        elif isinstance(held.body, Declaration | Decision):
            self._held[held.id] = held

    def drop(self, name: str) -> None:
        """Forget an object, if it is one of these."""
        self._held.pop(name, None)
        self._undoing.drop(name)

    def latest(self, kind: type[_B]) -> tuple[Declared[_B], ...]:
        """The declarations of one kind that count, sorted by id."""
        found: dict[tuple[str, str], Declared[_B]] = {}
        for row in self.made(kind):
            if isinstance(row.body, Declaration):
                found[row.originator, row.body.name.casefold()] = row
        return tuple(sorted(found.values(), key=lambda row: row.id))

    def made(self, kind: type[_B]) -> tuple[Declared[_B], ...]:
        """All of one kind that were not withdrawn, in the order in which they were made."""
        return tuple(sorted(self._of(kind), key=lambda row: (row.created, row.id)))

    def _of(self, kind: type[_B]) -> Iterator[Declared[_B]]:
        for held in self._held.values():
            if isinstance(held.body, kind) and self._undoing.counts(held.id, held.originator):
                yield Declared(
                    id=held.id, originator=held.originator, by=held.by, created=held.created, body=held.body
                )


StandsFor = Callable[[str], str | None]
"""The statement of the latest generation that stands for a statement of any; None where none does."""


def following(picture: Picture, stands_for: StandsFor) -> Picture:
    """The picture with the statements that topics and decisions name replaced by those that stand for them now."""
    return replace(
        picture,
        requirements=tuple(
            replace(row, body=replace(row.body, topic=_topic(row.body.topic, stands_for)))
            for row in picture.requirements
        ),
        problems=tuple(
            replace(row, body=replace(row.body, indicators=_indicators(row.body, stands_for)))
            for row in picture.problems
        ),
        decisions=tuple(
            replace(row, body=replace(row.body, evidence=_named(row.body.evidence, stands_for)))
            for row in picture.decisions
        ),
    )


def _indicators(problem: Problem, stands_for: StandsFor) -> tuple[Indicator, ...]:
    return tuple(
        replace(indicator, topic=_topic(indicator.topic, stands_for)) for indicator in problem.indicators
    )


def _topic(topic: Topic, stands_for: StandsFor) -> Topic:
    return replace(topic, claims=_named(topic.claims, stands_for))


def _named(statements: tuple[str, ...], stands_for: StandsFor) -> tuple[str, ...]:
    """In the same order; what nothing stands for keeps its id, since no claim at all would fit every claim."""
    return tuple(dict.fromkeys(stands_for(name) or name for name in statements))
