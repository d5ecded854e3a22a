"""The distribution itself: shares of the points of the scale, and what is read off them."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float

from detente.ensemble.predictive.features import (
    CODING,
    FEATURES,
    POINTS,
    SituationPoint,
    SituationPointFeature,
    at_position,
    features,
)
from detente.ensemble.predictive.parameters import Parameters
from detente.ensemble.predictive.situations import Situation, Situations

SituationLevel = Float[np.ndarray, "situation level"]
PerLevel = Float[np.ndarray, "level"]
NAMES = list(FEATURES)


def shares(situations: Situations, parameters: Parameters, *, coded: bool) -> SituationPoint:
    """The probability of each point 0, 1, ..., 100, situation by situation.

    ``coded`` says that positions and outcomes are whole numbers experts coded on a scale of 0 to 100, with their habits
    (CODING). Without it the same odds stand between positions and the points around them, with nothing at round
    numbers, and what speaks for the low end, where coders put no change, speaks for the reference point.
    """
    phi = features(situations, parameters.width, parameters.unstated)
    if coded:
        return normalised(phi @ parameters.theta)
    return normalised(_uncoded(phi, situations, parameters))


def normalised(log_weights: SituationPoint) -> SituationPoint:
    """Probabilities in proportion to exp(log_weights)."""
    weights = np.exp(log_weights - log_weights.max(axis=1, keepdims=True))
    probabilities: SituationPoint = weights / weights.sum(axis=1, keepdims=True)
    return probabilities


def mean_of(probabilities: SituationPoint) -> Situation:
    """Mean, in points of the scale."""
    mean: Situation = probabilities @ POINTS
    return mean


def quantiles_of(probabilities: SituationPoint, levels: PerLevel) -> SituationLevel:
    """The smallest point with at least so much probability at or below it."""
    below = np.cumsum(probabilities, axis=1)
    below[:, -1] = 1.0
    # Rounding in the sum must not push a quantile to the next point.
    first = (below[:, None, :] >= np.asarray(levels)[None, :, None] - 1e-12).argmax(axis=2)
    quantiles: SituationLevel = POINTS[first]
    return quantiles


def _uncoded(phi: SituationPointFeature, situations: Situations, parameters: Parameters) -> SituationPoint:
    """Log weights where nobody codes.

    Positions are as round as positions were where the weights come from, other points as round as a point is on
    average, so that the odds between the two stay what they were.
    """
    theta = np.array(parameters.weights)
    theta[NAMES.index("at_reference")] += parameters.weight("low_end")
    theta[[NAMES.index(name) for name in CODING]] = 0.0
    fives, tens = parameters.weight("fives"), parameters.weight("tens")
    roundness = fives * (POINTS % 5 == 0) + tens * (POINTS % 10 == 0)
    typical_point = float(np.log(np.exp(roundness).mean()))
    typical_position = fives * parameters.round_positions[0] + tens * parameters.round_positions[1]
    held = at_position(situations) | (POINTS[None] == np.rint(situations.reference_point)[:, None])
    log_weights: SituationPoint = phi @ theta + np.where(held, typical_position, typical_point)
    return log_weights
