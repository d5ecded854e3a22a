"""PERT: a smooth distribution from the least, the most likely and the greatest value an analyst holds possible.

A beta distribution on [low, high] with alpha = 1 + 4 (mode - low)/(high - low) and beta = 1 + 4 (high - mode)/
(high - low), hence mean (low + 4 mode + high)/6 (Malcolm, Roseboom, Clark and Fazar 1959, Operations Research 7:646;
Clark 1962, Operations Research 10:405).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from detente.domain.axes import PerDraw
from detente.domain.quantity import Quantity

# Cells of the tabulated distribution function; the quantile is then right to about 1e-5 of the range.
_CELLS = 1024
# Three-point Gauss-Legendre rule on [-1, 1].
_NODES = np.array([-np.sqrt(0.6), 0.0, np.sqrt(0.6)])
_WEIGHTS = np.array([5.0, 8.0, 5.0]) / 18.0


def quantity_quantile(quantity: Quantity, uniform: PerDraw) -> PerDraw:
    """The value or range an analyst stated, at the given quantiles: a constant, or a PERT draw."""
    return pert_quantile(quantity.low, quantity.mode, quantity.high, uniform)


def pert_quantile(low: float, mode: float, high: float, uniform: PerDraw) -> PerDraw:
    """PERT draws by inversion: a range shifted up, or a mode moved up in it, lowers no draw made from the same numbers.

    Parameters
    ----------
    low, mode, high : float
        In order; all equal gives a constant.
    uniform : ndarray of shape (draw,), in [0, 1)
    """
    width = high - low
    # A width lost in rounding (1e300 ulp apart) is a value, not a range.
    if not width > 0 or not np.isfinite(width):
        return np.full(uniform.shape, float(mode))
    share = (mode - low) / width
    drawn = low + width * beta_quantile(1 + 4 * share, 1 + 4 * (1 - share), uniform)
    return np.clip(drawn, low, high)


def pert_mean(quantity: Quantity) -> float:
    """Mean of a value or PERT range: (low + 4 mode + high)/6."""
    return (quantity.low + 4 * quantity.mode + quantity.high) / 6


def beta_quantile(alpha: float, beta: float, uniform: PerDraw) -> PerDraw:
    """Quantiles in [0, 1] of a beta distribution with ``alpha`` and ``beta`` at least 1, by a tabulated inverse."""
    cumulative, edges = _table(alpha, beta)
    quantile: PerDraw = np.interp(uniform, cumulative, edges)
    return quantile


@lru_cache(maxsize=1024)  # a case repeats few shapes, and every scenario repeats the case
def _table(alpha: float, beta: float) -> tuple[np.ndarray, np.ndarray]:
    """The distribution function at the edges of the cells, and the edges."""
    # Cosine spacing: cells are finest at both ends, where the distribution function is flat.
    edges = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, _CELLS + 1))
    half = np.diff(edges) / 2
    points = (edges[:-1] + half)[:, None] + half[:, None] * _NODES[None, :]
    density = points ** (alpha - 1) * (1 - points) ** (beta - 1)
    mass = 2 * half * (density @ _WEIGHTS)
    cumulative = np.concatenate(([0.0], np.cumsum(mass)))
    return cumulative / cumulative[-1], edges
