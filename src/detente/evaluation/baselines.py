"""Forecasts anybody can make: what a model has to be better than to be worth its assumptions.

Each takes the positions of one kind of case, (case, actor), nan for actors without one, and gives one forecast a case;
nan where there is nothing to go by. Always printed beside a model's score.
"""

from __future__ import annotations

import numpy as np
from jaxtyping import Float

from detente.engines.parts import votes, weights

PerCase = Float[np.ndarray, "case"]
CaseActor = Float[np.ndarray, "case actor"]


def mean_position(position: CaseActor) -> PerCase:
    """Unweighted mean of the positions."""
    return weighted_mean_position(position, np.ones_like(position))


def median_position(position: CaseActor) -> PerCase:
    """Unweighted median of the positions; the middle of the two where their number is even."""
    return weighted_median_position(position, np.ones_like(position))


def weighted_mean_position(position: CaseActor, weight: CaseActor) -> PerCase:
    """Weighted mean; with capability x salience as weight, the compromise model."""
    positions, masked = _as_draws(position, weight)
    return weights.weighted_mean(masked, positions)[:, 0]


def weighted_median_position(position: CaseActor, weight: CaseActor) -> PerCase:
    """Weighted median; the middle of the interval where the weight splits exactly in half."""
    positions, masked = _as_draws(position, weight)
    lower, upper = votes.median_interval(masked, positions)
    median: PerCase = (lower + 0.5 * (upper - lower))[:, 0]
    return median


def status_quo(reference_point: PerCase) -> PerCase:
    """Nothing changes: the reference point, nan where a case has none."""
    return np.asarray(reference_point, dtype=float)


def constant(cases: int, value: float = 50.0) -> PerCase:
    """The same number for every case: the middle of a scale from 0 to 100."""
    return np.full(cases, float(value))


def _as_draws(position: CaseActor, weight: CaseActor) -> tuple[np.ndarray, np.ndarray]:
    """Cases as draws of one issue, actors without position or weight given weight 0."""
    position, weight = np.asarray(position, dtype=float), np.asarray(weight, dtype=float)
    known = np.isfinite(position) & np.isfinite(weight)
    return np.where(known, position, 0.0)[:, :, None], np.where(known, weight, 0.0)[:, :, None]
