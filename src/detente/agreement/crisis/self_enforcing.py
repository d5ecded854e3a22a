"""A settlement that holds itself: breaking it gains once and loses ever after.

Repeated prisoner's dilemma with grim punishment. Friedman 1971, Review of Economic Studies 38(1): 1-12; among states
Axelrod & Keohane 1985, World Politics 38(1): 226-254.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from detente.agreement.crisis.values import Mask, Values, checked

CITATION = "Friedman 1971, Review of Economic Studies 38(1): 1-12"


def least_patience(temptation: ArrayLike, reward: ArrayLike, punishment: ArrayLike) -> Values:
    """The discount factor from which keeping the settlement is best, (T - R)/(T - P), in [0, 1].

    Payoffs a period: T of breaking it alone, R of keeping it, P after it has broken down; T >= R > P. Where breaking
    gains nothing (T = R) the answer is 0.
    """
    t, r, p = (
        checked(name, value, -np.inf, np.inf)
        for name, value in (("temptation", temptation), ("reward", reward), ("punishment", punishment))
    )
    checked("reward - punishment", r - p, 0.0, np.inf, above=True)
    patience: Values = checked("temptation - reward", t - r, 0.0, np.inf) / (t - p)
    return patience


def holds(discount: ArrayLike, temptation: ArrayLike, reward: ArrayLike, punishment: ArrayLike) -> Mask:
    """Whether a side with this discount factor in [0, 1] keeps the settlement."""
    kept: Mask = checked("discount", discount) >= least_patience(temptation, reward, punishment)
    return kept


def largest_temptation(discount: ArrayLike, reward: ArrayLike, punishment: ArrayLike) -> Values:
    """Inverse: the most breaking it may offer, (R - d P)/(1 - d), for a discount factor in [0, 1)."""
    d = checked("discount", discount, below=True)
    most: Values = (
        checked("reward", reward, -np.inf, np.inf) - d * checked("punishment", punishment, -np.inf, np.inf)
    ) / (1 - d)
    return most
