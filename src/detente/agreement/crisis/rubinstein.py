"""Alternating offers: the more patient side gets more, and an outside option counts only when it is good enough.

Rubinstein 1982, Econometrica 50(1): 97-109; limit and powers: Binmore, Rubinstein & Wolinsky 1986, Rand Journal of
Economics 17(2): 176-188; outside options: Binmore, Shaked & Sutton 1989, Quarterly Journal of Economics 104(4): 753.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from detente.agreement.crisis.values import Values, checked

CITATION = "Rubinstein 1982, Econometrica 50(1): 97-109"


def first_share(first: ArrayLike, second: ArrayLike, outside: ArrayLike = 0.0) -> Values:
    """The share of the side that proposes first, (1 - d2)/(1 - d1 d2), in [0, 1].

    ``first``, ``second`` : discount factors in [0, 1), of which one may be 1.
    ``outside`` : in [0, 1], what the second can take elsewhere instead of answering; the first then keeps at most
    1 - outside.
    """
    d1, d2 = _discounts(first, second)
    share: Values = np.minimum((1 - d2) / (1 - d1 * d2), 1 - checked("outside", outside))
    return share


def binding_outside(first: ArrayLike, second: ArrayLike) -> Values:
    """The outside option above which it binds: what the second waits for anyway, d2 (1 - d1)/(1 - d1 d2)."""
    d1, d2 = _discounts(first, second)
    least: Values = d2 * (1 - d1) / (1 - d1 * d2)
    return least


def nash_power(first: ArrayLike, second: ArrayLike) -> Values:
    """The first side's power in the Nash product that quick alternating offers approach, ln d2/(ln d1 + ln d2)."""
    d1 = checked("first", first, 0.0, 1.0, above=True, below=True)
    d2 = checked("second", second, 0.0, 1.0, above=True, below=True)
    power: Values = np.log(d2) / (np.log(d1) + np.log(d2))
    return power


def _discounts(first: ArrayLike, second: ArrayLike) -> tuple[Values, Values]:
    d1, d2 = checked("first", first), checked("second", second)
    checked("first x second", d1 * d2, below=True)
    return d1, d2
