"""The max-min programme of one draw by a general solver (HiGHS): fallback of the kernel and oracle of the tests."""

from __future__ import annotations

import numpy as np

from detente.agreement.axes import PartyIssue, PerParty
from detente.domain.axes import PerIssue


def max_min_by_linear_program(
    position: PartyIssue, rate: PartyIssue, ceiling: PerParty, low: PerIssue, high: PerIssue
) -> tuple[float, PerIssue]:
    """The worst-off party's best margin over a box that is not empty, and a point that gives it.

    Variables: x (issue), distances (party x issue), t. Maximise t subject to
    t + sum_k rate_ak distance_ak <= ceiling_a and distance_ak >= |x_k - position_ak|.
    """
    from scipy.optimize import linprog  # 3 s to import: only when needed

    parties, issues = position.shape
    pair = np.arange(parties * issues)
    party, issue = np.divmod(pair, issues)
    distance, worst = issues + pair, issues + pair.size
    above, below = parties + pair, parties + pair.size + pair
    matrix = np.zeros((parties + 2 * pair.size, worst + 1))
    matrix[party, distance] = rate.ravel()
    matrix[:parties, worst] = 1.0
    matrix[above, issue], matrix[above, distance] = 1.0, -1.0
    matrix[below, issue], matrix[below, distance] = -1.0, -1.0
    bound = np.concatenate([ceiling, position.ravel(), -position.ravel()])
    objective = np.zeros(worst + 1)
    objective[worst] = -1.0
    bounds: list[tuple[float | None, float | None]] = [(float(a), float(b)) for a, b in zip(low, high, strict=True)]
    bounds += [(0.0, None)] * pair.size + [(None, None)]
    solution = linprog(objective, A_ub=matrix, b_ub=bound, bounds=bounds, method="highs")
    if not solution.success or solution.x is None:
        raise ArithmeticError(f"linear programme of the zone: {solution.message}")
    point = np.clip(solution.x[:issues], low, high)
    margin = ceiling - (rate * np.abs(point - position)).sum(axis=1)
    return float(margin.min()), point
