"""A statement's words and language in; the concepts that they speak of, the same across languages, out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
# Initial letters that meN- and peN- take away ("kirim": mengirim), by the prefix that is left.
_NASAL = {"meny": "s", "men": "t", "mem": "p", "meng": "k", "peny": "s", "pen": "t", "pem": "p", "peng": "k"}
_LONGEST_PHRASE = 3


class _Index(NamedTuple):
    """One language's entries: words that take affixes, words and phrases as they stand, beginnings and parts of words."""

    words: dict[str, frozenset[str]]
    whole: dict[str, frozenset[str]]
    stems: dict[str, frozenset[str]]
    stem_lengths: tuple[int, ...]
    parts: tuple[tuple[str, frozenset[str]], ...]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]


@cache
def _table() -> dict[str, Any]:
    data = resources.files("pantau.collate.claims") / "data" / "concepts.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))


@cache
def _index(language: str) -> _Index:
    table = _table()
    words: dict[str, frozenset[str]] = {}
    whole: dict[str, frozenset[str]] = {}
    stems: dict[str, frozenset[str]] = {}
    parts: list[tuple[str, frozenset[str]]] = []
    for form, concepts in _entries(table, language):
        if written_together(language):
            parts.append((form, concepts))
        elif form.endswith("*"):
            stems[form[:-1]] = stems.get(form[:-1], frozenset()) | concepts
        elif form.startswith("="):
            whole[form[1:]] = whole.get(form[1:], frozenset()) | concepts
        else:
            words[form] = words.get(form, frozenset()) | concepts
    affixes = table["affixes"].get(language, {})
    return _Index(
        words=words,
        whole=words | whole,
        stems=stems,
        stem_lengths=tuple(sorted({len(form) for form in stems})),
        parts=tuple(parts),
        prefixes=tuple(affixes.get("prefixes", "").split()),
        suffixes=tuple(affixes.get("suffixes", "").split()),
    )


def _entries(table: dict[str, Any], language: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each written form with the concepts it stands for: none for what is ignored."""
    for own in _read_with(language):
        for entry in table["ignored"].get(own, "").split():
            yield entry.replace("_", " "), frozenset()
        for name, forms in sorted(table["concepts"].items()):
            for entry in forms.get(own, "").split():
                yield entry.replace("_", " "), frozenset({name, forms.get("broader", name)})


@cache
def known_concepts() -> tuple[str, ...]:
    """The names of all concepts, sorted."""
    return tuple(sorted(_table()["concepts"]))


def written_together(language: str) -> bool:
    """Whether words of the language take endings or stand without spaces, so that terms are found inside them."""
    return language in _table()["languages"]["inside"]


def _read_with(language: str) -> tuple[str, ...]:
    """A language and those whose entries it reads beside its own."""
    return (language, *_table()["languages"]["also"].get(language, ()))


def tongue(language: str) -> str:
    """The language as whose sister a language counts when two statements are said to be in one: Malay with Indonesian."""
    return next(iter(_table()["languages"]["also"].get(language, ())), language)


@cache
def background() -> frozenset[str]:
    """Concepts that set a scene more often than they say what is claimed."""
    return frozenset(_table()["background"]["concepts"].split())


@cache
def opposites() -> frozenset[str]:
    """Concepts that hold a word and its contrary ("lawful", "illegal"), which are told apart by `contrary_of`."""
    return frozenset(_table()["contrary"])


def contrary_of(text: str, language: str, concept: str) -> bool:
    """Whether `text` speaks of `concept` by its contrary alone."""
    language = language.split("-", maxsplit=1)[0]
    forms = _table()["contrary"][concept]
    entries = [e for own in _read_with(language) for e in forms.get(own, "").split()]
    folded = " ".join(words_of(text))
    return any(re.search(_pattern(entry, language), folded) for entry in entries)


def _pattern(entry: str, language: str) -> str:
    form = re.escape(entry.replace("_", " ").rstrip("*"))
    if written_together(language):
        return form
    return rf"\b{form}" if entry.endswith("*") else rf"\b{form}\b"


def words_of(text: str) -> list[str]:
    """The words of `text`, lower case, without figures."""
    return WORD.findall(text.casefold().replace("\u2019", "'"))


@lru_cache(maxsize=1 << 14)
def concepts_of(text: str, language: str) -> frozenset[str]:
    """The concepts that `text` speaks of; none where no table knows the language."""
    index = _index(language.split("-", maxsplit=1)[0])
    words = words_of(text)
    found: set[str] = set()
    at = 0
    while at < len(words):
        for size in range(_LONGEST_PHRASE, 0, -1):
            known = index.whole.get(" ".join(words[at : at + size])) if at + size <= len(words) else None
            if known is not None:
                break
        else:
            size, known = 1, _of_word(words[at], index)
        found |= known
        at += size
    folded = text.casefold()
    for form, concepts in index.parts:
        if form in folded:
            found |= concepts
    return frozenset(found)


def _of_word(word: str, index: _Index) -> frozenset[str]:
    """By its forms without affixes, else by how it begins."""
    for form in _bare_forms(word, index):
        if form in index.words:
            return index.words[form]
    found: frozenset[str] = frozenset()
    for length in index.stem_lengths:
        if length <= len(word):
            found |= index.stems.get(word[:length], frozenset())
    return found


def _bare_forms(word: str, index: _Index) -> list[str]:
    """The word without affixes, the lightest cut first."""
    ends = [word, *(word[: -len(s)] for s in index.suffixes if word.endswith(s) and len(word) - len(s) >= 3)]
    forms = list(ends)
    for end in ends:
        for prefix in index.prefixes:
            rest = end[len(prefix) :]
            if end.startswith(prefix) and len(rest) >= 3:
                forms.append(rest)
                if prefix in _NASAL:
                    forms.append(_NASAL[prefix] + rest)
    return forms
