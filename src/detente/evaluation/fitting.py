"""Fit the weights of the predictive distribution to concluded negotiations, and say how well that does elsewhere.

Weights maximise the mean log score less a ridge penalty; those of the centres may not be negative, as in stacking
(Wolpert 1992, Neural Networks 5: 241-259; Breiman 1996, Machine Learning 24: 49-64). The penalty pools them: centres
that say nearly the same share their weight. Penalty and width are chosen by the CRPS when whole negotiations are left
out. Both the problem and its constraints are convex: there is one answer, whatever the start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np

from detente.ensemble.predictive.choice import normalised, quantiles_of
from detente.ensemble.predictive.features import FEATURES, POINTS, SituationPointFeature, features
from detente.ensemble.predictive.parameters import Parameters, Track
from detente.ensemble.predictive.situations import CENTRES
from detente.evaluation.baselines import weighted_mean_position
from detente.evaluation.issues import Issues
from detente.evaluation.scores import crps_from_quantiles, mean_absolute_error, pit_bounds, share_between, share_within

PERCENT = np.arange(1, 100) / 100
FOLDS = 10
SHUFFLES = 3
RIDGES = (0.003, 0.01, 0.03)
WIDTHS = (0.4, 0.8, 1.6)
# Decimals kept in the shipped file: far fewer than the data can tell, and the same on every machine.
DECIMALS = 3
ITERATIONS = 100
TOLERANCE = 1e-9
ROUNDING = 1e-12
CENTRE_WEIGHTS = np.array([name in {f"near_{centre}" for centre in CENTRES} for name in FEATURES])
Progress = Callable[[int, int], None]


def fit_weights(
    phi: SituationPointFeature,
    outcome: np.ndarray,
    ridge: float,
    start: np.ndarray | None = None,
    bounded: np.ndarray = CENTRE_WEIGHTS,
) -> np.ndarray:
    """The weights of the features for outcomes that are points of the scale.

    Newton's method with projection on the bounds (Bertsekas 1982, SIAM Journal on Control and Optimization 20:
    221-246): a weight at its bound that would cross it stays, the others take a Newton step from ``start``.
    ``bounded`` are the weights that may not be negative.
    """
    cases, points, number = phi.shape
    seen = phi[np.arange(cases), np.rint(outcome).astype(int)].mean(axis=0)
    flat = np.ascontiguousarray(phi.reshape(cases * points, number))
    theta = np.zeros(number) if start is None else start
    for _ in range(ITERATIONS):
        shares = normalised((flat @ theta).reshape(cases, points))
        expected = (shares[:, :, None] * phi).sum(axis=1)
        slope = expected.mean(axis=0) - seen + 2 * ridge * theta
        free = ~(bounded & (theta <= 0) & (slope > 0))
        if np.abs(slope[free]).max(initial=0.0) < TOLERANCE:
            break
        curvature = (flat * shares.reshape(-1, 1)).T @ flat - expected.T @ expected
        curvature = curvature / cases + 2 * ridge * np.eye(number)
        step = np.zeros(number)
        step[free] = np.linalg.solve(curvature[np.ix_(free, free)], slope[free])
        theta = _descended(theta, step, slope, bounded, lambda trial: _loss(flat, seen, trial, ridge, cases))
    return theta


def _descended(
    theta: np.ndarray,
    step: np.ndarray,
    slope: np.ndarray,
    bounded: np.ndarray,
    loss: Callable[[np.ndarray], float],
) -> np.ndarray:
    """The first of ever shorter steps, each cut at the bounds, that lowers the loss as its slope promises."""
    before, length = loss(theta), 1.0
    while True:
        moved = theta - length * step
        trial: np.ndarray = np.where(bounded, np.maximum(moved, 0.0), moved)
        # Near the minimum the loss changes by less than it is rounded.
        if loss(trial) <= before + 1e-4 * float(slope @ (trial - theta)) + ROUNDING or length < 1e-8:
            return trial
        length /= 2


def _loss(flat: np.ndarray, seen: np.ndarray, theta: np.ndarray, ridge: float, cases: int) -> float:
    """Mean log score plus penalty, to be made small."""
    logits = (flat @ theta).reshape(cases, -1)
    highest = logits.max(axis=1)
    total = np.exp(logits - highest[:, None]).sum(axis=1)
    return float((highest + np.log(total)).mean() - seen @ theta + ridge * theta @ theta)


def folds_of(negotiation: Sequence[str], seed: int, folds: int = FOLDS) -> np.ndarray:
    """The fold of each issue; the issues of one negotiation stay together."""
    names = sorted(set(negotiation))
    order = np.random.default_rng(seed).permutation(len(names))
    fold = {names[place]: i % folds for i, place in enumerate(order)}
    return np.array([fold[name] for name in negotiation])


def left_out(
    issues: Issues,
    phi: SituationPointFeature,
    ridge: float,
    seed: int = 0,
    bounded: np.ndarray = CENTRE_WEIGHTS,
) -> np.ndarray:
    """Probabilities of the points, (case, point), each fold forecast by weights fitted to the others."""
    fold = folds_of(issues.negotiation, seed)
    probabilities = np.zeros(phi.shape[:2])
    weights = None
    for number in range(int(fold.max()) + 1):
        out = fold == number
        # The weights of one fold are near those of the next; where the search starts does not matter otherwise.
        weights = fit_weights(phi[~out], issues.outcome[~out], ridge, weights, bounded)
        probabilities[out] = normalised(phi[out] @ weights)
    return probabilities


def fit(issues: Issues, trained_on: dict[str, object], command: str, progress: Progress) -> Parameters:
    """Choose penalty and width by cross-validation, fit to all issues, and measure what to expect elsewhere."""
    stated = issues.reference_point[np.isfinite(issues.reference_point)]
    unstated = round(float((stated == 0).mean()), 2) if stated.size else 0.0
    candidates = list(product(WIDTHS, RIDGES))
    scored = []
    for done, (width, ridge) in enumerate(candidates, start=1):
        phi = features(issues.situations, width, unstated)
        crps = [mean_crps(left_out(issues, phi, ridge, seed), issues.outcome) for seed in range(SHUFFLES)]
        scored.append((round(float(np.mean(crps)), 2), ridge, width))
        progress(done, len(candidates))
    # Of equals to the second decimal the one that shrinks most: a difference below that is noise.
    _, ridge, width = min(scored, key=lambda s: (s[0], -s[1], s[2]))
    phi = features(issues.situations, width, unstated)
    held = issues.position[np.isfinite(issues.position)]
    weights = fit_weights(phi, issues.outcome, ridge)
    return Parameters(
        weights=tuple(float(w) for w in np.round(weights, DECIMALS) + 0.0),
        width=width,
        ridge=ridge,
        unstated=unstated,
        round_positions=(round(float((held % 5 == 0).mean()), 2), round(float((held % 10 == 0).mean()), 2)),
        trained_on=trained_on,
        command=command,
        track=track_of(issues, phi, ridge),
    )


def track_of(issues: Issues, phi: SituationPointFeature, ridge: float) -> Track:
    """Scores of the cross-validated forecasts, averaged over the shuffles."""
    found = []
    for seed in range(SHUFFLES):
        probabilities = left_out(issues, phi, ridge, seed)
        median = quantiles_of(probabilities, np.array([0.5]))[:, 0]
        points = np.broadcast_to(POINTS, probabilities.shape)
        bounds = pit_bounds(points, issues.outcome, probabilities)
        found.append(
            (
                mean_crps(probabilities, issues.outcome),
                mean_absolute_error(median, issues.outcome),
                share_within(median, issues.outcome),
                float(share_between(*bounds, 0.25, 0.75).mean()),
                float(share_between(*bounds, 0.1, 0.9).mean()),
            )
        )
    crps, error, within, half, eighty = (round(float(v), 2) for v in np.mean(found, axis=0))
    compromise = weighted_mean_position(issues.position, issues.weight)
    return Track(
        issues=len(issues),
        negotiations=len(set(issues.negotiation)),
        crps=crps,
        error=error,
        baseline_error=round(mean_absolute_error(compromise, issues.outcome), 2),
        within_ten=within,
        baseline_within_ten=round(share_within(compromise, issues.outcome), 2),
        coverage_50=half,
        coverage_80=eighty,
    )


def mean_crps(probabilities: np.ndarray, outcome: np.ndarray) -> float:
    """Mean CRPS of distributions over the points of the scale, by their quantiles from 1% to 99%."""
    return float(crps_from_quantiles(PERCENT, quantiles_of(probabilities, PERCENT), outcome).mean())
