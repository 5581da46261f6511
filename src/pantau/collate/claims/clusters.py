"""Atoms (statements bound together) and their likeness in; groups that are one claim, out.

Average-link agglomeration in integers: the two groups whose atoms are most alike on average are joined, ties by least
member, while that average is at least THRESHOLD. Groups can only be joined along pairs of atoms that are that alike,
so each connected part is worked alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pantau.collate.claims.features import Features
from pantau.collate.claims.figures import agreeing
from pantau.collate.claims.forest import Forest
from pantau.collate.claims.similarity import Scorer

THRESHOLD = 200
_ROWS = 256
_SAME_FIGURE = 250
_OTHER_FIGURE = 400
_FIGURE_OR_NOT = 120
_APART = -3000

Table = NDArray[np.int64]


def cluster(atoms: Sequence[Sequence[int]], features: Features, scorer: Scorer) -> list[list[int]]:
    """Groups of atoms (their places in `atoms`), each ascending, in the order of their first."""
    table = _likeness(atoms, features, scorer)
    forest = Forest(len(atoms))
    for a, b in zip(*np.nonzero(np.triu(table >= THRESHOLD, k=1)), strict=True):
        forest.join(int(a), int(b))
    parts: dict[int, list[int]] = defaultdict(list)
    for atom in range(len(atoms)):
        parts[forest.root(atom)].append(atom)
    groups: list[list[int]] = []
    for part in parts.values():
        inside = _agglomerate(table[np.ix_(part, part)].astype(np.int64))
        groups.extend([part[place] for place in group] for group in inside)
    return sorted(groups)


def _agglomerate(sums: Table) -> list[list[int]]:
    """Join the pair with the highest average until none reaches THRESHOLD; `sums` is used up."""
    size = len(sums)
    members = [[place] for place in range(size)]
    counts = np.ones(size, dtype=np.int64)
    alive = np.ones(size, dtype=np.bool_)
    np.fill_diagonal(sums, 0)
    averages = _averages(sums, counts)
    for _ in range(size - 1):
        best = averages.max(axis=1)
        first = int(best.argmax())
        if best[first] < THRESHOLD * _FINE:
            break
        second = int(averages[first].argmax())
        first, second = sorted((first, second))
        members[first] += members[second]
        sums[first] += sums[second]
        sums[:, first] = sums[first]
        counts[first] += counts[second]
        alive[second] = False
        averages[second] = averages[:, second] = _NEVER
        row = np.where(alive, sums[first] * _FINE // (counts * counts[first]), _NEVER)
        row[first] = _NEVER
        averages[first] = averages[:, first] = row
    return [sorted(group) for place, group in enumerate(members) if alive[place]]


_FINE = 1000
_NEVER = -(1 << 40)


def _averages(sums: Table, counts: NDArray[np.int64]) -> Table:
    averages = sums * _FINE // np.outer(counts, counts)
    np.fill_diagonal(averages, _NEVER)
    return averages


def _likeness(atoms: Sequence[Sequence[int]], features: Features, scorer: Scorer) -> NDArray[np.int32]:
    """Likeness of every two atoms: that of their two most alike statements, with what their figures say."""
    flat = [place for atom in atoms for place in atom]
    starts = np.cumsum([0, *(len(atom) for atom in atoms[:-1])])
    table = np.zeros((len(atoms), len(atoms)), dtype=np.int32)
    row = 0
    while row < len(atoms):
        block = range(row, min(len(atoms), row + _ROWS))
        places = [place for atom in block for place in atoms[atom]]
        inner = np.cumsum([0, *(len(atoms[atom]) for atom in block)])[:-1]
        scores = scorer.between(places, flat)
        scores = np.maximum.reduceat(scores, starts, axis=1)
        table[block.start : block.stop] = np.maximum.reduceat(scores, inner, axis=0)
        row = block.stop
    _adjust(table, atoms, features)
    return table


def _adjust(table: NDArray[np.int32], atoms: Sequence[Sequence[int]], features: Features) -> None:
    """Raise and lower what the figures and the sentences say, in place."""
    figured = [
        [key for place in atom for key in features.figures[place] if not key.circumstance] for atom in atoms
    ]
    with_figures = [atom for atom, keys in enumerate(figured) if keys]
    has = np.array([bool(keys) for keys in figured])
    table -= np.where(np.not_equal.outer(has, has), _FIGURE_OR_NOT, 0).astype(np.int32)
    for at, a in enumerate(with_figures):
        for b in with_figures[at + 1 :]:
            change = _SAME_FIGURE if agreeing(figured[a], figured[b]) else -_OTHER_FIGURE
            table[a, b] += change
            table[b, a] += change
    for a, b in _one_sentence(atoms, features):
        table[a, b] = table[b, a] = _APART


def _one_sentence(atoms: Sequence[Sequence[int]], features: Features) -> list[tuple[int, int]]:
    """Pairs of atoms that hold two statements of one speaker in one sentence: they were told apart for a reason."""
    said: dict[tuple[str, int, int, str], set[int]] = defaultdict(set)
    for number, atom in enumerate(atoms):
        for place in atom:
            fact = features.facts[place]
            said[(fact.report, *fact.statement.span, fact.entity)].add(number)
    pairs = {(a, b) for group in said.values() for a in group for b in group if a < b}
    return sorted(pairs)
