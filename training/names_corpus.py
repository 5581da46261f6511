"""Files of the idner-news-2k corpus in; sentences as words and tags, varied copies of them, and scores out.

The corpus: Khairunnisa, Imankulova and Komachi 2020, "Towards a Standardized Dataset on Indonesian Named Entity
Recognition" (AACL-IJCNLP student workshop), MIT licence, see `NOTICE-idner-news-2k.txt`. A line holds a word, its
part of speech and its tag; an empty line ends a sentence.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pantau.exploit.naming.tagging import KINDS, OUTSIDE, Run, runs

CODES = {"PER": 0, "ORG": 1, "LOC": 2}


class Sentence(NamedTuple):
    """Words, and a tag for each as `pantau.exploit.naming.tagging` counts them."""

    words: tuple[str, ...]
    tags: tuple[int, ...]


def read_sentences(path: Path) -> list[Sentence]:
    """The sentences of one file."""
    blocks = path.read_text("utf-8").replace("\r\n", "\n").split("\n\n")
    return [_read_sentence(block) for block in blocks if block.strip()]


def _read_sentence(block: str) -> Sentence:
    rows = [line.split() for line in block.splitlines() if line.strip()]
    return Sentence(tuple(row[0] for row in rows), tuple(_tag(row[-1]) for row in rows))


def _tag(written: str) -> int:
    if written == "O":
        return OUTSIDE
    return 1 + 2 * CODES[written[2:]] + (written[0] == "I")


class Variations:
    """Varied copies of sentences: another name of the same kind, or another case, as headlines have them."""

    def __init__(
        self, sentences: Iterable[Sentence], dice: random.Random, *, renamed: float, recased: float
    ) -> None:
        self._dice = dice
        self._renamed = renamed
        self._recased = recased
        self._names: dict[str, list[tuple[str, ...]]] = {kind: [] for kind in KINDS}
        for sentence in sentences:
            for run in runs(sentence.tags):
                self._names[run.kind].append(sentence.words[run.start : run.end])

    def vary(self, sentence: Sentence) -> Sentence:
        """The sentence, with each name replaced and the whole recased as the dice fall."""
        words, tags, at = list[str](), list[int](), 0
        for run in runs(sentence.tags):
            words += sentence.words[at : run.start]
            tags += sentence.tags[at : run.start]
            name = self._name(sentence, run)
            begin = 1 + 2 * KINDS.index(run.kind)
            words += name
            tags += [begin, *[begin + 1] * (len(name) - 1)]
            at = run.end
        words += sentence.words[at:]
        tags += sentence.tags[at:]
        return Sentence(self._recase(words), tuple(tags))

    def _name(self, sentence: Sentence, run: Run) -> tuple[str, ...]:
        if self._dice.random() < self._renamed:
            return self._dice.choice(self._names[run.kind])
        return sentence.words[run.start : run.end]

    def _recase(self, words: Sequence[str]) -> tuple[str, ...]:
        chance = self._dice.random()
        if chance < self._recased:
            return tuple(word.upper() for word in words)
        if chance < 2 * self._recased:
            return tuple(word.lower() for word in words)
        if chance < 3 * self._recased:
            return tuple(word[:1].upper() + word[1:] for word in words)
        return tuple(words)


def score(found: Iterable[Sequence[int]], right: Iterable[Sequence[int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of whole names, boundaries and kind right (CoNLL 2003)."""
    hits = given = wanted = 0
    for mine, theirs in zip(found, right, strict=True):
        ours, gold = set(runs(mine)), set(runs(theirs))
        hits, given, wanted = hits + len(ours & gold), given + len(ours), wanted + len(gold)
    precision, recall = hits / max(1, given), hits / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)
