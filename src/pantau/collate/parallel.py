"""Two readings in two languages in; whether their paragraphs run in parallel, by length alone, out.

After Gale and Church (1993): a translation keeps the order of paragraphs, and long ones stay long. That needs no word
of either language, so it holds where no statements are found.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pantau.model.report import Reading

# Shorter lines are bylines, datelines and the like. In characters of English.
SHORTEST = 30
LEAST_PARAGRAPHS = 5
# A pair of paragraphs earns 1000 less this per mille of their difference relative to their sum: they may differ by an
# eighth of the sum before they cost something. A paragraph without partner costs GAP.
DIFFERENCE = 8000
GAP = 700
# Translators differ in how wordy they are, per cent.
WORDINESS = (88, 94, 100, 107, 114)


class Parallel(NamedTuple):
    """`score` is what the best run of pairs earns, 1000 a perfect pair; `share` is per mille of the shorter text."""

    score: int
    share: int


def parallel(a: Reading, b: Reading) -> Parallel:
    """How well the paragraphs of two readings match in order; zeros with fewer than LEAST_PARAGRAPHS on one side."""
    x, y = paragraphs(a), paragraphs(b)
    if min(len(x), len(y)) < LEAST_PARAGRAPHS:
        return Parallel(0, 0)
    score = max(_best_run([length * wordy // 100 for length in x], y) for wordy in _both_ways())
    return Parallel(score, min(1000, score // min(len(x), len(y))))


def _both_ways() -> Sequence[int]:
    """WORDINESS and what undoes it, so that it does not matter which reading comes first."""
    return sorted({*WORDINESS, *(10000 // wordy for wordy in WORDINESS)})


def paragraphs(reading: Reading) -> list[int]:
    """Lengths of the paragraphs as they would be in English, in characters."""
    scale = _lengths().get(reading.language.partition("-")[0], 100)
    lengths = [(segment.text[1] - segment.text[0]) * 100 // scale for segment in reading.segments]
    return [length for length in lengths if length >= SHORTEST]


def _best_run(x: Sequence[int], y: Sequence[int]) -> int:
    """The highest score of a run of pairs in order (Smith and Waterman 1981)."""
    best = 0
    above = [0] * (len(y) + 1)
    for length in x:
        row = [0]
        for at, other in enumerate(y):
            pair = above[at] + 1000 - DIFFERENCE * abs(length - other) // (length + other)
            row.append(max(0, pair, above[at + 1] - GAP, row[at] - GAP))
        best = max(best, *row)
        above = row
    return best


@cache
def _lengths() -> dict[str, int]:
    """Characters that a language takes for what takes 100 in English."""
    text = files("pantau.collate").joinpath("data/lengths.json").read_text(encoding="utf-8")
    table: dict[str, int] = json.loads(text)
    return table
