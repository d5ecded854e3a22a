"""Textbook bargaining: two parties on a frontier, a pie among many, and alternating offers.

The pie has size 1; utilities and no-deal values are shares of it unless a utility function says otherwise. These
closed or one-dimensional forms check the engines, which do the same over several issues.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

Utility = Callable[[float], float]
"""Utility of the share x in [0, 1] that the first party gets; the first's rises in x, the second's falls."""

_GOLDEN = (math.sqrt(5) - 1) / 2


def nash_share(
    first: Utility, second: Utility, no_deal: tuple[float, float] = (0.0, 0.0), powers: tuple[float, float] = (0.5, 0.5)
) -> float:
    """The share that maximises (u1 - d1)^b1 (u2 - d2)^b2 (Nash 1950); nan where no share is better for both.

    Utilities must be concave for the maximum to be the only one.
    """
    low, high = _zone(first, second, no_deal)
    if not low < high:
        return math.nan

    def product(x: float) -> float:
        gains = (first(x) - no_deal[0], second(x) - no_deal[1])
        if min(gains) <= 0:
            return -math.inf
        return powers[0] * math.log(gains[0]) + powers[1] * math.log(gains[1])

    return _highest(product, low, high)


def kalai_smorodinsky_share(first: Utility, second: Utility, no_deal: tuple[float, float] = (0.0, 0.0)) -> float:
    """The share at which both gain the same part of the most they could gain while the other still accepts; or nan.

    Kalai & Smorodinsky 1975, p. 515.
    """
    low, high = _zone(first, second, no_deal)
    if not low < high:
        return math.nan
    most = (first(high) - no_deal[0], second(low) - no_deal[1])
    return _crossing(
        lambda x: (first(x) - no_deal[0]) / most[0] - (second(x) - no_deal[1]) / most[1],
        low,
        high,
    )


def egalitarian_share(first: Utility, second: Utility, no_deal: tuple[float, float] = (0.0, 0.0)) -> float:
    """The share at which both gain the same (Kalai 1977); nan where no share is better for both."""
    low, high = _zone(first, second, no_deal)
    if not low < high:
        return math.nan
    return _crossing(lambda x: (first(x) - no_deal[0]) - (second(x) - no_deal[1]), low, high)


def utilitarian_share(first: Utility, second: Utility) -> float:
    """The share that maximises the sum of utilities."""
    return _highest(lambda x: first(x) + second(x), 0.0, 1.0)


def linear_shares(no_deal: Sequence[float], powers: Sequence[float] | None = None) -> tuple[float, ...]:
    """Shares of a pie of 1 among n parties, x_i = d_i + b_i (1 - sum d); nan for all where no deal takes more than 1.

    The Nash solution with powers b that add up to 1, equal unless given; with equal powers also the egalitarian one.
    """
    parties = len(no_deal)
    weights = [1 / parties] * parties if powers is None else [power / sum(powers) for power in powers]
    left = 1 - sum(no_deal)
    if left < 0:
        return (math.nan,) * parties
    return tuple(value + weight * left for value, weight in zip(no_deal, weights, strict=True))


def alternating_offers_share(first: float, second: float, outside: float | None = None) -> float:
    """The first proposer's share with discount factors of the two sides (Rubinstein 1982, Econometrica 50: 97-109).

    x1 = (1 - d2) / (1 - d1 d2). ``outside``: what the second can take elsewhere instead of answering; it binds only
    above what the second would wait for, d2 (1 - d1) / (1 - d1 d2) (Binmore, Shaked & Sutton 1989).
    """
    share = (1 - second) / (1 - first * second)
    if outside is None:
        return share
    return min(share, 1 - outside)


def alternating_offers_power(first: float, second: float) -> float:
    """The first side's power in the Nash product that alternating offers approach, ln d2 / (ln d1 + ln d2).

    Binmore, Rubinstein & Wolinsky 1986, Rand Journal of Economics 17: 176-188.
    """
    return math.log(second) / (math.log(first) + math.log(second))


def best_by_smallest_ratio(gains: Sequence[Sequence[float]]) -> int:
    """Kalai-Smorodinsky on a discrete set: the option whose smallest gain ratio is largest; the first of equals.

    ``gains`` : for each option each party's gain over no deal; ratios are to the most a party gains at an option
    that leaves nobody worse off. -1 where every option leaves somebody without gain.
    """
    accepted = [k for k, option in enumerate(gains) if min(option) > 0]
    if not accepted:
        return -1
    most = [max(gains[k][party] for k in accepted) for party in range(len(gains[0]))]
    ratios = {k: min(gain / best for gain, best in zip(gains[k], most, strict=True)) for k in accepted}
    return max(accepted, key=lambda k: (ratios[k], -k))


def _zone(first: Utility, second: Utility, no_deal: tuple[float, float]) -> tuple[float, float]:
    """The shares both accept, from the least the first takes to the most the second leaves."""
    if first(1.0) <= no_deal[0] or second(0.0) <= no_deal[1]:
        return math.nan, math.nan
    low = 0.0 if first(0.0) >= no_deal[0] else _crossing(lambda x: first(x) - no_deal[0], 0.0, 1.0)
    high = 1.0 if second(1.0) >= no_deal[1] else _crossing(lambda x: no_deal[1] - second(x), 0.0, 1.0)
    return low, high


def _crossing(rising: Utility, low: float, high: float) -> float:
    """Where a rising function is 0, by bisection to the last bit."""
    for _ in range(200):
        middle = 0.5 * (low + high)
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _highest(concave: Utility, low: float, high: float) -> float:
    """Where a concave function is highest, by golden section."""
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    for _ in range(200):
        if concave(left) < concave(right):
            low, left = left, right
            right = low + _GOLDEN * (high - low)
        else:
            high, right = right, left
            left = high - _GOLDEN * (high - low)
    return 0.5 * (low + high)
