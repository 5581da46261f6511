"""The period of a declaration and a moment in; what falls into it, and the days of statements, out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from pantau.model.picture import ReportRow
from pantau.model.time import FIRST, PartialDate, rfc3339


class Period(NamedTuple):
    """From `start` up to `end` (UTC), the first instant outside; `ended` says that it was over by then."""

    start: datetime
    end: datetime
    ended: bool

    @classmethod
    def of(cls, first: str | None, last: str | None, as_of: datetime) -> Period:
        """The declared period, both days included, as far as it has come by `as_of`."""
        start = FIRST if first is None else PartialDate.parse(first).bounds()[0]
        stop = as_of if last is None else PartialDate.parse(last).bounds()[1]
        return cls(start, min(stop, as_of), ended=last is not None and stop <= as_of)

    @property
    def as_of(self) -> str:
        return rfc3339(self.end)

    @property
    def last_day(self) -> date:
        """The last day of which any part lies in it."""
        return (self.end - timedelta(microseconds=1)).astimezone(UTC).date()

    def holds(self, moment: str | None) -> bool:
        """Whether a date (ISO 8601, perhaps in part) can lie in it; what has none can."""
        if moment is None:
            return True
        begin, stop = PartialDate.parse(moment).bounds()
        return begin < self.end and stop > self.start


def told(row: ReportRow) -> datetime:
    """When a report told what it tells, at the latest: published, but not after it was captured."""
    published = row.reading.published
    return row.captured if published is None else min(published.bounds()[1], row.captured)
