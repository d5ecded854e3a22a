"""The commitment problem: a side that will be stronger cannot promise today not to use it tomorrow.

The declining side D fights now when even everything today would not make up for what the rising side R can take later.
Powell 2006, International Organization 60(1): 169-203, pp. 180-186. Probabilities are D's unless a name says otherwise;
costs are shares of the pie, once; the discount factor weighs everything after the shift.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from detente.agreement.crisis.values import Mask, Values, checked

CITATION = "Powell 2006, International Organization 60(1): 169-203"


def no_settlement_lasts(
    discount: ArrayLike, now: ArrayLike, later: ArrayLike, cost_declining: ArrayLike, cost_rising: ArrayLike
) -> Mask:
    """Whether there is war: d(1 - p2 - cR) + p1 - cD > 1.

    Parameters
    ----------
    discount : in [0, 1].
    now, later : in [0, 1], D's probability of winning before and after the shift.
    cost_declining, cost_rising : in [0, inf).
    """
    war: Mask = claims(discount, now, later, cost_declining, cost_rising) > 1
    return war


def claims(
    discount: ArrayLike, now: ArrayLike, later: ArrayLike, cost_declining: ArrayLike, cost_rising: ArrayLike
) -> Values:
    """What both sides can take by force, the one now and the other later, in units of the pie: more than 1 is war.

    A side that would lose more than it wins by fighting claims nothing, not less than nothing.
    """
    d, p1, p2 = checked("discount", discount), checked("now", now), checked("later", later)
    c_declining = checked("cost_declining", cost_declining, high=np.inf)
    c_rising = checked("cost_rising", cost_rising, high=np.inf)
    total: Values = d * np.maximum(1 - p2 - c_rising, 0.0) + np.maximum(p1 - c_declining, 0.0)
    return total


def critical_later(discount: ArrayLike, now: ArrayLike, cost_declining: ArrayLike, cost_rising: ArrayLike) -> Values:
    """Inverse: D's probability of winning later below which it fights now, 1 - cR - (1 - p1 + cD)/d.

    In (-inf, 1]: below 0 no shift, however large, makes D fight.
    """
    d = checked("discount", discount, above=True)
    p1 = checked("now", now)
    c_declining = checked("cost_declining", cost_declining, high=np.inf)
    c_rising = checked("cost_rising", cost_rising, high=np.inf)
    later: Values = 1 - c_rising - (1 - p1 + c_declining) / d
    return later


def no_settlement_lasts_against_offers(
    discount: ArrayLike, now: ArrayLike, later: ArrayLike, cost_declining: ArrayLike
) -> Mask:
    """Whether there is war where the rising side makes take-it-or-leave-it offers: d(p1 - p2) > (1 - d)(1 - p1 + cD).

    Later D is held to what fighting gives it, so the rising side needs no credible threat of its own.
    """
    p1, p2 = checked("now", now), checked("later", later)
    war: Mask = p1 - p2 > critical_drop(discount, now, cost_declining)
    return war


def critical_drop(discount: ArrayLike, now: ArrayLike, cost_declining: ArrayLike) -> Values:
    """Inverse: the fall of D's probability beyond which it fights now, (1 - d)(1 - p1 + cD)/d, in [0, inf)."""
    d = checked("discount", discount, above=True)
    cost = checked("cost_declining", cost_declining, high=np.inf)
    drop: Values = (1 - d) * (1 - checked("now", now) + cost) / d
    return drop


def regrouping_breaks_peace(
    discount: ArrayLike, riser_now: ArrayLike, riser_later: ArrayLike, cost_declining: ArrayLike, cost_rising: ArrayLike
) -> Mask:
    """The same in the rising side's probabilities: peace breaks down when d p1 - p0 > cD + d cR."""
    p0, p1 = checked("riser_now", riser_now), checked("riser_later", riser_later)
    return no_settlement_lasts(discount, 1 - p0, 1 - p1, cost_declining, cost_rising)


def regroup_threshold(
    discount: ArrayLike, riser_now: ArrayLike, cost_declining: ArrayLike, cost_rising: ArrayLike
) -> Values:
    """Inverse: the riser's probability of winning after a pause beyond which no pause is safe, (p0 + cD + d cR)/d.

    In [0, inf); above 1 the pause is safe.
    """
    p0 = checked("riser_now", riser_now)
    threshold: Values = 1 - critical_later(discount, 1 - p0, cost_declining, cost_rising)
    return threshold
