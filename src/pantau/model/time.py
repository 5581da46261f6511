"""Moments as people report them: aware instants, and partial dates with their bounds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from pantau.model.base import Value

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_YEAR = re.compile(r"\d{4}")


def require_aware(moment: datetime) -> datetime:
    """Return `moment` in UTC; raises ValueError when it has no zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no zone: give one, such as +07:00 or Z")
    return moment.astimezone(UTC)


def rfc3339(moment: datetime) -> str:
    """`moment` as an RFC 3339 string in UTC with a Z, whole seconds unless it has a fraction."""
    return require_aware(moment).isoformat().replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """An aware UTC datetime from an RFC 3339 string; raises ValueError for anything else, naive times included."""
    return require_aware(datetime.fromisoformat(text))


class PartialDate(Value, frozen=True, kw_only=True):
    """A moment known in part.

    `value` is ISO 8601 with reduced precision (2024, 2024-10, 2024-10-22), an RFC 3339 instant, or an interval
    of two days (2024-10-01/2024-10-10; ISO 8601-1 5.5.2). Days are read in the outlet's zone.
    """

    value: str

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
        found = cls(value=text)
        found.bounds()
        return found

    @property
    def is_instant(self) -> bool:
        return "T" in self.value

    @property
    def is_day(self) -> bool:
        return _DAY.fullmatch(self.value) is not None

    def bounds(self, zone: tzinfo = UTC) -> tuple[datetime, datetime]:
        """First possible instant and the first instant that is no longer possible, in UTC; days are days of `zone`.

        An instant is a second long. Raises ValueError when `value` has no known form.
        """
        if self.is_instant:
            moment = parse_instant(self.value)
            return moment, moment + timedelta(seconds=1)
        first, last = self._days()
        start = datetime(first.year, first.month, first.day, tzinfo=zone)
        end = datetime(last.year, last.month, last.day, tzinfo=zone) + timedelta(days=1)
        return start.astimezone(UTC), end.astimezone(UTC)

    def first_day(self) -> date:
        """The first day that it can be (an instant: its day in UTC)."""
        return parse_instant(self.value).date() if self.is_instant else self._days()[0]

    def last_day(self) -> date:
        """The last day that it can be (an instant: its day in UTC)."""
        return parse_instant(self.value).date() if self.is_instant else self._days()[1]

    def _days(self) -> tuple[date, date]:
        first, _, last = self.value.partition("/")
        if last:
            begin, finish = date.fromisoformat(first), date.fromisoformat(last)
            if finish < begin:
                raise ValueError(f"{self.value} ends before it begins")
            return begin, finish
        if _DAY.fullmatch(first):
            day = date.fromisoformat(first)
            return day, day
        if _MONTH.fullmatch(first):
            begin = date.fromisoformat(f"{first}-01")
            return begin, (begin.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        if _YEAR.fullmatch(first):
            return date(int(first), 1, 1), date(int(first), 12, 31)
        raise ValueError(
            f"{self.value!r} is not a date that ISO 8601 knows: write 2024, 2024-10 or 2024-10-22"
        )
