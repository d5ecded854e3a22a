"""Whether two parties' observed moves look coordinated in secret: a likelihood ratio, calibrated on simulated runs.

Time is cut into periods; in each a party concedes, holds or hardens. Without a hidden channel a party moves by its own
rates or, with probability r, answers in kind the other's move of the period before, which everybody saw. With one, the
two besides make the same move in the same period in a share q of periods. The ratio is the probability of the moves
with a channel over that without, averaged evenly over grids of q and r (a Bayes factor; Kass & Raftery 1995, JASA 90:
773-795); the rates are those observed, smoothed. What a given ratio is worth depends on how many periods there are:
runs of the same length are simulated with and without a channel, and the share of pairs the ratio puts in the right
order is the area under the curve (Hanley & McNeil 1982, Radiology 143: 29-36).

The model is ours and knows nothing but timing and direction: a high ratio says where to look, not what was said. What
both announced together in public (a meeting, an exchange) is coordinated in the open and must be left out of the moves.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float, Int

from detente.domain.room import BackChannel, ChannelMove
from detente.domain.room_answer import ChannelCheck
from detente.domain.streams import stream

Moves = Int[np.ndarray, "run period side"]
Rates = Float[np.ndarray, "side kind"]
PerRun = Float[np.ndarray, "run"]

KINDS = ("concede", "hold", "harden")
HOLD = KINDS.index("hold")
PERIOD_IN_DAYS = 7
COORDINATED = np.arange(0.1, 0.95, 0.1)
ANSWERED = np.array([0.0, 0.2, 0.4, 0.6])
RUNS = 400
MOST_PERIODS = 520
USEFUL = 0.8
"""Below this area under the curve the moves are too few to tell either way, and the words say so."""


def check_channel(stated: BackChannel, seed: int) -> ChannelCheck:
    """The observed moves against both accounts of them."""
    observed = periods_of(stated.moves, stated.between)
    rates = smoothed_rates(observed)
    ratio = float(likelihood_ratios(observed[None], rates)[0])
    random = stream(seed, "room", "channel")
    without = likelihood_ratios(simulated(random, rates, len(observed), channel=False), rates)
    within = likelihood_ratios(simulated(random, rates, len(observed), channel=True), rates)
    auc = area_under_curve(within, without)
    by_chance = float((without >= ratio).mean())
    return ChannelCheck(
        between=stated.between,
        moves=len(stated.moves),
        periods=len(observed),
        together=int(((observed[:, 0] == observed[:, 1]) & (observed[:, 0] != HOLD)).sum()),
        ratio=ratio,
        auc=auc,
        by_chance=by_chance,
        words=_words(ratio, auc, by_chance),
    )


def periods_of(moves: Sequence[ChannelMove], between: tuple[str, str]) -> np.ndarray:
    """(period, side): the kind of move in each period from the first to the last; the last of several counts."""
    first = min(move.date for move in moves)
    last = max(move.date for move in moves)
    count = min(MOST_PERIODS, (last - first).days // PERIOD_IN_DAYS + 1)
    made = np.full((count, 2), HOLD)
    for move in sorted(moves, key=lambda m: m.date):
        period = min(count - 1, (move.date - first).days // PERIOD_IN_DAYS)
        made[period, between.index(move.actor)] = KINDS.index(move.move)
    return made


def smoothed_rates(observed: np.ndarray) -> Rates:
    """How often each side made each kind of move, with one of each kind added (a uniform Dirichlet prior)."""
    counts = np.stack([np.bincount(observed[:, side], minlength=len(KINDS)) for side in range(2)])
    rates: Rates = (counts + 1.0) / (counts.sum(axis=1, keepdims=True) + len(KINDS))
    return rates


def likelihood_ratios(moves: Moves, rates: Rates) -> PerRun:
    """Probability of each run's moves with a channel over that without, averaged over the grids."""
    alone = np.stack([_log_alone(moves, rates, answered) for answered in ANSWERED])  # (r, run, period)
    first, second = moves[:, :, 0], moves[:, :, 1]
    together = np.sqrt(rates[0] * rates[1])
    together = together / together.sum()
    same = np.where(first == second, together[first], 0.0)  # (run, period)
    mixed = np.stack(
        [np.log((1 - share) * np.exp(alone) + share * same).sum(axis=2) for share in COORDINATED]
    )  # (q, r, run)
    with_channel = _log_mean(mixed.reshape(-1, moves.shape[0]))
    ratio: PerRun = np.exp(with_channel - _log_mean(alone.sum(axis=2)))
    return ratio


def simulated(random: np.random.Generator, rates: Rates, periods: int, *, channel: bool) -> Moves:
    """Runs of so many periods, with r and, where there is a channel, q drawn evenly from their grids."""
    answered = random.choice(ANSWERED, RUNS)
    shared = random.choice(COORDINATED, RUNS) if channel else np.zeros(RUNS)
    together = np.sqrt(rates[0] * rates[1])
    together = together / together.sum()
    moves = np.full((RUNS, periods, 2), HOLD)
    for period in range(periods):
        for side in range(2):
            own = _drawn(random, rates[side])
            if period:
                own = np.where(random.random(RUNS) < answered, moves[:, period - 1, 1 - side], own)
            moves[:, period, side] = own
        joint = _drawn(random, together)
        agreed = random.random(RUNS) < shared
        moves[:, period] = np.where(agreed[:, None], joint[:, None], moves[:, period])
    return moves


def area_under_curve(higher: PerRun, lower: PerRun) -> float:
    """Share of pairs in which the first is the larger; ties count half."""
    order = np.sort(lower)
    below = np.searchsorted(order, higher, side="left")
    at_most = np.searchsorted(order, higher, side="right")
    return float((below + at_most).mean() / (2 * len(lower)))


def _log_alone(moves: Moves, rates: Rates, answered: float) -> np.ndarray:
    """Log probability of both sides' moves of each period without a channel: (run, period)."""
    total = np.zeros(moves.shape[:2])
    for side in range(2):
        own = rates[side][moves[:, :, side]]
        copied = (moves[:, 1:, side] == moves[:, :-1, 1 - side]).astype(float)
        chance = own.copy()
        chance[:, 1:] = (1 - answered) * own[:, 1:] + answered * copied
        total += np.log(chance)
    return total


def _log_mean(values: np.ndarray) -> PerRun:
    top = values.max(axis=0)
    mean: PerRun = top + np.log(np.exp(values - top).mean(axis=0))
    return mean


def _drawn(random: np.random.Generator, rates: np.ndarray) -> np.ndarray:
    return np.minimum(np.searchsorted(np.cumsum(rates), random.random(RUNS), side="right"), len(KINDS) - 1)


def _words(ratio: float, auc: float, by_chance: float) -> str:
    if auc < USEFUL:
        return "too few moves to tell a hidden channel from none, whatever the ratio"
    share = "under 1%" if by_chance < 0.01 else f"{by_chance:.0%}"
    chance = f"{share} of runs without a channel reach this ratio"
    if ratio >= 3:
        return f"the moves are likelier with a hidden channel than without; {chance}"
    if ratio <= 1 / 3:
        return f"the moves are likelier without a hidden channel; {chance}"
    return f"the moves do not tell a hidden channel from none; {chance}"
