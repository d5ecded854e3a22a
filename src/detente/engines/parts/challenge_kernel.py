"""The challenge model, compiled: whole plays of one problem after the other, in memory that does not grow with draws.

The same equations as ``challenge_rounds.py`` with two savings. Actors are kept sorted by position; the side a third
party takes between two of them is decided by their midpoint, whatever its risk exponent, so that prefix sums over
sorted actors give the votes of each pair at once and a round takes O(actors^2). And powers are taken many at a time:
the pairs' bases and powers lie one after the other in ``Work.logs`` and ``Work.powers``.

Import it only where it is used: importing loads Numba. All sums run in a fixed order, so the bits depend neither on
threads nor on blocks. Every function is called with one set of types: float64 and int64 arrays, int64, float64,
bool, ``Rules`` and ``Work``.
"""

from __future__ import annotations

from typing import NamedTuple, no_type_check

import numpy as np
from numba import njit

from detente.engines.parts import challenge_switches as rule
from detente.engines.parts.challenge_offers import (
    ACQUIESCENCE,
    COMPROMISE,
    CONFLICT,
    MOVE_TOLERANCE,
    STALEMATE,
)
from detente.engines.parts.challenge_powers import logarithm, power, take_powers_of_two
from detente.engines.parts.ties import POSITION_TOLERANCE, SHARE_TOLERANCE, UTILITY_TOLERANCE


class Work(NamedTuple):
    """One problem's actors, in the order of their positions, and the room to work in."""

    who: np.ndarray  # (actor,) place among all actors
    position: np.ndarray  # (actor,)
    weight: np.ndarray  # (actor,)
    salience: np.ndarray  # (actor,)
    risk: np.ndarray  # (actor,) exponent r
    ahead: np.ndarray  # (actor,) position after the round
    security: np.ndarray  # (actor,)
    distance: np.ndarray  # (actor, actor) share of the range
    success: np.ndarray  # (actor, actor) utility of i if j gives way
    failure: np.ndarray  # (actor, actor) utility of i if it has to give way to j
    votes: np.ndarray  # (actor, actor) weight of k times its distance from j, to its risk exponent
    prefix: np.ndarray  # (actor + 1, actor) sums of ``votes`` over the first actors
    chance: np.ndarray  # (actor, actor) of i against j
    opposed: np.ndarray  # (actor, actor) of j against i
    gain: np.ndarray  # (actor, actor)
    threat: np.ndarray  # (actor, actor)
    logs: np.ndarray  # (3 x pairs,)
    powers: np.ndarray  # (6 x pairs,)
    offers: np.ndarray  # (actor, 5) kind, first key, second key, target, rival
    kind: np.ndarray  # (actor,) of the offer taken
    rival: np.ndarray  # (actor,) whose offer it is, -1 for none


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def play(position, salience, capability, present, scale, first, last, rounds, rules, outcome, kept, moves):
    """Play the draws from ``first`` up to ``last`` on every issue and write where they land to ``outcome``.

    position, salience, capability : (draw, actor, issue); present : (actor, issue); scale : (issue,).
    kept : (rounds + 1, draw, actor, issue), filled with positions unless it has no rounds.
    moves : (rounds, draw, issue, actor, 4), filled with kind, rival, gain and threat unless it has no rounds.
    """
    work = _room(position.shape[1])
    for draw in range(first, last):
        for issue in range(position.shape[2]):
            count = 0
            for actor in range(position.shape[1]):
                for done in range(kept.shape[0]):
                    kept[done, draw, actor, issue] = position[draw, actor, issue]
                weight = capability[draw, actor, issue] * salience[draw, actor, issue]
                if present[actor, issue] and weight > 0.0:
                    work.who[count] = actor
                    work.position[count] = position[draw, actor, issue]
                    work.weight[count] = weight
                    work.salience[count] = salience[draw, actor, issue]
                    work.risk[count] = 1.0
                    count += 1
            if count == 0:
                outcome[draw, issue] = np.nan
                continue
            _sort(work, count)
            initial = work.position[count - 1] - work.position[0]
            median = _median(work, count, rules)
            for played in range(rounds):
                moved = _play_round(work, count, initial, scale[issue], rules)
                if moves.shape[0]:
                    _note(work, count, moves, played, draw, issue)
                work.position[:count] = work.ahead[:count]
                for k in range(count):
                    for done in range(played + 1, kept.shape[0]):
                        kept[done, draw, work.who[k], issue] = work.position[k]
                if not moved and rules.risk != rule.RISK_CARRIED:
                    break  # the next round would be this one again
                _sort(work, count)
                if rules.stop == 1:
                    before, median = median, _median(work, count, rules)
                    if abs(median - before) <= POSITION_TOLERANCE * scale[issue]:
                        break
            if rules.forecast == rule.FORECAST_MEAN:
                outcome[draw, issue] = _mean(work, count)
            else:
                outcome[draw, issue] = _median(work, count, rules)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _play_round(work, count, initial, scale, rules):
    """One round: security and risk, then offers and choices into ``work.ahead``; whether anybody moves."""
    tolerance = POSITION_TOLERANCE * scale
    span = initial
    if rules.range == 1:
        span = min(initial, work.position[count - 1] - work.position[0])
    if span <= tolerance:
        work.ahead[:count] = work.position[:count]
        work.kind[:count], work.rival[:count] = STALEMATE, -1
        return False
    _measure(work, count, span, tolerance)
    if rules.risk != rule.RISK_CARRIED:
        work.risk[:count] = 1.0
    if rules.risk != rule.RISK_NONE:
        linear = rules.risk == rule.RISK_COMPUTED
        middle = _mean(work, count) if rules.middle == rule.MU_MEAN else _median(work, count, rules)
        _estimate(work, count, span, scale, middle, linear, rules, rules.security)
        _take_risk_from_security(work, count)
    middle = _median(work, count, rules) if rules.middle == rule.MU_MEDIAN else _mean(work, count)
    _estimate(work, count, span, scale, middle, rules.risk == rule.RISK_NONE, rules, rules.second_utility)
    return _choose(work, count, scale, rules)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _measure(work, count, span, tolerance):
    """Distances as shares of the range, with coinciding actors at 0 and opposite ends at 1, and three logarithms."""
    pairs = count * (count - 1) // 2
    q = 0
    for i in range(count):
        work.distance[i, i] = 0.0
        for j in range(i + 1, count):
            apart = work.position[j] - work.position[i]
            share = 1.0 if apart >= span - tolerance else apart / span
            share = 0.0 if apart <= tolerance else share
            work.distance[i, j] = share
            work.logs[q] = 0.5 - 0.5 * share
            work.logs[pairs + q] = 0.5 + 0.5 * share
            work.logs[2 * pairs + q] = share
            q += 1
        for j in range(i):
            work.distance[i, j] = work.distance[j, i]
    for k in range(3 * pairs):
        work.logs[k] = logarithm(work.logs[k])


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _estimate(work, count, span, scale, middle, linear, rules, view):
    """Everybody's expected utilities, gain and threat, with the risk exponents in ``work``; ``linear`` if all are 1."""
    _see(work, count, linear, rules)
    _poll(work, count, rules)
    quo = 1.0 if rules.status_quo == 0 else 0.5
    for i in range(count):
        unchanged = 0.0 if linear else quo * (2.0 - 4.0 * power(0.5, work.risk[i]))
        mine = work.salience[i]
        if rules.salience == 0:
            for j in range(count):
                lost = work.success[i, j] - work.failure[i, j]
                work.gain[i, j] = work.success[i, j] - work.salience[j] * (1 - work.chance[i, j]) * lost - unchanged
                work.threat[i, j] = work.success[i, j] - mine * (1 - work.opposed[i, j]) * lost - unchanged
        else:
            for j in range(count):
                lost = work.success[i, j] - work.failure[i, j]
                work.gain[i, j] = work.success[i, j] - mine * (1 - work.chance[i, j]) * lost - unchanged
                work.threat[i, j] = work.success[i, j] - work.salience[j] * (1 - work.opposed[i, j]) * lost - unchanged
    if quo < 1.0:
        _add_change(work, count, span, scale, middle, 1.0 - quo, rules)
    if view == rule.RIVAL_VIEW:
        for i in range(count):
            for j in range(count):
                work.threat[i, j] = work.gain[j, i]


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _see(work, count, linear, rules):
    """Utilities of success and failure, and the weighted distances that votes are made of."""
    if linear:
        for i in range(count):
            for j in range(count):
                work.success[i, j] = 2.0 * work.distance[i, j]
                work.failure[i, j] = -2.0 * work.distance[i, j]
                work.votes[i, j] = work.weight[i] * work.distance[i, j]
        return
    pairs = count * (count - 1) // 2
    curved = rules.voters_risk == 0
    q = 0
    for i in range(count):
        mine = work.risk[i]
        for j in range(i + 1, count):
            work.powers[q] = mine * work.logs[q]
            work.powers[pairs + q] = work.risk[j] * work.logs[q]
            work.powers[2 * pairs + q] = mine * work.logs[pairs + q]
            work.powers[3 * pairs + q] = work.risk[j] * work.logs[pairs + q]
            work.powers[4 * pairs + q] = mine * work.logs[2 * pairs + q]
            work.powers[5 * pairs + q] = work.risk[j] * work.logs[2 * pairs + q]
            q += 1
    take_powers_of_two(work.powers, (6 if curved else 4) * pairs)
    q = 0
    for i in range(count):
        work.success[i, i] = work.failure[i, i] = 2.0 - 4.0 * power(0.5, work.risk[i])
        work.votes[i, i] = 0.0
        for j in range(i + 1, count):
            work.success[i, j] = 2.0 - 4.0 * work.powers[q]
            work.success[j, i] = 2.0 - 4.0 * work.powers[pairs + q]
            work.failure[i, j] = 2.0 - 4.0 * work.powers[2 * pairs + q]
            work.failure[j, i] = 2.0 - 4.0 * work.powers[3 * pairs + q]
            apart = work.distance[i, j] > 0.0
            seen_by_i, seen_by_j = work.distance[i, j], work.distance[i, j]
            if curved:
                seen_by_i = work.powers[4 * pairs + q] if apart else 0.0
                seen_by_j = work.powers[5 * pairs + q] if apart else 0.0
            work.votes[i, j] = work.weight[i] * seen_by_i
            work.votes[j, i] = work.weight[j] * seen_by_j
            q += 1


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _poll(work, count, rules):
    """Chances of success from the votes of third parties, by the midpoint of each pair and prefix sums."""
    tie = 0.0 if rules.tie_probability == 0 else 0.5
    for j in range(count):
        work.prefix[0, j] = 0.0
    for k in range(count):
        for j in range(count):
            work.prefix[k + 1, j] = work.prefix[k, j] + work.votes[k, j]
    total = 0.0
    for i in range(count):
        work.chance[i, i] = work.opposed[i, i] = tie
        below = i + 1  # how many actors stand below the midpoint
        for j in range(i + 1, count):
            midpoint = 0.5 * (work.position[i] + work.position[j])
            while below < j and work.position[below] < midpoint:
                below += 1
            lower, upper = work.prefix[below, i], work.prefix[below, j]
            for_i = max(upper - lower, 0.0)
            for_j = max((work.prefix[count, i] - lower) - (work.prefix[count, j] - upper), 0.0)
            total += for_i + for_j
            work.chance[i, j], work.opposed[i, j] = for_i, for_j
    for i in range(count):
        for j in range(i + 1, count):
            for_i, for_j = work.chance[i, j], work.opposed[i, j]
            cast = 2.0 * total if rules.denominator == rule.ALL_PAIRS else for_i + for_j
            if rules.denominator == rule.SIGNED:
                for_i, for_j = max(for_i - for_j, 0.0), max(for_j - for_i, 0.0)
            cast = 1.0 / cast if cast > 0.0 else 0.0
            together = work.distance[i, j] == 0.0
            for_i, for_j = tie if together else for_i * cast, tie if together else for_j * cast
            work.chance[i, j] = work.opposed[j, i] = for_i
            work.chance[j, i] = work.opposed[i, j] = for_j


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _add_change(work, count, span, scale, middle, weight, rules):
    """What may change without a challenge, the (1 - Q) term of eq. 25a, subtracted from gain and threat."""
    weight = weight if rules.change_sign == 0 else -weight
    near, tie = POSITION_TOLERANCE * scale, MOVE_TOLERANCE * scale / span
    for i in range(count):  # the challenger
        apart = abs(work.position[i] - middle)
        away = 1.0 if apart >= span - near else apart / span
        away = 0.0 if apart <= near else away
        for j in range(count):
            far = 0.25 * (away + work.distance[i, j])
            better = rules.betterment == 0 or away < work.distance[i, j] - tie
            base = 0.5 - far if better else 0.5 + far
            work.gain[i, j] -= weight * (2.0 - 4.0 * power(base, work.risk[i]))
            work.threat[j, i] -= weight * (2.0 - 4.0 * power(base, work.risk[j]))


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _take_risk_from_security(work, count):
    """Risk exponents from what each may expect of all challenges against it."""
    highest, lowest = -np.inf, np.inf
    for i in range(count):
        security = 0.0
        for j in range(count):
            security += work.threat[i, j] if j != i else 0.0
        work.security[i] = security
        highest, lowest = max(highest, security), min(lowest, security)
    spread = highest - lowest
    for i in range(count):
        relative = (2.0 * work.security[i] - highest - lowest) / spread if spread > UTILITY_TOLERANCE else 0.0
        work.risk[i] = (1.0 - relative / 3.0) / (1.0 + relative / 3.0)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _choose(work, count, scale, rules):
    """The offer each actor takes: where it leads, its kind and rival; whether anybody moves."""
    moved = False
    length = MOVE_TOLERANCE * scale
    for i in range(count):
        work.ahead[i], work.kind[i], work.rival[i] = work.position[i], STALEMATE, -1
        found = _offers_to(work, count, i, rules)
        if found == 0:
            continue
        if rules.offer_choice == rule.HIGHEST_UTILITY:
            found = _keep_least(work.offers, found, 1, UTILITY_TOLERANCE)
            found = _keep_least(work.offers, found, 2, length)
        else:
            found = _keep_least(work.offers, found, 0, 0.0)
            found = _keep_least(work.offers, found, 1, length)
            found = _keep_least(work.offers, found, 2, UTILITY_TOLERANCE)
        _keep_least(work.offers, found, 3, 0.0)
        work.ahead[i] = work.offers[0, 3]
        work.kind[i], work.rival[i] = int(work.offers[0, 0]), int(work.offers[0, 4])
        moved = moved or work.ahead[i] != work.position[i]
    return moved


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _offers_to(work, count, i, rules):
    """Write the offers to actor i to ``work.offers``, with the two keys they are chosen by; how many there are."""
    found = 0
    here = work.position[i]
    for j in range(count):
        a, b = work.gain[i, j], work.threat[i, j]
        if b <= UTILITY_TOLERANCE or work.distance[i, j] == 0.0:
            continue
        way = work.position[j] - here
        if a > UTILITY_TOLERANCE:
            if b <= a + UTILITY_TOLERANCE or rules.conflict == 1:
                continue
            kind, target = CONFLICT, work.position[j]
        elif a < -UTILITY_TOLERANCE:
            if b > UTILITY_TOLERANCE - a:
                share = -a / b if rules.compromise == 0 else b / (b - a)
                kind, target = COMPROMISE, here + way * share
            else:
                kind, target = ACQUIESCENCE, work.position[j]
        else:
            continue
        work.offers[found, 0], work.offers[found, 3], work.offers[found, 4] = kind, target, j
        if rules.offer_choice == rule.HIGHEST_UTILITY:
            work.offers[found, 1], work.offers[found, 2] = -b, abs(target - here)
        else:
            average = rules.offer_choice == rule.LEAST_WEIGHTED_AVERAGE and kind == COMPROMISE
            work.offers[found, 1] = here + way * b / (b - a) if average else abs(target - here)
            work.offers[found, 2] = -b
        found += 1
    return found


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _keep_least(offers, found, key, tolerance):
    """Keep the offers whose key is the least within the tolerance, in their order; how many are left."""
    if found == 1:
        return 1
    least = offers[0, key]
    for k in range(1, found):
        least = min(least, offers[k, key])
    kept = 0
    for k in range(found):
        if offers[k, key] <= least + tolerance:
            for column in range(offers.shape[1]):
                offers[kept, column] = offers[k, column]
            kept += 1
    return kept


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _note(work, count, moves, played, draw, issue):
    """Write who took which offer, and what both sides expected, to ``moves``."""
    for i in range(count):
        rival = work.rival[i]
        if rival >= 0:
            note = moves[played, draw, issue, work.who[i]]
            note[0], note[1] = work.kind[i], work.who[rival]
            note[2], note[3] = work.gain[i, rival], work.threat[i, rival]


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _sort(work, count):
    """Sort the actors by position, those at one position by their place among all actors."""
    for k in range(1, count):
        who, x = work.who[k], work.position[k]
        w, s, r = work.weight[k], work.salience[k], work.risk[k]
        j = k - 1
        while j >= 0 and (work.position[j] > x or (work.position[j] == x and work.who[j] > who)):
            work.who[j + 1], work.position[j + 1] = work.who[j], work.position[j]
            work.weight[j + 1], work.salience[j + 1], work.risk[j + 1] = work.weight[j], work.salience[j], work.risk[j]
            j -= 1
        work.who[j + 1], work.position[j + 1] = who, x
        work.weight[j + 1], work.salience[j + 1], work.risk[j + 1] = w, s, r


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _median(work, count, rules):
    """The weighted median of sorted actors: the middle or an end of the interval of positions that no other beats."""
    total = 0.0
    for k in range(count):
        total += work.weight[k]
    lower, upper = -1, -1
    share = 0.0
    for k in range(count):
        share += work.weight[k] / total
        if lower < 0 and share >= 0.5 - SHARE_TOLERANCE:
            lower = k
        if upper < 0 and share > 0.5 + SHARE_TOLERANCE:
            upper = k
    low, high = work.position[lower], work.position[upper]
    if rules.tie == rule.MIDDLE:
        return low + 0.5 * (high - low)
    return low if rules.tie == rule.LOWER else high


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _mean(work, count):
    """The weighted mean of sorted actors, never an ulp beyond them."""
    total, moment = 0.0, 0.0
    for k in range(count):
        total += work.weight[k]
        moment += work.weight[k] * (work.position[k] - work.position[0])
    return min(work.position[0] + moment / total, work.position[count - 1])


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _room(actors):
    """Room to work in for problems of at most so many actors."""
    pairs = actors * (actors - 1) // 2
    return Work(
        np.empty(actors, np.int64),
        np.empty(actors),
        np.empty(actors),
        np.empty(actors),
        np.empty(actors),
        np.empty(actors),
        np.empty(actors),
        np.empty((actors, actors)),
        np.empty((actors, actors)),
        np.empty((actors, actors)),
        np.empty((actors, actors)),
        np.empty((actors + 1, actors)),
        np.empty((actors, actors)),
        np.empty((actors, actors)),
        np.empty((actors, actors)),
        np.empty((actors, actors)),
        np.empty(3 * pairs),
        np.empty(6 * pairs),
        np.empty((actors, 5)),
        np.empty(actors, np.int64),
        np.empty(actors, np.int64),
    )
