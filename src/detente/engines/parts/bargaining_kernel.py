"""Bargaining solutions, compiled: Nash, Kalai-Smorodinsky and egalitarian points by an interior-point method.

Each is a concave program: maximise

    slope t + sum_a linear_a g_a(z) + sum_a power_a log g_a(z) - PULL |z - reference|^2
    subject to g_a(z) >= unit_a t for all parties, low <= z <= high,

with a slope of 0 or 1. Constraints become logarithms times ``smooth``, and the absolute value sqrt(d^2 + smooth^2),
``smooth`` falling to LAST; at each value Newton's method finds the maximum (Boyd & Vandenberghe 2004, Convex
Optimization, ch. 11). All sums run in a fixed order. Import it only where it is used: importing loads Numba.
"""

from __future__ import annotations

from typing import NamedTuple, no_type_check

import numpy as np
from numba import njit

NASH, KALAI_SMORODINSKY, EGALITARIAN = 0, 1, 2
LEAST_GAIN = 1e-6
"""A party gains when it gains more than this share of its utility range, as in the agreement room."""
MEAN = 1e-5
"""Weight of the mean gain beside the worst-off party's: decides between points equally good for that one."""
PULL = 1e-6
"""Weight of the squared distance from the reference point: decides what is left open."""
FIRST, LAST, FALL = 0.1, 1e-10, 0.2
MOST_STEPS = 60
THIN = 1e-9
"""An issue on which red lines leave less than this share of the scale is fixed."""


class Ground(NamedTuple):
    """One draw's problem: gains of all actors and the box. Parties come first."""

    ideal: np.ndarray  # (actor, issue)
    rate: np.ndarray  # (actor, issue)
    ceiling: np.ndarray  # (actor,)
    low: np.ndarray  # (issue,)
    high: np.ndarray  # (issue,)
    reference: np.ndarray  # (issue,)
    parties: int
    square: bool


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def solve(ideal, rate, ceiling, weight, low, high, reference, parties, square, solution, first, last, point, gains):
    """Solve the draws from ``first`` up to ``last``; write (draw, issue) points and (draw, actor) gains, nan if none.

    Arrays as in ``bargaining_problem.Problem``, (draw, ...); weight : (draw, actor), powers of the Nash product and
    linear weights of the others.
    """
    actors, issues = ideal.shape[1], ideal.shape[2]
    for draw in range(first, last):
        point[draw], gains[draw] = np.nan, np.nan
        kept, voters = _parties(rate[draw], parties)
        if voters == 0:
            continue
        open_, fits = 0, True
        box_low, box_high = low[draw].copy(), high[draw].copy()
        z = np.empty(issues)
        for k in range(issues):
            fits = fits and box_low[k] <= box_high[k] + THIN
            if box_high[k] - box_low[k] < THIN:
                middle = 0.5 * (box_low[k] + box_high[k])
                box_low[k], box_high[k] = middle, middle
            else:
                open_ += 1
            z[k] = 0.5 * (box_low[k] + box_high[k])
        if not fits:
            continue
        ground = Ground(
            ideal[draw][kept], rate[draw][kept], ceiling[draw][kept], box_low, box_high, reference, voters, square
        )
        count = kept.shape[0]
        linear = np.zeros(count)
        powers = np.zeros(count)
        units = np.ones(count)
        heaviest = 0.0
        for a in range(count):
            if a < voters:
                linear[a] = MEAN / voters
            else:
                linear[a] = MEAN * weight[draw, kept[a]]
            heaviest = max(heaviest, ground.rate[a].sum())
        found = _climb(ground, z, FIRST, 1.0, linear, powers, units)
        worst = _worst(ground, z, units)
        if not (worst > LEAST_GAIN):
            continue
        begin = min(FIRST, 0.25 * worst / max(heaviest, 1.0))
        if solution == NASH:
            for a in range(count):
                linear[a] = 0.0
                if a < voters:
                    powers[a] = weight[draw, kept[a]]
                else:
                    linear[a] = weight[draw, kept[a]]
                units[a] = 0.0
            found = _climb(ground, z, begin, 0.0, linear, powers, units)
        elif solution == KALAI_SMORODINSKY:
            ideals = np.empty(count)
            for a in range(voters):
                wish = np.zeros(count)
                wish[a] = 1.0
                at = z.copy()
                _climb(ground, at, begin, 0.0, wish, powers, np.zeros(count))
                ideals[a] = _gain(ground, a, at)
            for a in range(voters):
                units[a] = ideals[a]
            found = _climb(ground, z, begin, 1.0, linear, powers, units)
        if not found:
            continue
        for k in range(issues):
            point[draw, k] = z[k]
        for a in range(count):
            gains[draw, kept[a]] = _gain(ground, a, z)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _parties(rate, parties):
    """Actors that care about something, and how many of them are parties."""
    kept = np.empty(rate.shape[0], np.int64)
    count, voters = 0, 0
    for a in range(rate.shape[0]):
        if rate[a].max() > 0.0:
            kept[count] = a
            count += 1
            if a < parties:
                voters += 1
    return kept[:count], voters


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _gain(ground, a, z):
    loss = 0.0
    for k in range(z.shape[0]):
        distance = abs(z[k] - ground.ideal[a, k])
        loss += ground.rate[a, k] * (distance * distance if ground.square else distance)
    return ground.ceiling[a] - loss


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _worst(ground, z, units):
    worst = np.inf
    for a in range(ground.parties):
        worst = min(worst, _gain(ground, a, z) / units[a])
    return worst


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _climb(ground, z, begin, slope, linear, powers, units):
    """Move ``z`` to the maximum of the program; whether a start inside all constraints was found."""
    issues = z.shape[0]
    size = issues + 1
    smooth = begin
    for k in range(issues):
        width = ground.high[k] - ground.low[k]
        z[k] = min(max(z[k], ground.low[k] + 1e-3 * width), ground.high[k] - 1e-3 * width)
    t = 0.0
    if slope > 0.0:
        t = np.inf
        for a in range(ground.parties):
            t = min(t, (_smooth_gain(ground, a, z, smooth)) / units[a])
        t -= max(smooth, 1e-3)
    if not _value(ground, z, t, smooth, slope, linear, powers, units) > -np.inf:
        return False
    gradient = np.empty(size)
    matrix = np.empty((size, size))
    slopes = np.empty(issues)
    trial = np.empty(issues)
    while True:
        for _ in range(MOST_STEPS):
            _differentiate(ground, z, t, smooth, slope, linear, powers, units, gradient, matrix, slopes)
            if slope == 0.0:
                matrix[issues, :], matrix[:, issues], gradient[issues] = 0.0, 0.0, 0.0
                matrix[issues, issues] = 1.0
            step = gradient.copy()
            _solve_symmetric(matrix, step)
            decrement = 0.0
            for k in range(size):
                decrement += gradient[k] * step[k]
            # Newton's decrement is relative to the weight of the logarithms.
            if not decrement > 1e-16 * smooth:
                break
            length = 1.0
            for k in range(issues):
                if step[k] > 0.0:
                    length = min(length, 0.99 * (ground.high[k] - z[k]) / step[k])
                elif step[k] < 0.0:
                    length = min(length, 0.99 * (ground.low[k] - z[k]) / step[k])
            now = _value(ground, z, t, smooth, slope, linear, powers, units)
            moved = False
            for _ in range(60):
                for k in range(issues):
                    trial[k] = z[k] + length * step[k]
                ahead = _value(ground, trial, t + length * step[issues], smooth, slope, linear, powers, units)
                if ahead >= now + 0.01 * length * decrement or (ahead > -np.inf and decrement < 1e-9 * smooth):
                    moved = True
                    break
                length *= 0.5
            if not moved:
                break
            t += length * step[issues]
            for k in range(issues):
                z[k] = trial[k]
        if smooth <= LAST:
            return True
        smooth = max(LAST, smooth * FALL)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _smooth_gain(ground, a, z, smooth):
    if ground.square:
        return _gain(ground, a, z)
    loss = 0.0
    for k in range(z.shape[0]):
        distance = z[k] - ground.ideal[a, k]
        loss += ground.rate[a, k] * np.sqrt(distance * distance + smooth * smooth)
    return ground.ceiling[a] - loss


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _value(ground, z, t, smooth, slope, linear, powers, units):
    """What is maximised; -inf outside the constraints."""
    value = slope * t
    for a in range(linear.shape[0]):
        gain = _smooth_gain(ground, a, z, smooth)
        value += linear[a] * gain
        if a < ground.parties:
            room = gain - units[a] * t
            if not room > 0.0:
                return -np.inf
            value += smooth * np.log(room)
            if powers[a] > 0.0:
                value += powers[a] * np.log(gain)
    for k in range(z.shape[0]):
        if ground.high[k] > ground.low[k]:
            if not (z[k] > ground.low[k] and z[k] < ground.high[k]):
                return -np.inf
            value += smooth * (np.log(z[k] - ground.low[k]) + np.log(ground.high[k] - z[k]))
            value -= PULL * (z[k] - ground.reference[k]) ** 2
    return value


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _differentiate(ground, z, t, smooth, slope, linear, powers, units, gradient, matrix, slopes):
    """Gradient, and the Hessian with its sign turned, in the issues and t."""
    issues = z.shape[0]
    gradient[:] = 0.0
    matrix[:] = 0.0
    gradient[issues] = slope
    for a in range(linear.shape[0]):
        gain = _smooth_gain(ground, a, z, smooth)
        first = linear[a]
        second = 0.0
        share = 0.0
        if a < ground.parties:
            room = gain - units[a] * t
            share = smooth / (room * room)
            first += smooth / room
            second += share
            if powers[a] > 0.0:
                first += powers[a] / gain
                second += powers[a] / (gain * gain)
            gradient[issues] -= units[a] * smooth / room
            matrix[issues, issues] += units[a] * units[a] * share
        for k in range(issues):
            distance = z[k] - ground.ideal[a, k]
            if ground.square:
                slopes[k] = -2.0 * ground.rate[a, k] * distance
                matrix[k, k] += first * 2.0 * ground.rate[a, k]
            else:
                root = np.sqrt(distance * distance + smooth * smooth)
                slopes[k] = -ground.rate[a, k] * distance / root
                matrix[k, k] += first * ground.rate[a, k] * smooth * smooth / (root * root * root)
            gradient[k] += first * slopes[k]
        for k in range(issues):
            for other in range(k + 1):
                matrix[k, other] += second * slopes[k] * slopes[other]
            matrix[issues, k] -= units[a] * share * slopes[k]
    for k in range(issues):
        if ground.high[k] > ground.low[k]:
            below, above = z[k] - ground.low[k], ground.high[k] - z[k]
            gradient[k] += smooth * (1.0 / below - 1.0 / above) - 2.0 * PULL * (z[k] - ground.reference[k])
            matrix[k, k] += smooth * (1.0 / (below * below) + 1.0 / (above * above)) + 2.0 * PULL
        else:
            gradient[k] = 0.0
            matrix[k, :k] = 0.0
            matrix[k, k] = 1.0
            for other in range(k + 1, issues + 1):
                matrix[other, k] = 0.0


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _solve_symmetric(matrix, vector):
    """Solve in place by Cholesky factors of the lower triangle; rows and columns are scaled to a unit diagonal first."""
    size = vector.shape[0]
    scale = np.empty(size)
    for k in range(size):
        scale[k] = 1.0 / np.sqrt(matrix[k, k]) if matrix[k, k] > 0.0 else 1.0
    for row in range(size):
        for column in range(row + 1):
            matrix[row, column] *= scale[row] * scale[column]
    for column in range(size):
        for inner in range(column):
            matrix[column, column] -= matrix[column, inner] * matrix[column, inner]
        # A direction without curvature: hardly move along it.
        pivot = np.sqrt(max(matrix[column, column], 1e-15))
        matrix[column, column] = pivot
        for row in range(column + 1, size):
            for inner in range(column):
                matrix[row, column] -= matrix[row, inner] * matrix[column, inner]
            matrix[row, column] /= pivot
    for row in range(size):
        vector[row] *= scale[row]
        for inner in range(row):
            vector[row] -= matrix[row, inner] * vector[inner]
        vector[row] /= matrix[row, row]
    for row in range(size - 1, -1, -1):
        for inner in range(row + 1, size):
            vector[row] -= matrix[inner, row] * vector[inner]
        vector[row] /= matrix[row, row]
    for row in range(size):
        vector[row] *= scale[row]
