"""Kernel of ``egalitarian``: the max-min programme of each draw by column generation (Numba; compiled when first used).

For fixed multipliers of the parties the best point is a weighted median on each issue, clipped to the box. That makes
the Dantzig-Wolfe decomposition (Dantzig & Wolfe 1960, Operations Research 8:101) of the max-min programme a simplex
method with one row a party and one for convexity, whose columns are priced by medians: a few dozen pivots of small
matrices a draw. One draw's answer depends on nothing else, so any split of the draws gives the same bits.

Plain loops: array expressions take several times as long to compile. One file: the cache of a compiled function is
renewed when its own file changes, not when a file it calls into does.

    maximise   t + SECONDARY * mean over parties of sum_j mu_j margin_a(x_j)
    subject to sum_j mu_j margin_a(x_j) - t - slack_a = 0 for each party a,  sum_j mu_j = 1,  mu, slack >= 0
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]


SECONDARY = 1e-8
"""Weight of the parties' mean margin beside the worst-off's: among equals, the deal better for the others."""

_OPTIMAL = 1e-12  # a reduced cost below this cannot improve the answer visibly
_PIVOT = 1e-11
_SINGULAR = 1e-13
_MOST_PIVOTS = 400
_FRESH = 16  # pivots after which the inverse is computed anew, so that rounding cannot build up
_FREE = -1  # marks t in the basis; 0 to P-1 are the slacks, P is a point x_j


@njit(cache=True, nogil=True)
def solve_draws(
    position: Array, rate: Array, ceiling: Array, low: Array, high: Array, reference: Array, value: Array,
    point: Array, multipliers: Array, proven: Array,
) -> None:  # fmt: skip
    """Fill ``value``, ``point``, ``multipliers`` and ``proven``; see ``egalitarian.max_min`` for shapes and meaning."""
    draws, parties, issues = position.shape
    size = parties + 1
    order = np.empty((issues, parties), np.int64)
    basis = np.empty(size, np.int64)
    points = np.empty((size, issues))
    work = np.empty((2, size, size))
    vectors = np.empty((4, size))
    for n in range(draws):
        empty = False
        for k in range(issues):
            empty = empty or low[n, k] > high[n, k]
        if empty:
            proven[n] = True
            value[n] = -np.inf
            for k in range(issues):
                point[n, k] = np.nan
            continue
        _sort_parties(position[n], order)
        proven[n] = _solve(
            position[n], rate[n], ceiling[n], low[n], high[n], reference, order, basis, points, work, vectors,
            multipliers[n], point[n],
        )  # fmt: skip
        # The mix of the basic points lies in the box; margins being concave, it does at least as well as they mixed.
        total = 0.0
        for k in range(issues):
            point[n, k] = 0.0
        for i in range(size):
            share = work[0, i, parties]
            if basis[i] == parties and share > 0.0:
                total += share
                for k in range(issues):
                    point[n, k] += share * points[i, k]
        if total <= 0.0:
            proven[n] = False
            continue
        for k in range(issues):
            point[n, k] = min(max(point[n, k] / total, low[n, k]), high[n, k])
        _fill_margins(position[n], rate[n], ceiling[n], point[n], vectors[0])
        value[n] = vectors[0, 0]
        for a in range(parties):
            value[n] = min(value[n], vectors[0, a])


@njit(cache=True, nogil=True)
def _solve(
    position: Array, rate: Array, ceiling: Array, low: Array, high: Array, reference: Array, order: Array,
    basis: Array, points: Array, work: Array, vectors: Array, multipliers: Array, trial: Array,
) -> bool:  # fmt: skip
    """Revised simplex method for one draw; leaves the basis, its points and its inverse. True when proven best."""
    parties, issues = position.shape
    size = parties + 1
    secondary = SECONDARY / parties
    inverse, columns = work[0], work[1]
    entering, weight, margin, slope = vectors[0], vectors[1], vectors[2], vectors[3]
    for a in range(parties):
        weight[a] = 1.0 / parties
    _best_for(position, rate, low, high, reference, order, weight, trial)
    _fill_margins(position, rate, ceiling, trial, margin)
    worst = 0
    for a in range(parties):
        basis[a] = a
        if margin[a] < margin[worst]:
            worst = a
    # First basis: the first point alone (in the last slot), t at its worst margin, the slacks of the others.
    basis[worst] = _FREE
    entrant, leaving = parties, parties
    for pivot in range(_MOST_PIVOTS):
        basis[leaving] = entrant
        if entrant == parties:
            for k in range(issues):
                points[leaving, k] = trial[k]
        if pivot % _FRESH != 0:
            _update(inverse, slope, leaving)
        elif not _invert(position, rate, ceiling, basis, points, columns, inverse, margin):
            return False
        # Prices of the rows: coefficients of the basis in the objective times the inverse.
        price_of_mix = 0.0
        for a in range(parties):
            multipliers[a] = 0.0
        for i in range(size):
            coefficient = 0.0
            if basis[i] == _FREE:
                coefficient = 1.0
            elif basis[i] == parties:
                _fill_margins(position, rate, ceiling, points[i], margin)
                for a in range(parties):
                    coefficient += secondary * margin[a]
            price_of_mix += coefficient * inverse[i, parties]
            for a in range(parties):
                multipliers[a] -= coefficient * inverse[i, a]
        entrant = 0
        for a in range(parties):
            entering[a] = 0.0
            weight[a] = max(multipliers[a], 0.0) + secondary
            if multipliers[a] < multipliers[entrant]:
                entrant = a
        entering[parties] = 0.0
        if multipliers[entrant] < -_OPTIMAL:
            entering[entrant] = -1.0
        else:
            entrant = parties
            _best_for(position, rate, low, high, reference, order, weight, trial)
            _fill_margins(position, rate, ceiling, trial, entering)
            entering[parties] = 1.0
            reduced_cost = -price_of_mix
            for a in range(parties):
                reduced_cost += (multipliers[a] + secondary) * entering[a]
            if reduced_cost <= _OPTIMAL:
                return True
        leaving = _leaving(basis, inverse, entering, slope)
        if leaving < 0:
            return False
    return False


@njit(cache=True, nogil=True)
def _leaving(basis: Array, inverse: Array, entering: Array, slope: Array) -> int:
    """The row that limits the entering variable; among equals the largest pivot, for accuracy; -1 if none does.

    Fills ``slope``, the entering column in terms of the basis.
    """
    size = basis.shape[0]
    leaving, least, largest = -1, np.inf, 0.0
    for i in range(size):
        slope[i] = 0.0
        for j in range(size):
            slope[i] += inverse[i, j] * entering[j]
        if basis[i] != _FREE and slope[i] > _PIVOT:
            ratio = max(inverse[i, size - 1], 0.0) / slope[i]  # the right-hand side is the last unit vector
            if ratio < least - 1e-14 or (ratio <= least + 1e-14 and slope[i] > largest):
                leaving, least, largest = i, min(ratio, least), slope[i]
    return leaving


@njit(cache=True, nogil=True)
def _update(inverse: Array, slope: Array, leaving: int) -> None:
    """The inverse after one pivot (product form)."""
    size = inverse.shape[0]
    scale = 1.0 / slope[leaving]
    for j in range(size):
        inverse[leaving, j] *= scale
    for i in range(size):
        if i != leaving:
            for j in range(size):
                inverse[i, j] -= slope[i] * inverse[leaving, j]


@njit(cache=True, nogil=True)
def _invert(
    position: Array, rate: Array, ceiling: Array, basis: Array, points: Array, columns: Array, inverse: Array,
    margin: Array,
) -> bool:  # fmt: skip
    """Invert the basis by Gauss-Jordan elimination with row pivoting; False when it is singular."""
    size = basis.shape[0]
    parties = size - 1
    for j in range(size):
        if basis[j] == parties:
            _fill_margins(position, rate, ceiling, points[j], margin)
        for i in range(size):
            inverse[i, j] = 1.0 if i == j else 0.0
            columns[i, j] = 0.0
            if basis[j] == parties:
                columns[i, j] = margin[i] if i < parties else 1.0
            elif i < parties and (basis[j] == _FREE or basis[j] == i):
                columns[i, j] = -1.0
    for c in range(size):
        p = c
        for r in range(c + 1, size):
            if abs(columns[r, c]) > abs(columns[p, c]):
                p = r
        if abs(columns[p, c]) < _SINGULAR:
            return False
        scale = 1.0 / columns[p, c]
        for j in range(size):
            held, kept = columns[p, j], inverse[p, j]
            columns[p, j], inverse[p, j] = columns[c, j], inverse[c, j]
            columns[c, j], inverse[c, j] = held * scale, kept * scale
        for r in range(size):
            factor = columns[r, c]
            if r != c and factor != 0.0:
                for j in range(size):
                    columns[r, j] -= factor * columns[c, j]
                    inverse[r, j] -= factor * inverse[c, j]
    return True


@njit(cache=True, nogil=True)
def _sort_parties(position: Array, order: Array) -> None:
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
    position: Array, rate: Array, low: Array, high: Array, reference: Array, order: Array, weight: Array,
    point: Array,
) -> None:  # fmt: skip
    """Fill the box's best point for a weighted sum of margins; of a stretch, its place nearest to the reference."""
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
def _fill_margins(position: Array, rate: Array, ceiling: Array, point: Array, margin: Array) -> None:
    """Fill ``margin``, one a party."""
    parties, issues = position.shape
    for a in range(parties):
        lost = 0.0
        for k in range(issues):
            lost += rate[a, k] * abs(point[k] - position[a, k])
        margin[a] = ceiling[a] - lost
