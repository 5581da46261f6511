from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.model.time import PartialDate, parse_instant, rfc3339

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
    "text", ["", "24-10-22", "2024-13", "2024-02-30", "2024-10-10/2024-10-01", "soon", "2024-10-22T10:00"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_day_is_a_day_of_its_zone():
    start, end = PartialDate.parse("2024-10-22").bounds(JAKARTA)
    assert (rfc3339(start), rfc3339(end)) == ("2024-10-21T17:00:00Z", "2024-10-22T17:00:00Z")


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
