"""The spatial model, compiled: whole plays of one draw after the other, in memory that does not grow with draws.

Import it only where it is used: importing loads Numba. All sums run in a fixed order, so that the bits depend neither
on threads nor on blocks. Numbers in brackets are the steps of docs/engines/spatial.md.
"""

from __future__ import annotations

from typing import NamedTuple, no_type_check

import numpy as np
from numba import njit

from detente.engines.parts import election_switches
from detente.engines.parts import spatial_notes as note
from detente.engines.parts import spatial_switches as rule
from detente.engines.parts.election_kernel import hold
from detente.engines.parts.election_switches import DIFFERENCE_TOLERANCE, SUPPORT_FLOOR
from detente.engines.parts.ties import SHARE_TOLERANCE

# A challenge must promise more than this; two that differ by no more than the second promise the same.
LEAST_GAIN = 1e-5
GAIN_TOLERANCE = 1e-10
# Two of an actor's bargains whose probabilities differ by no more than this share are equally probable.
CHOICE_TOLERANCE = 1e-8
# What either side of a challenge can count on even if nobody supports it, as a share of all capability: the published
# 1e-10 where an input's capabilities add up to about a thousand.
COALITION_FLOOR = 1e-13
# Keeps a bargain defined where neither side cares: both then stay where they are.
STUBBORNNESS = 1e-6
# Bargains are struck to four decimals of the scale from 0 to 1; a value half-way between two goes up.
DECIMALS = 1e4
HALF_WAY = 0.5 + 1e-7
# The published stop rule.
STILL_MOVING = 0.02
FEWEST_TURNS = 2
# Splitting numbers of the generator of Steele, Lea & Flood 2014 (SplitMix64).
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
# Shares are cut into these many steps for the dice, at places where no plain fraction lies.
_STEPS, _FINE_STEPS, _OFFSET = 1e6, 1e9, 0.3819660112501051
_30, _27, _31, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


class Table(NamedTuple):
    """The actors of one draw that have weight on some issue, and the room to work in."""

    who: np.ndarray  # (actor,) place among all actors
    place: np.ndarray  # (actor, issue) position in [0, 1] of the scale
    ahead: np.ndarray  # (actor, issue) position after the turn
    salience: np.ndarray  # (actor, issue) adds up to at most one
    stake: np.ndarray  # (actor,) sum of the saliences
    sharpness: np.ndarray  # (actor,) sum of their squares
    capability: np.ndarray  # (actor,)
    weight: np.ndarray  # (actor,) in elections
    influence: np.ndarray  # (actor,) in challenges
    distance: np.ndarray  # (actor, actor) of the column's position in the row's eyes
    risk: np.ndarray  # (actor,) R
    standing: np.ndarray  # (actor,) probability of the actor's position
    seen: np.ndarray  # (actor, actor) utility to the row of the column's position, in one actor's eyes
    gain: np.ndarray  # (actor, actor) what the row expects of challenging the column
    chance: np.ndarray  # (actor, actor) its chance to win
    support: np.ndarray  # (actor, actor, 2) votes for the row and for the column
    target: np.ndarray  # (actor,) whom it challenges, -1 for nobody
    offered: np.ndarray  # (actor, issue) its own position under its bargain
    demanded: np.ndarray  # (actor, issue) its target's
    worth: np.ndarray  # (actor + 1, actor) of each actor's bargain to each, after that of no bargain
    option: np.ndarray  # (actor + 1,) 0 for no bargain, else one more than who proposed it
    taken: np.ndarray  # (actor,) the option chosen
    strength: np.ndarray  # (actor + 1, actor + 1)
    pairwise: np.ndarray  # (actor + 1, actor + 1)
    steps: np.ndarray  # (actor + 1, actor + 1)
    wins: np.ndarray  # (actor + 1,)
    key: np.ndarray  # (actor + 1,) of the dice, that of the whole draw last


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def play(position, salience, capability, present, low, span, first, last, most, rules, seed, final, turns, kept, notes):
    """Play the draws from ``first`` up to ``last`` for at most ``most`` turns.

    position, salience, capability, final : (draw, actor, issue); present : (actor, issue); low, span : (issue,).
    turns : (draw,), filled with the number of turns played.
    kept : (turn + 1, draw, actor, issue), filled with positions unless it has no turns; one too short is filled as far
    as it goes. notes : (turn, draw, actor, note.COLUMNS), likewise.
    """
    actors, issues = position.shape[1], position.shape[2]
    table = _room(actors, issues)
    for draw in range(first, last):
        turns[draw] = 0
        for actor in range(actors):
            for issue in range(issues):
                final[draw, actor, issue] = position[draw, actor, issue]
                for done in range(kept.shape[0]):
                    kept[done, draw, actor, issue] = position[draw, actor, issue]
        count = _sit_down(table, position, salience, capability, present, low, span, draw, rules)
        if count == 0:
            continue
        if rules.resolution == rule.STOCHASTIC:
            _take_dice(table, count, seed)
        initial = 0.0
        for turn in range(most):
            _look(table, count)
            _take_risk(table, count, rules)
            proposals = _challenge(table, count, rules)
            _propose(table, count, rules)
            _weigh(table, count)
            moved = _choose(table, count, turn, rules, draw, notes)
            turns[draw] = turn + 1
            for k in range(count):
                for issue in range(issues):
                    there = table.ahead[k, issue]
                    if there != table.place[k, issue]:
                        table.place[k, issue] = there
                        if present[table.who[k], issue]:
                            there = low[issue] + there * span[issue]
                            final[draw, table.who[k], issue] = there
                            for done in range(turn + 1, kept.shape[0]):
                                kept[done, draw, table.who[k], issue] = there
            if turn == 0:
                initial = moved
            if proposals == 0:
                break  # nothing will ever change
            little = moved < STILL_MOVING * initial - SHARE_TOLERANCE or moved <= SHARE_TOLERANCE
            if rules.stop == rule.SETTLED and little and turn + 1 >= FEWEST_TURNS:
                break


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _sit_down(table, position, salience, capability, present, low, span, draw, rules):
    """Fill the table with the actors that have weight on some issue; how many there are."""
    issues = position.shape[2]
    count = 0
    largest = 1.0
    for actor in range(position.shape[1]):
        stake = 0.0
        power = 0.0
        base = -1.0
        for issue in range(issues):
            cares = salience[draw, actor, issue] if present[actor, issue] else 0.0
            table.salience[count, issue] = cares
            if cares > 0.0:
                # The mean of its capabilities, weighted with salience; exactly any one of them if all are equal.
                base = capability[draw, actor, issue] if base < 0.0 else base
                power += cares * (capability[draw, actor, issue] - base)
                stake += cares
        if stake > 0.0 and base + power / stake > 0.0:
            table.who[count] = actor
            table.stake[count] = stake
            table.capability[count] = base + power / stake
            largest = max(largest, stake)
            count += 1
    for k in range(count):
        divisor = largest if rules.crowded_salience == rule.BY_LARGEST else max(1.0, table.stake[k])
        table.stake[k] /= divisor
        table.sharpness[k] = 0.0
        for issue in range(issues):
            table.salience[k, issue] /= divisor
            table.sharpness[k] += table.salience[k, issue] ** 2
        table.influence[k] = table.stake[k] * table.capability[k]
        table.weight[k] = table.capability[k]
        if rules.weights == election_switches.CAPABILITY_TIMES_SALIENCE:
            table.weight[k] = table.influence[k]
    for issue in range(issues):
        total = 0.0
        elsewhere = 0.0
        for k in range(count):
            if present[table.who[k], issue]:
                here = 0.0
                if span[issue] > 0.0:
                    here = (position[draw, table.who[k], issue] - low[issue]) / span[issue]
                table.place[k, issue] = here
                weight = capability[draw, table.who[k], issue] * table.salience[k, issue]
                total += weight
                elsewhere += weight * here
        elsewhere = elsewhere / total if rules.absent == rule.MEAN_OF_PRESENT and total > 0.0 else 0.5
        for k in range(count):
            if not present[table.who[k], issue]:
                table.place[k, issue] = elsewhere
    return count


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _apart(table, viewer, one, other):
    """Distance of two positions in the viewer's eyes, weighted with its saliences, in [0, 1]."""
    total = 0.0
    for issue in range(one.shape[0]):
        total += (table.salience[viewer, issue] * (one[issue] - other[issue])) ** 2
    return np.sqrt(total / table.sharpness[viewer])


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _utility(distance, risk):
    """(1 - d)(1 + R d)."""
    return (1.0 - distance) * (1.0 + risk * min(distance, 1.0))


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _look(table, count):
    for i in range(count):
        for j in range(count):
            table.distance[i, j] = _apart(table, i, table.place[i], table.place[j])


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _take_risk(table, count, rules):
    """(1) each position's probability in an election without risk; (2) R from it."""
    total = 0.0
    for k in range(count):
        total += table.weight[k]
    for i in range(count):
        table.strength[i, i] = SUPPORT_FLOOR * total
        for j in range(i):
            upper = 0.0
            lower = 0.0
            for k in range(count):
                gain = table.distance[k, j] - table.distance[k, i]
                if gain > DIFFERENCE_TOLERANCE:
                    upper += table.weight[k] * gain
                elif gain < -DIFFERENCE_TOLERANCE:
                    lower -= table.weight[k] * gain
            table.strength[i, j] = SUPPORT_FLOOR * total + upper
            table.strength[j, i] = SUPPORT_FLOOR * total + lower
    hold(table.strength, count, rules.process, table.pairwise, table.steps, table.standing)
    highest = 0.0
    lowest = 1.0
    for k in range(count):
        highest = max(highest, table.standing[k])
        lowest = min(lowest, table.standing[k])
    least = -0.5
    if rules.risk_range == rule.RISK_MIN:
        least = 0.0
    elif rules.risk_range == rule.RISK_MAX:
        least = -1.0
    for k in range(count):
        table.risk[k] = 0.0
        if highest - lowest > SHARE_TOLERANCE:
            table.risk[k] = least + (1.0 - least) * (table.standing[k] - lowest) / (highest - lowest)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _challenge(table, count, rules):
    """(3) and (4): what each expects of challenging each, and whom it challenges; how many challenge somebody."""
    total = 0.0
    for k in range(count):
        total += table.capability[k]
    floor = COALITION_FLOOR * total
    adjustment = 1.0 / 3.0
    if rules.others_risk == rule.NO_ADJUSTMENT:
        adjustment = 0.0
    elif rules.others_risk == rule.HALF:
        adjustment = 0.5
    elif rules.others_risk == rule.TWO_THIRDS:
        adjustment = 2.0 / 3.0
    elif rules.others_risk == rule.FULL:
        adjustment = 1.0
    challengers = 0
    for i in range(count):
        for k in range(count):
            believed = table.risk[i] + adjustment * (table.risk[k] - table.risk[i])
            for j in range(count):
                table.seen[k, j] = _utility(table.distance[k, j], believed)
        best = LEAST_GAIN
        for j in range(count):
            if j != i:
                _estimate(table, count, i, j, floor, rules)
                best = max(best, table.gain[i, j])
        table.target[i] = -1
        if best > LEAST_GAIN:
            challengers += 1
            for j in range(count):
                if j != i and table.gain[i, j] >= best - GAIN_TOLERANCE:
                    table.target[i] = j
                    break
    return challengers


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _estimate(table, count, i, j, floor, rules):
    """Chance and gain of a challenge of i to j, as i sees it."""
    seen = table.seen
    forward = floor
    against = floor
    lost = seen[i, i] - seen[i, j]
    if lost > DIFFERENCE_TOLERANCE:
        forward += table.influence[i] * lost
    lost_by_target = seen[j, j] - seen[j, i]
    if lost_by_target > DIFFERENCE_TOLERANCE:
        against += table.influence[j] * lost_by_target
    votes_for = forward
    votes_against = against
    if rules.third_parties == rule.SEMI_COMMIT:
        for k in range(count):
            if k in (i, j):
                continue
            leaning = seen[k, i] - seen[k, j]
            if abs(leaning) <= DIFFERENCE_TOLERANCE:
                leaning = 0.0
            alone = table.influence[k] * leaning
            chance = (forward + max(alone, 0.0)) / (forward + against + abs(alone))
            # Joining i: 2 u(i) + u(k) if i wins, else 3 u(j). Joining j: 3 u(i) if i wins, else 2 u(j) + u(k).
            better = chance * (seen[k, k] - seen[k, i]) + (1.0 - chance) * (seen[k, j] - seen[k, k])
            if better > DIFFERENCE_TOLERANCE:
                votes_for += table.influence[k] * better
            elif better < -DIFFERENCE_TOLERANCE:
                votes_against -= table.influence[k] * better
    chance = votes_for / (votes_for + votes_against)
    resists = table.stake[j]
    fought = chance * 2.0 * seen[i, i] + (1.0 - chance) * 2.0 * seen[i, j]
    table.gain[i, j] = (1.0 - resists) * 2.0 * seen[i, i] + resists * fought - (seen[i, i] + seen[i, j])
    table.chance[i, j] = chance
    table.support[i, j, 0] = votes_for
    table.support[i, j, 1] = votes_against


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _propose(table, count, rules):
    """(5): the bargain each challenger proposes, issue by issue."""
    for i in range(count):
        j = table.target[i]
        if j < 0:
            continue
        chance = table.chance[i, j]
        for issue in range(table.place.shape[1]):
            mine = table.salience[i, issue] * chance
            theirs = table.salience[j, issue] * (1.0 - chance)
            if rules.interpolation == rule.SQUARED:
                mine, theirs = mine * mine, theirs * theirs
            total = mine + STUBBORNNESS + theirs
            here, there = table.place[i, issue], table.place[j, issue]
            table.offered[i, issue] = _rounded(((mine + STUBBORNNESS) * here + theirs * there) / total)
            table.demanded[i, issue] = _rounded((mine * here + (STUBBORNNESS + theirs) * there) / total)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _rounded(share):
    return np.floor(share * DECIMALS + HALF_WAY) / DECIMALS


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _weigh(table, count):
    """Mean utility to each of all positions, as they are and after each bargain."""
    for m in range(count):
        base = 0.0
        for j in range(count):
            base += _utility(table.distance[m, j], table.risk[m])
        table.worth[0, m] = base / count
        for i in range(count):
            j = table.target[i]
            if j >= 0:
                before = _utility(table.distance[m, i], table.risk[m]) + _utility(table.distance[m, j], table.risk[m])
                after = _utility(_apart(table, m, table.place[m], table.offered[i]), table.risk[m])
                after += _utility(_apart(table, m, table.place[m], table.demanded[i]), table.risk[m])
                table.worth[i + 1, m] = (base + (after - before)) / count


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _choose(table, count, turn, rules, draw, notes):
    """(6): each actor's election over its bargains; positions after the turn into ``ahead``; all movement (7)."""
    noted = turn < notes.shape[0]
    for k in range(count):
        options = np.int64(1)  # a literal would have everything called with it compiled twice
        table.option[0] = 0
        for i in range(count):
            if table.target[i] >= 0 and (i == k or table.target[i] == k):
                table.option[options] = i + 1
                options += 1
        table.wins[0] = 1.0
        picked = 0
        if options > 1:
            _vote_on_options(table, count, options)
            hold(table.strength, options, rules.process, table.pairwise, table.steps, table.wins)
            if rules.resolution == rule.STOCHASTIC:
                picked = _throw(table, count, options, k, turn)
            else:
                picked = _most_probable(table, options)
        table.taken[k] = table.option[picked]
        if noted:
            _note(table, k, options, picked, notes[turn, draw, table.who[k]])
    total = 0.0
    for k in range(count):
        proposer = table.taken[k] - 1
        if proposer >= 0 and rules.bargain == rule.BOTH_HALVES:
            other = table.target[proposer] if proposer == k else proposer
            if table.taken[other] != table.taken[k]:
                proposer = -1
                if noted:
                    notes[turn, draw, table.who[k], note.KIND] = 0.0
        squares = 0.0
        for issue in range(table.place.shape[1]):
            there = table.place[k, issue]
            if proposer >= 0:
                there = table.offered[k, issue] if proposer == k else table.demanded[proposer, issue]
            table.ahead[k, issue] = there
            squares += (there - table.place[k, issue]) ** 2
        total += np.sqrt(squares)
    return total


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _vote_on_options(table, count, options):
    total = 0.0
    for m in range(count):
        total += table.weight[m]
    for a in range(options):
        table.strength[a, a] = SUPPORT_FLOOR * total
        for b in range(a):
            one, other = table.worth[table.option[a]], table.worth[table.option[b]]
            upper = 0.0
            lower = 0.0
            for m in range(count):
                gain = one[m] - other[m]
                if gain > DIFFERENCE_TOLERANCE:
                    upper += table.weight[m] * gain
                elif gain < -DIFFERENCE_TOLERANCE:
                    lower -= table.weight[m] * gain
            table.strength[a, b] = SUPPORT_FLOOR * total + upper
            table.strength[b, a] = SUPPORT_FLOOR * total + lower


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _most_probable(table, options):
    highest = 0.0
    for k in range(options):
        highest = max(highest, table.wins[k])
    for k in range(options):
        if table.wins[k] >= highest * (1.0 - CHOICE_TOLERANCE):
            return k
    return 0


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _mixed(bits):
    bits = (bits ^ (bits >> _30)) * _FIRST
    bits = (bits ^ (bits >> _27)) * _SECOND
    return bits ^ (bits >> _31)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _take_dice(table, count, seed):
    """A key for each actor and one for the draw, from what they are: neither order nor unit nor rounding matters."""
    capability = 0.0
    for k in range(count):
        capability += table.capability[k]
    everybody = _mixed(np.uint64(seed) + _GOLDEN)
    for k in range(count):
        key = _mixed(np.uint64(np.int64(np.floor(_FINE_STEPS * table.capability[k] / capability + _OFFSET))) + _GOLDEN)
        for issue in range(table.place.shape[1]):
            here = np.uint64(np.int64(np.floor(_STEPS * table.place[k, issue] + _OFFSET)))
            cares = np.uint64(np.int64(np.floor(_STEPS * table.salience[k, issue] + _OFFSET)))
            key = _mixed(_mixed(key + here) + cares + _GOLDEN)
        table.key[k] = key
        everybody = everybody + key
    table.key[table.key.shape[0] - 1] = _mixed(everybody)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _throw(table, count, options, k, turn):
    """An option at random, each with its probability: the first to come in a race of exponential waiting times."""
    best = -1.0
    picked = 0
    start = _mixed(table.key[table.key.shape[0] - 1] + np.uint64(turn) * _GOLDEN) + table.key[k]
    for a in range(options):
        bits = _mixed(start)
        if a > 0:
            proposer = table.option[a] - 1
            bits = _mixed(bits + table.key[proposer])
            bits = _mixed(bits + table.key[table.target[proposer]] + _GOLDEN)
        uniform = (float(bits >> _11) + 0.5) / 9007199254740992.0
        pace = table.wins[a] / -np.log(uniform)
        if pace > best * (1.0 + CHOICE_TOLERANCE):
            best = pace
            picked = a
    return picked


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _note(table, k, options, picked, line):
    """Write down what decided the actor's turn."""
    line[note.KIND] = 0.0
    line[note.STAY] = table.wins[0]
    line[note.BARGAINS] = options - 1
    line[note.STANDING] = table.standing[k]
    line[note.RISK] = table.risk[k]
    line[note.TARGET] = -1.0
    if table.target[k] >= 0:
        line[note.TARGET] = table.who[table.target[k]]
        line[note.TARGET_GAIN] = table.gain[k, table.target[k]]
        line[note.TARGET_CHANCE] = table.chance[k, table.target[k]]
    if picked > 0:
        proposer = table.option[picked] - 1
        target = table.target[proposer]
        line[note.KIND] = note.PROPOSED if proposer == k else note.RECEIVED
        line[note.OTHER] = table.who[target] if proposer == k else table.who[proposer]
        line[note.TAKEN] = table.wins[picked]
        line[note.GAIN] = table.gain[proposer, target]
        line[note.CHANCE] = table.chance[proposer, target]
        line[note.VOTES_FOR] = table.support[proposer, target, 0]
        line[note.VOTES_AGAINST] = table.support[proposer, target, 1]


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _room(actors, issues):
    return Table(
        np.empty(actors, np.int64),
        np.empty((actors, issues)),
        np.empty((actors, issues)),
        np.empty((actors, issues)),
        np.empty(actors),
        np.empty(actors),
        np.empty(actors),
        np.empty(actors),
        np.empty(actors),
        np.empty((actors, actors)),
        np.empty(actors),
        np.empty(actors),
        np.empty((actors, actors)),
        np.empty((actors, actors)),
        np.empty((actors, actors)),
        np.empty((actors, actors, 2)),
        np.empty(actors, np.int64),
        np.empty((actors, issues)),
        np.empty((actors, issues)),
        np.empty((actors + 1, actors)),
        np.empty(actors + 1, np.int64),
        np.empty(actors, np.int64),
        np.empty((actors + 1, actors + 1)),
        np.empty((actors + 1, actors + 1)),
        np.empty((actors + 1, actors + 1)),
        np.empty(actors + 1),
        np.empty(actors + 1, np.uint64),
    )
