"""Kernel of ``trades``: every pair of actors on every pair of issues, draw by draw (Numba; compiled when first used).

Plain loops, one draw after another in the order given, so that the sums have the same bits on every machine with one
thread or many. One file: the cache of a compiled function is renewed when its own file changes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]


@njit(cache=True, nogil=True)
def sum_trades(
    position: Array, rate: Array, line_low: Array, line_high: Array, required: Array, reference: Array,
    tolerance: float, joint: Array, lost: Array, pays: Array,
) -> None:  # fmt: skip
    """Add up, over draws, both sides' gains, what red lines take from them, and the draws in which a trade pays.

    position, rate, line_low, line_high : (draw, actor, issue). required : (actor,). reference : (issue,).
    joint, lost, pays : (actor, actor, issue, issue), filled for first < second; see ``trades.trade_in_draws``.
    """
    draws, actors, issues = position.shape
    top, bottom = np.empty(issues), np.empty(issues)
    for n in range(draws):
        for k in range(issues):
            bottom[k], top[k] = -np.inf, np.inf
            for a in range(actors):
                if required[a]:
                    bottom[k] = max(bottom[k], line_low[n, a, k])
                    top[k] = min(top[k], line_high[n, a, k])
        for i in range(actors):
            for j in range(i + 1, actors):
                for k in range(issues):
                    a_k, b_k = rate[n, i, k], rate[n, j, k]
                    wants = position[n, i, k] - reference[k]
                    if a_k <= 0.0 or b_k <= 0.0 or wants == 0.0 or (position[n, j, k] - reference[k]) * wants > 0.0:
                        continue
                    if wants > 0.0:
                        room_k = min(top[k], line_high[n, i, k], line_high[n, j, k]) - reference[k]
                    else:
                        room_k = reference[k] - max(bottom[k], line_low[n, i, k], line_low[n, j, k])
                    far_k = abs(wants)
                    near_k = min(far_k, max(room_k, 0.0))
                    for m in range(issues):
                        a_m, b_m = rate[n, i, m], rate[n, j, m]
                        asks = position[n, j, m] - reference[m]
                        if (
                            m == k
                            or a_m <= 0.0
                            or b_m <= 0.0
                            or asks == 0.0
                            or (position[n, i, m] - reference[m]) * asks > 0.0
                        ):
                            continue
                        surplus = (a_k * b_m - a_m * b_k) / (a_k + b_k)
                        if surplus <= 0.0:
                            continue
                        ratio = (a_m + b_m) / (a_k + b_k)
                        free = min(abs(asks), far_k / ratio) * surplus
                        if free <= tolerance:
                            continue
                        if asks > 0.0:
                            room_m = min(top[m], line_high[n, i, m], line_high[n, j, m]) - reference[m]
                        else:
                            room_m = reference[m] - max(bottom[m], line_low[n, i, m], line_low[n, j, m])
                        gain = min(abs(asks), max(room_m, 0.0), near_k / ratio) * surplus
                        if gain > tolerance:
                            joint[i, j, k, m] += 2.0 * gain
                            lost[i, j, k, m] += 2.0 * (free - gain)
                            pays[i, j, k, m] += 1
                        else:
                            lost[i, j, k, m] += 2.0 * free
