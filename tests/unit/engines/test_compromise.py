"""The compromise model and its closed-form levers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from builders import draws_with
from detente.domain.draws import Draws
from detente.engines import compromise


@pytest.fixture
def draws() -> Draws:
    random = np.random.default_rng(6)
    shape = (5, 4, 2)
    present = np.array([[True, True], [True, False], [True, True], [True, True]])
    return draws_with(
        actors=("a", "b", "c", "d"),
        issues=("x", "y"),
        position=np.where(present, random.uniform(0, 100, shape), 50.0),
        salience=np.where(present, random.uniform(0.1, 0.9, shape), 0.0),
        capability=random.uniform(1, 9, shape),
        present=present,
    )


def test_by_hand(draws: Draws) -> None:
    """Two actors at 0 and 100 with weights 1 x .5 and 3 x .5 land at 75."""
    by_hand = replace(draws, position=draws.position.copy(), salience=draws.salience * 0)
    by_hand.position[:, 0], by_hand.position[:, 2] = 0.0, 100.0
    by_hand.salience[:, [0, 2]] = 0.5
    by_hand.capability[:, 0], by_hand.capability[:, 2] = 1.0, 3.0
    np.testing.assert_allclose(compromise.ENGINE.solve(by_hand).outcome, 75.0)


@pytest.mark.parametrize(
    ("lever", "name"),
    [
        (compromise.change_by_position, "position"),
        (compromise.change_by_salience, "salience"),
        (compromise.change_by_capability, "capability"),
    ],
)
def test_levers_are_the_derivatives(draws: Draws, lever: Callable[[Draws], np.ndarray], name: str) -> None:
    step = 1e-5
    expected = lever(draws)
    assert expected.shape == draws.position.shape
    for actor in range(4):
        nudge = np.zeros((1, 4, 1))
        nudge[0, actor] = step
        up = compromise.ENGINE.solve(replace(draws, **{name: getattr(draws, name) + nudge})).outcome
        down = compromise.ENGINE.solve(replace(draws, **{name: getattr(draws, name) - nudge})).outcome
        np.testing.assert_allclose(expected[:, actor], (up - down) / (2 * step), rtol=1e-5, atol=1e-6)


def test_absent_actors_have_no_lever(draws: Draws) -> None:
    for lever in (compromise.change_by_position, compromise.change_by_salience, compromise.change_by_capability):
        assert (lever(draws)[:, 1, 1] == 0).all()


def test_levers_say_nothing_where_nobody_has_weight(draws: Draws) -> None:
    deserted = replace(draws, salience=np.zeros_like(draws.salience))
    assert np.isnan(compromise.change_by_position(deserted)[:, 0]).all()
