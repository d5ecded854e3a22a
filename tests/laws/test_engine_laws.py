"""Laws of the two elementary engines, over inputs nobody thought of."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from builders import one_draw
from detente.domain.draws import Draws
from detente.engines import compromise, weighted_median
from detente.engines.parts.votes import votes_between

WEIGHTS = st.floats(min_value=1e-3, max_value=1e3)
POSITIONS = st.floats(min_value=0, max_value=100)


ROWS = st.lists(st.tuples(POSITIONS, st.floats(0.01, 1), WEIGHTS), min_size=1, max_size=9)

Rows = list[tuple[float, float, float]]


def with_position(draws: Draws, value: float) -> Draws:
    position = draws.position.copy()
    position[0, 0, 0] = value
    return Draws(**{**draws.__dict__, "position": position})


@given(ROWS, POSITIONS)
def test_an_actor_that_moves_never_pushes_the_outcome_away(rows: Rows, target: float) -> None:
    draws = one_draw(rows)
    moved = with_position(draws, target)
    for engine in (compromise.ENGINE, weighted_median.ENGINE):
        before, after = engine.solve(draws).outcome[0, 0], engine.solve(moved).outcome[0, 0]
        assert (after - before) * np.sign(target - draws.position[0, 0, 0]) >= -1e-9


@given(ROWS)
def test_the_weighted_median_loses_no_vote(rows: Rows) -> None:
    draws = one_draw(rows)
    weight = draws.weight()
    for tie in weighted_median.TIE.values:
        winner = weighted_median.ENGINE.solve(draws, switches={"tie": tie}).outcome
        for actor in range(len(draws.actors)):
            votes = votes_between(weight, draws.position, winner, draws.position[:, actor])
            assert votes[0, 0] >= -1e-6 * weight.sum()


@given(ROWS)
def test_the_middle_of_a_tie_does_not_know_the_direction_of_the_scale(rows: Rows) -> None:
    draws = one_draw(rows)
    mirrored = Draws(**{**draws.__dict__, "position": 100 - draws.position})
    solve = weighted_median.ENGINE.solve
    assert abs(solve(mirrored).outcome[0, 0] - (100 - solve(draws).outcome[0, 0])) < 1e-9
    lower = solve(draws, switches={"tie": "lower"}).outcome[0, 0]
    upper = solve(mirrored, switches={"tie": "upper"}).outcome[0, 0]
    assert abs(lower - (100 - upper)) < 1e-9


@given(ROWS)
def test_the_compromise_minimises_weighted_squared_distance(rows: Rows) -> None:
    draws = one_draw(rows)
    weight = draws.weight()
    outcome = compromise.ENGINE.solve(draws).outcome[0, 0]

    def loss(point: float) -> float:
        return float((weight * (draws.position - point) ** 2).sum())

    for step in (-1.0, 1.0):
        assert loss(outcome) <= loss(outcome + step) + 1e-9 * weight.sum()


@given(ROWS)
def test_levers_of_the_compromise_balance(rows: Rows) -> None:
    """Moving everybody by one moves the outcome by one; raising all saliences or capabilities alike moves nothing."""
    draws = one_draw(rows)
    assert abs(compromise.change_by_position(draws).sum() - 1) < 1e-9
    assert abs((compromise.change_by_salience(draws) * draws.salience).sum()) < 1e-7
    assert abs((compromise.change_by_capability(draws) * draws.capability).sum()) < 1e-7
