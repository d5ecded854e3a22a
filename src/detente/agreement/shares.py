"""A share of draws with its interval."""

from __future__ import annotations

from math import sqrt

from detente.domain.forecast import Share

_Z95 = 1.959963984540054  # 97.5th percentile of the standard normal


def wilson(successes: int, n: int) -> Share:
    """``successes`` of ``n`` draws, with the 95% score interval of Wilson (1927, JASA 22:209).

    It stays within [0, 1] and does not shrink to nothing at 0 or n. With no draws: share nan, interval [0, 1].
    """
    if n == 0:
        return Share(float("nan"), 0.0, 1.0, 0)
    share = successes / n
    z2 = _Z95**2 / n
    centre = (share + z2 / 2) / (1 + z2)
    half = _Z95 * sqrt(share * (1 - share) / n + z2 / (4 * n)) / (1 + z2)
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return Share(share, low, high, n)
