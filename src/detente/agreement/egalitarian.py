"""The point of a box that is best for the worst-off party: max over x of min over a of margin_a(x), exactly.

The egalitarian solution (Kalai 1977, Econometrica 45:1623) over a space of issues, with margins that are concave,
piecewise linear and separable by issue.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.agreement.axes import DrawParty, DrawPartyIssue
from detente.domain.axes import DrawIssue, PerDraw, PerIssue


@dataclass(frozen=True)
class Egalitarian:
    """The best point for the worst-off in each draw.

    margin : (draw,), the worst-off party's margin there; -inf where the box is empty.
    point : (draw, issue); nan where the box is empty.
    multipliers : (draw, party), weights of the parties, adding up to 1, for which no point of the box has a greater
        weighted sum of margins: the proof that nothing is better. All 0 where the general solver had to finish.
    """

    margin: PerDraw
    point: DrawIssue
    multipliers: DrawParty


def max_min(
    position: DrawPartyIssue,
    rate: DrawPartyIssue,
    ceiling: DrawParty,
    low: DrawIssue,
    high: DrawIssue,
    reference_point: PerIssue,
) -> Egalitarian:
    """Best point for the worst-off of parties whose margin is ceiling_a - sum_k rate_ak |x_k - position_ak|.

    Where several points are best for the worst-off, the one with the larger mean margin (to 1e-8 of the utility
    range), and on an issue where that leaves a stretch, the point nearest to the reference point.
    """
    from detente.agreement.column_generation import solve_draws  # numba loads when first needed

    draws, parties, issues = position.shape
    answer = Egalitarian(np.empty(draws), np.empty((draws, issues)), np.zeros((draws, parties)))
    proven = np.zeros(draws, dtype=np.bool_)
    # One type of every array: a kernel is compiled once for each combination.
    given = [np.ascontiguousarray(a, dtype=np.float64) for a in (position, rate, ceiling, low, high, reference_point)]
    solve_draws(*given, answer.margin, answer.point, answer.multipliers, proven)  # type: ignore[call-arg]
    for n in np.flatnonzero(~proven):
        from detente.agreement.linear_program import max_min_by_linear_program

        answer.margin[n], answer.point[n] = max_min_by_linear_program(position[n], rate[n], ceiling[n], low[n], high[n])
        answer.multipliers[n] = 0.0
    return answer
