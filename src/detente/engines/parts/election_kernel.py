"""The probabilistic Condorcet election, compiled: from the strength of coalitions to each option's chance to win.

``strength[i, j]`` is the weight behind i against j. Whoever changes a function here must also touch the kernels that
call it: Numba renews its cache by the caller's file alone. Import it only where it is used: importing loads Numba.
"""

from __future__ import annotations

from typing import no_type_check

import numpy as np
from numba import njit

from detente.engines.parts import election_switches as rule
from detente.engines.parts.ties import POSITION_TOLERANCE


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def hold(strength, count, process, chance, steps, probability):
    """The probability of each of the first ``count`` options to win, into ``probability``; adds up to one.

    chance : (option, option), filled with P[i beats j] = C_ij / (C_ij + C_ji); steps : (option, option), working room.
    """
    for i in range(count):
        chance[i, i] = 0.5
        for j in range(i):
            share = 1.0 / (strength[i, j] + strength[j, i])
            chance[i, j] = strength[i, j] * share
            chance[j, i] = strength[j, i] * share
    if process == rule.CONDITIONAL:
        for i in range(count):
            # Twice each chance: the same after normalising, and a product over many options does not vanish.
            product = 1.0
            for j in range(count):
                product *= 2.0 * chance[i, j]
            probability[i] = product
        _normalise(probability, count)
        return
    for j in range(count):
        # steps[j, i]: the favourite j is challenged by i and loses
        incentives = 0.0
        for i in range(count):
            incentives += strength[i, j] * chance[i, j]
        for i in range(count):
            called = 1.0 / count
            if process == rule.MARKOV_INCENTIVE:
                called = strength[i, j] * chance[i, j] / incentives
            steps[j, i] = called * chance[i, j]
    _settle(steps, count, probability)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _settle(steps, count, probability):
    """The stationary distribution of a chain by elimination without subtraction (Grassmann, Taksar & Heyman 1985)."""
    for last in range(count - 1, 0, -1):
        leaving = 0.0
        for j in range(last):
            leaving += steps[last, j]
        for i in range(last):
            steps[i, last] /= leaving
        for i in range(last):
            for j in range(last):
                steps[i, j] += steps[i, last] * steps[last, j]
    probability[0] = 1.0
    for k in range(1, count):
        probability[k] = 0.0
        for i in range(k):
            probability[k] += probability[i] * steps[i, k]
    _normalise(probability, count)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _normalise(probability, count):
    total = 0.0
    for k in range(count):
        total += probability[k]
    for k in range(count):
        probability[k] /= total


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def elect(position, salience, capability, present, scale, first, last, rules, candidates, probability, outcome):
    """Hold an election over the positions of each issue for the draws from ``first`` up to ``last``.

    position, salience, capability : (draw, actor, issue); present : (actor, issue); scale : (issue,).
    candidates, probability : (draw, actor, issue), filled with positions and chances; actors without weight stand at
    the outcome and have no chance. outcome : (draw, issue), filled with the mean; nan if nobody has weight.
    """
    actors = position.shape[1]
    who = np.empty(actors, np.int64)
    place = np.empty(actors)
    weight = np.empty(actors)
    option = np.empty(actors, np.int64)
    size = np.empty(actors)
    at = np.empty(actors)
    group = np.empty(actors)
    strength = np.empty((actors, actors))
    chance = np.empty((actors, actors))
    steps = np.empty((actors, actors))
    wins = np.empty(actors)
    for draw in range(first, last):
        for issue in range(position.shape[2]):
            voters = 0
            for actor in range(actors):
                probability[draw, actor, issue] = 0.0
                power = capability[draw, actor, issue]
                stake = power * salience[draw, actor, issue]
                if present[actor, issue] and stake > 0.0:
                    # Sorted by position, so that coinciding actors stand side by side.
                    k = voters
                    while k > 0 and place[k - 1] > position[draw, actor, issue]:
                        who[k], place[k], weight[k] = who[k - 1], place[k - 1], weight[k - 1]
                        k -= 1
                    who[k], place[k] = actor, position[draw, actor, issue]
                    weight[k] = stake if rules.weights == rule.CAPABILITY_TIMES_SALIENCE else power
                    voters += 1
            if voters == 0:
                outcome[draw, issue] = np.nan
                for actor in range(actors):
                    candidates[draw, actor, issue] = np.nan
                continue
            count = 0
            for k in range(voters):
                together = rules.clones == rule.MERGED and count > 0
                if together and place[k] - at[count - 1] <= POSITION_TOLERANCE * scale[issue]:
                    size[count - 1] += 1.0
                    group[count - 1] += weight[k]
                else:
                    at[count], size[count], group[count] = place[k], 1.0, weight[k]
                    count += 1
                option[k] = count - 1
            _gather(at, group, count, scale[issue], strength)
            hold(strength, count, rules.process, chance, steps, wins)
            mean = 0.0
            for k in range(voters):
                mean += wins[option[k]] / size[option[k]] * (place[k] - place[0])
            outcome[draw, issue] = min(place[0] + mean, place[voters - 1])
            for actor in range(actors):
                candidates[draw, actor, issue] = outcome[draw, issue]
            for k in range(voters):
                candidates[draw, who[k], issue] = place[k]
                probability[draw, who[k], issue] = wins[option[k]] / size[option[k]]


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _gather(at, group, count, scale, strength):
    """C_ij: who gains by i rather than j votes with its weight times what it gains, as a share of the scale.

    Options are sorted: all beyond one of two gain the whole gap between them, so that only those between are looked at.
    """
    total = 0.0
    for k in range(count):
        total += group[k]
    floor = rule.SUPPORT_FLOOR * total
    tolerance = rule.DIFFERENCE_TOLERANCE * scale
    below = 0.0
    for i in range(count):
        strength[i, i] = floor
        below += group[i]
        above = 0.0
        for j in range(count - 1, i, -1):
            above += group[j]
            gap = at[j] - at[i]
            lower = 0.0
            upper = 0.0
            if gap > tolerance:
                lower = below * gap
                upper = above * gap
                for k in range(i + 1, j):
                    gain = (at[i] - at[k]) + (at[j] - at[k])
                    if gain > tolerance:
                        lower += group[k] * gain
                    elif gain < -tolerance:
                        upper -= group[k] * gain
            strength[i, j] = floor + lower / scale
            strength[j, i] = floor + upper / scale
