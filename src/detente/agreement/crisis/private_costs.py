"""The risk a side takes that does not know the other's cost of war: a better demand against a chance of fighting.

The first side demands a share x, take it or leave it; the second accepts when its cost is at least x - p. Fearon 1995,
International Organization 49(3): 379-414, pp. 393-395 (risk-return trade-off), with a uniform and a two-point belief.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from detente.agreement.crisis.values import Mask, Values, checked

CITATION = "Fearon 1995, International Organization 49(3): 379-414, pp. 393-395"


@dataclass(frozen=True)
class RiskyDemand:
    """What the uninformed side does.

    demand : the share it demands, in [0, 1].
    war : the probability that the demand is refused, in [0, 1].
    worth : its expected share less its own cost where there is war.
    """

    demand: Values
    war: Values
    worth: Values


def demand_against_uniform(
    p: ArrayLike, own_cost: ArrayLike, highest: ArrayLike, lowest: ArrayLike = 0.0
) -> RiskyDemand:
    """The best demand when the other's cost is uniform on [lowest, highest].

    x* = p + (C - c)/2 and Pr(war) = (1 - c/C)/2 for lowest = 0; in general x* - p = max(lowest, (highest - c)/2), and
    no more is demanded than there is, x* <= 1.

    Parameters
    ----------
    p : in [0, 1], that the demanding side wins.
    own_cost : in [0, inf), its own cost.
    highest, lowest : in [0, inf), ends of what it believes of the other's cost; equal: it knows.
    """
    p = checked("p", p)
    own = checked("own_cost", own_cost, high=np.inf)
    top, bottom = checked("highest", highest, high=np.inf), checked("lowest", lowest, high=np.inf)
    checked("highest - lowest", top - bottom, high=np.inf)
    premium = np.minimum(np.clip((top - own) / 2, bottom, top), 1 - p)
    width = top - bottom
    refused = np.clip(premium - bottom, 0.0, width)
    war = np.divide(refused, width, out=np.zeros(np.broadcast(refused, width).shape), where=width > 0)
    demand = p + premium
    return RiskyDemand(demand, war, demand * (1 - war) + (p - own) * war)


def uncertainty_for_risk(war: ArrayLike, own_cost: ArrayLike) -> Values:
    """Inverse: the greatest cost C of a uniform belief on [0, C] that gives this probability of war, c / (1 - 2 Pr).

    ``war`` in [0, .5): however uncertain, the demanding side risks no more than one half. C = c is where risk begins.
    """
    share = checked("war", war, 0.0, 0.5, below=True)
    top: Values = checked("own_cost", own_cost, high=np.inf) / (1 - 2 * share)
    return top


def takes_risk(low_cost_chance: ArrayLike, low: ArrayLike, high: ArrayLike, own_cost: ArrayLike) -> Mask:
    """Whether the demand that only the high-cost type accepts is the better: q < (cH - cL)/(cH + cA).

    The probability of war is then q, ``low_cost_chance``; otherwise 0.
    """
    risky: Mask = checked("low_cost_chance", low_cost_chance) < critical_chance(low, high, own_cost)
    return risky


def critical_chance(low: ArrayLike, high: ArrayLike, own_cost: ArrayLike) -> Values:
    """The chance of a low-cost opponent below which the risky demand is made: (cH - cL)/(cH + cA), in [0, 1]."""
    c_low, c_high = checked("low", low, high=np.inf), checked("high", high, 0.0, np.inf, above=True)
    own = checked("own_cost", own_cost, high=np.inf)
    critical: Values = checked("high - low", c_high - c_low, high=np.inf) / (c_high + own)
    return critical
