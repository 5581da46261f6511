"""Small matrices of integer affinities in; groups by mean and best link, the same on every machine, out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.int64]

_NEVER = np.iinfo(np.int64).min // 4
_FINE = 1000


def link(affinity: Matrix, atoms: Sequence[Sequence[int]], threshold: int) -> list[list[int]]:
    """Groups of atoms by agglomeration, as lists of places in `atoms`, sorted by their first.

    `affinity` is of every two items, `atoms` are items that share a group from the start. The two groups with the
    strongest tie join while it is `threshold` or more; a tie is the mean of the mean affinity between their items
    (UPGMA, Sokal and Michener 1958) and the best one: the mean alone tears long stories, the best alone chains
    everything. Ties are whole thousandths, equal ones go to the lowest place: the result depends on the input alone.
    """
    return _Agglomeration(affinity.astype(np.int64), atoms).run(threshold)


class _Agglomeration:
    def __init__(self, affinity: Matrix, atoms: Sequence[Sequence[int]]) -> None:
        count = len(atoms)
        order = [item for atom in atoms for item in atom]
        starts = np.cumsum([0, *(len(atom) for atom in atoms)])[:-1]
        sorted_pairs = affinity[np.ix_(order, order)]
        self._sums: Matrix = np.add.reduceat(np.add.reduceat(sorted_pairs, starts, axis=0), starts, axis=1)
        self._tops: Matrix = np.maximum.reduceat(
            np.maximum.reduceat(sorted_pairs, starts, axis=0), starts, axis=1
        )
        self._sizes: Matrix = np.array([len(atom) for atom in atoms], dtype=np.int64)
        self._groups: list[list[int]] = [[place] for place in range(count)]
        self._ties = (self._sums * _FINE // np.outer(self._sizes, self._sizes) + self._tops * _FINE) // 2
        np.fill_diagonal(self._ties, _NEVER)
        # The best partner of each row is kept, so that a merge costs a pass over rows and not over the matrix.
        self._best = self._ties.argmax(axis=1)
        self._rows = np.arange(count)

    def run(self, threshold: int) -> list[list[int]]:
        while len(self._rows) > 1:
            strongest = self._ties[self._rows, self._best]
            keep = int(strongest.argmax())
            if strongest[keep] < threshold * _FINE:
                break
            keep, gone = sorted((keep, int(self._best[keep])))
            self._join(keep, gone)
        return [sorted(group) for group in self._groups if group]

    def _join(self, keep: int, gone: int) -> None:
        self._groups[keep] += self._groups[gone]
        self._groups[gone] = []
        self._sums[keep] += self._sums[gone]
        self._sums[:, keep] = self._sums[keep]
        self._tops[keep] = np.maximum(self._tops[keep], self._tops[gone])
        self._tops[:, keep] = self._tops[keep]
        self._sizes[keep] += self._sizes[gone]
        row = (self._sums[keep] * _FINE // (self._sizes[keep] * self._sizes) + self._tops[keep] * _FINE) // 2
        row[self._ties[keep] == _NEVER] = _NEVER
        self._ties[keep] = self._ties[:, keep] = row
        self._ties[gone] = self._ties[:, gone] = _NEVER
        self._point_anew(keep, gone)

    def _point_anew(self, keep: int, gone: int) -> None:
        """Rows that pointed to either of the two look again; the others compare their best with the new group."""
        stale = (self._best == keep) | (self._best == gone)
        stale[keep] = stale[gone] = True
        self._best[stale] = self._ties[stale].argmax(axis=1)
        mine = self._ties[self._rows, self._best]
        theirs = self._ties[:, keep]
        better = ~stale & ((theirs > mine) | ((theirs == mine) & (keep < self._best) & (theirs != _NEVER)))
        self._best[better] = keep
