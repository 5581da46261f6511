from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from pantau.interop import wording
from pantau.interop.wording import Wording


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "undated"),
        ("2024", "2024"),
        ("2024-10", "Oct 2024"),
        ("2024-10-22", "22 Oct 2024"),
        ("2024-10-01/2024-10-10", "1–10 Oct 2024"),
        ("2024-09-28/2024-10-02", "28 Sep–2 Oct 2024"),
        ("2024-10-21T18:30:00Z", "22 Oct 2024 01:30 WIB"),
    ],
)
def test_dates_say_what_is_known_and_in_which_zone(value, shown):
    assert Wording(ZoneInfo("Asia/Jakarta")).date(value) == shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"value": Decimal(1500), "unit": "person", "qualifier": "about"}, "about 1,500"),
        ({"value": Decimal("2.50"), "unit": "tonne"}, "2.5 tonne"),
        ({"low": Decimal(6), "high": Decimal(7), "unit": "PHP"}, "6–7 PHP"),
        ({"low": Decimal(20), "unit": "person", "qualifier": "at least"}, "at least 20"),
        ({"high": Decimal(9), "unit": "person"}, "up to 9"),
        ({"value": Decimal(35), "unit": "percent"}, "35 %"),
        ({"value": Decimal(12000), "unit": "person", "qualifier": "estimated"}, "an estimated 12,000"),
    ],
)
def test_figures_keep_their_hedges(given, shown):
    whole = {"value": None, "low": None, "high": None, "qualifier": None, **given}
    amounts = (whole["value"], whole["low"], whole["high"])
    assert wording.figure(*amounts, unit=whole["unit"], qualifier=whole["qualifier"]) == shown


def test_long_quotes_end_in_an_ellipsis_at_a_word():
    shown = wording.quoted("satu dua tiga empat", direct=True, limit=12)
    assert shown == "“satu dua …”"


def test_parties_and_languages_have_names():
    assert wording.party("IDN") == "Indonesia"
    assert wording.party("ASEAN") == "ASEAN"
    assert wording.party(None) == "No party"
    assert wording.language("id") == "Indonesian"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ('"No gate was opened,"', "“No gate was opened”"),
        ("“Tidak benar.”", "“Tidak benar.”"),
        ("No gate was opened", "“No gate was opened”"),
        ('that they "were asleep" then', 'that they "were asleep" then'),
        ('"One," "and two"', '"One," "and two"'),
    ],
)
def test_quotes_are_marked_once(words, shown):
    assert wording.quoted(words, direct=True) == shown


def test_words_of_reporters_get_no_quotation_marks():
    assert wording.quoted("no gate\n was opened", direct=False) == "no gate was opened"


def test_no_amount_is_said_as_that():
    assert wording.figure(None, None, None, unit="person", qualifier=None) == "no amount"


@pytest.mark.parametrize(
    ("known", "shown"), [("said", "5 May 2031"), ("published", "page of 5 May 2031"), ("unknown", "undated")]
)
def test_dates_of_pages_say_that_they_are(known, shown):
    value = None if known == "unknown" else "2031-05-05"
    assert Wording(ZoneInfo("UTC")).since(value, known) == shown


def test_dates_across_years_name_both():
    words = Wording(ZoneInfo("UTC"))
    assert words.date("2024-10-01/2025-10-05") == "1 Oct 2024–5 Oct 2025"
    assert words.date("9999-12-31T23:59:59Z") == "31 Dec 9999 23:59 UTC"
    assert Wording(ZoneInfo("Asia/Jakarta")).date("9999-12-31T23:59:59Z") == "31 Dec 9999 23:59 UTC"
