"""Trades: two issues that two parties value differently, so that each gives where it costs less than it gets.

From the reference points both move: the first party gets its way on one issue by d_k, the second on the other by d_l.
With utilities that fall linearly with distance (``margins``), the first gains a_k d_k - a_l d_l and the second
b_l d_l - b_k d_k, so both gain at every exchange rate d_k/d_l strictly between a_l/a_k and b_l/b_k: a trade pays when
the first cares relatively more about the issue it gets. At the rate (a_l + b_l)/(a_k + b_k), their mediant, both gain
the same (points of their own utility ranges), and the trade is made as large as the nearer of four ends allows: either
party's position, and the firm red lines of the two and of every required party. Exchange between issues: Tollison &
Willett 1979, International Organization 33(4): 425-449; equal gains and who else pays: Stokman & Van Oosten 1994, in
Bueno de Mesquita & Stokman (eds.), European Community Decision Making, ch. 5; Van Assen, Stokman & Van Oosten 2003,
Rationality and Society 15(1): 85-112.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.agreement.margins import GAIN_TOLERANCE, POINTS, loss_rates
from detente.agreement.shares import wilson
from detente.domain.axes import DrawActor, DrawActorIssue, DrawMask, PerDraw
from detente.domain.bargaining_answer import Stop, Trade
from detente.domain.draws import Draws
from detente.domain.forecast import Interval

CITATION = (
    "Tollison & Willett 1979, International Organization 33(4): 425-449; Van Assen, Stokman & Van Oosten 2003, "
    "Rationality and Society 15(1): 85-112"
)
MOST_DRAWS = 2_000
MOST_STEPS = 400_000_000
"""Draws x pairs of actors x pairs of issues at most: a large case is searched on fewer draws."""
KEPT, KEPT_LOST = 12, 6
MOST_STOPS = 3

Place = tuple[int, int, int, int]
"""(first, second, the issue the first gets, the issue it gives), as numbers in the order of the draws."""


@dataclass(frozen=True)
class TradeInDraws:
    """One trade, draw by draw.

    wanted : both would gain if no red line stood in the way. pays : both gain within the red lines.
    gain, free : what each gains, and would without red lines, in shares of its utility range.
    rate, rate_low, rate_high : d_k/d_l, see above; nan where not ``wanted``.
    move_gets, move_gives : signed, in units of the scales; 0 where it does not pay.
    """

    wanted: DrawMask
    pays: DrawMask
    gain: PerDraw
    free: PerDraw
    rate: PerDraw
    rate_low: PerDraw
    rate_high: PerDraw
    move_gets: PerDraw
    move_gives: PerDraw


def find_trades(draws: Draws) -> tuple[tuple[Trade, ...], int, int]:
    """The trades worth most, by expected joint gain; the number of draws used; how many different trades pay at all.

    The best KEPT between required parties, the best KEPT of a party and somebody at the table, the best KEPT of the
    rest; and of those between required parties the KEPT_LOST from which red lines take most, more than they leave.
    """
    used = draws.spread(_enough(draws))
    rates = loss_rates(used)
    joint, lost, pays = sums(used, rates)
    ranked = _ranked(joint)
    kept: dict[Place, None] = {}
    for circle in (_REQUIRED, _SEATED, _OUTSIDE):
        kept.update(dict.fromkeys([p for p in ranked if _circle(draws, p) == circle][:KEPT]))
    forgone = [p for p in _ranked(np.where(lost > joint, lost, 0.0)) if _circle(draws, p) == _REQUIRED]
    kept.update(dict.fromkeys(forgone[:KEPT_LOST]))
    best = sorted(kept, key=lambda place: (-joint[place], -lost[place], place))
    return tuple(_trade(used, rates, place) for place in best), used.n, int(np.count_nonzero(pays))


def sums(draws: Draws, rates: DrawActorIssue) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Joint gain added up over draws, what red lines take from it, and the draws in which it pays.

    (first, second, gets, gives), filled where the first actor comes before the second in the order of the draws.
    """
    from detente.agreement.trades_kernel import sum_trades  # numba loads when first needed

    shape = (len(draws.actors),) * 2 + (len(draws.issues),) * 2
    joint, lost, pays = np.zeros(shape), np.zeros(shape), np.zeros(shape, np.int64)
    position, rate, low, high, reference = (
        np.ascontiguousarray(a, dtype=np.float64)
        for a in (draws.position, rates, draws.red_line_low, draws.red_line_high, draws.reference_point)
    )
    required = np.ascontiguousarray(draws.required)
    sum_trades(position, rate, low, high, required, reference, GAIN_TOLERANCE, joint, lost, pays)
    return joint, lost, pays


def trade_in_draws(draws: Draws, rates: DrawActorIssue, place: Place) -> TradeInDraws:
    """One trade in every draw."""
    first, second, gets, gives = place
    a_k, a_l = rates[:, first, gets], rates[:, first, gives]
    b_k, b_l = rates[:, second, gets], rates[:, second, gives]
    wants, opposed = _wish(draws, first, second, gets)
    asks, resisted = _wish(draws, second, first, gives)
    surplus = a_k * b_l - a_l * b_k
    wanted = opposed & resisted & (np.minimum(np.minimum(a_k, a_l), np.minimum(b_k, b_l)) > 0) & (surplus > 0)
    rate = np.divide(a_l + b_l, a_k + b_k, out=np.ones(draws.n), where=wanted)
    worth = np.divide(surplus, a_k + b_k, out=np.zeros(draws.n), where=wanted)
    free = np.minimum(np.abs(asks), np.abs(wants) / rate) * worth
    wanted &= free > GAIN_TOLERANCE
    room_k = np.minimum(np.abs(wants), _room(draws, place, gets, wants))
    room_l = np.minimum(np.abs(asks), _room(draws, place, gives, asks))
    gives_up = np.minimum(room_l, room_k / rate)
    gain = np.where(wanted, gives_up * worth, 0.0)
    pays = gain > GAIN_TOLERANCE
    given = np.where(pays, gives_up, 0.0)
    nowhere = np.full(draws.n, np.nan)
    return TradeInDraws(
        wanted=wanted,
        pays=pays,
        gain=np.where(pays, gain, 0.0),
        free=np.where(wanted, free, 0.0),
        rate=np.where(wanted, rate, np.nan),
        rate_low=np.divide(a_l, a_k, out=nowhere.copy(), where=wanted),
        rate_high=np.divide(b_l, b_k, out=nowhere.copy(), where=wanted),
        move_gets=np.sign(wants) * given * rate,
        move_gives=np.sign(asks) * given,
    )


def effects_on_all(draws: Draws, rates: DrawActorIssue, place: Place, found: TradeInDraws) -> DrawActor:
    """What the trade does to every actor's utility, the two traders' own too, (draw, actor), in shares of its range."""
    total = np.zeros(draws.position.shape[:2])
    for issue, move in ((place[2], found.move_gets), (place[3], found.move_gives)):
        before = np.abs(draws.position[:, :, issue] - draws.reference_point[issue])
        after = np.abs(draws.position[:, :, issue] - draws.reference_point[issue] - move[:, None])
        total += rates[:, :, issue] * (before - after)
    return total


def _wish(draws: Draws, who: int, other: int, issue: int) -> tuple[PerDraw, DrawMask]:
    """How far and which way an actor wants an issue moved, and whether the other does not want it that way."""
    wish = draws.position[:, who, issue] - draws.reference_point[issue]
    others = draws.position[:, other, issue] - draws.reference_point[issue]
    return wish, (wish != 0) & (others * wish <= 0)


def _room(draws: Draws, place: Place, issue: int, wish: PerDraw) -> PerDraw:
    """How far the red lines of the two and of the required parties let an issue move in the direction wished."""
    held = _holders(draws, place)
    up = draws.red_line_high[:, held, issue].min(axis=1) - draws.reference_point[issue]
    down = draws.reference_point[issue] - draws.red_line_low[:, held, issue].max(axis=1)
    room: PerDraw = np.maximum(np.where(wish > 0, up, down), 0.0)
    return room


def _holders(draws: Draws, place: Place) -> list[int]:
    return [a for a, needed in enumerate(draws.required) if needed or a in place[:2]]


def _trade(draws: Draws, rates: DrawActorIssue, place: Place) -> Trade:
    found = trade_in_draws(draws, rates, place)
    first, second, gets, gives = place
    pays = found.pays
    effects = effects_on_all(draws, rates, place, found)[pays] * POINTS
    touched = draws.present[:, gets] | draws.present[:, gives]
    return Trade(
        first=draws.actors[first],
        second=draws.actors[second],
        gets=draws.issues[gets],
        gives=draws.issues[gives],
        pays=wilson(int(pays.sum()), draws.n),
        stopped=float((found.wanted & ~pays).mean()),
        stops=tuple(_stops(draws, place, found)),
        rate=_interval(found.rate[found.wanted]),
        rate_low=_interval(found.rate_low[found.wanted]),
        rate_high=_interval(found.rate_high[found.wanted]),
        move_gets=_interval(found.move_gets[pays]),
        move_gives=_interval(found.move_gives[pays]),
        gain=_interval(found.gain[pays] * POINTS),
        joint=float(2 * found.gain.sum() / draws.n * POINTS),
        lost=float(2 * (found.free - found.gain).sum() / draws.n * POINTS),
        others={
            actor: _interval(effects[:, a])
            for a, actor in enumerate(draws.actors)
            if touched[a] and a not in (first, second)
        },
        required=bool(draws.required[first] and draws.required[second]),
    )


def _stops(draws: Draws, place: Place, found: TradeInDraws) -> Iterator[Stop]:
    """Whose red line leaves no room in the draws in which the trade is stopped, the most frequent first."""
    stopped = found.wanted & ~found.pays
    counts: Counter[tuple[int, int]] = Counter()
    for issue, who in ((place[2], place[0]), (place[3], place[1])):
        wish = draws.position[:, who, issue] - draws.reference_point[issue]
        for holder in _holders(draws, place):
            up = draws.red_line_high[:, holder, issue] - draws.reference_point[issue]
            down = draws.reference_point[issue] - draws.red_line_low[:, holder, issue]
            counts[holder, issue] += int((stopped & (np.where(wish > 0, up, down) <= 0)).sum())
    for (holder, issue), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_STOPS]:
        if count:
            yield Stop(draws.actors[holder], draws.issues[issue], count / draws.n)


_REQUIRED, _SEATED, _OUTSIDE = range(3)


def _circle(draws: Draws, place: Place) -> int:
    """Both traders required; both in the room; or one outside it."""
    pair = list(place[:2])
    if draws.required[pair].all():
        return _REQUIRED
    return _SEATED if (draws.at_table | draws.required)[pair].all() else _OUTSIDE


def _ranked(worth: np.ndarray) -> list[Place]:
    """Trades worth anything, the best first; equals in the order of the draws."""
    order = np.argsort(-worth, axis=None, kind="stable")[: int(np.count_nonzero(worth))]
    return [(int(a), int(b), int(k), int(m)) for a, b, k, m in zip(*np.unravel_index(order, worth.shape), strict=True)]


def _enough(draws: Draws) -> int:
    """How many draws to search on."""
    cells = max(1, len(draws.actors) ** 2 * len(draws.issues) ** 2 // 2)
    return max(1, min(draws.n, MOST_DRAWS, MOST_STEPS // cells))


def _interval(values: PerDraw) -> Interval:
    if not values.size:
        return Interval(float("nan"), float("nan"), float("nan"))
    low, mid, high = np.quantile(values, (0.1, 0.5, 0.9))
    return Interval(float(low), float(mid), float(high))
