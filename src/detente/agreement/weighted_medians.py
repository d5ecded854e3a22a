"""Kernel: the best point of a box for a weighted sum of the parties' margins.

Margins are ceiling_a - sum_k rate_ak |x_k - position_ak|, so each issue's best point is a weighted median of the
positions, clipped to the box. Plain loops throughout: array expressions take several times as long to compile.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

Array = np.ndarray[Any, Any]


@njit(cache=True, nogil=True)
def sort_parties(position: Array, order: Array) -> None:
    """Parties in the order of their positions, issue by issue (insertion sort: there are few)."""
    parties, issues = position.shape
    for k in range(issues):
        for a in range(parties):
            j = a
            while j > 0 and position[order[k, j - 1], k] > position[a, k]:
                order[k, j] = order[k, j - 1]
                j -= 1
            order[k, j] = a


@njit(cache=True, nogil=True)
def best_for(
    position: Array,
    rate: Array,
    low: Array,
    high: Array,
    reference: Array,
    order: Array,
    weight: Array,
    point: Array,
) -> None:
    """Fill ``point``; where a whole stretch is best, with its place nearest to the reference point."""
    parties, issues = position.shape
    for k in range(issues):
        half = 0.0
        for a in range(parties):
            half += 0.5 * weight[a] * rate[a, k]
        left, right = -np.inf, np.inf
        if half > 0.0:
            below = 0.0
            for j in range(parties):
                a = order[k, j]
                share = weight[a] * rate[a, k]
                if share > 0.0:
                    below += share
                    if left == -np.inf and below >= half * (1.0 - 1e-14):
                        left = position[a, k]
                        right = left
                    if left > -np.inf:
                        # A half on either side: every point up to the next position is a median too.
                        right = position[a, k]
                        if below > half * (1.0 + 1e-14):
                            break
        at = min(max(reference[k], left), right)
        point[k] = min(max(at, low[k]), high[k])


@njit(cache=True, nogil=True)
def fill_margins(position: Array, rate: Array, ceiling: Array, point: Array, margin: Array) -> None:
    """Fill ``margin``, one a party."""
    parties, issues = position.shape
    for a in range(parties):
        lost = 0.0
        for k in range(issues):
            lost += rate[a, k] * abs(point[k] - position[a, k])
        margin[a] = ceiling[a] - lost
