"""Party codes to names that people read: ISO 3166 alpha-3 to the country's usual name, organisations as they are."""

from __future__ import annotations

from functools import cache

import pycountry
from babel import Locale
from babel.core import UnknownLocaleError

USUAL = {
    "CIV": "Ivory Coast",
    "COD": "DR Congo",
    "COG": "Republic of the Congo",
    "HKG": "Hong Kong",
    "MAC": "Macau",
    "MMR": "Myanmar",
    "PSE": "Palestine",
}
"""English names where those of CLDR are longer or others than news uses."""


@cache
def code_of(name: str) -> str | None:
    """The code (ISO 3166 alpha-3) of the state that people mean by a name or another code; None for others."""
    try:
        return str(pycountry.countries.lookup(name).alpha_3)
    except LookupError:
        return next((code for code, usual in USUAL.items() if usual.casefold() == name.casefold()), None)


@cache
def party_name(code: str | None, language: str = "en") -> str:
    """The usual name of a state in `language` (CLDR); an organisation's short name as it stands; "no party" for None."""
    if code is None:
        return "no party"
    country = pycountry.countries.get(alpha_3=code) if len(code) == 3 else None
    if country is None:
        return code
    if language == "en" and code in USUAL:
        return USUAL[code]
    try:
        name = Locale.parse(language).territories.get(country.alpha_2)
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name or country.name)
