"""The exchange model, compiled: rounds of exchanges of one draw after the other.

An exchange is kept as two actors and two issues; what it is worth is worked out again only when an exchange that was
made touches it. What an actor that demands an issue knows of the others' votes on it does not depend on the pair, so
it is kept once an actor and issue. Positions run from 0 to 100 here, whatever the issue's scale.

Actors are put in an order that depends only on what they want and weigh, so that equals are treated alike whatever
the order of the case. Import it only where it is used: importing loads Numba. Called with one set of types.
"""

from __future__ import annotations

from typing import NamedTuple, no_type_check

import numpy as np
from numba import njit

from detente.engines.parts import exchange_switches as rule
from detente.engines.parts.exchange_hash import share_drawn, sign_actors
from detente.engines.parts.ties import POSITION_TOLERANCE, SHARE_TOLERANCE

TOP = 100.0
NEAR = POSITION_TOLERANCE * TOP
LEAST_GAIN = 1e-10
"""Exchanges that gain less, in points of a scale of 100 times salience, are not made."""
EQUAL_GAIN = 1e-9
"""Gains closer than this are equal: the pair that comes first in the order of actors and issues goes first."""
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
    expected: np.ndarray  # (actor, issue) outcome of those votes
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
        table = _table(position[draw], salience[draw], weight, low, high, who[:count])
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
def _table(position, salience, weight, low, high, who):
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
    order = _order(wish, saliences, share)
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
    """One round: the exchange with the largest gain is made, again and again, until none gains."""
    _expect(table)
    pairs = _candidates(table, rules)
    count = pairs.shape[0]
    gain = np.empty(count)
    rate = np.empty(count)
    for k in range(count):
        i, j, p, q = pairs[k]
        rate[k] = _rate(table, i, j, p, q, played, seed, rules)
        gain[k] = _worth(table, pairs[k], rate[k], rules)[0]
    for _ in range(2 * count + 100):  # a bound never met in tests: the gains fall
        best = -1
        for k in range(count):
            if gain[k] > LEAST_GAIN and (best < 0 or gain[k] > gain[best] + EQUAL_GAIN):
                best = k
        if best < 0:
            break
        i, j, p, q = pairs[best]
        _, to_p, to_q, shift_p, shift_q, _ = _worth(table, pairs[best], rate[best], rules)
        if log.shape[0]:
            _note(table, log[made[0]], played, pairs[best], to_p, to_q, shift_p, shift_q, rules)
            made[0] += 1
        _move(table, native, low, high, j, p, to_p)
        _move(table, native, low, high, i, q, to_q)
        _learn(table, i, p, j, rules)
        _learn(table, j, q, i, rules)
        for k in range(count):
            if gain[k] > -1.0 and _touched(pairs[k], i, j, p, q, rules):
                worth = _worth(table, pairs[k], rate[k], rules)
                gain[k] = -1.0 if worth[5] else worth[0]


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


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _candidates(table, rules):
    """Pairs on opposite sides of two outcomes, as (i, j, p, q): i demands p and supplies q, j the reverse."""
    actors, issues = table.wish.shape
    counted = 0
    found = np.empty((0, 4), np.int64)
    for fill in range(2):
        if fill:
            found = np.empty((counted, 4), np.int64)
        counted = 0
        for one in range(actors):
            for other in range(one + 1, actors):
                for p in range(issues):
                    if not _opposed(table, one, other, p, table.outcome[p], rules):
                        continue
                    for q in range(p + 1, issues):
                        if not _opposed(table, one, other, q, table.outcome[q], rules):
                            continue
                        salience = table.salience
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
def _opposed(table, one, other, issue, outcome, rules):
    if table.share[one, issue] <= 0.0 or table.share[other, issue] <= 0.0:
        return False
    edge = outcome + NEAR if rules.at_outcome == rule.LEFT else outcome - NEAR
    return (table.wish[one, issue] <= edge) != (table.wish[other, issue] <= edge)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _rate(table, i, j, p, q, played, seed, rules):
    """Shift of outcome q paid for a shift of outcome p by one."""
    salience = table.salience
    if rules.rate == rule.EQUAL:
        return (salience[i, p] + salience[j, p]) / (salience[i, q] + salience[j, q])
    least = salience[j, p] / salience[j, q]  # here j gains nothing
    most = salience[i, p] / salience[i, q]  # here i gains nothing
    return least + (most - least) * share_drawn(table.signature, i, j, p, q, played, seed)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _worth(table, pair, rate, rules):
    """Mean gain of the pair, votes of j on p and of i on q, shifts of outcomes p and q, and whether it is dropped."""
    i, j, p, q = pair
    nothing = (0.0, table.vote[j, p], table.vote[i, q], 0.0, 0.0, False)
    goal_p, goal_q = table.wish[i, p], table.wish[j, q]
    way_p, way_q = goal_p - table.vote[j, p], goal_q - table.vote[i, q]
    sign_p, sign_q = np.sign(way_p), np.sign(way_q)
    # An actor keeps to one direction on an issue.
    if way_p * table.heading[j, p] < 0.0 or way_q * table.heading[i, q] < 0.0:
        return nothing
    outcome_p = _expected(table, i, p, j, rules)
    outcome_q = _expected(table, j, q, i, rules)
    if rules.sides == rule.NOW and not (
        _opposed(table, i, j, p, outcome_p, rules) and _opposed(table, i, j, q, outcome_q, rules)
    ):
        return nothing
    shift_p = abs(way_p) * table.share[j, p]
    shift_q = shift_p * rate
    to_p, to_q = goal_p, table.vote[i, q] + sign_q * shift_q / table.share[i, q]
    if shift_q > abs(way_q) * table.share[i, q]:
        shift_q = abs(way_q) * table.share[i, q]
        shift_p = shift_q / rate
        to_p, to_q = table.vote[j, p] + sign_p * shift_p / table.share[j, p], goal_q
    if rules.passing != rule.ALLOW:
        room_p, room_q = sign_p * (goal_p - outcome_p), sign_q * (goal_q - outcome_q)
        if room_p <= 0.0 or room_q <= 0.0:
            return nothing
        part = min(1.0, min(room_p / shift_p if shift_p > 0.0 else 1.0, room_q / shift_q if shift_q > 0.0 else 1.0))
        if part < 1.0 - SHARE_TOLERANCE:
            if rules.passing == rule.REFUSE:
                return nothing
            shift_p, shift_q = shift_p * part, shift_q * part
            to_p = table.vote[j, p] + sign_p * shift_p / table.share[j, p]
            to_q = table.vote[i, q] + sign_q * shift_q / table.share[i, q]
    dropped = (
        rules.whole_scale == rule.WHOLE_REFUSED and table.heading[j, p] > 0.0 and to_p - table.wish[j, p] >= TOP - NEAR
    )
    salience = table.salience
    gain_i = salience[i, p] * shift_p - salience[i, q] * shift_q
    gain_j = salience[j, q] * shift_q - salience[j, p] * shift_p
    return 0.5 * (gain_i + gain_j), to_p, to_q, sign_p * shift_p, sign_q * shift_q, dropped


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
def _move(table, native, low, high, actor, issue, to):
    table.heading[actor, issue] = np.sign(to - table.vote[actor, issue])
    table.outcome[issue] += table.share[actor, issue] * (to - table.vote[actor, issue])
    table.vote[actor, issue] = to
    native[table.who[actor], issue] = low[issue] + (high[issue] - low[issue]) * to / TOP


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _learn(table, demander, issue, supplier, rules):
    """The demander takes note of the supplier's vote, in one program the first time only."""
    before = table.known[demander, issue, supplier]
    if rules.knowledge == rule.FIRST_DEALINGS and before != table.wish[supplier, issue]:
        return
    now = table.vote[supplier, issue]
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
def _note(table, row, played, pair, to_p, to_q, shift_p, shift_q, rules):
    i, j, p, q = pair
    salience, share = table.salience, table.share
    outcome_p, outcome_q = _expected(table, i, p, j, rules), _expected(table, j, q, i, rules)
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
