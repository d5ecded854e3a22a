"""The egalitarian solution against a linear program."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from detente.domain.draws import Draws
from detente.engines import egalitarian


def random_draws(n: int, actors: int, issues: int, *, seed: int) -> Draws:
    random = np.random.default_rng(seed)
    shape = (n, actors, issues)
    return Draws(
        actors=tuple(f"actor_{a}" for a in range(actors)),
        issues=tuple(f"issue_{k}" for k in range(issues)),
        position=random.uniform(0, 100, shape),
        salience=random.uniform(0.05, 1, shape),
        capability=random.uniform(0.1, 10, shape),
        red_line_low=np.where(random.random(shape) < 0.2, 25.0, -np.inf),
        red_line_high=np.where(random.random(shape) < 0.2, 60.0, np.inf),
        cost_of_continuing=random.uniform(-0.1, 0.3, (n, actors)),
        scale_low=np.zeros(issues),
        scale_high=np.full(issues, 100.0),
        reference_point=np.full(issues, 30.0),
        present=np.ones((actors, issues), dtype=bool),
        required=np.arange(actors) < actors - 1,
        at_table=np.ones(actors, dtype=bool),
    )


def gains(draws: Draws, draw: int, point: np.ndarray) -> np.ndarray:
    """Each actor's utility of a point over no deal, as the agreement room reckons it."""
    position, salience = draws.position[draw], draws.salience[draw]
    greatest = (salience * np.maximum(position, 100 - position)).sum(axis=1)
    loss = (salience * abs(point - position)).sum(axis=1) / greatest
    no_deal = (salience * abs(draws.reference_point - position)).sum(axis=1) / greatest
    return no_deal - loss + draws.cost_of_continuing[draw]


def box(draws: Draws, draw: int) -> tuple[np.ndarray, np.ndarray]:
    """What the required actors' red lines leave of the scales."""
    low = np.maximum(draws.red_line_low[draw, draws.required].max(axis=0), 0)
    return low, np.minimum(draws.red_line_high[draw, draws.required].min(axis=0), 100)


def best_by_linear_program(draws: Draws, draw: int, units: np.ndarray, wish: int | None = None) -> float:
    """The most of the smallest gain in its unit, or of one party's gain where all gain, by SciPy."""
    parties = np.flatnonzero(draws.required)
    position, salience = draws.position[draw, parties], draws.salience[draw, parties]
    rate = salience / (salience * np.maximum(position, 100 - position)).sum(axis=1, keepdims=True)
    n, issues = position.shape
    no_deal = (rate * abs(draws.reference_point - position)).sum(axis=1) + draws.cost_of_continuing[draw, parties]
    size = issues + n * issues + 1  # the point, distances, the smallest gain
    rows, right = [], []
    for a in range(n):
        row = np.zeros(size)
        row[issues + a * issues : issues + (a + 1) * issues] = rate[a]
        row[-1] = 0.0 if wish is not None and a != wish else units[a]
        rows.append(row)
        right.append(no_deal[a])
        for k in range(issues):
            for sign in (1, -1):
                row = np.zeros(size)
                row[k], row[issues + a * issues + k] = sign, -1
                rows.append(row)
                right.append(sign * position[a, k])
    low, high = box(draws, draw)
    bounds = [*zip(low, high, strict=True), *[(0, None)] * (n * issues), (None, None)]
    cost = np.zeros(size)
    cost[-1] = -1
    if (low > high).any():
        return -np.inf
    return float(linprog(cost, rows, right, bounds=bounds).x[-1])


@pytest.mark.parametrize(("actors", "issues"), [(3, 1), (4, 3), (6, 5)])
def test_same_as_the_linear_program(actors: int, issues: int) -> None:
    draws = random_draws(25, actors, issues, seed=actors)
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
    draws = random_draws(2, 3, 2, seed=5)
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
    draws = random_draws(4, 3, 2, seed=6)
    draws.red_line_low[:], draws.red_line_high[:] = -np.inf, np.inf
    draws.cost_of_continuing[:] = 1.0
    draws.salience[:, :2, 1] = 0.0
    np.testing.assert_allclose(egalitarian.ENGINE.solve(draws).outcome[:, 1], 30.0)
    draws.required[:] = False
    assert np.isnan(egalitarian.ENGINE.solve(draws).outcome).all()
