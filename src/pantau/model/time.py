"""Moments as people report them: aware instants, and partial dates with their bounds."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, tzinfo

from pantau.model.base import Value

# Without re.ASCII, digits of other scripts would pass, which int() reads and others do not.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DAYS = re.compile(r"\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}(:\d{2})?)?", re.ASCII
)
"""RFC 3339; seconds may be left out, as people do, and an offset may have some, as Python writes historic ones. What
has no zone is told apart, to say so."""

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
"""The first and the last instant there are; days of other zones that reach beyond end here."""


def require_aware(moment: datetime) -> datetime:
    """Return `moment` in UTC; raises ValueError when it has no zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no zone: give one, such as +07:00 or Z")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return FIRST if moment.year == FIRST.year else LAST


def rfc3339(moment: datetime) -> str:
    """`moment` as an RFC 3339 string in UTC with a Z, whole seconds unless it has a fraction."""
    return require_aware(moment).isoformat().replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """An aware UTC datetime from an RFC 3339 string; raises ValueError for anything else, naive times included."""
    if _INSTANT.fullmatch(text) is None:
        raise ValueError(f"{text!r} is no instant: write 2024-10-22T06:00:00Z, or +07:00 in place of Z")
    return require_aware(datetime.fromisoformat(text))


class PartialDate(Value, frozen=True, kw_only=True):
    """A moment known in part.

    `value` is ISO 8601 with reduced precision (2024, 2024-10, 2024-10-22), an RFC 3339 instant, or an interval
    of two days (2024-10-01/2024-10-10; ISO 8601-1 5.5.2). Days are read in the outlet's zone. Any other value raises
    ValueError.
    """

    value: str

    def __post_init__(self) -> None:
        if self.is_instant:
            parse_instant(self.value)
        else:
            self._days()

    @classmethod
    def of_day(cls, day: date) -> PartialDate:
        return cls(value=day.isoformat())

    @classmethod
    def of_instant(cls, moment: datetime) -> PartialDate:
        return cls(value=rfc3339(moment))

    @classmethod
    def between(cls, first: date, last: date) -> PartialDate:
        """The interval of days from `first` to `last`, both included."""
        return cls.of_day(first) if first == last else cls(value=f"{first.isoformat()}/{last.isoformat()}")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `text`; raises ValueError when it is none of the forms above."""
        return cls(value=text)

    @property
    def is_instant(self) -> bool:
        return "T" in self.value

    @property
    def is_day(self) -> bool:
        return _DAY.fullmatch(self.value) is not None

    def bounds(self, zone: tzinfo = UTC) -> tuple[datetime, datetime]:
        """First possible instant and the first instant that is no longer possible, in UTC; days are days of `zone`.

        An instant is a second long. Both lie within FIRST and LAST.
        """
        if self.is_instant:
            moment = parse_instant(self.value)
            return moment, _later(moment, timedelta(seconds=1))
        first, last = self._days()
        start = datetime(first.year, first.month, first.day, tzinfo=zone)
        # The next day is counted on the zone's own clock: days are not all 24 hours long.
        end = _later(datetime(last.year, last.month, last.day, tzinfo=zone), timedelta(days=1))
        return require_aware(start), require_aware(end)

    def first_day(self) -> date:
        """The first day that it can be (an instant: its day where it was written down)."""
        return date.fromisoformat(self.value[:10]) if self.is_instant else self._days()[0]

    def last_day(self) -> date:
        """The last day that it can be (an instant: its day where it was written down)."""
        return date.fromisoformat(self.value[:10]) if self.is_instant else self._days()[1]

    def _days(self) -> tuple[date, date]:
        text = self.value
        if _DAY.fullmatch(text):
            day = date.fromisoformat(text)
            return day, day
        if _MONTH.fullmatch(text):
            first = date.fromisoformat(f"{text}-01")
            return first, first.replace(day=monthrange(first.year, first.month)[1])
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if _DAYS.fullmatch(text):
            begin, finish = (date.fromisoformat(day) for day in text.split("/"))
            if finish < begin:
                raise ValueError(f"{text} ends before it begins")
            return begin, finish
        raise ValueError(f"{text!r} is not a date that ISO 8601 knows: write 2024, 2024-10 or 2024-10-22")


def _later(moment: datetime, span: timedelta) -> datetime:
    try:
        return moment + span
    except OverflowError:
        return LAST
