"""The egalitarian solution against a linear program."""

from __future__ import annotations

import numpy as np
import pytest
from bargaining_by_definition import best_by_linear_program, box, gains, random_negotiations

from detente.domain.draws import Draws
from detente.engines import egalitarian


@pytest.mark.parametrize(("actors", "issues"), [(3, 1), (4, 3), (6, 5)])
def test_same_as_the_linear_program(actors: int, issues: int) -> None:
    draws = random_negotiations(25, actors, issues, seed=actors)
    found = egalitarian.ENGINE.solve(draws)
    met = 0
    for draw in range(draws.n):
        best = best_by_linear_program(draws, draw, np.ones(actors - 1))
        point = found.outcome[draw]
        if best <= 1e-6:
            assert np.isnan(point).all()
            continue
        met += 1
        low, high = box(draws, draw)
        assert (point >= low - 1e-9).all()
        assert (point <= high + 1e-9).all()
        mine = gains(draws, draw, point)[draws.required]
        assert mine.min() == pytest.approx(best, abs=1e-6)
        np.testing.assert_allclose(found.details["gains"][draw], mine, atol=1e-9)
    assert met > 3


def test_red_lines_that_leave_one_point_or_nothing() -> None:
    draws = random_negotiations(2, 3, 2, seed=5)
    draws.red_line_low[:], draws.red_line_high[:] = -np.inf, np.inf
    draws.cost_of_continuing[:] = 1.0
    draws.red_line_low[:, 0, 0], draws.red_line_high[:, 1, 0] = 40.0, (40.0, 39.0)
    found = egalitarian.ENGINE.solve(draws).outcome
    assert found[0, 0] == pytest.approx(40)
    assert np.isnan(found[1]).all()
    draws.required[:2] = False  # a red line of an actor without a veto refuses nothing
    assert np.isfinite(
        egalitarian.ENGINE.solve(Draws(**{**draws.__dict__, "required": np.eye(3)[2] > 0})).outcome
    ).all()


def test_an_issue_nobody_asks_to_change_stays_and_no_party_means_no_answer() -> None:
    draws = random_negotiations(4, 3, 2, seed=6)
    draws.red_line_low[:], draws.red_line_high[:] = -np.inf, np.inf
    draws.cost_of_continuing[:] = 1.0
    draws.salience[:, :2, 1] = 0.0
    np.testing.assert_allclose(egalitarian.ENGINE.solve(draws).outcome[:, 1], 30.0)
    draws.required[:] = False
    assert np.isnan(egalitarian.ENGINE.solve(draws).outcome).all()
