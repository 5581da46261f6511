"""Codes of the picture in, the words that a reader sees out: dates, amounts, parties, stances, gaps."""

from __future__ import annotations

from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale

from pantau.model.party import party_name
from pantau.model.rating import CREDIBILITY
from pantau.model.time import PartialDate, parse_instant

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STANCES = {"affirms": "affirms", "denies": "denies", "open": "leaves open"}
SIGNS = {"affirms": "+", "denies": "−", "open": "?"}
ACTS = {
    "assert": "says",
    "confirm": "confirms",
    "deny": "denies",
    "decline": "declines to say",
    "unconfirmed": "has not confirmed",
    "warn": "warns",
    "demand": "demands",
    "condemn": "condemns",
    "promise": "promises",
    "estimate": "estimates",
    "consider": "considers",
    "agree": "agrees",
}


class Wording:
    """Words for one reader: times are shown in `zone`, and say so."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def date(self, value: str | None) -> str:
        """ "22 Oct 2024", "22 Oct 2024 15:06 UTC", "1-10 Oct 2024", "Oct 2024"; "undated" for None."""
        if value is None:
            return "undated"
        moment = PartialDate(value=value)
        if moment.is_instant:
            local = parse_instant(value).astimezone(self._zone)
            return f"{local.day} {MONTHS[local.month - 1]} {local.year} {local:%H:%M} {local.tzname()}"
        if len(value) == 4:
            return value
        first, last = moment.first_day(), moment.last_day()
        if len(value) == 7:
            return f"{MONTHS[first.month - 1]} {first.year}"
        if first == last:
            return f"{first.day} {MONTHS[first.month - 1]} {first.year}"
        begin = f"{first.day}" if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
        return f"{begin}–{last.day} {MONTHS[last.month - 1]} {last.year}"

    def day(self, value: str | None) -> str:
        """The date without the time of day."""
        if value is None or "T" not in value:
            return self.date(value)
        local = parse_instant(value).astimezone(self._zone)
        return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def party(code: str | None) -> str:
    return party_name(code) if code else "No party"


def language(code: str) -> str:
    """The language's English name (CLDR), or its code."""
    return str(Locale("en").languages.get(code, code))


def number(value: Decimal) -> str:
    """1500 -> 1,500; 2.50 -> 2.5."""
    shown = f"{value:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def figure(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, *, unit: str, qualifier: str | None
) -> str:
    """ "about 1,500", "6–7 PHP", "over 20", "up to 12,000", "35 %"."""
    hedge = {"about": "about ", "at least": "at least ", "up to": "up to ", "estimated": "an estimated "}
    if value is not None:
        amount = number(value)
    elif low is not None and high is not None:
        amount = f"{number(low)}–{number(high)}"
    else:
        amount = f"at least {number(low)}" if low is not None else f"up to {number(high or Decimal(0))}"
    known = "" if amount.startswith(("at least", "up to")) else hedge.get(qualifier or "", "")
    shown_unit = {"percent": " %", "person": "", "": "", "item": ""}.get(unit, f" {unit}")
    return f"{known}{amount}{shown_unit}"


def count(amount: int, noun: str) -> str:
    """ "1 report", "5 reports"."""
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"


def credibility(value: int) -> str:
    return f"{value}, {CREDIBILITY[value]}"


def quoted(words: str, *, direct: bool, limit: int = 280) -> str:
    """The words with quotation marks where they were a quote, cut at a word's end with an ellipsis."""
    shown = " ".join(words.split())
    if len(shown) > limit:
        shown = shown[:limit].rsplit(" ", 1)[0] + " …"
    return f"“{shown}”" if direct else shown
