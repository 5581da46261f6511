"""Partial dates in; whole days and keys to sort by out, nothing where a value is no date."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from pantau.model.time import PartialDate

_LAST = datetime.max.replace(tzinfo=UTC)


def day_of(moment: PartialDate | None) -> int | None:
    """The first day that `moment` can be, as a proleptic Gregorian ordinal."""
    try:
        return None if moment is None else moment.first_day().toordinal()
    except ValueError:
        return None


def last_day_of(moment: PartialDate | None) -> int | None:
    """The last day that `moment` can be, as a proleptic Gregorian ordinal."""
    try:
        return None if moment is None else moment.last_day().toordinal()
    except ValueError:
        return None


def is_exact(moment: PartialDate | None) -> bool:
    """Whether `moment` is known to the day."""
    first = day_of(moment)
    return first is not None and first == last_day_of(moment)


@lru_cache(maxsize=1 << 16)
def order(value: str | None) -> tuple[datetime, str]:
    """Sorts by first possible instant, then as written; what has no date comes last."""
    if value is None:
        return _LAST, ""
    try:
        return PartialDate(value=value).bounds()[0], value
    except (ValueError, OverflowError):
        return _LAST, value


def earliest(values: list[str | None]) -> str | None:
    """The first of `values` that has a date; None when none has."""
    dated = [value for value in values if value is not None]
    return min(dated, key=order, default=None)


def latest(values: list[str | None]) -> str | None:
    """The last of `values` that has a date; None when none has."""
    dated = [value for value in values if value is not None]
    return max(dated, key=order, default=None)
