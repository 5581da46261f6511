"""Reports and what is expected of channels in; which reports come from which channel, and who is silent, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from pantau.collate.watch.period import Period, told
from pantau.model.base import Value
from pantau.model.location import is_address
from pantau.model.picture import Declared, Picture, ReportRow
from pantau.model.requirement import ChannelExpectation
from pantau.model.time import rfc3339
from pantau.model.watch import ChannelRow, Silence


class Channel(Value, frozen=True, kw_only=True):
    """A channel by the name that requirements use, with its reports by id. `declared`: something is expected of it."""

    name: str
    carries: tuple[str, ...]
    reports: tuple[ReportRow, ...]
    declared: bool = True

    def last(self, period: Period) -> ReportRow | None:
        """The report by which it last told of something by the end of the period."""
        by_then = [row for row in self.reports if told(row) <= period.end]
        return max(by_then, key=lambda row: (told(row), row.id), default=None)


class Channels:
    """All declared channels of a picture, and those that a requirement only names."""

    def __init__(self, picture: Picture, as_of: datetime) -> None:
        self._reports = picture.reports
        self._as_of = as_of
        self._declared = picture.channels
        self._known = {row.id: self._channel(row.body) for row in picture.channels}

    def named(self, names: Sequence[str], originator: str) -> list[Channel]:
        """The channels by these names, whoever made the requirement preferred; what nobody declared is its own match."""
        return [self._by_name(name, originator) for name in names]

    def carrying(self, parties: Sequence[str]) -> list[Channel]:
        """Declared channels that carry one of the parties, or that say of none whom they carry; by name."""
        rows = sorted(self._declared, key=lambda row: (row.body.name, row.id))
        return [
            self._known[row.id] for row in rows if not row.body.carries or {*row.body.carries} & {*parties}
        ]

    def rows(self) -> Iterator[ChannelRow]:
        """Each declared channel as it stands."""
        for row in self._declared:
            yield self._row(row)

    def _by_name(self, name: str, originator: str) -> Channel:
        found = [row for row in self._declared if row.body.name.casefold() == name.casefold()]
        if not found:
            return self._channel(ChannelExpectation(name=name, matches=(name,)), declared=False)
        return self._known[min(found, key=lambda row: (row.originator != originator, row.id)).id]

    def _channel(self, body: ChannelExpectation, *, declared: bool = True) -> Channel:
        wanted = tuple(match.casefold().rstrip("/") for match in body.matches)
        return Channel(
            name=body.name,
            carries=body.carries,
            reports=tuple(row for row in self._reports if _comes_from(row, wanted)),
            declared=declared,
        )

    def _row(self, row: Declared[ChannelExpectation]) -> ChannelRow:
        body, channel = row.body, self._known[row.id]
        period = Period.of(body.valid_from, body.valid_until, self._as_of)
        last = channel.last(period)
        return ChannelRow(
            id=row.id,
            originator=row.originator,
            name=body.name,
            matches=body.matches,
            carries=body.carries,
            as_of=period.as_of,
            ended=period.ended,
            reports=sum(within(report, period) for report in channel.reports),
            last=rfc3339(told(last)) if last is not None else None,
            report=last.id if last is not None else None,
            every_hours=body.every_hours,
            alarm=_alarm(body, last, period),
        )


def within(row: ReportRow, period: Period) -> bool:
    """Whether the report is of the period; one without a date can be."""
    published = row.reading.published
    return period.holds(published.value if published else None)


def _alarm(body: ChannelExpectation, last: ReportRow | None, period: Period) -> Silence | None:
    if body.every_hours is None:
        return None
    waited = timedelta(hours=body.every_hours)
    if last is None:
        return "missing"
    return "silent" if period.end - told(last) > waited else None


def _comes_from(row: ReportRow, wanted: Sequence[str]) -> bool:
    outlet = (row.reading.outlet.name or "").casefold()
    places = [value.casefold().rstrip("/") for value in (row.channel, row.location)]
    hosts = [outlet, *(_host(place) for place in places if is_address(place))]
    return any(
        match in (outlet, *places)
        or any(place.startswith(f"{match}/") for place in places)
        or any(host == match or host.endswith(f".{match}") for host in hosts)
        for match in wanted
        if match
    )


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
