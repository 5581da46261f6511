"""Signals of two reports or events in; how much speaks for one happening, or for one story, out, in whole numbers.

The unit is a thousandth of a centred cosine: names, figures and days in common are worth so much cosine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pantau.collate.nearby import days_between
from pantau.collate.signals import Signals
from pantau.model.vector import cosine_matrix

Affinity = Callable[[Signals, Signals, int | None], int]

EVENT_GAP = (0, 60, 200, 300)
STORY_GAP_PER_WEEK = 5
STORY_GAP_MOST = 100
KEY_WORTH = {"person": 60, "place": 40, "inst": 20, "org": 10, "organ": 10}
FIGURE_WORTH = 30
MOST_KEYS = 200
MOST_FIGURES = 90


def event_affinity(a: Signals, b: Signals, cosine: int | None) -> int:
    """How much speaks for one happening: meaning, figures and names in common, less the days between them."""
    gap = days_between(a, b)
    penalty = 0 if gap is None else EVENT_GAP[min(gap, len(EVENT_GAP) - 1)]
    return _meaning(a, b, cosine) + figures_worth(a, b) - penalty


def story_affinity(a: Signals, b: Signals, cosine: int | None) -> int:
    """How much speaks for one story: meaning and names in common; time counts for little."""
    gap = days_between(a, b) or 0
    return _meaning(a, b, cosine) + keys_worth(a, b) - min(gap * STORY_GAP_PER_WEEK // 7, STORY_GAP_MOST)


def keys_worth(a: Signals, b: Signals) -> int:
    """What the names in common are worth."""
    worth = sum(KEY_WORTH.get(key.partition(":")[0], 0) for key in a.keys & b.keys)
    return min(worth, MOST_KEYS)


def figures_worth(a: Signals, b: Signals) -> int:
    """What the figures in common are worth."""
    return min(FIGURE_WORTH * len(a.figures & b.figures), MOST_FIGURES)


def _meaning(a: Signals, b: Signals, cosine: int | None) -> int:
    """The cosine; where one has no vector, the share of names in common stands for it."""
    if cosine is not None:
        return cosine
    either = len(a.keys | b.keys)
    return 500 * len(a.keys & b.keys) // either if either else 0


def affinities(items: Sequence[Signals], affinity: Affinity) -> NDArray[np.int64]:
    """The affinity of every two of `items`, shape (n, n), zeros on the diagonal."""
    found = np.zeros((len(items), len(items)), dtype=np.int64)
    cosines = _cosines(items)
    for row, a in enumerate(items):
        for column in range(row):
            b = items[column]
            blind = a.vector is None or b.vector is None
            found[row, column] = affinity(a, b, None if blind else int(cosines[row, column]))
    return found + found.T


def _cosines(items: Sequence[Signals]) -> NDArray[np.int32]:
    seeing = [at for at, item in enumerate(items) if item.vector is not None]
    found = np.zeros((len(items), len(items)), dtype=np.int32)
    vectors = [item.vector for item in items if item.vector is not None]
    if vectors:
        stacked = np.stack(vectors)
        found[np.ix_(seeing, seeing)] = cosine_matrix(stacked, stacked)
    return found
