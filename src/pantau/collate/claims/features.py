"""A story's facts in; integer rows by which statements are compared, and the keys of their figures, out."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pantau.collate.claims.concepts import WORD, background, concepts_of, tongue
from pantau.collate.claims.figures import FigureKey, figure_keys
from pantau.collate.story_facts import StatementFact
from pantau.model.vector import DIMENSIONS, MEAN_FINENESS, Centred

GRAM = 4
# Per cent of its weight that a background concept keeps: at 20, 50, 100 B-cubed of claims from labelled statements
# (development set, sample) is 0.63 and 0.64, 0.63 and 0.70, 0.61 and 0.64.
BACKGROUND = 50
GRAM_ROWS = 1024
DENSE_GRAM = 2
# A language's mean within the story counts like this many statements of the mean of the whole story, so that the one
# page of a language is not compared with itself alone. Pairs of one claim against others on the development set, area
# under the curve with 5, 20 and 60: 0.705, 0.714, 0.711.
PRIOR_STATEMENTS = 20
# Below this, subtracting the mean of the few leaves nothing to compare (of two statements: opposite directions).
FEWEST_VECTORS = 20
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, kw_only=True)
class Features:
    """What is compared, one row a statement, in the order of `facts`.

    `vectors`, `concepts` and `grams` are int16 rows; `has_vector` and `has_concept` tell which say anything; `core` counts the concepts
    that are no mere background.
    `tongues` numbers the languages (Malay is read with Indonesian): words are compared within one only. `figures` are the keys of the figures.
    """

    facts: tuple[StatementFact, ...]
    vectors: Centred
    concepts: Centred
    grams: Centred
    has_vector: NDArray[np.bool_]
    has_concept: NDArray[np.bool_]
    core: tuple[int, ...]
    tongues: NDArray[np.int16]
    figures: tuple[tuple[FigureKey, ...], ...]


def features_of(facts: Sequence[StatementFact]) -> Features:
    """Rows for `facts`; what is common in the story weighs little, what is rare weighs much."""
    spoken = [concepts_of(fact.statement.words, fact.language) for fact in facts]
    grams = [_grams(fact.statement.words) for fact in facts]
    return Features(
        facts=tuple(facts),
        vectors=_vectors(facts),
        concepts=_weighted(spoken, width=None),
        grams=_weighted(grams, width=GRAM_ROWS),
        has_vector=_with_vectors(facts),
        has_concept=np.array([bool(found) for found in spoken], dtype=np.bool_),
        core=tuple(len(found - background()) for found in spoken),
        tongues=_tongues(facts),
        figures=tuple(figure_keys(fact) for fact in facts),
    )


def log2_sixteenths(whole: int, part: int) -> int:
    """The logarithm to base 2 of whole / part in sixteenths, rounded down, for 1 <= part <= whole."""
    return int(whole**16 // part**16).bit_length() - 1


def _with_vectors(facts: Sequence[StatementFact]) -> NDArray[np.bool_]:
    """Which statements are compared by vectors: too few have no mean that tells what is common from what is said."""
    held = np.array([fact.statement.vector is not None for fact in facts], dtype=np.bool_)
    return held if int(held.sum()) >= FEWEST_VECTORS else np.zeros(len(facts), dtype=np.bool_)


def _vectors(facts: Sequence[StatementFact]) -> Centred:
    """Vectors less the mean of their language in this story, which leans on the mean of the whole story."""
    raw = np.zeros((len(facts), DIMENSIONS), dtype=np.int64)
    held = [place for place, fact in enumerate(facts) if fact.statement.vector is not None]
    for place in held:
        raw[place] = np.frombuffer(facts[place].statement.vector or b"", dtype=np.int8)
    raw *= MEAN_FINENESS
    if not held:
        return raw.astype(np.int16)
    whole = raw[held].sum(axis=0) // len(held)
    for language in sorted({facts[place].language for place in held}):
        places = [place for place in held if facts[place].language == language]
        mean = (raw[places].sum(axis=0) + PRIOR_STATEMENTS * whole) // (len(places) + PRIOR_STATEMENTS)
        raw[places] -= mean
    return raw.astype(np.int16)


def _weighted(sets: Sequence[Iterable[str]], *, width: int | None) -> Centred:
    """One row a set: each member's weight at its own place, or (with `width`) at a place its checksum gives."""
    counts = Counter(member for members in sets for member in set(members))
    places = {member: place for place, member in enumerate(sorted(counts))}
    rows = np.zeros((len(sets), width or max(1, len(places))), dtype=np.int32)
    for row, members in zip(rows, sets, strict=True):
        for member in set(members):
            weight = log2_sixteenths(len(sets) + 1, counts[member])
            if width is None:
                weight = weight * (BACKGROUND if member in background() else 100) // 100
            if width is None:
                row[places[member]] += weight
            else:
                digest = zlib.crc32(member.encode())
                row[digest % width] += weight if digest & 0x80000000 else -weight
    # Rows stay within what cosine_matrix can multiply exactly; no statement of ordinary length comes near.
    return np.clip(rows, -8191, 8191).astype(np.int16)


def _grams(text: str) -> set[str]:
    """Overlapping pieces of words, so that affixes and endings do not hide a stem; short words are left out."""
    found: set[str] = set()
    for word in WORD.findall(text.casefold()):
        size = DENSE_GRAM if _DENSE.search(word) else GRAM
        if len(word) >= size:
            found.update(word[start : start + size] for start in range(len(word) - size + 1))
    return found


def _tongues(facts: Sequence[StatementFact]) -> NDArray[np.int16]:
    names = [fact.language.split("-", maxsplit=1)[0] for fact in facts]
    names = [tongue(name) for name in names]
    numbers = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([numbers[name] for name in names], dtype=np.int16)
