"""Division under a voting rule: a random proposer pays just enough members what waiting is worth to them.

Closed rule, equal recognition, stationary equilibrium. Baron & Ferejohn 1989, American Political Science Review 83(4):
1181-1206, Proposition 2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from detente.agreement.crisis.values import Values, checked

CITATION = "Baron & Ferejohn 1989, American Political Science Review 83(4): 1181-1206"


def closed_rule(members: ArrayLike, quota: ArrayLike, discount: ArrayLike = 1.0) -> tuple[Values, Values]:
    """What the proposer keeps, 1 - d(k - 1)/n, and what each of its k - 1 partners gets, d/n; the others get nothing.

    ``members`` n in [1, inf), ``quota`` k in [1, n] votes including the proposer's (n: unanimity),
    ``discount`` in [0, 1].
    """
    n = checked("members", members, 1.0, np.inf)
    k = checked("quota", quota, 1.0, np.inf)
    checked("members - quota", n - k, 0.0, np.inf)
    partner = checked("discount", discount) / n
    proposer: Values = 1 - partner * (k - 1)
    return proposer, np.broadcast_to(partner, proposer.shape).copy()
