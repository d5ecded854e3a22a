"""Whom third parties side with: the chance that a challenge succeeds, equations 30 and 31 of Scholz et al. 2011."""

from __future__ import annotations

import numpy as np

from detente.engines.parts import challenge_switches as rule
from detente.engines.parts.challenge_switches import Rules
from detente.engines.parts.challenge_utilities import Matrix, ProblemActor

TIE = (0.0, 0.5)  # P between actors at one position, by the place of its value in the switch


def chances_of_success(distance: Matrix, weight: ProblemActor, risk: ProblemActor, rules: Rules) -> Matrix:
    """P of actor i (row) against actor j (column), in [0, 1]; 0 for actors without weight.

    Every actor k gives w_k (d_kj^r - d_ki^r) votes to i against j, with ``risk`` its exponent r. Here vote by vote,
    O(actors^3); the compiled kernel gets the same sums from the midpoints of the pairs.
    """
    seen = distance ** risk[:, :, None]  # [problem, k, position]
    vote = weight[:, :, None, None] * (seen[:, :, None, :] - seen[:, :, :, None])  # [problem, k, i, j]
    active = weight > 0
    pair = active[:, :, None] & active[:, None, :]
    together = distance == 0
    cast = np.where(pair, np.abs(vote).sum(axis=1), 0.0)
    support = np.maximum(vote, 0.0).sum(axis=1)
    if rules.denominator == rule.ALL_PAIRS:
        cast = np.broadcast_to(cast.sum(axis=(1, 2), keepdims=True), cast.shape)
    elif rules.denominator == rule.SIGNED:
        support = np.maximum(vote.sum(axis=1), 0.0)
    chance = support / np.where(cast > 0, cast, 1.0)
    return np.where(pair, np.where(together, TIE[rules.tie_probability], chance), 0.0)
