"""What people declare under a name: a later one of the same name and originator takes an earlier one's place."""

from __future__ import annotations

from typing import Annotated

import msgspec

from pantau.model.base import Value
from pantau.model.time import PartialDate

Amount = Annotated[int, msgspec.Meta(ge=1, le=100_000)]
"""A count or a span of time in whole units, at least one."""


class Declaration(Value, frozen=True, kw_only=True):
    """What every declaration has: its name. Of those with one name, type and originator the latest made counts."""

    name: str


class Withdrawal(Value, frozen=True, kw_only=True):
    """Body of a `withdrawal` object (refs are its targets): its originator takes these declarations back.

    The one before a withdrawn version counts again; withdrawing a withdrawal brings its targets back.
    """

    targets: tuple[str, ...]
    reason: str = ""


def check_days(*days: str | None) -> None:
    """Raises ValueError unless every day that is given is a date (ISO 8601, also in part) or an RFC 3339 time."""
    for day in days:
        if day is not None:
            PartialDate.parse(day)
