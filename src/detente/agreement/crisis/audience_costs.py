"""Threats when backing down is punished at home: who bluffs, how often the other side gives way.

One round: the challenger threatens or not, the target concedes or resists, the challenger fights or backs down and pays
the audience cost. A resolved challenger fights; an unresolved one fights only where backing down costs more still.
The prize is 1. Fearon 1994, American Political Science Review 88(3): 577-592; in one round Fearon 1997, Journal of
Conflict Resolution 41(1): 68-90 (tying hands).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from detente.agreement.crisis.values import Mask, Values, checked

CITATION = (
    "Fearon 1994, American Political Science Review 88(3): 577-592; "
    "Fearon 1997, Journal of Conflict Resolution 41(1): 68-90"
)


@dataclass(frozen=True)
class Threats:
    """The equilibrium of one threat.

    belief : mu*, the target's probability of a resolved challenger at which it is indifferent; above 1 it never gives
        way for fear.
    bluff : the probability with which an unresolved challenger threatens.
    concede : the probability with which the target gives way to a threat.
    locked_in : whether the threat binds the unresolved, too, so that all threats are meant (pooling).
    war : the probability of war, all challengers taken together.
    """

    belief: Values
    bluff: Values
    concede: Values
    locked_in: Mask
    war: Values


def threats(
    resolved: ArrayLike,
    p: ArrayLike,
    target_cost: ArrayLike,
    audience_cost: ArrayLike,
    unresolved_war_value: ArrayLike = -np.inf,
) -> Threats:
    """mu* = 1/(p + cB), bluff b = q(1 - mu*)/((1 - q) mu*), concession r = a/(1 + a).

    Where q reaches mu* even a certain bluff is believed: all threaten and the target concedes. Where p + cB is below 1
    the target would rather fight than give way, so only those threaten who want war.

    Parameters
    ----------
    resolved : q in [0, 1], the prior that the challenger would fight.
    p : in [0, 1], the challenger's probability of winning.
    target_cost : cB in [0, inf).
    audience_cost : a in [0, inf), what backing down costs the challenger.
    unresolved_war_value : in [-inf, 1], what war is worth to the unresolved; above -a the threat locks it in.
    """
    q, a = checked("resolved", resolved), checked("audience_cost", audience_cost, high=np.inf)
    stake = checked("p", p) + checked("target_cost", target_cost, high=np.inf)
    value = checked("unresolved_war_value", unresolved_war_value, -np.inf, 1.0)
    q, a, stake, value = np.broadcast_arrays(q, a, stake, value)
    with np.errstate(over="ignore"):  # a stake of next to nothing asks for a belief beyond all bounds
        belief = np.divide(1.0, stake, out=np.full(stake.shape, np.inf), where=stake > 0)
    locked = value > -a
    fears = belief < 1
    certain = fears & (locked | (q >= belief))
    doubt = np.where(fears, belief, 1.0)
    mixed = np.divide(q * (1 - doubt), (1 - q) * doubt, out=np.zeros(q.shape), where=~certain & (q < 1))
    bluff = np.where(certain, 1.0, np.where(fears, mixed, np.where(locked & (value > 0), 1.0, 0.0)))
    concede = np.where(certain, 1.0, np.where(fears, a / (1 + a), 0.0))
    fighting = q + np.where(locked, (1 - q) * bluff, 0.0)
    return Threats(belief, bluff, concede, locked, fighting * (1 - concede))
