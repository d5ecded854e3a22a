"""Kernel of ``egalitarian``: the max-min programme of each draw by column generation (Numba; compiled when first used).

For fixed multipliers of the parties the best point is a weighted median on each issue, clipped to the box. That makes
the Dantzig-Wolfe decomposition (Dantzig & Wolfe 1960, Operations Research 8:101) of the max-min programme a simplex
method with one row a party and one for convexity, whose columns are priced by medians: a few dozen pivots of small
matrices a draw. One draw's answer depends on nothing else, so any split of the draws gives the same bits.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

SECONDARY = 1e-8
"""Weight of the parties' mean margin beside the worst-off's: among equals, the deal better for the others."""

_OPTIMAL = 1e-12  # a reduced cost below this cannot improve the answer visibly
_PIVOT = 1e-11
_MOST_PIVOTS = 400
Array = np.ndarray[Any, Any]

_FREE = -1  # marks the free variable, the worst-off's margin, in the basis


@njit(cache=True, nogil=True)
def solve_draws(
    position: Array,
    rate: Array,
    ceiling: Array,
    low: Array,
    high: Array,
    reference: Array,
    value: Array,
    point: Array,
    multipliers: Array,
    proven: Array,
) -> None:
    """Fill ``value``, ``point``, ``multipliers`` and ``proven``; see ``egalitarian.max_min`` for shapes and meaning."""
    draws, parties, issues = position.shape
    size = parties + 1
    order = np.empty((issues, parties), dtype=np.int64)
    basis = np.empty(size, dtype=np.int64)
    inverse = np.empty((size, size))
    level = np.empty(size)
    slot_point = np.empty((size, issues))
    slot_margin = np.empty((size, parties))
    weight = np.empty(parties)
    entering = np.empty(size)
    direction = np.empty(size)
    trial = np.empty(issues)
    trial_margin = np.empty(parties)
    for n in range(draws):
        empty = False
        for k in range(issues):
            if low[n, k] > high[n, k]:
                empty = True
        if empty:
            value[n] = -np.inf
            point[n, :] = np.nan
            proven[n] = True
            continue
        _sort(position[n], order)
        proven[n] = _solve_one(
            position[n], rate[n], ceiling[n], low[n], high[n], reference, order, basis, inverse, level, slot_point,
            slot_margin, weight, entering, direction, trial, trial_margin, multipliers[n],
        )  # fmt: skip
        # The mixture of the basic points lies in the box and, margins being concave, is at least as good as the mix.
        total = 0.0
        trial[:] = 0.0
        for i in range(size):
            if basis[i] == parties and level[i] > 0.0:
                total += level[i]
                for k in range(issues):
                    trial[k] += level[i] * slot_point[i, k]
        for k in range(issues):
            point[n, k] = min(max(trial[k] / total, low[n, k]), high[n, k])
        _margins(position[n], rate[n], ceiling[n], point[n], trial_margin)
        value[n] = trial_margin.min()


@njit(cache=True, nogil=True)
def _solve_one(
    position: Array,
    rate: Array,
    ceiling: Array,
    low: Array,
    high: Array,
    reference: Array,
    order: Array,
    basis: Array,
    inverse: Array,
    level: Array,
    slot_point: Array,
    slot_margin: Array,
    weight: Array,
    entering: Array,
    direction: Array,
    trial: Array,
    trial_margin: Array,
    multipliers: Array,
) -> bool:
    """Maximise t + SECONDARY * mean margin over mixes of points: mixed margin_a - t - slack_a = 0 for each a."""
    parties = position.shape[0]
    size = parties + 1
    secondary = SECONDARY / parties
    weight[:] = 1.0 / parties
    _best_for(position, rate, low, high, reference, order, weight, trial)
    _margins(position, rate, ceiling, trial, trial_margin)
    worst = 0
    for a in range(parties):
        if trial_margin[a] < trial_margin[worst]:
            worst = a
    # First basis: the first point with weight 1 (in the last slot), t at its worst margin, the others' slacks.
    for a in range(parties):
        basis[a] = a
    basis[worst] = _FREE
    basis[parties] = parties
    slot_point[parties, :] = trial
    slot_margin[parties, :] = trial_margin
    for _ in range(_MOST_PIVOTS):
        if not _invert(basis, slot_margin, inverse):
            return False
        for i in range(size):
            level[i] = inverse[i, parties]  # the right-hand side is the last unit vector
        # Prices: row vector of basic objective coefficients times the inverse.
        price_mix = 0.0
        multipliers[:] = 0.0
        for i in range(size):
            if basis[i] == _FREE:
                coefficient = 1.0
            elif basis[i] == parties:
                coefficient = secondary * slot_margin[i].sum()
            else:
                continue
            for a in range(parties):
                multipliers[a] -= coefficient * inverse[i, a]
            price_mix += coefficient * inverse[i, parties]
        entrant = 0
        for a in range(parties):
            if multipliers[a] < multipliers[entrant]:
                entrant = a
        if multipliers[entrant] < -_OPTIMAL:
            entering[:] = 0.0
            entering[entrant] = -1.0
        else:
            entrant = parties
            reduced = -price_mix
            for a in range(parties):
                weight[a] = max(multipliers[a], 0.0) + secondary
            _best_for(position, rate, low, high, reference, order, weight, trial)
            _margins(position, rate, ceiling, trial, trial_margin)
            for a in range(parties):
                reduced += (multipliers[a] + secondary) * trial_margin[a]
                entering[a] = trial_margin[a]
            entering[parties] = 1.0
            if reduced <= _OPTIMAL:
                return True
        leaving = -1
        least = np.inf
        for i in range(size):
            direction[i] = 0.0
            for j in range(size):
                direction[i] += inverse[i, j] * entering[j]
            if basis[i] != _FREE and direction[i] > _PIVOT:
                ratio = max(level[i], 0.0) / direction[i]
                # Among equal ratios the largest pivot, for accuracy.
                if ratio < least - 1e-14 or (ratio <= least + 1e-14 and direction[i] > direction[leaving]):
                    least = min(ratio, least)
                    leaving = i
        if leaving < 0:
            return False
        basis[leaving] = entrant
        if entrant == parties:
            slot_point[leaving, :] = trial
            slot_margin[leaving, :] = trial_margin
    return False


@njit(cache=True, nogil=True)
def _invert(basis: Array, slot_margin: Array, inverse: Array) -> bool:
    """Invert the basis by Gauss-Jordan elimination with row pivoting; False when it is singular."""
    size = basis.shape[0]
    parties = size - 1
    work = np.zeros((size, size))
    for j in range(size):
        if basis[j] == _FREE:
            work[:parties, j] = -1.0
        elif basis[j] == parties:
            work[:parties, j] = slot_margin[j]
            work[parties, j] = 1.0
        else:
            work[basis[j], j] = -1.0
    inverse[:] = 0.0
    for i in range(size):
        inverse[i, i] = 1.0
    for c in range(size):
        p = c
        for r in range(c + 1, size):
            if abs(work[r, c]) > abs(work[p, c]):
                p = r
        if abs(work[p, c]) < 1e-13:
            return False
        if p != c:
            for j in range(size):
                work[p, j], work[c, j] = work[c, j], work[p, j]
                inverse[p, j], inverse[c, j] = inverse[c, j], inverse[p, j]
        scale = 1.0 / work[c, c]
        for j in range(size):
            work[c, j] *= scale
            inverse[c, j] *= scale
        for r in range(size):
            factor = work[r, c]
            if r != c and factor != 0.0:
                for j in range(size):
                    work[r, j] -= factor * work[c, j]
                    inverse[r, j] -= factor * inverse[c, j]
    return True


@njit(cache=True, nogil=True)
def _sort(position: Array, order: Array) -> None:
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
def _best_for(
    position: Array, rate: Array, low: Array, high: Array, reference: Array, order: Array, weight: Array, point: Array
) -> None:
    """The point of the box with the greatest weighted sum of margins: weighted medians, clipped.

    Where a whole stretch is best, its point nearest to the reference point.
    """
    parties, issues = position.shape
    for k in range(issues):
        half = 0.0
        for a in range(parties):
            half += weight[a] * rate[a, k]
        half *= 0.5
        left, right = -np.inf, np.inf
        if half > 0.0:
            below = 0.0
            for j in range(parties):
                a = order[k, j]
                share = weight[a] * rate[a, k]
                if share <= 0.0:
                    continue
                below += share
                if below >= half * (1.0 - 1e-14) and left == -np.inf:
                    left = position[a, k]
                if below > half * (1.0 + 1e-14):
                    right = position[a, k]
                    break
            if right < left or right == np.inf:
                right = left
        at = min(max(reference[k], left), right)
        point[k] = min(max(at, low[k]), high[k])


@njit(cache=True, nogil=True)
def _margins(position: Array, rate: Array, ceiling: Array, point: Array, margin: Array) -> None:
    parties, issues = position.shape
    for a in range(parties):
        lost = 0.0
        for k in range(issues):
            lost += rate[a, k] * abs(point[k] - position[a, k])
        margin[a] = ceiling[a] - lost
