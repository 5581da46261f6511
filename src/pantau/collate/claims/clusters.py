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
from pantau.collate.claims.figures import FigureKey, alike
from pantau.collate.claims.forest import Forest
from pantau.collate.claims.similarity import Scorer, Scores

# All by B-cubed of claims and F1 of positions from labelled statements, development set and sample.
# At 150, 200, 250, 300: 0.67 and 0.68, 0.63 and 0.71, 0.63 and 0.72, 0.60 and 0.74; 0.69 and 0.55, 0.70 and 0.59,
# 0.65 and 0.63, 0.64 and 0.63.
THRESHOLD = 200
_ROWS = 256
# Two that count the same thing: without it claims fall by 0.01.
_SAME_FIGURE = 250
# Two that count different things are kept apart whatever else they share.
_OTHER_FIGURE = 400
# One that counts and one that does not ("how many" is another question than "whether"); at 100 positions of the
# development set fall by 0.02 and, end to end, values from 0.95 to 0.86.
_FIGURE_OR_NOT = 300
# Without it claims fall by 0.01, and positions of the sample by 0.03.
_DENIED = 80
# With it claims end to end rise by 0.01 on the development set and on two others.
_ONE_SIDE = 30
_APART = -3000
DISPUTING = frozenset({"deny", "decline", "unconfirmed"})

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
    averages = sums * _FINE
    np.fill_diagonal(averages, _NEVER)
    best, partner = averages.max(axis=1), averages.argmax(axis=1)
    for _ in range(size - 1):
        first = int(best.argmax())
        if best[first] < THRESHOLD * _FINE:
            break
        first, second = sorted((first, int(partner[first])))
        members[first] += members[second]
        members[second] = []
        counts[first] += counts[second]
        sums[first] += sums[second]
        sums[:, first] = sums[first]
        row = np.where(averages[first] == _NEVER, _NEVER, sums[first] * _FINE // (counts * counts[first]))
        row[[first, second]] = _NEVER
        averages[first] = averages[:, first] = row
        averages[second] = averages[:, second] = _NEVER
        _renew(averages, (best, partner), first, second)
    return [sorted(group) for group in members if group]


_FINE = 1000
_NEVER = -(1 << 40)


def _renew(
    averages: Table, known: tuple[NDArray[np.int64], NDArray[np.intp]], first: int, second: int
) -> None:
    """Bring every row's best partner (the least of several) up to date after `second` was joined to `first`."""
    best, partner = known
    now = averages[first]
    better = (now > best) | ((now == best) & (first < partner))
    best[better], partner[better] = now[better], first
    lost = np.nonzero((partner == second) | ((partner == first) & ~better))[0]
    for row in {int(row) for row in lost} | {first, second}:
        partner[row] = averages[row].argmax()
        best[row] = averages[row, partner[row]]


def _likeness(atoms: Sequence[Sequence[int]], features: Features, scorer: Scorer) -> Scores:
    """Likeness of every two atoms: the mean over their statements, with what figures, parties and sentences say."""
    flat = [place for atom in atoms for place in atom]
    sizes = np.array([len(atom) for atom in atoms], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    table = np.zeros((len(atoms), len(atoms)), dtype=np.int32)
    for first in range(0, len(atoms), _ROWS):
        block = atoms[first : first + _ROWS]
        inside = sizes[first : first + _ROWS]
        scores = scorer.between([place for atom in block for place in atom], flat).astype(np.int64)
        sums = np.add.reduceat(np.add.reduceat(scores, starts, axis=1), np.cumsum(inside) - inside, axis=0)
        table[first : first + _ROWS] = sums // np.outer(inside, sizes)
    _figures(table, atoms, features)
    _answers(table, atoms, features)
    for a, b in _one_sentence(atoms, features):
        table[a, b] = table[b, a] = _APART
    return table


def _figures(table: Scores, atoms: Sequence[Sequence[int]], features: Features) -> None:
    """Raise and lower, in place, what counts the same thing, what counts something else, and what alone counts."""
    figured = [
        [key for place in atom for key in features.figures[place] if not key.circumstance] for atom in atoms
    ]
    has = np.array([bool(keys) for keys in figured])
    # Who denies or will not confirm a number need not repeat it.
    reacts = np.array([any(features.facts[p].statement.act in DISPUTING for p in atom) for atom in atoms])
    alone = np.not_equal.outer(has, has) & ~np.logical_or.outer(reacts & ~has, reacts & ~has)
    table -= np.where(alone, _FIGURE_OR_NOT, 0).astype(np.int32)
    table += _counting(figured)


def _counting(figured: Sequence[Sequence[FigureKey]]) -> Scores:
    """What figures add for every two atoms: atoms are few by what their first figure counts."""
    plain = [keys[0]._replace(amount=(None, None, None)) if keys else None for keys in figured]
    kinds = {key: number for number, key in enumerate(dict.fromkeys(key for key in plain if key is not None))}
    change = np.zeros((len(kinds) + 1, len(kinds) + 1), dtype=np.int32)
    for a, row in kinds.items():
        for b, column in kinds.items():
            change[row, column] = _SAME_FIGURE if alike(a, b) else -_OTHER_FIGURE
    numbers = np.array([len(kinds) if key is None else kinds[key] for key in plain], dtype=np.intp)
    return change[np.ix_(numbers, numbers)]


def _answers(table: Scores, atoms: Sequence[Sequence[int]], features: Features) -> None:
    """Raise, in place, a denial and what another party says (it denies something), and what one party says twice."""
    facts = features.facts
    denies = np.array([any(facts[place].statement.act == "deny" for place in atom) for atom in atoms])
    parties = sorted({fact.party for fact in facts if fact.party is not None})
    speaks = np.array([[any(facts[p].party == party for p in atom) for party in parties] for atom in atoms])
    shared = speaks.reshape(len(atoms), -1).astype(np.int64)
    apart = (shared @ shared.T) == 0
    table += np.where(np.not_equal.outer(denies, denies) & apart, _DENIED, 0).astype(np.int32)
    table += np.where(apart, 0, _ONE_SIDE).astype(np.int32)


def _one_sentence(atoms: Sequence[Sequence[int]], features: Features) -> list[tuple[int, int]]:
    """Pairs of atoms that hold two statements of one speaker in one sentence: they were told apart for a reason."""
    said: dict[tuple[str, int, int, str], set[int]] = defaultdict(set)
    for number, atom in enumerate(atoms):
        for place in atom:
            fact = features.facts[place]
            said[(fact.report, *fact.statement.span, fact.entity)].add(number)
    pairs = {(a, b) for group in said.values() for a in group for b in group if a < b}
    return sorted(pairs)
