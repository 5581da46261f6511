from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.model.time import FIRST, LAST, PartialDate, parse_instant, rfc3339

JAKARTA = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-10-22", date(2024, 10, 22), date(2024, 10, 22)),
        ("2024-10-01/2024-10-10", date(2024, 10, 1), date(2024, 10, 10)),
    ],
)
def test_days_of_reduced_precision(text, first, last):
    found = PartialDate.parse(text)
    assert (found.first_day(), found.last_day()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", "24-10-22", "2024-13", "2024-02-30", "2024-10-10/2024-10-01", "soon", "2024-10-22T10:00",
        "2024-10-22/", "/2024-10-22", "２０２４", "２０２４-10-22", "2024-W40-2", "2024-W40-2/20241010", "20241022",
        "20241022T060000Z", "2024-10-22T06:00:00 Z", "2024-10-22 06:00:00Z", "2024-10-22T06Z", "2024-10-22T25:00:00Z",
        "0000", "0000-01-01", "10000-01-01", "2024\n", "2024-10-22T06:00:00Z\n", "2024-10/2024-11", "T", " 2024",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_day_is_a_day_of_its_zone():
    start, end = PartialDate.parse("2024-10-22").bounds(JAKARTA)
    assert (rfc3339(start), rfc3339(end)) == ("2024-10-21T17:00:00Z", "2024-10-22T17:00:00Z")


@pytest.mark.parametrize(
    "text",
    [
        "0001",
        "0001-01-01",
        "9999",
        "9999-12",
        "9999-12-31",
        "9999-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00+07:00",
    ],
)
@pytest.mark.parametrize("hours", [-12, 0, 7, 14])
def test_the_first_and_last_days_have_bounds_in_every_zone(text, hours):
    found = PartialDate.parse(text)
    start, end = found.bounds(timezone(timedelta(hours=hours)))
    assert FIRST <= start <= end <= LAST
    assert found.first_day() <= found.last_day()


def test_a_day_lasts_until_the_next_begins_on_the_zones_clock():
    start, end = PartialDate.parse("2024-10-27").bounds(ZoneInfo("Europe/Berlin"))
    assert end - start == timedelta(hours=25)


@pytest.mark.parametrize("value", ["soon", "2024-10-22/", "2024-10-22T10:00"])
def test_no_date_is_made_or_read_that_is_none(value):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate(value=value)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode({"value": value}), type=PartialDate)


def test_naive_times_are_refused():
    with pytest.raises(ValueError, match="has no zone"):
        rfc3339(datetime(2024, 10, 22))  # noqa: DTZ001 - the point of the test


@given(st.datetimes(timezones=st.timezones()))
def test_instants_survive_writing_and_reading(moment):
    assert parse_instant(rfc3339(moment)) == moment.astimezone(UTC)


@given(st.dates(), st.dates())
def test_bounds_hold_every_day_between(one, other):
    first, last = sorted((one, other))
    found = PartialDate.between(first, last)
    assert PartialDate.parse(found.value) == found
    assert (found.first_day(), found.last_day()) == (first, last)


def test_an_early_morning_belongs_to_its_own_day():
    found = PartialDate.parse("2024-06-18T06:47:00+07:00")
    assert found.first_day() == found.last_day() == date(2024, 6, 18)
