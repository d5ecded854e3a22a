"""The bargaining range: because fighting costs both sides, there are divisions both prefer to it.

Fearon 1995, International Organization 49(3): 379-414, pp. 386-388.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from detente.agreement.crisis.values import Values, checked

CITATION = "Fearon 1995, International Organization 49(3): 379-414"


def bargaining_range(
    p: ArrayLike,
    cost_first: ArrayLike,
    cost_second: ArrayLike,
    power_first: ArrayLike = 1.0,
    power_second: ArrayLike = 1.0,
) -> tuple[Values, Values]:
    """The least the first side takes and the most the second leaves it, both in [0, 1].

    [max(0, p - c1)^(1/a), 1 - max(0, 1 - p - c2)^(1/b)], which is [max(0, p - c1), min(1, p + c2)] where both are
    neutral towards risk (Fearon 1995, p. 387).

    Parameters
    ----------
    p : in [0, 1], the probability that the first side wins everything.
    cost_first, cost_second : in [0, inf), as shares of the pie.
    power_first, power_second : in (0, 1], exponents a and b of the utilities u(x) = x^a of a share; 1 is neutral
        towards risk, less is averse to it.
    """
    first = no_deal_value(p, cost_first)
    second = no_deal_value(1 - checked("p", p), cost_second)
    a = checked("power_first", power_first, above=True)
    b = checked("power_second", power_second, above=True)
    low = np.maximum(first, 0.0) ** (1 / a)
    high = 1 - np.maximum(second, 0.0) ** (1 / b)
    return low, high


def no_deal_value(p: ArrayLike, cost: ArrayLike) -> Values:
    """What fighting is worth to a side that wins with probability ``p``: p - c, in (-inf, 1]; may be negative."""
    value: Values = checked("p", p) - checked("cost", cost, high=np.inf)
    return value


def missing(no_deal: ArrayLike) -> Values:
    """What the parties' no-deal values, (..., party), take beyond the pie: sum d - 1, in [0, inf).

    0 where there is room; otherwise no division satisfies all, and this much has to be paid from outside to reopen one.
    A party whose no-deal value is negative would still take nothing, and counts as 0.
    """
    values = checked("no_deal", no_deal, -np.inf, np.inf)
    over: Values = np.maximum(np.maximum(values, 0.0).sum(axis=-1) - 1.0, 0.0)
    return over


def optimism_that_closes_it(cost_first: ArrayLike, cost_second: ArrayLike) -> Values:
    """By how much the sides' own chances of winning may add up to more than 1 before the range is empty: c1 + c2.

    Fearon 1995, p. 393; mutual optimism is Blainey's (1988, The Causes of War, ch. 3).
    """
    first, second = checked("cost_first", cost_first, high=np.inf), checked("cost_second", cost_second, high=np.inf)
    both: Values = first + second
    return both
