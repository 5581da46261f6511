"""Codes of the picture in, the words that a reader sees out: dates, amounts, parties, stances, labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale

from pantau.model.label import Label, member_clause
from pantau.model.party import party_name
from pantau.model.rating import CREDIBILITY
from pantau.model.time import PartialDate, parse_instant

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STANCES = {"affirms": "affirms", "denies": "denies", "open": "leaves open"}
STOOD = {"affirms": "affirmed", "denies": "denied", "open": "left open"}
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
DIRECTNESS = {
    "own words": "own words",
    "paraphrase": "paraphrase",
    "account": "as others tell it",
    "summary": "reporter's summary",
}
_HEDGES = {"about": "about ", "at least": "at least ", "up to": "up to ", "estimated": "an estimated "}
_UNITS = {"percent": " %", "person": "", "": "", "item": ""}
_OPENING, _CLOSING = "\"“„«‘'「『", "\"”“»’'」』"


class Wording:
    """Words for one reader: times are shown in `zone`, and say so."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def date(self, value: str | None) -> str:
        """ "22 Oct 2024", "22 Oct 2024 15:06 UTC", "1–10 Oct 2024", "Oct 2024"; "undated" for None."""
        if value is None:
            return "undated"
        moment = PartialDate(value=value)
        if moment.is_instant:
            local = self._local(value)
            return f"{local.day} {MONTHS[local.month - 1]} {local.year} {local:%H:%M} {local.tzname()}"
        return value if len(value) == 4 else _days(moment, whole_month=len(value) == 7)

    def day(self, value: str | None) -> str:
        """The date without the time of day."""
        if value is None or "T" not in value:
            return self.date(value)
        local = self._local(value)
        return f"{local.day} {MONTHS[local.month - 1]} {local.year}"

    def last_day(self, value: str | None) -> str:
        """The day of the last moment before `value`, which is the first instant outside of a period, in UTC."""
        if value is None:
            return self.date(value)
        return self.date((parse_instant(value) - timedelta(microseconds=1)).date().isoformat())

    def _local(self, value: str) -> datetime:
        """The instant on the reader's clocks; in UTC at the ends of the calendar, where a zone leads out of it."""
        try:
            return parse_instant(value).astimezone(self._zone)
        except OverflowError:
            return parse_instant(value)

    def since(self, value: str | None, known: str) -> str:
        """When something was said: "22 Oct 2024"; "page of 22 Oct 2024" where only the page is dated; "undated"."""
        return f"page of {self.day(value)}" if value and known != "said" else self.day(value)

    def span(self, first: str | None, last: str | None) -> str:
        """ "21 to 22 Oct 2024" as days from the first to the last; one day where they are the same."""
        begin, end = self.day(first), self.day(last)
        return begin if begin == end else f"{begin} to {end}"


def _days(moment: PartialDate, *, whole_month: bool) -> str:
    first, last = moment.first_day(), moment.last_day()
    end = f"{MONTHS[last.month - 1]} {last.year}"
    if whole_month:
        return end
    if first == last:
        return f"{last.day} {end}"
    month = "" if (first.month, first.year) == (last.month, last.year) else f" {MONTHS[first.month - 1]}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day}{month}{year}–{last.day} {end}"


def party(code: str | None) -> str:
    return party_name(code) if code else "No party"


def parties(codes: Sequence[str]) -> str:
    return ", ".join(party(code) for code in codes)


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
    """ "about 1,500", "6–7 PHP", "at least 20", "up to 12,000", "35 %"; "no amount" where all three are None."""
    if value is not None:
        amount = number(value)
    elif low is not None and high is not None:
        amount = f"{number(low)}–{number(high)}"
    elif low is not None or high is not None:
        amount = f"at least {number(low)}" if low is not None else f"up to {number(high or Decimal(0))}"
    else:
        return "no amount"
    known = "" if amount.startswith(("at least", "up to")) else _HEDGES.get(qualifier or "", "")
    return f"{known}{amount}{_UNITS.get(unit, f' {unit}')}"


def count(amount: int, noun: str, plural: str = "") -> str:
    """ "1 report", "5 reports", "2 copies"."""
    return f"{amount:,} {noun}" if amount == 1 else f"{amount:,} {plural or noun + 's'}"


def credibility(value: int) -> str:
    return f"{value}, {CREDIBILITY[value]}"


def cut(words: str, limit: int | None) -> str:
    """The words on one line, cut at a word's end with an ellipsis where they are longer than `limit` characters."""
    shown = " ".join(words.split())
    if limit is None or len(shown) <= limit:
        return shown
    head = shown[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–-")
    return f"{head} …"


def quoted(words: str, *, direct: bool, limit: int | None = 280) -> str:
    """The words in quotation marks where they were a quote and nothing but it, cut at a word's end.

    Where a quote stands within the reporter's words, its own quotation marks already show what is quoted.
    """
    shown = " ".join(words.split())
    if direct:
        shown = _unquoted(shown).rstrip(" ,")
    if not direct or any(sign in shown for sign in '"“”«»'):
        return cut(shown, limit)
    return f"“{cut(shown, limit)}”"


def _unquoted(words: str) -> str:
    """The words without the quotation marks around the whole of them."""
    inner = words[1:-1]
    whole = len(words) > 2 and words[0] in _OPENING and words[-1] in _CLOSING
    return inner if whole and not any(sign in inner for sign in (words[0], words[-1])) else words


def short(object_id: str) -> str:
    """The beginning of an id that commands take."""
    return object_id[:8]


def label(given: Label, owner: str = "") -> str:
    """The whole label: "PANTAU UNCLASSIFIED · released to own member only · NO-FULLTEXT"."""
    parts = [
        f"{given.policy} {given.classification}",
        f"released to {_audience(given, owner)}",
        *given.caveats,
    ]
    return " · ".join(parts)


def _audience(given: Label, owner: str) -> str:
    if not given.audience or any(not clause for clause in given.audience):
        return "nobody"
    if given.audience == ((member_clause(owner),),):
        return "own member only"
    return " and ".join(" or ".join(_entry(entry) for entry in clause) for clause in given.audience)


def _entry(entry: str) -> str:
    return entry.removeprefix("member:")
