"""Two-level games: what the body that must ratify would accept rather than keep the status quo.

Putnam 1988, International Organization 42(3): 427-460, on one dimension with a decisive median that prefers what is
nearer to it (Romer & Rosenthal 1978, Public Choice 33(4): 27-43).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from detente.agreement.crisis.values import Mask, Values, checked

CITATION = "Putnam 1988, International Organization 42(3): 427-460"


def win_set(
    status_quo: ArrayLike, median: ArrayLike, low: ArrayLike = 0.0, high: ArrayLike = 1.0
) -> tuple[Values, Values]:
    """The least and the greatest outcome that would be ratified: [min(q, 2m - q), max(q, 2m - q)], cut to the scale.

    ``status_quo`` q and the ``median`` m's ideal point lie on the scale [low, high].
    """
    bottom, top = checked("low", low, -np.inf, np.inf), checked("high", high, -np.inf, np.inf)
    q, m = checked("status_quo", status_quo, -np.inf, np.inf), checked("median", median, -np.inf, np.inf)
    mirror = 2 * m - q
    return np.clip(np.minimum(q, mirror), bottom, top), np.clip(np.maximum(q, mirror), bottom, top)


def ratified(outcome: ArrayLike, status_quo: ArrayLike, median: ArrayLike) -> Mask:
    """Whether the median likes ``outcome`` at least as well as the status quo."""
    x, q, m = (
        checked(name, value, -np.inf, np.inf)
        for name, value in (("outcome", outcome), ("status_quo", status_quo), ("median", median))
    )
    accepted: Mask = np.abs(x - m) <= np.abs(q - m)
    return accepted


def overlap(lows: ArrayLike, highs: ArrayLike) -> tuple[Values, Values]:
    """What several win-sets, (..., body), have in common; empty where the first is greater than the second."""
    common: tuple[Values, Values] = (
        checked("lows", lows, -np.inf, np.inf).max(axis=-1),
        checked("highs", highs, -np.inf, np.inf).min(axis=-1),
    )
    return common
