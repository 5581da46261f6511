"""A statement's words and language in; the concepts that they speak of, the same across languages, out."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ALSO = {"ms": ("id",), "id": ()}
# Languages whose endings are written onto the word, so that entries are found inside words.
_INSIDE = frozenset({"ko", "ja", "zh", "th"})
# Initial letters that meN- and peN- take away ("kirim": mengirim), by the prefix that is left.
_NASAL = {"meny": "s", "men": "t", "mem": "p", "meng": "k", "peny": "s", "pen": "t", "pem": "p", "peng": "k"}
_LONGEST_PHRASE = 3


class _Index(NamedTuple):
    """One language's entries: whole words and phrases, beginnings of words (by length), parts of words."""

    words: dict[str, frozenset[str]]
    stems: dict[str, frozenset[str]]
    stem_lengths: tuple[int, ...]
    parts: tuple[tuple[str, str], ...]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]


@cache
def _table() -> dict[str, Any]:
    data = resources.files("pantau.collate.claims") / "data" / "concepts.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))


@cache
def _index(language: str) -> _Index:
    table = _table()
    words: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    parts: list[tuple[str, str]] = []
    for concept, forms in sorted(table["concepts"].items()):
        for own in (language, *_ALSO.get(language, ())):
            for entry in forms.get(own, "").split():
                form = entry.replace("_", " ")
                if language in _INSIDE:
                    parts.append((form, concept))
                elif form.endswith("*"):
                    stems.setdefault(form[:-1], set()).add(concept)
                else:
                    words.setdefault(form, set()).add(concept)
    affixes = table["affixes"].get(language, {})
    return _Index(
        words={form: frozenset(found) for form, found in words.items()},
        stems={form: frozenset(found) for form, found in stems.items()},
        stem_lengths=tuple(sorted({len(form) for form in stems})),
        parts=tuple(parts),
        prefixes=tuple(affixes.get("prefixes", "").split()),
        suffixes=tuple(affixes.get("suffixes", "").split()),
    )


def words_of(text: str) -> list[str]:
    """The words of `text`, lower case, without figures."""
    return WORD.findall(text.casefold().replace("\u2019", "'"))


def concepts_of(text: str, language: str) -> frozenset[str]:
    """The concepts that `text` speaks of; none where no table knows the language."""
    index = _index(language.split("-", maxsplit=1)[0])
    words = words_of(text)
    found: set[str] = set()
    for word in words:
        found |= _of_word(word, index)
    for size in range(2, _LONGEST_PHRASE + 1):
        for start in range(len(words) - size + 1):
            found |= index.words.get(" ".join(words[start : start + size]), frozenset())
    folded = text.casefold()
    found.update(concept for form, concept in index.parts if form in folded)
    return frozenset(found)


def _of_word(word: str, index: _Index) -> frozenset[str]:
    for form in _bare_forms(word, index):
        if form in index.words:
            return index.words[form]
    found: set[str] = set()
    for length in index.stem_lengths:
        found |= index.stems.get(word[:length], frozenset()) if length <= len(word) else frozenset()
    return frozenset(found)


def _bare_forms(word: str, index: _Index) -> list[str]:
    """The word itself, then without affixes, the lightest cut first."""
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
