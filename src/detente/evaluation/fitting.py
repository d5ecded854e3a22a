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
from scipy.optimize import minimize

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
CENTRE_WEIGHTS = np.array([name in {f"near_{centre}" for centre in CENTRES} for name in FEATURES])
Progress = Callable[[int, int], None]


def fit_weights(phi: SituationPointFeature, outcome: np.ndarray, ridge: float) -> np.ndarray:
    """The weights of the features for outcomes that are points of the scale."""
    cases, points, number = phi.shape
    seen = phi[np.arange(cases), np.rint(outcome).astype(int)].mean(axis=0)
    flat = np.ascontiguousarray(phi.reshape(cases * points, number))

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        logits = (flat @ theta).reshape(cases, points)
        highest = logits.max(axis=1)
        shares = np.exp(logits - highest[:, None])
        total = shares.sum(axis=1)
        expected = (shares / total[:, None]).reshape(-1) @ flat / cases
        value = float((highest + np.log(total)).mean() - seen @ theta + ridge * theta @ theta)
        return value, expected - seen + 2 * ridge * theta

    found = minimize(
        loss,
        np.zeros(number),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, None) if centre else (None, None) for centre in CENTRE_WEIGHTS],
        options={"maxiter": 2000, "ftol": 1e-15, "gtol": 1e-9},
    )
    weights: np.ndarray = found.x
    return weights


def folds_of(negotiation: Sequence[str], seed: int, folds: int = FOLDS) -> np.ndarray:
    """The fold of each issue; the issues of one negotiation stay together."""
    names = sorted(set(negotiation))
    order = np.random.default_rng(seed).permutation(len(names))
    fold = {names[place]: i % folds for i, place in enumerate(order)}
    return np.array([fold[name] for name in negotiation])


def left_out(issues: Issues, phi: SituationPointFeature, ridge: float, seed: int = 0) -> np.ndarray:
    """Probabilities of the points, (case, point), each fold forecast by weights fitted to the others."""
    fold = folds_of(issues.negotiation, seed)
    probabilities = np.zeros(phi.shape[:2])
    for number in range(int(fold.max()) + 1):
        out = fold == number
        weights = fit_weights(phi[~out], issues.outcome[~out], ridge)
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
