"""The exchange model, compiled: rounds of exchanges of one draw after the other.

A deal is two actors and two issues, its plan what each would move; it is planned again only when an exchange that was
made touches it. What an actor that demands an issue knows of the others' votes on it does not depend on the pair, so
it is kept once an actor and issue. Positions run from 0 to 100 here, whatever the issue's scale.

Where ties go in order, actors are put in one that depends only on what they want and weigh, so that equals are treated
alike whatever the order of the case; the lottery draws among them as listed. Import it only where it is used:
importing loads Numba. Called with one set of types.
"""

from __future__ import annotations

from typing import NamedTuple, no_type_check

import numpy as np
from numba import njit

from detente.engines.parts import exchange_switches as rule
from detente.engines.parts.exchange_hash import coin, share_drawn, sign_actors
from detente.engines.parts.ties import POSITION_TOLERANCE, SHARE_TOLERANCE

TOP = 100.0
NEAR = POSITION_TOLERANCE * TOP
LEAST_GAIN = 1e-10
"""Exchanges that gain less, in points of a scale of 100 times salience, are not made."""
EQUAL_GAIN = 1e-9
"""Gains closer than this are equal: the pair that comes first in the order of actors and issues goes first."""
REACHED = 1e-7
"""An outcome this near to a position has reached it."""
MOST_TIES = 1000
"""Ties a round that are drawn for; later ones go in order."""
RATE, GAIN, ALIVE, TO_P, TO_Q, PLAN_P, PLAN_Q, SHIFT_P, SHIFT_Q = 0, 1, 2, 3, 4, 5, 6, 7, 8
PLANNED_P, PLANNED_Q, UP_P, UP_Q, DOWN_P, DOWN_Q, DEAL = 9, 10, 11, 12, 13, 14, 15
"""What is kept of a deal: rate, mean gain, whether it may still be made; votes, moves and shifts of outcomes planned;
of the moves of earlier plans that were overtaken their sum, the largest upward and the largest downward, on p and q."""
LOGGED = 20
"""Numbers kept of an exchange: round, i, j, p, q, both gains, expected outcome of p and of q before and after, vote of
j on p and of i on q before and after, and the outcomes of all votes on p and q before and after."""


class Table(NamedTuple):
    """One draw: actors in their own order, issues in the case's."""

    who: np.ndarray  # (actor,) place among all actors
    wish: np.ndarray  # (actor, issue) position at the start of the round, 0 to 100
    vote: np.ndarray  # (actor, issue) position after the exchanges so far
    salience: np.ndarray  # (actor, issue)
    share: np.ndarray  # (actor, issue) of the issue's weight: how far the outcome moves with the actor
    outcome: np.ndarray  # (issue,) of all votes
    known: np.ndarray  # (actor, issue, actor) votes of others on an issue as an actor knows them that demands it
    met: np.ndarray  # (actor, issue, actor) whether an actor has bought the issue from another
    expected: np.ndarray  # (actor, issue) outcome of the votes as known
    heading: np.ndarray  # (actor, issue) direction of the moves made, 0 for none
    signature: np.ndarray  # (actor,) uint64 of what the actor wants and weighs


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def play(
    position, salience, capability, present, low, high, first, last, rounds, seed, rules, outcome, kept, log, made
):
    """Play the draws from ``first`` up to ``last`` and write where they land to ``outcome``, (draw, issue).

    kept : (rounds + 1, draw, actor, issue), filled with positions unless it has no rounds.
    log : (exchange, LOGGED), the exchanges of the last draw, in order, unless it has no rows; made : (1,), how many.
    """
    actors, issues = position.shape[1], position.shape[2]
    native = np.empty((actors, issues))
    weight = np.empty((actors, issues))
    for draw in range(first, last):
        made[0] = 0
        count = 0
        who = np.empty(actors, np.int64)
        for actor in range(actors):
            some = False
            for issue in range(issues):
                native[actor, issue] = position[draw, actor, issue]
                weight[actor, issue] = 0.0
                if present[actor, issue]:
                    weight[actor, issue] = capability[draw, actor, issue] * salience[draw, actor, issue]
                some = some or weight[actor, issue] > 0.0
            if some:
                who[count] = actor
                count += 1
        table = _table(position[draw], salience[draw], weight, low, high, who[:count], rules)
        _keep(kept, 0, draw, native)
        for played in range(rounds):
            if played > 0:
                _begin_again(table, native, low, high, rules)
            _exchange(table, native, low, high, played, seed, rules, log, made)
            _keep(kept, played + 1, draw, native)
        for issue in range(issues):
            outcome[draw, issue] = _landing(table, native, weight, issue)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _table(position, salience, weight, low, high, who, rules):
    count, issues = who.shape[0], position.shape[1]
    wish = np.zeros((count, issues))
    saliences = np.zeros((count, issues))
    share = np.zeros((count, issues))
    for issue in range(issues):
        total = 0.0
        for actor in who:
            total += weight[actor, issue]
        for k in range(count):
            if weight[who[k], issue] > 0.0:
                wish[k, issue] = TOP * (position[who[k], issue] - low[issue]) / (high[issue] - low[issue])
                saliences[k, issue] = salience[who[k], issue]
                share[k, issue] = weight[who[k], issue] / total
    # The lottery draws among pairs as the case lists them; else nothing depends on how it does.
    order = np.arange(count) if rules.ties == rule.LOTTERY else _order(wish, saliences, share)
    ordered = who[order]
    wish, saliences, share = wish[order], saliences[order], share[order]
    for issue in range(issues):
        # Once more in the actors' own order: the bits of the sum then do not depend on the order of the case.
        total = 0.0
        for actor in ordered:
            total += weight[actor, issue]
        for k in range(count):
            if total > 0.0:
                share[k, issue] = weight[ordered[k], issue] / total
    return Table(
        ordered,
        wish,
        wish.copy(),
        saliences,
        share,
        np.zeros(issues),
        np.zeros((count, issues, count)),
        np.zeros((count, issues, count), np.bool_),
        np.zeros((count, issues)),
        np.zeros((count, issues)),
        sign_actors(wish, saliences, share),
    )


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _order(wish, salience, share):
    """Actors by what they want and weigh on one issue after the other; those alike stay as they come."""
    count = wish.shape[0]
    order = np.arange(count)
    for k in range(1, count):
        at, actor = k, order[k]
        while at > 0 and _comes_before(wish, salience, share, actor, order[at - 1]):
            order[at] = order[at - 1]
            at -= 1
        order[at] = actor
    return order


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _comes_before(wish, salience, share, one, other):
    for issue in range(wish.shape[1]):
        if abs(share[one, issue] - share[other, issue]) > SHARE_TOLERANCE:
            return share[one, issue] > share[other, issue]
        if abs(wish[one, issue] - wish[other, issue]) > NEAR:
            return wish[one, issue] < wish[other, issue]
        if abs(salience[one, issue] - salience[other, issue]) > SHARE_TOLERANCE:
            return salience[one, issue] > salience[other, issue]
    return False


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _exchange(table, native, low, high, played, seed, rules, log, made):
    """One round: the exchange with the largest gain is made, again and again, until none is left that gains."""
    _expect(table)
    pairs = _candidates(table, rules)
    count = pairs.shape[0]
    deals = np.zeros((count, DEAL))
    for k in range(count):
        deals[k, RATE] = _rate(table, pairs[k], played, seed, rules)
        _plan(table, pairs[k], deals[k], rules)
    waiting = np.empty(count + MOST_TIES, np.int64)  # the deals, those that gain most first
    before = np.empty_like(waiting)
    changed = np.empty(waiting.shape[0], np.bool_)
    left = 0
    for k in range(count):
        waiting[left], changed[left] = k, True
        left += 1
    ties = 0
    while left > 0:
        _sort(waiting, changed, before, left, deals, rules)
        best = waiting[0]
        waiting[: left - 1] = waiting[1:left]
        left -= 1
        if rules.ties == rule.LOTTERY and left > 0 and ties < MOST_TIES:
            rival = waiting[0]
            if abs(deals[best, GAIN] - deals[rival, GAIN]) < EQUAL_GAIN:
                if coin(table.signature, played, ties, seed):
                    # The rival goes first, the best waits behind all others.
                    waiting[: left - 1] = waiting[1:left]
                    waiting[left - 1], changed[left - 1] = best, True
                    best = rival
                else:
                    # The best goes first, the rival is entered once more.
                    waiting[left], changed[left] = rival, True
                    left += 1
                ties += 1
        if deals[best, ALIVE] == 0.0 or deals[best, GAIN] < LEAST_GAIN:
            continue
        i, j, p, q = pairs[best]
        to_p, to_q = deals[best, TO_P], deals[best, TO_Q]
        if log.shape[0] > made[0]:
            _note(table, log[made[0]], played, pairs[best], deals[best])
            made[0] += 1
        _move(table, native, low, high, j, p, to_p)
        _move(table, native, low, high, i, q, to_q)
        _learn(table, i, p, j, rules)
        _learn(table, j, q, i, rules)
        left = _plan_again(table, pairs, deals, waiting, changed, left, pairs[best], rules)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _plan_again(table, pairs, deals, waiting, changed, left, done, rules):
    """Plan every waiting deal again that the one just made touches, and leave out those given up; how many are left."""
    i, j, p, q = done
    kept = 0
    for entry in range(left):
        k = waiting[entry]
        if deals[k, ALIVE] == 0.0:
            continue
        moved = changed[entry] if entry >= left - 1 else False
        if _touched(pairs[k], i, j, p, q, rules):
            if rules.plans == rule.REMEMBERED:
                _remember(pairs[k], deals[k], i, j, p, q)
            _plan(table, pairs[k], deals[k], rules)
            moved = True
            if deals[k, ALIVE] == 0.0:
                continue
        waiting[kept], changed[kept] = k, moved
        kept += 1
    return kept


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _remember(pair, deal, i, j, p, q):
    """A move that an actor planned here and was overtaken by its own move elsewhere stays in the deal's memory."""
    if (pair[0] == i and pair[3] == q) or (pair[0] == j and pair[3] == p):
        deal[PLANNED_Q] += deal[PLAN_Q]
        deal[UP_Q], deal[DOWN_Q] = max(deal[UP_Q], deal[PLAN_Q]), min(deal[DOWN_Q], deal[PLAN_Q])
    if (pair[1] == i and pair[2] == q) or (pair[1] == j and pair[2] == p):
        deal[PLANNED_P] += deal[PLAN_P]
        deal[UP_P], deal[DOWN_P] = max(deal[UP_P], deal[PLAN_P]), min(deal[DOWN_P], deal[PLAN_P])


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _sort(waiting, changed, before, left, deals, rules):
    """Those that gain most first; equals by their place before, or by their place among the pairs.

    What has not changed is in order already: only the changed ones are sorted and merged in.
    """
    steady, moving = 0, 0
    for entry in range(left):
        if not changed[entry]:
            before[steady] = entry
            steady += 1
    for entry in range(left):
        if changed[entry]:
            before[steady + moving] = entry
            moving += 1
    if moving > 1:
        # A rough order by gain first; equal gains, to the tolerance, are put right by insertion.
        rough = before[steady : steady + moving].copy()
        before[steady : steady + moving] = rough[np.argsort(-deals[waiting[rough], GAIN], kind="mergesort")]
    for end in range(steady + 1, steady + moving):
        at, entry = end, before[end]
        while at > steady and _first(deals, waiting, entry, before[at - 1], rules):
            before[at] = before[at - 1]
            at -= 1
        before[at] = entry
    merged = np.empty(left, np.int64)
    one, other = 0, steady
    for entry in range(left):
        if other == left or (one < steady and not _first(deals, waiting, before[other], before[one], rules)):
            merged[entry] = waiting[before[one]]
            one += 1
        else:
            merged[entry] = waiting[before[other]]
            other += 1
    waiting[:left] = merged
    changed[:left] = False


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _first(deals, waiting, one, other, rules):
    gain, rival = deals[waiting[one], GAIN], deals[waiting[other], GAIN]
    if abs(gain - rival) >= EQUAL_GAIN:
        return gain > rival
    return waiting[one] < waiting[other] if rules.ties == rule.ORDERED else one < other


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _expect(table):
    """Everybody knows all votes at the start of a round."""
    count, issues = table.wish.shape
    for issue in range(issues):
        total = 0.0
        for k in range(count):
            total += table.share[k, issue] * table.vote[k, issue]
        table.outcome[issue] = total
        for k in range(count):
            table.expected[k, issue] = total
            table.heading[k, issue] = 0.0
            for other in range(count):
                table.known[k, issue, other] = table.vote[other, issue]
                table.met[k, issue, other] = False


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _candidates(table, rules):
    """Pairs on opposite sides of two outcomes, as (i, j, p, q): i demands p and supplies q, j the reverse.

    By issues, then by who stands right of both outcomes, then by who stands right of the second only.
    """
    actors, issues = table.wish.shape
    salience = table.salience
    counted = 0
    found = np.empty((0, 4), np.int64)
    for fill in range(2):
        if fill:
            found = np.empty((counted, 4), np.int64)
        counted = 0
        for p in range(issues):
            for q in range(p + 1, issues):
                for left_of_p in range(2):
                    for one in range(actors):
                        if table.share[one, p] <= 0.0 or table.share[one, q] <= 0.0:
                            continue
                        if _left(table, one, q, rules) or _left(table, one, p, rules) != (left_of_p == 1):
                            continue
                        for other in range(actors):
                            if not (
                                _opposed(table, one, other, p, table.outcome[p], rules)
                                and _opposed(table, one, other, q, table.outcome[q], rules)
                            ):
                                continue
                            cares = salience[one, p] * salience[other, q] - salience[other, p] * salience[one, q]
                            if abs(cares) <= SHARE_TOLERANCE:
                                continue  # both weigh the issues alike: nothing to gain
                            if fill:
                                found[counted, 0] = one if cares > 0.0 else other
                                found[counted, 1] = other if cares > 0.0 else one
                                found[counted, 2] = p
                                found[counted, 3] = q
                            counted += 1
    return found


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _left(table, actor, issue, rules):
    edge = table.outcome[issue] + (NEAR if rules.at_outcome == rule.LEFT else -NEAR)
    return table.wish[actor, issue] <= edge


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _opposed(table, one, other, issue, outcome, rules):
    if table.share[one, issue] <= 0.0 or table.share[other, issue] <= 0.0:
        return False
    edge = outcome + NEAR if rules.at_outcome == rule.LEFT else outcome - NEAR
    return (table.wish[one, issue] <= edge) != (table.wish[other, issue] <= edge)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _rate(table, pair, played, seed, rules):
    """Shift of outcome q paid for a shift of outcome p by one."""
    i, j, p, q = pair
    salience = table.salience
    if rules.rate == rule.EQUAL:
        return (salience[i, p] + salience[j, p]) / (salience[i, q] + salience[j, q])
    least = salience[j, p] / salience[j, q]  # here j gains nothing
    most = salience[i, p] / salience[i, q]  # here i gains nothing
    return least + (most - least) * share_drawn(table.signature, i, j, p, q, played, seed)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _plan(table, pair, deal, rules):
    """Work a deal out: votes of j on p and of i on q, shifts of both outcomes, mean gain; given up where none is."""
    i, j, p, q = pair
    rate = deal[RATE]
    way_p, way_q = table.wish[i, p] - table.vote[j, p], table.wish[j, q] - table.vote[i, q]
    sign_p, sign_q = 1.0 if way_p >= 0.0 else -1.0, 1.0 if way_q >= 0.0 else -1.0
    shift_p = abs(way_p) * table.share[j, p]
    shift_q = shift_p * rate
    if shift_q > abs(way_q) * table.share[i, q]:
        shift_q = abs(way_q) * table.share[i, q]
        shift_p = shift_q / rate
    _set(table, pair, deal, sign_p, sign_q, shift_p, shift_q)
    deal[ALIVE] = 0.0
    if not _allowed(table, pair, deal, rules):
        return
    outcome_p, outcome_q = _expected(table, i, p, j, rules), _expected(table, j, q, i, rules)
    if rules.sides == rule.NOW and not (
        _opposed(table, i, j, p, outcome_p, rules) and _opposed(table, i, j, q, outcome_q, rules)
    ):
        return
    if rules.passing == rule.CUT:
        room_q = sign_q * (table.wish[j, q] - outcome_q)
        if REACHED < room_q < shift_q - REACHED:
            shift_q = abs(table.wish[j, q] - _known(table, j, q, i, rules))
            shift_p = shift_q / rate
        room_p = sign_p * (table.wish[i, p] - outcome_p)
        if REACHED < room_p < shift_p - REACHED:
            shift_p = abs(table.wish[i, p] - _known(table, i, p, j, rules))
            shift_q = shift_p * rate
    elif rules.passing != rule.ALLOW:
        room_p = sign_p * (table.wish[i, p] - outcome_p)
        room_q = sign_q * (table.wish[j, q] - outcome_q)
        part = min(1.0, min(room_p / shift_p, room_q / shift_q))
        if part <= 0.0 or (part < 1.0 - SHARE_TOLERANCE and rules.passing == rule.REFUSE):
            deal[GAIN] = 0.0
            # Later moves of others may make room again, where they are known at all.
            deal[ALIVE] = 1.0 if rules.plans == rule.FORGOTTEN else 0.0
            return
        shift_p, shift_q = shift_p * part, shift_q * part
    _set(table, pair, deal, sign_p, sign_q, shift_p, shift_q)
    if _allowed(table, pair, deal, rules):
        deal[ALIVE] = 1.0


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _set(table, pair, deal, sign_p, sign_q, shift_p, shift_q):
    """Write down what the shifts of the two outcomes ask of both, and what they gain by them."""
    i, j, p, q = pair
    salience = table.salience
    deal[PLAN_P], deal[PLAN_Q] = sign_p * shift_p / table.share[j, p], sign_q * shift_q / table.share[i, q]
    deal[TO_P], deal[TO_Q] = table.vote[j, p] + deal[PLAN_P], table.vote[i, q] + deal[PLAN_Q]
    if abs(deal[TO_P] - table.wish[i, p]) < REACHED:
        deal[TO_P] = table.wish[i, p]
    if abs(deal[TO_Q] - table.wish[j, q]) < REACHED:
        deal[TO_Q] = table.wish[j, q]
    deal[SHIFT_P], deal[SHIFT_Q] = sign_p * shift_p, sign_q * shift_q
    gain_i = salience[i, p] * shift_p - salience[i, q] * shift_q
    gain_j = salience[j, q] * shift_q - salience[j, p] * shift_p
    deal[GAIN] = 0.5 * (gain_i + gain_j)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _allowed(table, pair, deal, rules):
    """Whether both moves are moves at all, stay on the scale and keep to one direction, and the pair gains."""
    i, j, p, q = pair
    if deal[GAIN] < LEAST_GAIN or abs(deal[PLAN_P]) <= LEAST_GAIN or abs(deal[PLAN_Q]) <= LEAST_GAIN:
        return False
    if not (-REACHED <= deal[TO_P] <= TOP + REACHED and -REACHED <= deal[TO_Q] <= TOP + REACHED):
        return False
    if rules.plans == rule.FORGOTTEN:
        return deal[PLAN_P] * table.heading[j, p] >= 0.0 and deal[PLAN_Q] * table.heading[i, q] >= 0.0
    if deal[PLANNED_P] + deal[PLAN_P] > TOP + REACHED or deal[PLANNED_Q] + deal[PLAN_Q] > TOP + REACHED:
        return False
    one_way_p = deal[DOWN_P] >= 0.0 if deal[PLAN_P] > 0.0 else deal[UP_P] <= 0.0
    one_way_q = deal[DOWN_Q] >= 0.0 if deal[PLAN_Q] > 0.0 else deal[UP_Q] <= 0.0
    return one_way_p and one_way_q


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _expected(table, demander, issue, supplier, rules):
    """The outcome a demander reckons with; the vote of the supplier it trades with is known."""
    if rules.knowledge == rule.EVERYBODY:
        return table.outcome[issue]
    unknown = table.vote[supplier, issue] - table.known[demander, issue, supplier]
    return table.expected[demander, issue] + table.share[supplier, issue] * unknown


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _known(table, demander, issue, supplier, rules):
    """The outcome from which a move is cut: with the supplier's vote as the demander has it from earlier dealings."""
    if rules.knowledge != rule.EVERYBODY and table.met[demander, issue, supplier]:
        return table.expected[demander, issue]
    return _expected(table, demander, issue, supplier, rules)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _move(table, native, low, high, actor, issue, to):
    table.heading[actor, issue] = np.sign(to - table.vote[actor, issue])
    table.outcome[issue] += table.share[actor, issue] * (to - table.vote[actor, issue])
    table.vote[actor, issue] = to
    native[table.who[actor], issue] = low[issue] + (high[issue] - low[issue]) * to / TOP


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _learn(table, demander, issue, supplier, rules):
    """The demander takes note of the supplier's vote; in one program of that nearest to where it started."""
    before, now = table.known[demander, issue, supplier], table.vote[supplier, issue]
    if rules.knowledge == rule.FIRST_DEALINGS and table.met[demander, issue, supplier]:
        start = table.wish[supplier, issue]
        now = min(before, now) if start <= before else max(before, now)
    table.met[demander, issue, supplier] = True
    table.known[demander, issue, supplier] = now
    table.expected[demander, issue] += table.share[supplier, issue] * (now - before)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _touched(pair, i, j, p, q, rules):
    """Whether what a pair can do or expects changed when i moved on q and j on p."""
    if rules.knowledge == rule.EVERYBODY:
        return pair[2] == p or pair[2] == q or pair[3] == p or pair[3] == q
    for side in range(2):
        actor, demand, supply = pair[side], pair[2 + side], pair[3 - side]
        if actor == i and (demand == p or supply == q):
            return True
        if actor == j and (demand == q or supply == p):
            return True
    return False


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _note(table, row, played, pair, deal):
    i, j, p, q = pair
    salience, share = table.salience, table.share
    shift_p, shift_q, to_p, to_q = deal[SHIFT_P], deal[SHIFT_Q], deal[TO_P], deal[TO_Q]
    outcome_p = table.expected[i, p] + share[j, p] * (table.vote[j, p] - table.known[i, p, j])
    outcome_q = table.expected[j, q] + share[i, q] * (table.vote[i, q] - table.known[j, q, i])
    row[0], row[1], row[2], row[3], row[4] = played, table.who[i], table.who[j], p, q
    row[5] = salience[i, p] * abs(shift_p) - salience[i, q] * abs(shift_q)
    row[6] = salience[j, q] * abs(shift_q) - salience[j, p] * abs(shift_p)
    row[7], row[8] = outcome_p, outcome_p + shift_p
    row[9], row[10] = outcome_q, outcome_q + shift_q
    row[11], row[12] = table.vote[j, p], to_p
    row[13], row[14] = table.vote[i, q], to_q
    row[15], row[16] = table.outcome[p], table.outcome[p] + share[j, p] * (to_p - table.vote[j, p])
    row[17], row[18] = table.outcome[q], table.outcome[q] + share[i, q] * (to_q - table.vote[i, q])


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _begin_again(table, native, low, high, rules):
    """Positions of the next round: everybody gives way towards its vote, the more the less it cares."""
    actors, issues = table.wish.shape
    for k in range(actors):
        for issue in range(issues):
            if table.share[k, issue] <= 0.0:
                continue
            way = 1.0
            if rules.next_round == rule.FLEXIBLE:
                way = 0.1 + 0.4 * (1.0 - table.salience[k, issue])
            at = table.wish[k, issue] + way * (table.vote[k, issue] - table.wish[k, issue])
            table.wish[k, issue], table.vote[k, issue] = at, at
            native[table.who[k], issue] = low[issue] + (high[issue] - low[issue]) * at / TOP


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _keep(kept, played, draw, native):
    if kept.shape[0]:
        kept[played, draw] = native


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _landing(table, native, weight, issue):
    """Weighted mean of the votes in the issue's unit, within them; nan where nobody has weight."""
    total, product = 0.0, 0.0
    least, most = np.inf, -np.inf
    for actor in table.who:
        if weight[actor, issue] > 0.0:
            total += weight[actor, issue]
            product += weight[actor, issue] * native[actor, issue]
            least, most = min(least, native[actor, issue]), max(most, native[actor, issue])
    if total <= 0.0:
        return np.nan
    return min(max(product / total, least), most)
