"""What we need to know: requirements (PIR), what they are about, and what is expected from channels."""

from __future__ import annotations

import msgspec

from pantau.model.base import Value
from pantau.model.declaration import Amount, Declaration, check_days

ANY_LANGUAGE = "any"
"""Terms under this key are looked for in every language."""
TOGETHER = "+"
"""Joins subjects that must be spoken of in one statement."""
BETWEEN = " ... "
"""Stands in a term for a few words between."""


class Topic(Value, frozen=True, kw_only=True):
    """What statements are about. One entry of each kind that is given must fit; nothing given fits everything.

    `stories` are reports, standing for the story that holds them now, and `claims` statements, for their claim.
    `about` are parties that the words name or that speak. `subjects` are concepts of Pantau's table (`pantau require
    --subjects` lists them; gate+release means both) and count as one kind with `terms`: words and phrases by language,
    with `*` for any ending and ` ... ` for a few words between.
    """

    stories: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    terms: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)

    def named(self) -> tuple[str, ...]:
        """Ids of the journal objects that it names."""
        return tuple(sorted({*self.stories, *self.claims}))


class Requirement(Declaration, frozen=True, kw_only=True):
    """Body of a `requirement` object: a question (PIR) with the parties whose word on it is wanted.

    `channels` name the channels that should tell. `priority` 1 comes first. `due` is the day by which an answer is
    wanted; reports and statements of `valid_from` to `valid_until` count, and after its end it is shown as it stood
    then. refs are the objects that the topic names.
    """

    question: str
    topic: Topic
    parties: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    priority: Amount = 5
    due: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None

    def __post_init__(self) -> None:
        check_days(self.due, self.valid_from, self.valid_until)


class ChannelExpectation(Declaration, frozen=True, kw_only=True):
    """Body of a `channel` object: what is expected from a channel and how often, so that its silence is noticed.

    A report comes from it when its outlet, its channel or its address is one of `matches` or lies under it.
    `carries` are the parties whose word stands in it first. Nothing for `every_hours` hours is an alarm; None asks
    for none.
    """

    matches: tuple[str, ...]
    carries: tuple[str, ...] = ()
    every_hours: Amount | None = None
    valid_from: str | None = None
    valid_until: str | None = None

    def __post_init__(self) -> None:
        check_days(self.valid_from, self.valid_until)
