"""Scores of forecasts that have met their outcome.

Point errors (MAE, median, share within so many points), proper scores of whole distributions (CRPS, Brier) and
calibration (randomised probability integral transform, coverage). Every score is returned case by case, so that the
caller can average it, compare it in pairs and resample it by group; see ``bootstrap``. Lower is better for errors,
CRPS and Brier.
"""

from __future__ import annotations

import numpy as np
from jaxtyping import Float

PerCase = Float[np.ndarray, "case"]
CaseDraw = Float[np.ndarray, "case draw"]
CaseLevel = Float[np.ndarray, "case level"]
PerLevel = Float[np.ndarray, "level"]


def absolute_errors(forecast: PerCase, outcome: PerCase) -> PerCase:
    """|forecast - outcome|; its mean is the MAE, optimal for the median of the predictive distribution."""
    errors: PerCase = np.abs(np.asarray(forecast, dtype=float) - np.asarray(outcome, dtype=float))
    return errors


def mean_absolute_error(forecast: PerCase, outcome: PerCase) -> float:
    """MAE, in the units of the scale."""
    return float(absolute_errors(forecast, outcome).mean())


def median_absolute_error(forecast: PerCase, outcome: PerCase) -> float:
    """Median absolute error, in the units of the scale: the error of the middling case, deaf to disasters."""
    return float(np.median(absolute_errors(forecast, outcome)))


def share_within(forecast: PerCase, outcome: PerCase, points: float = 10.0) -> float:
    """Share of cases whose error is at most so many points."""
    return float((absolute_errors(forecast, outcome) <= points).mean())


def crps_from_draws(draws: CaseDraw, outcome: PerCase, weight: CaseDraw | None = None) -> PerCase:
    """Continuous ranked probability score of each case, exact for the empirical distribution of its draws.

    CRPS = E|X - y| - E|X - X'|/2 (Gneiting & Raftery 2007, JASA 102: 359-378, eq. 21), in the units of the scale;
    the absolute error for a point mass. A weight of 0 leaves a draw out, whatever its value; draws of weight
    nowhere give nan.
    """
    draws, weight = _normalised(draws, weight)
    order = np.argsort(draws, axis=1, kind="stable")
    ranked, share = np.take_along_axis(draws, order, axis=1), np.take_along_axis(weight, order, axis=1)
    below = np.cumsum(share, axis=1) - share
    # The mean absolute difference of a pair, halved, is the sum over ranks of w x (weight below - weight above).
    above = 1 - below - share
    half_spread = (share * ranked * (below - above)).sum(axis=1)
    distance = (share * np.abs(ranked - np.asarray(outcome, dtype=float)[:, None])).sum(axis=1)
    # Rounding must not make a perfect forecast better than perfect.
    scores: PerCase = np.maximum(distance - half_spread, 0.0)
    return scores


def crps_from_quantiles(levels: PerLevel, quantiles: CaseLevel, outcome: PerCase) -> PerCase:
    """CRPS of each case as twice the mean pinball loss over evenly spread levels, such as .01 to .99.

    Gneiting & Ranjan 2011, JBES 29: 411-422; an approximation that tends to the CRPS as levels get denser.
    """
    levels, y = np.asarray(levels, dtype=float)[None], np.asarray(outcome, dtype=float)[:, None]
    losses = ((y < quantiles) - levels) * (np.asarray(quantiles, dtype=float) - y)
    scores: PerCase = 2 * losses.mean(axis=1)
    return scores


def brier_scores(probability: PerCase, happened: np.ndarray) -> PerCase:
    """(probability - 1 if it happened, else 0) squared, in [0, 1] (Brier 1950, Monthly Weather Review 78: 1-3)."""
    scores: PerCase = (np.asarray(probability, dtype=float) - np.asarray(happened, dtype=float)) ** 2
    return scores


def randomised_pit(draws: CaseDraw, outcome: PerCase, *, seed: int, weight: CaseDraw | None = None) -> PerCase:
    """Probability integral transform of each case, P(X < y) + U P(X = y): uniform when forecasts are calibrated.

    Outcomes and forecasts have point masses; without the random share U of the mass at the outcome the transform of a
    perfect forecast would not be uniform (Brockwell 2007, Statistics & Probability Letters 77: 1473-1478; Czado,
    Gneiting & Held 2009, Biometrics 65: 1254-1261).
    """
    draws, weight = _normalised(draws, weight)
    y = np.asarray(outcome, dtype=float)[:, None]
    below, at = (weight * (draws < y)).sum(axis=1), (weight * (draws == y)).sum(axis=1)
    transform: PerCase = np.clip(below + np.random.default_rng(seed).random(len(draws)) * at, 0.0, 1.0)
    return transform


def quantiles_from_draws(draws: CaseDraw, levels: PerLevel, weight: CaseDraw | None = None) -> CaseLevel:
    """The smallest draw of each case with at least so much weight at or below it; nan for draws without weight."""
    draws, weight = _normalised(draws, weight)
    # Draws without weight must not be anybody's quantile.
    order = np.argsort(np.where(weight > 0, draws, np.inf), axis=1, kind="stable")
    ranked, share = np.take_along_axis(draws, order, axis=1), np.take_along_axis(weight, order, axis=1)
    below = np.cumsum(share, axis=1)
    # Rounding in the sum must not push a quantile to the next draw.
    first = (below[:, None, :] >= np.asarray(levels)[None, :, None] - 1e-12).argmax(axis=2)
    quantiles: CaseLevel = np.where(np.isfinite(below[:, -1:]), np.take_along_axis(ranked, first, axis=1), np.nan)
    return quantiles


def pit_bounds(draws: CaseDraw, outcome: PerCase, weight: CaseDraw | None = None) -> tuple[PerCase, PerCase]:
    """P(X < y) and P(X <= y) of each case: the randomised transform is uniform between the two."""
    draws, weight = _normalised(draws, weight)
    y = np.asarray(outcome, dtype=float)[:, None]
    below, at = (weight * (draws < y)).sum(axis=1), (weight * (draws == y)).sum(axis=1)
    lower, upper = np.clip(below, 0.0, 1.0), np.clip(below + at, 0.0, 1.0)
    known = np.isfinite(weight).all(axis=1)
    return np.where(known, lower, np.nan), np.where(known, upper, np.nan)


def share_between(lower: PerCase, upper: PerCase, low: float, high: float) -> PerCase:
    """The chance that a case's randomised transform lies between ``low`` and ``high``.

    Its mean is the expectation of the share of cases there over the randomisation: the nonrandomised transform of
    Czado, Gneiting & Held 2009 (Biometrics 65: 1254-1261), which no luck of the draw moves.
    """
    width = upper - lower
    inside = np.minimum(upper, high) - np.maximum(lower, low)
    point = ((lower >= low) & ((lower < high) | (high >= 1))).astype(float)
    shares = np.where(width > 0, np.clip(inside, 0.0, None) / np.where(width > 0, width, 1.0), point)
    chance: PerCase = np.where(np.isfinite(lower), shares, np.nan)
    return chance


def coverage(pit: PerCase, central: float) -> float:
    """Share of outcomes inside the central interval of that probability, read off the randomised PIT.

    Counting outcomes between two quantiles, ends included, would cover too much where there are point masses.
    """
    tail = (1 - central) / 2
    pit = np.asarray(pit, dtype=float)
    pit = pit[np.isfinite(pit)]
    return float(((pit >= tail) & (pit <= 1 - tail)).mean())


def _normalised(draws: CaseDraw, weight: CaseDraw | None) -> tuple[CaseDraw, CaseDraw]:
    """Draws and their shares of each case's weight; draws without weight are set to 0, where they do no harm."""
    draws = np.asarray(draws, dtype=float)
    if weight is None:
        return draws, np.full(draws.shape, 1 / draws.shape[1])
    weight = np.asarray(weight, dtype=float)
    total = weight.sum(axis=1, keepdims=True)
    share = weight / np.where(total > 0, total, np.nan)
    return np.where(weight > 0, draws, 0.0), share
