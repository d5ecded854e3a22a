"""Bargaining solutions, compiled: Nash, Kalai-Smorodinsky and egalitarian points by an interior-point method.

Each is a concave program: maximise

    slope t + sum_a linear_a g_a(z) + sum_a power_a log g_a(z) - PULL |z - pulled|^2
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
"""Weight of the mean gain, by capability, beside the worst-off's: decides between points equally good for that one."""
PULL = 1e-7
"""Weight of the squared distance from the reference point: decides what is left open."""
FIRST, LAST, FALL = 0.1, 1e-8, 0.2
POLISH, POLISHES = 1e-6, 4
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
def solve(case, shape, rules, first, last, point, gains):
    """Solve the draws from ``first`` up to ``last``; write (draw, issue) points and (draw, actor) gains, nan if none.

    case : position, salience, capability, lower and upper red line, (draw, actor, issue), and cost, (draw, actor).
    shape : low end, high end and reference point of the scales, (issue,); present, (actor, issue); required, (actor,).
    rules : solution, and whether losses are quadratic, others count and powers follow capability.
    """
    solution, square, counted, powerful = rules
    low, high = shape[0], shape[1]
    for draw in range(first, last):
        point[draw], gains[draw] = np.nan, np.nan
        who, parties = _actors(case, shape, draw, counted)
        if parties == 0:
            continue
        ground, weight = _ground(case, shape, draw, who, parties, square)
        fits = True
        for k in range(low.shape[0]):
            fits = fits and ground.low[k] <= ground.high[k] + THIN
        if not fits:
            continue
        z = 0.5 * (ground.low + ground.high)
        if not _bargain(ground, weight, z, solution, powerful):
            continue
        for k in range(z.shape[0]):
            at = min(max(z[k], ground.low[k]), ground.high[k])
            point[draw, k] = low[k] + (high[k] - low[k]) * at
        for a in range(who.shape[0]):
            gains[draw, who[a]] = _gain(ground, a, z)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _actors(case, shape, draw, counted):
    """Who takes part, parties first, in an order that depends only on what they want and weigh; how many parties."""
    position, salience, capability, _, _, cost = case
    present, required = shape[3], shape[4]
    who = np.empty(required.shape[0], np.int64)
    count, parties = 0, 0
    for vetoes in (True, False):
        begin = count
        for actor in range(required.shape[0]):
            cares = False
            for k in range(present.shape[1]):
                cares = cares or (present[actor, k] and salience[draw, actor, k] * capability[draw, actor, k] > 0.0)
            if not cares or required[actor] != vetoes or not (vetoes or counted):
                continue
            at = count
            while at > begin and _comes_before(position, salience, capability, cost, present, draw, actor, who[at - 1]):
                who[at] = who[at - 1]
                at -= 1
            who[at] = actor
            count += 1
        if vetoes:
            parties = count
    return who[:count], parties


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _comes_before(position, salience, capability, cost, present, draw, one, other):
    if cost[draw, one] != cost[draw, other]:
        return cost[draw, one] < cost[draw, other]
    for k in range(present.shape[1]):
        if present[one, k] != present[other, k]:
            return present[one, k]
        if present[one, k]:
            for values in (position, salience, capability):
                if values[draw, one, k] != values[draw, other, k]:
                    return values[draw, one, k] < values[draw, other, k]
    return False


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _ground(case, shape, draw, who, parties, square):
    """Gains and box of a draw, and (actor,) weights by capability, the parties' adding up to 1."""
    position, salience, capability, line_low, line_high, cost = case
    low, high, reference, present, _ = shape
    actors, issues = who.shape[0], low.shape[0]
    ideal, rate = np.full((actors, issues), 0.5), np.zeros((actors, issues))
    ceiling, weight, stances = np.zeros(actors), np.zeros(actors), np.zeros(actors)
    box_low, box_high, status_quo = np.zeros(issues), np.ones(issues), np.zeros(issues)
    for k in range(issues):
        span = high[k] - low[k]
        status_quo[k] = (reference[k] - low[k]) / span
        total, cares = 0.0, False
        for a in range(actors):
            if not present[who[a], k]:
                continue
            if a < parties:
                box_low[k] = max(box_low[k], (line_low[draw, who[a], k] - low[k]) / span)
                box_high[k] = min(box_high[k], (line_high[draw, who[a], k] - low[k]) / span)
                total += capability[draw, who[a], k]
            if salience[draw, who[a], k] * capability[draw, who[a], k] > 0.0:
                ideal[a, k] = (position[draw, who[a], k] - low[k]) / span
                rate[a, k] = salience[draw, who[a], k]
                cares = True
        for a in range(actors):
            if present[who[a], k] and total > 0.0:
                weight[a] += capability[draw, who[a], k] / total
                stances[a] += 1.0
        if not cares:
            # Nobody asks for a change.
            held = min(max(status_quo[k], box_low[k]), box_high[k])
            if box_low[k] <= box_high[k]:
                box_low[k], box_high[k] = held, held
        elif abs(box_high[k] - box_low[k]) < THIN:
            middle = 0.5 * (box_low[k] + box_high[k])
            box_low[k], box_high[k] = middle, middle
    for a in range(actors):
        worst = 0.0
        for k in range(issues):
            far = max(ideal[a, k], 1.0 - ideal[a, k])
            worst += rate[a, k] * (far * far if square else far)
        ceiling[a] = cost[draw, who[a]]
        for k in range(issues):
            rate[a, k] /= worst
            away = abs(status_quo[k] - ideal[a, k])
            ceiling[a] += rate[a, k] * (away * away if square else away)
    heaviest = 0.0
    for a in range(actors):
        weight[a] /= max(stances[a], 1.0)
        heaviest += weight[a] if a < parties else 0.0
    if heaviest > 0.0:
        weight /= heaviest
    return Ground(ideal, rate, ceiling, box_low, box_high, status_quo, parties, square), weight


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _bargain(ground, weight, z, solution, powerful):
    """Move ``z`` to the solution; whether there is a point at which all parties gain."""
    count, parties = weight.shape[0], ground.parties
    linear, powers, units = MEAN * weight, np.zeros(count), np.ones(count)
    _climb(ground, z, ground.reference, FIRST, 1.0, linear, powers, units)
    worst = _worst(ground, z)
    if not worst > LEAST_GAIN:
        return False
    steepest = 1.0
    for a in range(count):
        steepest = max(steepest, ground.rate[a].sum())
    begin = min(FIRST, 0.25 * worst / steepest)
    slope = 1.0
    if solution == NASH:
        slope = 0.0
        for a in range(count):
            linear[a], units[a] = (0.0 if a < parties else weight[a]), 0.0
            if a < parties:
                powers[a] = weight[a] if powerful else 1.0 / parties
        _climb(ground, z, ground.reference, begin, slope, linear, powers, units)
    elif solution == KALAI_SMORODINSKY:
        for a in range(parties):
            wish = np.zeros(count)
            wish[a] = 1.0
            at = z.copy()
            _climb(ground, at, ground.reference, begin, 0.0, wish, powers, np.zeros(count))
            units[a] = _gain(ground, a, at)
        _climb(ground, z, ground.reference, begin, slope, linear, powers, units)
    # Once more, pulled to where it is now: what the pull to the reference point distorted is put right.
    for _ in range(POLISHES):
        at = z.copy()
        if not _climb(ground, z, at, min(begin, POLISH), slope, linear, powers, units):
            z[:] = at
    return True


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
def _worst(ground, z):
    worst = np.inf
    for a in range(ground.parties):
        worst = min(worst, _gain(ground, a, z))
    return worst


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _climb(ground, z, pulled, begin, slope, linear, powers, units):
    """Move ``z`` to the maximum of the program; whether a start inside all constraints was found."""
    issues = z.shape[0]
    size = issues + 1
    smooth = begin
    for k in range(issues):
        edge = 1e-3 * begin * (ground.high[k] - ground.low[k])
        z[k] = min(max(z[k], ground.low[k] + edge), ground.high[k] - edge)
    t = 0.0
    if slope > 0.0:
        t = np.inf
        for a in range(ground.parties):
            t = min(t, (_smooth_gain(ground, a, z, smooth)) / units[a])
        t -= smooth
    if not _value(ground, z, t, pulled, smooth, slope, linear, powers, units) > -np.inf:
        return False
    gradient = np.empty(size)
    matrix = np.empty((size, size))
    slopes = np.empty(issues)
    trial = np.empty(issues)
    while True:
        now = _value(ground, z, t, pulled, smooth, slope, linear, powers, units)
        for _ in range(MOST_STEPS):
            _differentiate(ground, z, t, pulled, smooth, slope, linear, powers, units, gradient, matrix, slopes)
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
            moved, ahead = False, now
            for _ in range(60):
                for k in range(issues):
                    trial[k] = z[k] + length * step[k]
                ahead = _value(ground, trial, t + length * step[issues], pulled, smooth, slope, linear, powers, units)
                # What is lost in the last digits near the maximum is rounding, not a step too far.
                if ahead >= now + 0.01 * length * decrement - 4e-15 * (1.0 + abs(now)):
                    moved = True
                    break
                length *= 0.5
            if not moved:
                break
            t += length * step[issues]
            for k in range(issues):
                z[k] = trial[k]
            now = ahead
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
        if ground.rate[a, k] > 0.0:  # most actors care about some issues only
            distance = z[k] - ground.ideal[a, k]
            loss += ground.rate[a, k] * np.sqrt(distance * distance + smooth * smooth)
    return ground.ceiling[a] - loss


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _value(ground, z, t, pulled, smooth, slope, linear, powers, units):
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
            value -= PULL * (z[k] - pulled[k]) ** 2
    return value


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _differentiate(ground, z, t, pulled, smooth, slope, linear, powers, units, gradient, matrix, slopes):
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
            slopes[k] = 0.0
            if not ground.rate[a, k] > 0.0:
                continue
            distance = z[k] - ground.ideal[a, k]
            if ground.square:
                slopes[k] = -2.0 * ground.rate[a, k] * distance
                matrix[k, k] += first * 2.0 * ground.rate[a, k]
            else:
                root = np.sqrt(distance * distance + smooth * smooth)
                slopes[k] = -ground.rate[a, k] * distance / root
                matrix[k, k] += first * ground.rate[a, k] * smooth * smooth / (root * root * root)
            gradient[k] += first * slopes[k]
        if second == 0.0:
            continue
        for k in range(issues):
            if slopes[k] == 0.0:
                continue
            for other in range(k + 1):
                matrix[k, other] += second * slopes[k] * slopes[other]
            matrix[issues, k] -= units[a] * share * slopes[k]
    for k in range(issues):
        if ground.high[k] > ground.low[k]:
            below, above = z[k] - ground.low[k], ground.high[k] - z[k]
            gradient[k] += smooth * (1.0 / below - 1.0 / above) - 2.0 * PULL * (z[k] - pulled[k])
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
    """Solve in place by Cholesky factors of the lower triangle; scaled to a unit diagonal first."""
    size = vector.shape[0]
    scale = np.empty(size)
    for k in range(size):
        scale[k] = 1.0 / np.sqrt(matrix[k, k]) if matrix[k, k] > 0.0 else 1.0
    for row in range(size):
        for column in range(row + 1):
            matrix[row, column] *= scale[row] * scale[column]
    for column in range(size):
        left = matrix[column, column]  # a sum in a register, not in memory: quicker, to the same bits
        for inner in range(column):
            left -= matrix[column, inner] * matrix[column, inner]
        # A direction without curvature: hardly move along it.
        pivot = np.sqrt(max(left, 1e-15))
        matrix[column, column] = pivot
        for row in range(column + 1, size):
            left = matrix[row, column]
            for inner in range(column):
                left -= matrix[row, inner] * matrix[column, inner]
            matrix[row, column] = left / pivot
    for row in range(size):
        left = vector[row] * scale[row]
        for inner in range(row):
            left -= matrix[row, inner] * vector[inner]
        vector[row] = left / matrix[row, row]
    for row in range(size - 1, -1, -1):
        left = vector[row]
        for inner in range(row + 1, size):
            left -= matrix[inner, row] * vector[inner]
        vector[row] = left / matrix[row, row]
    for row in range(size):
        vector[row] *= scale[row]
