"""Who concedes next: the side that can bear less risk of breakdown.

Zeuthen 1930, Problems of Monopoly and Economic Warfare, ch. 4; as a route to the Nash solution Harsanyi 1956,
Econometrica 24(2): 144-157.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.agreement.crisis.values import Values, checked

CITATION = "Zeuthen 1930; Harsanyi 1956, Econometrica 24(2): 144-157"


def risk_limit(own_offer: ArrayLike, other_offer: ArrayLike, no_deal: ArrayLike = 0.0) -> Values:
    """The risk of breakdown a side bears for its own offer: (u(own) - u(other's))/(u(own) - d), in [0, inf).

    All three are the side's utilities; its own offer must be worth more to it than no deal, and no less than the
    other's. Above 1 it prefers no deal to the other's offer.
    """
    own, other, nothing = (
        checked(name, value, -np.inf, np.inf)
        for name, value in (("own_offer", own_offer), ("other_offer", other_offer), ("no_deal", no_deal))
    )
    checked("own_offer - no_deal", own - nothing, 0.0, np.inf, above=True)
    limit: Values = checked("own_offer - other_offer", own - other, 0.0, np.inf) / (own - nothing)
    return limit


def conceding(first: ArrayLike, second: ArrayLike) -> NDArray[np.int64]:
    """The side that concedes by its risk limit: 1 or 2, the lower; 0 where they are equal and both do."""
    a, b = checked("first", first, high=np.inf), checked("second", second, high=np.inf)
    return np.where(a < b, 1, np.where(b < a, 2, 0)).astype(np.int64)
