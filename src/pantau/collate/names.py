"""Names as pages spell them in; whether two are one name, over scripts and spellings, out."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pantau.model.party import party_name

_TOKEN = re.compile(r"[^\W_]+(?:\.(?=\s|$))?")
_HANGUL = re.compile(r"([가-힣])")
_APOSTROPHES = re.compile(r"['’ʼʻ`]")
_BRACKETED = re.compile(r"\(([^()]+)\)")
_BRACKETS = re.compile(r"\([^)]*\)")
_VOWELS = re.compile(r"[aeiouy]+")
_UNHEARD = re.compile(r"[^ptkslmn]")
_TELLING = 5
"""Two names in Hangul and another script are one from so many consonants on."""
_DOUBLED = re.compile(r"(.)\1+")


@cache
def _spelling() -> dict[str, Any]:
    """Romanisation of Cyrillic and Hangul (Revised Romanization of Korean, 2000, by syllable, without assimilation),
    what tells no people apart, and spellings of one sound."""
    text = files("pantau.collate").joinpath("data/spelling.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@lru_cache(maxsize=1 << 16)
def latin(text: str) -> str:
    """`text` in lower-case Latin letters without accents; Cyrillic and Hangul are romanised, other scripts stay."""
    known = {**_spelling()["letters"], **_spelling()["cyrillic"]}
    whole = unicodedata.normalize("NFC", text).casefold()
    romanised = "".join(known.get(char) or _syllable(char) for char in whole)
    return "".join(
        char for char in unicodedata.normalize("NFKD", romanised) if not unicodedata.combining(char)
    )


def _syllable(char: str) -> str:
    code = ord(char) - 0xAC00
    if not 0 <= code < 19 * 21 * 28:
        return "" if char in _spelling()["cyrillic"] else char
    hangul = _spelling()["hangul"]
    parts = hangul["initials"][code // 588], hangul["vowels"][code % 588 // 28], hangul["finals"][code % 28]
    return "".join(parts)


@lru_cache(maxsize=1 << 16)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a person's name that tell people apart: no particles, no "Jr."; hyphens part words."""
    # An apostrophe inside a name stands for a sound that spellings leave out.
    plain = latin(_APOSTROPHES.sub("", _HANGUL.sub(r"\1 ", name)))
    words = [word.rstrip(".") for word in _TOKEN.findall(plain)]
    idle = {*_spelling()["suffixes"], *_spelling()["particles"]}
    kept = [word for word in words if word not in idle]
    return tuple(kept or words)


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """The consonants of a word as transliterations share them: "zelenskyy" and "zelenski" are one."""
    first = "a" if word[:1] in ("a", "e", "i", "o", "u") else ""
    for spelt, heard in _spelling()["sounds"]:
        word = word.replace(spelt, heard)
    first = first or word[:1]
    return _DOUBLED.sub(r"\1", first + _VOWELS.sub("", word[1:]))


@lru_cache(maxsize=1 << 16)
def alike(a: str, b: str) -> bool:
    """Whether two words are one name spelt in two ways, or one is the other's initial."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    if sound(a) != sound(b) or min(len(a), len(b)) < 3:
        return False
    # Vowels still count a little: half of the longer word at most may differ.
    return 2 * _distance(a, b) <= max(len(a), len(b))


@lru_cache(maxsize=1 << 16)
def same_person(a: str, b: str) -> bool:
    """Whether two full names can be one person's: every word of the shorter is in the longer, in spelling or sound.

    A lone surname is the same only as itself: who it is depends on the story.
    """
    x, y = sorted((tokens(a), tokens(b)), key=lambda words: (len(words), words))
    if "".join(x) == "".join(y) or _written_in_hangul(a, b):
        return True
    if len(x) < 2:
        return len(y) < 2 and len(x) == 1 and len(y) == 1 and len(x[0]) > 3 and alike(x[0], y[0])
    left = list(y)
    for word in x:
        found = next((other for other in left if other == word), None)
        found = found or next((other for other in left if alike(word, other)), None)
        if found is None:
            return _run_together(x, y)
        left.remove(found)
    return sum(len(word) > 1 for word in x) > 1


def _written_in_hangul(a: str, b: str) -> bool:
    """Whether one of two names is the other as Korean writes a foreign name, word by word."""
    if (_HANGUL.search(a) is None) == (_HANGUL.search(b) is None):
        return False
    return heard(a) == heard(b) != () and sum(map(len, heard(a))) >= _TELLING


@lru_cache(maxsize=1 << 16)
def heard(name: str) -> tuple[str, ...]:
    """The consonants of each word of a full name as Hangul keeps them: it has one letter for l and r, none for f, v, z.

    Empty for a lone name, which too few sounds tell.
    """
    words = [latin(word) for word in _APOSTROPHES.sub("", name).split()]
    found: list[str] = []
    for word in words if len(words) > 1 else ():
        sounds = word
        for spelt, sounded in _spelling()["heard"]:
            sounds = sounds.replace(spelt, sounded)
        found.append(_DOUBLED.sub(r"\1", _UNHEARD.sub("", sounds)))
    return tuple(found) if all(found) else ()


def _run_together(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Korean and Chinese given names are written as one word or two: "Seok-yeol", "Seokyeol"."""
    a, b = "".join(x), "".join(y)
    return (
        len(x) != len(y)
        and len(sound(a)) > 3
        and sound(a) == sound(b)
        and 3 * _distance(a, b) <= max(len(a), len(b))
    )


@lru_cache(maxsize=1 << 16)
def surname_of(short: str, full: str) -> bool:
    """Whether a lone name is the first or last word of a full one."""
    word, words = tokens(short), tokens(full)
    return (
        len(word) == 1
        and len(words) > 1
        and (alike(word[0], words[-1]) or alike(word[0], words[0]))
        and len(word[0]) > 1
    )


@lru_cache(maxsize=1 << 16)
def institution(name: str, party: str | None) -> tuple[str, ...]:
    """The words of an institution's name in order, without articles, legal forms, brackets and its country's name."""
    words = [word.rstrip(".") for word in _TOKEN.findall(latin(_BRACKETS.sub(" ", name)))]
    own = _TOKEN.findall(latin(party_name(party))) if is_state(party) else []
    idle = {"the", "of", "s", *_spelling()["legal_forms"]}
    kept = [word for word in words if word not in idle and not any(_kindred(word, part) for part in own)]
    return tuple(kept or words)


@cache
def is_state(party: str | None) -> bool:
    """Whether a party is a state (an ISO 3166 alpha-3 code) rather than an organisation."""
    return party is not None and len(party) == 3 and party_name(party) != party


def _kindred(word: str, part: str) -> bool:
    """Whether a word is a country's name or made from it: "philippine", "philippines"."""
    return word == part or (len(word) > 4 and len(part) > 4 and word[:5] == part[:5])


@lru_cache(maxsize=1 << 16)
def same_institution(a: str, b: str, party: str | None) -> bool:
    """Whether two names are one institution's of one party: the same words, or one the other's initials."""
    if institution(a, party) == institution(b, party):
        return True
    return bare(a) in short_forms(b) or bare(b) in short_forms(a)


@lru_cache(maxsize=1 << 16)
def bare(name: str) -> str:
    """A name without what stands in brackets, in plain letters."""
    return " ".join(latin(_BRACKETS.sub(" ", name)).split())


@lru_cache(maxsize=1 << 16)
def short_forms(name: str) -> frozenset[str]:
    """What stands in brackets behind a name, and the initials of its capitalised words where there are three or more."""
    found = {" ".join(latin(inside).split()) for inside in _BRACKETED.findall(name)}
    words = [word for word in _TOKEN.findall(_BRACKETS.sub(" ", name)) if word[0].isupper()]
    if len(words) > 2:
        found.add(latin("".join(word[0] for word in words)))
    return frozenset(found)


def _distance(a: str, b: str) -> int:
    """Edit distance (Levenshtein 1966)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above = row
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y)))
    return row[-1]
