"""Weights and weighted means over actors, (draw, actor, issue) to (draw, issue)."""

from __future__ import annotations

import numpy as np

from detente.domain.axes import DrawActorIssue, DrawIssue


def weighted_mean(weight: DrawActorIssue, position: DrawActorIssue) -> DrawIssue:
    """Mean of the positions of the actors that have weight, sum(w x) / sum(w); nan where nobody has any.

    Actors without weight are left out entirely, whatever stands in their position.
    """
    lowest, highest = position_range(weight, position)
    total = total_weight(weight)
    with np.errstate(invalid="ignore"):
        mean = weighted_sum(weight, position) / np.where(total > 0, total, np.nan)
    # Rounding may carry the mean an ulp beyond the positions; unanimity must be exact.
    return np.clip(mean, lowest, highest)


def total_weight(weight: DrawActorIssue) -> DrawIssue:
    """Sum of the weights over actors."""
    # One actor after the other: the bits then depend neither on the arrays' layout nor on the size of the batch.
    total = np.zeros((weight.shape[0], weight.shape[2]))
    for actor in range(weight.shape[1]):
        total += weight[:, actor]
    return total


def weighted_sum(weight: DrawActorIssue, position: DrawActorIssue) -> DrawIssue:
    """Sum of weight times position over the actors that have weight."""
    total = np.zeros((weight.shape[0], weight.shape[2]))
    for actor in range(weight.shape[1]):
        total += np.where(weight[:, actor] > 0, weight[:, actor] * position[:, actor], 0.0)
    return total


def position_range(weight: DrawActorIssue, position: DrawActorIssue) -> tuple[DrawIssue, DrawIssue]:
    """Least and greatest position among the actors that have weight; nan where nobody has any."""
    somebody = (weight > 0).any(axis=1)
    lowest = np.where(weight > 0, position, np.inf).min(axis=1, initial=np.inf)
    highest = np.where(weight > 0, position, -np.inf).max(axis=1, initial=-np.inf)
    return np.where(somebody, lowest, np.nan), np.where(somebody, highest, np.nan)
