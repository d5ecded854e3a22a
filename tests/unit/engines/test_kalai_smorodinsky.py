"""The Kalai-Smorodinsky solution against linear programs."""

from __future__ import annotations

import numpy as np
import pytest
from bargaining_by_definition import best_by_linear_program, gains, random_negotiations

from detente.engines import kalai_smorodinsky


@pytest.mark.parametrize(("actors", "issues"), [(3, 1), (4, 3)])
def test_same_as_the_linear_programs(actors: int, issues: int) -> None:
    draws = random_negotiations(20, actors, issues, seed=actors)
    found = kalai_smorodinsky.ENGINE.solve(draws)
    ones = np.ones(actors - 1)
    met = 0
    for draw in range(draws.n):
        point = found.outcome[draw]
        if best_by_linear_program(draws, draw, ones) <= 1e-6:
            assert np.isnan(point).all()
            continue
        met += 1
        ideals = np.array([best_by_linear_program(draws, draw, ones, wish=a) for a in range(actors - 1)])
        ratios = gains(draws, draw, point)[draws.required] / ideals
        assert ratios.min() == pytest.approx(best_by_linear_program(draws, draw, ideals), abs=1e-6)
    assert met > 3


def test_two_parties_on_one_issue_gain_the_same_share() -> None:
    draws = random_negotiations(30, 3, 1, seed=8)
    draws.red_line_low[:], draws.red_line_high[:] = -np.inf, np.inf
    draws.position[:, 0], draws.position[:, 1] = 0.0, 100.0
    draws.cost_of_continuing[:] = np.linspace(0.05, 0.25, 30)[:, None] * [1.0, 0.5, 1.0]
    found = kalai_smorodinsky.ENGINE.solve(draws).details["gains"]
    most = draws.cost_of_continuing[:, 0] + draws.cost_of_continuing[:, 1]
    np.testing.assert_allclose(found[:, 0] / most, found[:, 1] / most, atol=1e-7)
