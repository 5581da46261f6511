"""Names of agencies and outlets as pages write them in; one name for each, however written, out."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from pantau.collate.names import latin, sound
from pantau.model.base import Value
from pantau.model.report import Reading

_NOT_WORD = re.compile(r"[^\w]+")
_NOISE = frozenset(
    [
        "agency",
        "agence",
        "agencia",
        "agenzia",
        "news",
        "newswire",
        "kantor",
        "berita",
        "the",
        "com",
        "co",
        "org",
        "net",
        "id",
        "www",
        "media",
        "online",
        "dot",
    ]
)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")
_SUFFIXES = frozenset(["com", "co", "org", "net", "gov", "go", "ac", "or", "web", "edu"])


class Standing(Value, frozen=True, kw_only=True):
    """On whose reporting a report says that it stands.

    `own` is its outlet (None when unknown), `agencies` and `outlets` those that it credits, all in one spelling.
    """

    own: str | None
    agencies: tuple[str, ...]
    outlets: tuple[str, ...]

    @property
    def credits(self) -> frozenset[str]:
        """All that it credits but itself."""
        return frozenset((*self.agencies, *self.outlets))


def standing(reading: Reading) -> Standing:
    """Whom a report credits; officials are sources, not routes, and a page that credits itself credits nobody."""
    own = route(reading.outlet.name) if reading.outlet.name else None
    named: dict[str, list[str]] = {"agency": [], "outlet": []}
    for origin in reading.origins:
        if origin.kind != "official":
            name = route(origin.name)
            kind = "agency" if name in _agencies().values() else origin.kind
            if name != own and name not in named[kind]:
                named[kind].append(name)
    return Standing(own=own, agencies=tuple(named["agency"]), outlets=tuple(named["outlet"]))


@cache
def route(name: str) -> str:
    """One name for an agency under all its names and addresses; anything else as it stands, a domain without www."""
    address = name.strip().lower().removeprefix("www.")
    if not _DOMAIN.fullmatch(address):
        return _agencies().get(squeezed(name), " ".join(name.split()))
    labels = address.split(".")
    parents = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((_agencies()[parent] for parent in parents if parent in _agencies()), address)


@cache
def squeezed(name: str) -> str:
    """Letters and digits only, without the words that any agency may add to its name."""
    words = [word for word in _NOT_WORD.split(name.casefold()) if word]
    return "".join(word for word in words if word not in _NOISE) or "".join(words)


@cache
def same(a: str, b: str) -> bool:
    """Whether two routes are one: the same name, or a domain that is the name ("Kabar Laut", kabarlaut.example)."""
    return a == b or bool(_bare(a) & _bare(b)) or _transcribed(a, b)


def _transcribed(a: str, b: str) -> bool:
    """Whether one is the other in another script, by its consonants; a closing r is lost in some."""
    if a.isascii() == b.isascii():
        return False
    heard = {sound(latin(squeezed(name))) for name in (a, b)}
    return min(map(len, heard)) > 2 and len({word.removesuffix("r") for word in heard}) == 1


@cache
def _bare(name: str) -> frozenset[str]:
    """The name squeezed; of a domain also each label but the last, and both without a closing two-letter country."""
    if not _DOMAIN.fullmatch(name.lower()):
        return frozenset({squeezed(name)})
    labels = [label for label in name.lower().split(".")[:-1] if label not in _SUFFIXES]
    return frozenset({squeezed(name), *(squeezed(label) for label in labels[-1:])})


@cache
def _agencies() -> dict[str, str]:
    """Squeezed name, or address, -> the agency's usual name."""
    table = json.loads(files("pantau.collate").joinpath("data/agencies.json").read_text(encoding="utf-8"))
    return {
        alias if _DOMAIN.fullmatch(alias) else squeezed(alias): name
        for name, aliases in table.items()
        for alias in (name, *aliases)
    }
