"""The challenge model, compiled: whole plays of one problem after the other, in memory that does not grow with draws.

The same equations as ``challenge_rounds.py`` with two savings. Actors are kept sorted by position; the side a third
party takes between two of them is decided by their midpoint, whatever its risk exponent, so that prefix sums over
sorted actors give the votes of each pair at once and a round takes O(actors^2). And powers are taken many at a time:
those of all pairs lie one after the other. Matrices are flat, row after row, because rows of a dozen actors are too
short for vector instructions.

Import it only where it is used: importing loads Numba. The bits depend neither on threads nor on blocks. Every
function is called with one set of types: float64 and int64 arrays, int64, float64, and plain tuples of these (a class
of ours would be looked for by name in caches that earlier versions wrote).
"""

from __future__ import annotations

from typing import no_type_check

import numpy as np

from detente.engines.parts import challenge_switches as rule
from detente.engines.parts.challenge_choice_kernel import choose
from detente.engines.parts.challenge_offers import MOVE_TOLERANCE, STALEMATE
from detente.engines.parts.challenge_powers import compiled, logarithm, power, power_of_two
from detente.engines.parts.ties import POSITION_TOLERANCE, SHARE_TOLERANCE, UTILITY_TOLERANCE

# The arrays of ``_actors`` and ``_room`` by their places.
WHO, POSITION, WEIGHT, SALIENCE, RISK, AHEAD, KIND, RIVAL = range(8)
BASES, POWERS, LOGS, BELOW, PREFIX, LOSING, GAIN, THREAT, KINDS, OFFERS = range(10)


@no_type_check
@compiled
def play(position, salience, capability, present, scale, first, last, rounds, rules, outcome, kept, moves):
    """Play the draws from ``first`` up to ``last`` on every issue and write where they land to ``outcome``.

    position, salience, capability : (draw, actor, issue); present : (actor, issue); scale : (issue,).
    kept : (rounds + 1, draw, actor, issue), filled with positions unless it has no rounds.
    moves : (rounds, draw, issue, actor, 4), filled with kind, rival, gain and threat unless it has no rounds.
    """
    actors, room = _actors(position.shape[1]), _room(position.shape[1])
    who, x, w, s, risk = actors[WHO], actors[POSITION], actors[WEIGHT], actors[SALIENCE], actors[RISK]
    ahead = actors[AHEAD]
    for draw in range(first, last):
        for issue in range(position.shape[2]):
            count = np.int64(0)  # a plain 0 is a type of its own to the compiler: all below would be compiled twice
            for actor in range(position.shape[1]):
                for done in range(kept.shape[0]):
                    kept[done, draw, actor, issue] = position[draw, actor, issue]
                weight = capability[draw, actor, issue] * salience[draw, actor, issue]
                if present[actor, issue] and weight > 0.0:
                    who[count], x[count], w[count] = actor, position[draw, actor, issue], weight
                    s[count], risk[count] = salience[draw, actor, issue], 1.0
                    count += 1
            if count == 0:
                outcome[draw, issue] = np.nan
                continue
            _sort(actors, count)
            initial, median = x[count - 1] - x[0], 0.0
            if rules[rule.STOP] == 1:
                median = _median(x, w, count, rules[rule.TIE])
            for played in range(rounds):
                moved = _play_round(actors, room, count, initial, scale[issue], rules)
                if moves.shape[0]:
                    _note(actors, room, count, moves[played, draw, issue])
                for k in range(count):
                    x[k] = ahead[k]
                    for done in range(played + 1, kept.shape[0]):
                        kept[done, draw, who[k], issue] = x[k]
                if not moved and rules[rule.RISK] != rule.RISK_CARRIED:
                    break  # the next round would be this one again
                _sort(actors, count)
                if rules[rule.STOP] == 1:
                    before, median = median, _median(x, w, count, rules[rule.TIE])
                    if abs(median - before) <= POSITION_TOLERANCE * scale[issue]:
                        break
            by_mean = rules[rule.FORECAST] == rule.FORECAST_MEAN
            outcome[draw, issue] = _mean(x, w, count) if by_mean else _median(x, w, count, rules[rule.TIE])


@no_type_check
@compiled
def _play_round(actors, room, count, initial, scale, rules):
    """One round: security and risk, then offers and choices into ``actors[AHEAD]``; whether anybody moves."""
    x, risk, ahead, kind, rival = actors[POSITION], actors[RISK], actors[AHEAD], actors[KIND], actors[RIVAL]
    bases, powers, logs, below, gain = room[BASES], room[POWERS], room[LOGS], room[BELOW], room[GAIN]
    threat, kinds, offers = room[THREAT], room[KINDS], room[OFFERS]
    span, tolerance = initial, POSITION_TOLERANCE * scale
    if rules[rule.RANGE] == 1:
        span = min(initial, x[count - 1] - x[0])
    if span <= tolerance:
        for i in range(count):
            ahead[i], kind[i], rival[i] = x[i], STALEMATE, -1
        return False
    _measure(x, count, span, tolerance, bases, logs, below)
    raised = bases  # what a risk exponent of 1 leaves as it is
    if rules[rule.RISK] != rule.RISK_NONE:
        if rules[rule.RISK] == rule.RISK_CARRIED:
            _take_powers(risk, count, logs, gain, powers)
            raised = powers
        else:
            for i in range(count):
                risk[i] = 1.0
        _estimate(
            actors, room, count, raised, span, scale, rules, rules[rule.MIDDLE] == rule.MU_MEAN, rules[rule.SECURITY]
        )
        _take_risk(threat, count, risk)
        _take_powers(risk, count, logs, gain, powers)
        raised = powers
    by_mean = rules[rule.MIDDLE] != rule.MU_MEDIAN
    _estimate(actors, room, count, raised, span, scale, rules, by_mean, rules[rule.SECOND_UTILITY])
    distance = bases[2 * count * count :]
    return choose(x, distance, gain, threat, count, scale, rules, kinds, offers, ahead, kind, rival)


@no_type_check
@compiled
def _estimate(actors, room, count, raised, span, scale, rules, by_mean, view):
    """Everybody's expected utilities, gain and threat (eq. 25a); ``raised``: the bases to their risk exponents."""
    x, w, s, risk = actors[POSITION], actors[WEIGHT], actors[SALIENCE], actors[RISK]
    bases, below, prefix, losing, gain = room[BASES], room[BELOW], room[PREFIX], room[LOSING], room[GAIN]
    threat = room[THREAT]
    seen = raised if rules[rule.VOTERS_RISK] == 0 else bases
    _poll(w, s, seen[2 * count * count :], below, count, rules, prefix, losing)
    quo = 1.0 if rules[rule.STATUS_QUO] == 0 else 0.5
    _expect(raised, losing, count, quo, gain, threat)
    if quo < 1.0:
        middle = _mean(x, w, count) if by_mean else _median(x, w, count, rules[rule.TIE])
        _add_change(x, risk, bases, count, span, scale, middle, 1.0 - quo, rules, gain, threat)
    if view == rule.RIVAL_VIEW:
        for i in range(count):
            for j in range(count):
                threat[i * count + j] = gain[j * count + i]


@no_type_check
@compiled
def _measure(position, count, span, tolerance, bases, logs, below):
    """Distances as shares of the range, with coinciding actors at 0 and opposite ends at 1; logarithms; midpoints."""
    square = count * count
    shares = bases[2 * square :]
    for i in range(count):
        for j in range(count):
            shares[i * count + j] = abs(position[j] - position[i])
    for k in range(square):
        apart = shares[k]
        share = 1.0 if apart >= span - tolerance else apart / span
        shares[k] = 0.0 if apart <= tolerance else share
    for k in range(square):
        bases[k] = 0.5 - 0.5 * shares[k]
    for k in range(square):
        bases[square + k] = 0.5 + 0.5 * shares[k]
    for k in range(3 * square):
        logs[k] = logarithm(bases[k])
    for i in range(count):
        t = i + 1
        for j in range(i + 1, count):
            midpoint = 0.5 * (position[i] + position[j])
            while t < j and position[t] < midpoint:
                t += 1
            below[i * count + j] = t


@no_type_check
@compiled
def _take_powers(risk, count, logs, room, powers):
    """The bases to the risk exponents of their rows, from their logarithms."""
    square = count * count
    for i in range(count):
        for j in range(count):
            room[i * count + j] = risk[i]
    for kind in range(0, 3 * square, square):
        for k in range(square):
            powers[kind + k] = power_of_two(room[k] * logs[kind + k])


@no_type_check
@compiled
def _poll(weight, salience, seen, below, count, rules, prefix, losing):
    """Chances of meeting resistance and losing, s (1 - P), from the votes of third parties (eq. 25a, 30, 31).

    What the switch ``tie_probability`` says of actors at one position is left out: no utility depends on it.
    """
    square = count * count
    for j in range(count):
        prefix[j] = 0.0
    for k in range(count):
        for j in range(count):
            prefix[(k + 1) * count + j] = prefix[k * count + j] + weight[k] * seen[k * count + j]
    total = 0.0
    for i in range(count):
        for j in range(i + 1, count):
            split = below[i * count + j] * count
            lower, upper = prefix[split + i], prefix[split + j]
            for_i = max(upper - lower, 0.0)
            for_j = max((prefix[square + i] - lower) - (prefix[square + j] - upper), 0.0)
            total += for_i + for_j
            losing[i * count + j], losing[j * count + i] = for_i, for_j
    share = 0.5 / total if total > 0.0 else 0.0
    responder_resists = rules[rule.SALIENCE] == 0
    for i in range(count):
        losing[i * count + i] = losing[square + i * count + i] = 0.0
        for j in range(i + 1, count):
            for_i, for_j = losing[i * count + j], losing[j * count + i]
            if rules[rule.DENOMINATOR] != rule.ALL_PAIRS:
                cast = for_i + for_j
                share = 1.0 / cast if cast > 0.0 else 0.0
                if rules[rule.DENOMINATOR] == rule.SIGNED:
                    for_i, for_j = max(for_i - for_j, 0.0), max(for_j - for_i, 0.0)
            against_i = salience[j] if responder_resists else salience[i]
            against_j = salience[i] if responder_resists else salience[j]
            lost_by_i, lost_by_j = against_i * (1.0 - for_i * share), against_j * (1.0 - for_j * share)
            losing[i * count + j] = losing[square + j * count + i] = lost_by_i
            losing[j * count + i] = losing[square + i * count + j] = lost_by_j


@no_type_check
@compiled
def _expect(powers, losing, count, quo, gain, threat):
    """U_s - s (1 - P) (U_s - U_f) - Q U_sq, with the utilities 2 - 4 times the powers."""
    square = count * count
    for i in range(count):
        unchanged = 2.0 - quo * (2.0 - 4.0 * powers[i * count + i])
        for j in range(count):
            gain[i * count + j] = unchanged
    for k in range(square):
        threat[k] = gain[k] - 4.0 * powers[k] - losing[square + k] * (4.0 * (powers[square + k] - powers[k]))
    for k in range(square):
        gain[k] = gain[k] - 4.0 * powers[k] - losing[k] * (4.0 * (powers[square + k] - powers[k]))


@no_type_check
@compiled
def _add_change(position, risk, bases, count, span, scale, middle, weight, rules, gain, threat):
    """What may change without a challenge, the (1 - Q) term of eq. 25a, subtracted from gain and threat."""
    weight = weight if rules[rule.CHANGE_SIGN] == 0 else -weight
    near, tie = POSITION_TOLERANCE * scale, MOVE_TOLERANCE * scale / span
    for i in range(count):  # the challenger
        apart = abs(position[i] - middle)
        away = 1.0 if apart >= span - near else apart / span
        away = 0.0 if apart <= near else away
        for j in range(count):
            distance = bases[2 * count * count + i * count + j]
            far = 0.25 * (away + distance)
            better = rules[rule.BETTERMENT] == 0 or away < distance - tie
            base = 0.5 - far if better else 0.5 + far
            gain[i * count + j] -= weight * (2.0 - 4.0 * power(base, risk[i]))
            threat[j * count + i] -= weight * (2.0 - 4.0 * power(base, risk[j]))


@no_type_check
@compiled
def _take_risk(threat, count, risk):
    """Risk exponents (eq. 33, 34) from security, what each may expect of all challenges against it."""
    for i in range(count):
        risk[i] = 0.0
    for j in range(count):
        for i in range(count):
            risk[i] += threat[i * count + j] if j != i else 0.0
    highest, lowest = -np.inf, np.inf
    for i in range(count):
        highest, lowest = max(highest, risk[i]), min(lowest, risk[i])
    spread = highest - lowest
    for i in range(count):
        relative = (2.0 * risk[i] - highest - lowest) / spread if spread > UTILITY_TOLERANCE else 0.0
        risk[i] = (1.0 - relative / 3.0) / (1.0 + relative / 3.0)


@no_type_check
@compiled
def _note(actors, room, count, notes):
    """Write who took which offer, and what both sides expected, to ``notes`` (actor, 4)."""
    who, kind, rival = actors[WHO], actors[KIND], actors[RIVAL]
    gain, threat = room[GAIN], room[THREAT]
    for i in range(count):
        j = rival[i]
        if j >= 0:
            note = notes[who[i]]
            note[0], note[1], note[2], note[3] = kind[i], who[j], gain[i * count + j], threat[i * count + j]


@no_type_check
@compiled
def _sort(actors, count):
    """Sort the actors by position, those at one position by their place among all actors."""
    who, x, w, s, r = actors[WHO], actors[POSITION], actors[WEIGHT], actors[SALIENCE], actors[RISK]
    for k in range(1, count):
        who_k, x_k, w_k, s_k, r_k = who[k], x[k], w[k], s[k], r[k]
        j = k - 1
        while j >= 0 and (x[j] > x_k or (x[j] == x_k and who[j] > who_k)):
            who[j + 1], x[j + 1], w[j + 1], s[j + 1], r[j + 1] = who[j], x[j], w[j], s[j], r[j]
            j -= 1
        who[j + 1], x[j + 1], w[j + 1], s[j + 1], r[j + 1] = who_k, x_k, w_k, s_k, r_k


@no_type_check
@compiled
def _median(position, weight, count, tie):
    """The weighted median of sorted actors: the middle or an end of the interval of positions that no other beats."""
    total = 0.0
    for k in range(count):
        total += weight[k]
    lower, upper = -1, -1
    cumulated = 0.0
    for k in range(count):
        cumulated += weight[k]
        if lower < 0 and cumulated / total >= 0.5 - SHARE_TOLERANCE:
            lower = k
        if upper < 0 and cumulated / total > 0.5 + SHARE_TOLERANCE:
            upper = k
    low, high = position[lower], position[upper]
    if tie == rule.TIE_MIDDLE:
        return low + 0.5 * (high - low)
    return low if tie == rule.TIE_LOWER else high


@no_type_check
@compiled
def _mean(position, weight, count):
    """The weighted mean of sorted actors, never an ulp beyond them."""
    total, moment = 0.0, 0.0
    for k in range(count):
        total += weight[k]
        moment += weight[k] * (position[k] - position[0])
    return min(position[0] + moment / total, position[count - 1])


@no_type_check
@compiled
def _actors(actors):
    """Room for at most so many actors, in the order of their positions; each array is (actor,)."""
    return (
        np.empty(actors, np.int64),  # who: place among all actors
        np.empty(actors),  # position
        np.empty(actors),  # weight
        np.empty(actors),  # salience
        np.empty(actors),  # risk exponent
        np.empty(actors),  # position after the round
        np.empty(actors, np.int64),  # kind of the offer taken
        np.empty(actors, np.int64),  # rival whose offer it is, -1 for none
    )


@no_type_check
@compiled
def _room(actors):
    """Room to work in for at most so many actors; matrices are flat, row after row."""
    square = actors * actors
    return (
        np.empty(3 * square),  # bases: 1/2 - d/2, 1/2 + d/2 and d, with d the distance as a share of the range
        np.empty(3 * square),  # powers: the same to the risk exponent of the row
        np.empty(3 * square),  # logs: of the bases, to base 2
        np.empty(square, np.int64),  # below: how many actors stand below the midpoint of a pair
        np.empty(square + actors),  # prefix: sums over the first actors of weight times distance seen
        np.empty(2 * square),  # losing: chances of being resisted and losing, the row's and the column's
        np.empty(square),  # gain
        np.empty(square),  # threat
        np.empty(square, np.int64),  # kinds: what the column offers the row
        np.empty((actors + 1, 5)),  # offers to one actor
    )
