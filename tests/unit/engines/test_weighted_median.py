"""The weighted median and its tie rule."""

from __future__ import annotations

import numpy as np
import pytest

from builders import draws_with
from detente.domain.draws import Draws
from detente.engines import weighted_median
from detente.engines.parts.votes import median_interval


def draws_of(positions: list[float], weights: list[float]) -> Draws:
    n = len(positions)
    return draws_with(
        issues=("issue",),
        position=np.array(positions, dtype=float).reshape(1, n, 1),
        capability=np.array(weights, dtype=float).reshape(1, n, 1),
    )


def land(draws: Draws, **switches: str) -> float:
    return float(weighted_median.ENGINE.solve(draws, switches=switches).outcome[0, 0])


@pytest.mark.parametrize(("tie", "expected"), [("lower", 20.0), ("middle", 50.0), ("upper", 80.0)])
def test_an_even_split(tie: str, expected: float) -> None:
    assert land(draws_of([80, 20, 0, 100], [1, 1, 1, 1]), tie=tie) == expected


def test_a_tie_by_weight_though_the_sums_round_differently() -> None:
    """.1 + .2 is not .3 in binary, but it is half of the weight."""
    draws = draws_of([0, 10, 90], [0.1, 0.2, 0.3])
    assert land(draws, tie="lower") == 10
    assert land(draws, tie="upper") == 90


def test_an_actor_with_more_than_half_gets_its_way() -> None:
    assert land(draws_of([5, 60, 90], [2, 4.1, 2])) == 60


def test_weightless_actors_between_the_halves_are_no_median() -> None:
    draws = draws_of([10, 40, 50, 90], [1, 0, 0, 1])
    assert [land(draws, tie=tie) for tie in ("lower", "upper")] == [10, 90]


def test_reading_names_the_tie_rule() -> None:
    assert weighted_median.ENGINE.solve(draws_of([1], [1])).reading == "tie: middle"


def test_nobody_with_weight_has_no_median() -> None:
    lower, upper = median_interval(np.zeros((2, 3, 1)), np.ones((2, 3, 1)))
    assert np.isnan(lower).all()
    assert np.isnan(upper).all()
