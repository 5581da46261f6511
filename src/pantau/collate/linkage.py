"""A small matrix of integer affinities in; average-link groups, the same on every machine, out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.int64]

_NEVER = np.iinfo(np.int64).min // 4


def average_link(
    affinity: Matrix,
    threshold: int,
    *,
    sizes: Sequence[int] | None = None,
    apart: Sequence[tuple[int, int]] = (),
) -> list[list[int]]:
    """Groups of 0..n-1 by agglomeration: the two with the highest mean affinity join while it is >= `threshold`.

    `affinity` holds, for every two items, the SUM of affinities between their members; `sizes` how many members an
    item has (1 unless given). `apart` are pairs that never share a group. Means are compared as whole thousandths of
    the affinity's unit, ties go to the lowest index, so that the result depends on the input alone (UPGMA, Sokal and
    Michener 1958). Groups are sorted by their first item.
    """
    n = len(affinity)
    sums = affinity.astype(np.int64).copy()
    size = np.array(sizes if sizes is not None else [1] * n, dtype=np.int64)
    barred = np.eye(n, dtype=bool)
    for a, b in apart:
        barred[a, b] = barred[b, a] = True
    groups: list[list[int]] = [[item] for item in range(n)]
    means = _means(sums, size, barred)
    # The best partner of each row is kept, so that a merge costs a pass over rows instead of over the matrix.
    best = means.argmax(axis=1) if n else np.zeros(0, dtype=np.int64)
    top = means[np.arange(n), best] if n else np.zeros(0, dtype=np.int64)
    while n:
        keep = int(top.argmax())
        if top[keep] < threshold * 1000:
            break
        gone = int(best[keep])
        keep, gone = min(keep, gone), max(keep, gone)
        _merge(sums, size, barred, keep=keep, gone=gone)
        groups[keep] += groups[gone]
        groups[gone] = []
        row = _row_means(sums, size, barred, keep)
        means[gone, :] = means[:, gone] = _NEVER
        means[keep, :] = means[:, keep] = row
        stale = (best == keep) | (best == gone)
        stale[keep] = True
        best[stale] = means[stale].argmax(axis=1)
        better = (row > top) | ((row == top) & (keep < best))
        better &= ~stale
        best[better] = keep
        top[:] = means[np.arange(n), best]
    return [sorted(group) for group in groups if group]


def _means(sums: Matrix, size: Matrix, barred: NDArray[np.bool_]) -> Matrix:
    means = sums * 1000 // np.outer(size, size)
    means[barred] = _NEVER
    return means


def _row_means(sums: Matrix, size: Matrix, barred: NDArray[np.bool_], row: int) -> Matrix:
    means: Matrix = sums[row] * 1000 // np.maximum(size[row] * size, 1)
    means[barred[row]] = _NEVER
    return means


def _merge(sums: Matrix, size: Matrix, barred: NDArray[np.bool_], *, keep: int, gone: int) -> None:
    sums[keep] += sums[gone]
    sums[:, keep] += sums[:, gone]
    size[keep] += size[gone]
    size[gone] = 0
    barred[keep] |= barred[gone]
    barred[:, keep] |= barred[:, gone]
    barred[keep, keep] = True
    barred[gone, :] = barred[:, gone] = True
