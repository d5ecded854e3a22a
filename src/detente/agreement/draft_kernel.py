"""Kernels of the search for drafts: trying every draft, and branch and bound (Numba; compiled when first used).

Margins are whole numbers of ten-millionths of a utility range, so that sums do not depend on their order and the same
draft wins on every machine. A provision's part of a margin is added when it is chosen, in all draws at once; drafts
that share their first choices share those sums (a depth-first walk: the mixed-radix tree of all drafts). A red line
crossed is REFUSED, more than any draft can make up for. One file: the cache of a compiled function is renewed when its
own file changes.

Shapes: value (slot, option, party, draw), cost and start (party, draw). Option 0 is "left open" and worth nothing, or
REFUSED where a red line rules the reference point out. Rules come flat: rule r is looked at in slot ``known_at`` and
says that if ``slot`` has ``option``, then one of others[first[r]:first[r + 1]] must be (or, forbidding, none may be).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]

UNIT = 10_000_000
"""Steps of a whole utility range."""
REFUSED = -21_000_000
"""Below any sum a draft can reach: margins are at most 2 utility ranges."""
LEAST_GAIN = 10
"""A party gains when its margin exceeds this (GAIN_TOLERANCE in steps)."""

_SLACK = 1e-3  # for rounding in weighted sums: a bound may be too high, never too low

MOST_ACCEPTABLE, WORST_OFF, EGALITARIAN, KALAI_SMORODINSKY, NASH = range(5)
IDEAL = 5
"""Criteria from here on: the most party 0, 1, ... gains under any draft."""


@njit(cache=True, nogil=True)
def count_drafts(options: Array, rules: Array, others: Array) -> int:
    """Number of drafts that keep every rule, the empty one included."""
    slots = options.shape[0]
    choice = np.full(slots, -1, np.int64)
    count, depth = 0, 0
    while depth >= 0:
        choice[depth] += 1
        if choice[depth] >= options[depth]:
            choice[depth] = -1
            depth -= 1
        elif _kept(rules, others, choice, depth):
            if depth == slots - 1:
                count += 1
            else:
                depth += 1
    return count


@njit(cache=True, nogil=True)
def try_all(
    value: Array, cost: Array, start: Array, options: Array, ends: Array, rules: Array, others: Array, head: Array,
    ideal: Array, score: Array, best: Array, tally: Array, reached: Array, gains: Array, drafts: Array,
) -> None:  # fmt: skip
    """Every draft that begins with the choices ``head``; fills the best of each criterion and the frontier.

    score (criterion, 2) with its tie-break, best (criterion, slot); tally: drafts allowed, acceptable pairs of draft
    and draw, drafts acceptable in half of the draws, size of the frontier, whether it overflowed; reached (draw,):
    drafts acceptable in each draw; gains (place, party) and drafts (place, slot): the frontier, where it has places.
    """
    slots, _, parties, draws = value.shape
    fixed = head.shape[0]
    total = np.empty((slots + 1, parties, draws), np.int64)
    ended = np.zeros(slots + 1, np.bool_)
    filled = np.zeros(slots + 1, np.bool_)
    alive = np.ones(slots + 1, np.bool_)
    most = _most_to_come(value, options)
    choice = np.full(slots, -1, np.int64)
    gain = np.empty(parties, np.int64)
    least = np.empty(draws, np.int64)
    total[0] = start
    for depth in range(fixed):
        choice[depth] = head[depth]
        if not _kept(rules, others, choice, depth):
            return
        _choose(value, cost, ends, total, ended, filled, choice, depth)
    if fixed == slots:
        if filled[slots]:
            tally[0] += 1
            _judge(total[slots], least, gain, ideal, choice, score, best, tally, reached, gains, drafts)
        return
    depth = fixed
    while depth >= fixed:
        choice[depth] += 1
        if choice[depth] >= options[depth]:
            choice[depth] = -1
            depth -= 1
            continue
        if not _kept(rules, others, choice, depth):
            continue
        alive[depth + 1] = alive[depth]
        filled[depth + 1] = filled[depth] or choice[depth] > 0
        if alive[depth]:
            _choose(value, cost, ends, total, ended, filled, choice, depth)
        if depth < slots - 1:
            # where nothing to come can win every party over in any draw, drafts are only counted
            if alive[depth + 1]:
                alive[depth + 1] = _any_alive(total[depth + 1], most[depth + 1], cost, ended[depth + 1])
            depth += 1
        elif filled[slots]:
            tally[0] += 1
            if alive[slots]:
                _judge(total[slots], least, gain, ideal, choice, score, best, tally, reached, gains, drafts)


@njit(cache=True, nogil=True)
def bound_search(
    value: Array, cost: Array, start: Array, options: Array, ends: Array, rules: Array, others: Array,
    mixed: Array, mixed_cost: Array, mixed_start: Array, criterion: int, ideal: Array, weight: Array,
    score: Array, best: Array, most_steps: int,
) -> tuple[int, float]:  # fmt: skip
    """Branch and bound for one criterion, from the incumbent in ``score`` (2,) and ``best`` (slot,).

    mixed (slot, option, mix, draw): weighted sums of the parties' values; the first mix has weights of its own in each
    draw, the second ``weight`` in all of them (adding up to 1). Returns the steps taken, and the most that any draft
    left unvisited could score: -inf when none was left.
    """
    slots, _, parties, draws = value.shape
    mixes = mixed.shape[2]
    total = np.empty((slots + 1, parties, draws), np.int64)
    mix = np.empty((slots + 1, mixes, draws))
    ended = np.zeros(slots + 1, np.bool_)
    filled = np.zeros(slots + 1, np.bool_)
    most = _most_to_come(value, options)
    most_mixed = _most_mixed(mixed, options)
    least_mixed = _least_mixed(mixed, options)
    can_end = np.zeros(slots + 1, np.bool_)
    for depth in range(slots - 1, -1, -1):
        can_end[depth] = can_end[depth + 1] or ends[depth]
    choice = np.full(slots, -1, np.int64)
    gain = np.empty(parties, np.int64)
    least = np.empty(draws, np.int64)
    sure = np.empty(draws, np.bool_)
    total[0] = start
    mix[0] = mixed_start
    steps, depth, left = 0, 0, -np.inf
    while depth >= 0:
        choice[depth] += 1
        if choice[depth] >= options[depth]:
            choice[depth] = -1
            depth -= 1
            continue
        if not _kept(rules, others, choice, depth):
            continue
        steps += 1
        before = ended[depth]
        _choose(value, cost, ends, total, ended, filled, choice, depth)
        for e in range(mixes):
            for n in range(draws):
                mix[depth + 1, e, n] = mix[depth, e, n] + mixed[depth, choice[depth], e, n]
                if ended[depth + 1] and not before:
                    mix[depth + 1, e, n] += mixed_cost[e, n]
        if depth == slots - 1:
            if filled[slots]:
                count, worst = _sums(total[slots], least, gain)
                one, two = _scored(criterion, count, worst, draws, gain, ideal)
                if one > score[0] or (one == score[0] and two > score[1]):
                    score[0], score[1] = one, two
                    for s in range(slots):
                        best[s] = choice[s]
            continue
        bound = _bound(
            total[depth + 1], most[depth + 1], mix[depth + 1], most_mixed[depth + 1], cost, mixed_cost,
            can_end[depth + 1] and not ended[depth + 1], criterion, ideal, weight,
            mixed, options, depth + 1, least_mixed[depth + 1], sure,
        )  # fmt: skip
        if bound <= score[0]:
            continue
        if steps > most_steps:
            left = max(left, bound)
            continue
        depth += 1
    return steps, left


@njit(cache=True, nogil=True)
def _bound(
    total: Array, most: Array, mix: Array, most_mixed: Array, cost: Array, mixed_cost: Array, may_end: bool,
    criterion: int, ideal: Array, weight: Array, mixed: Array, options: Array, depth: int, least_mixed: Array,
    sure: Array,
) -> float:  # fmt: skip
    """No draft that goes on from here scores more.

    Draw by draw every slot to come is at its best by itself. Sums over draws along ``weight`` are bounded better: in
    draws that are surely to the good whatever is chosen, one choice has to do for all of them.
    """
    parties, draws = total.shape
    mixes = mix.shape[0]
    count, worst = 0, 0.0
    sums = np.zeros(parties)
    common = 0.0
    for n in range(draws):
        ceiling = np.inf
        for a in range(parties):
            up = total[a, n] + most[a, n]
            if may_end:
                up += cost[a, n]
            ceiling = min(ceiling, float(up))
        for e in range(mixes):
            up_mixed = mix[e, n] + most_mixed[e, n] + _SLACK
            if may_end:
                up_mixed += mixed_cost[e, n]
            ceiling = min(ceiling, up_mixed)
            if e == 1:
                along = up_mixed
        sure[n] = False
        if ceiling > LEAST_GAIN:
            count += 1
            worst += ceiling
            sure[n] = mix[1, n] + least_mixed[n] > 0.0
            if sure[n]:
                common += mix[1, n] + _SLACK
                if may_end:
                    common += mixed_cost[1, n]
            else:
                common += along
            for a in range(parties):
                up = total[a, n] + most[a, n]
                if may_end:
                    up += cost[a, n]
                sums[a] += up
    if criterion == MOST_ACCEPTABLE:
        return float(count + worst / (4.0 * UNIT * (draws + 1)))
    for s in range(depth, options.shape[0]):
        top = -np.inf
        for o in range(options[s]):
            up_mixed = 0.0
            for n in range(draws):
                if sure[n]:
                    up_mixed += mixed[s, o, 1, n]
            top = max(top, up_mixed)
        common += top
    if criterion == WORST_OFF:
        return float(min(worst, common))
    if criterion >= IDEAL:
        return float(min(sums[criterion - IDEAL], common))
    bound = np.inf
    if criterion == EGALITARIAN:
        for a in range(parties):
            bound = min(bound, sums[a])
        return float(min(bound, common))
    if criterion == KALAI_SMORODINSKY:
        whole = 0.0
        for a in range(parties):
            if ideal[a] <= 0.0:
                return 0.0
            bound = min(bound, sums[a] / ideal[a])
            whole += weight[a] * ideal[a]
        return float(min(bound, common / whole))
    # Nash: the mean of weighted gains is at least their geometric mean
    product, spread = 1.0, 1.0
    for a in range(parties):
        product *= sums[a] / (UNIT * draws)
        spread *= weight[a] * parties
    return float(min(product, (common / (UNIT * draws)) ** parties / spread) * (1.0 + 1e-12))


@njit(cache=True, nogil=True)
def _choose(
    value: Array, cost: Array, ends: Array, total: Array, ended: Array, filled: Array, choice: Array, depth: int
) -> None:
    """Sums after the choice at ``depth``; the cost of continuing ends with the first provision that ends it."""
    parties, draws = cost.shape
    chosen = choice[depth]
    filled[depth + 1] = filled[depth] or chosen > 0
    ended[depth + 1] = ended[depth] or (chosen > 0 and ends[depth])
    now = ended[depth + 1] and not ended[depth]
    for a in range(parties):
        for n in range(draws):
            total[depth + 1, a, n] = total[depth, a, n] + value[depth, chosen, a, n]
        if now:
            for n in range(draws):
                total[depth + 1, a, n] += cost[a, n]


@njit(cache=True, nogil=True)
def _kept(rules: Array, others: Array, choice: Array, depth: int) -> bool:
    """Whether the rules decided by the choice at ``depth`` are kept."""
    for r in range(rules.shape[0]):
        if rules[r, 0] == depth and choice[rules[r, 1]] == rules[r, 2]:
            met = False
            for i in range(rules[r, 4], rules[r, 5]):
                met = met or choice[others[i, 0]] == others[i, 1]
            if met == (rules[r, 3] == 1):
                return False
    return True


@njit(cache=True, nogil=True)
def _most_to_come(value: Array, options: Array) -> Array:
    """(slot + 1, party, draw): the most the slots from here on can add, each option at its best by itself."""
    slots, _, parties, draws = value.shape
    most = np.zeros((slots + 1, parties, draws), np.int64)
    for s in range(slots - 1, -1, -1):
        for n in range(draws):
            for a in range(parties):
                up = np.int64(-(2**62))
                for o in range(options[s]):
                    # what the first party's table marks as refused is refused for all
                    at = value[s, o, a, n] if value[s, o, 0, n] > REFUSED // 2 else np.int64(REFUSED)
                    up = max(up, at)
                most[s, a, n] = most[s + 1, a, n] + up
    return most


@njit(cache=True, nogil=True)
def _most_mixed(mixed: Array, options: Array) -> Array:
    slots, _, mixes, draws = mixed.shape
    most = np.zeros((slots + 1, mixes, draws))
    for s in range(slots - 1, -1, -1):
        for e in range(mixes):
            for n in range(draws):
                up = -np.inf
                for o in range(options[s]):
                    up = max(up, mixed[s, o, e, n])
                most[s, e, n] = most[s + 1, e, n] + up
    return most


@njit(cache=True, nogil=True)
def _least_mixed(mixed: Array, options: Array) -> Array:
    """(slot + 1, draw): the least the slots from here on can add along the common weights; refusals count in full."""
    slots, _, _, draws = mixed.shape
    least = np.zeros((slots + 1, draws))
    for s in range(slots - 1, -1, -1):
        for n in range(draws):
            down = np.inf
            for o in range(options[s]):
                down = min(down, mixed[s, o, 1, n])
            least[s, n] = least[s + 1, n] + down
    return least


@njit(cache=True, nogil=True)
def _any_alive(total: Array, most: Array, cost: Array, ended: bool) -> bool:
    parties, draws = total.shape
    for n in range(draws):
        ok = True
        for a in range(parties):
            up = total[a, n] + most[a, n]
            if not ended:
                up += cost[a, n]
            ok = ok and up > LEAST_GAIN
        if ok:
            return True
    return False


@njit(cache=True, nogil=True)
def _sums(total: Array, least: Array, gain: Array) -> tuple[int, int]:
    """``least``: whoever gains least in each draw, 0 where somebody refuses; ``gain``: what each gains over draws.

    Returns in how many draws all accept, and the sum of ``least``.
    """
    parties, draws = total.shape
    for n in range(draws):
        least[n] = total[0, n]
    for a in range(1, parties):
        for n in range(draws):
            least[n] = min(least[n], total[a, n])
    count, worst = 0, 0
    for n in range(draws):
        least[n] = least[n] if least[n] > LEAST_GAIN else 0
        count += 1 if least[n] > 0 else 0
        worst += least[n]
    if count == 0:
        for a in range(parties):
            gain[a] = 0
        return count, worst
    for a in range(parties):
        got = np.int64(0)
        for n in range(draws):
            got += total[a, n] if least[n] > 0 else 0
        gain[a] = got
    return count, worst


@njit(cache=True, nogil=True)
def _scored(
    criterion: int, count: int, worst: int, draws: int, gain: Array, ideal: Array
) -> tuple[float, float]:  # fmt: skip
    """Score by a criterion and what decides between equals: the gain of whoever gains least."""
    parties = gain.shape[0]
    if criterion == MOST_ACCEPTABLE:
        return count + worst / (4.0 * UNIT * (draws + 1)), float(worst)
    if criterion == WORST_OFF:
        return float(worst), float(count)
    if criterion >= IDEAL:
        return float(gain[criterion - IDEAL]), float(worst)
    if criterion == NASH:
        product = 1.0
        for a in range(parties):
            product *= gain[a] / (UNIT * draws)
        return product, float(worst)
    low = np.inf
    for a in range(parties):
        if criterion == EGALITARIAN:
            low = min(low, float(gain[a]))
        else:
            low = min(low, gain[a] / ideal[a] if ideal[a] > 0.0 else 0.0)
    return low, float(worst)


@njit(cache=True, nogil=True)
def _judge(
    total: Array, least: Array, gain: Array, ideal: Array, choice: Array, score: Array, best: Array, tally: Array,
    reached: Array, gains: Array, drafts: Array,
) -> None:  # fmt: skip
    """One draft against the best so far and against the frontier."""
    draws = least.shape[0]
    count, worst = _sums(total, least, gain)
    if count == 0:
        return
    tally[1] += count
    tally[2] += 1 if 2 * count >= draws else 0
    for n in range(draws):
        reached[n] += 1 if least[n] > 0 else 0
    for criterion in range(score.shape[0]):
        one, two = _scored(criterion, count, worst, draws, gain, ideal)
        if one > score[criterion, 0] or (one == score[criterion, 0] and two > score[criterion, 1]):
            score[criterion, 0], score[criterion, 1] = one, two
            for s in range(choice.shape[0]):
                best[criterion, s] = choice[s]
    if gains.shape[0] > 0 and tally[4] == 0:
        _onto_frontier(gain, choice, tally, gains, drafts)


@njit(cache=True, nogil=True)
def _onto_frontier(gain: Array, choice: Array, tally: Array, gains: Array, drafts: Array) -> None:
    """Keep a draft that no draft kept betters, drop those it betters; what betters others often moves to the front."""
    parties, size = gain.shape[0], tally[3]
    kept = 0
    for i in range(size):
        over, under = True, True
        for a in range(parties):
            over = over and gains[i, a] >= gain[a]
            under = under and gains[i, a] <= gain[a]
        if over:
            if i > 0:
                _swap(gains, drafts, i, i // 2)
            return
        if not under:
            if kept < i:
                _swap(gains, drafts, kept, i)
            kept += 1
    if kept == gains.shape[0]:
        tally[3], tally[4] = kept, 1
        return
    for a in range(parties):
        gains[kept, a] = gain[a]
    for s in range(choice.shape[0]):
        drafts[kept, s] = choice[s]
    tally[3] = kept + 1


@njit(cache=True, nogil=True)
def _swap(gains: Array, drafts: Array, i: int, j: int) -> None:
    for a in range(gains.shape[1]):
        gains[i, a], gains[j, a] = gains[j, a], gains[i, a]
    for s in range(drafts.shape[1]):
        drafts[i, s], drafts[j, s] = drafts[j, s], drafts[i, s]
