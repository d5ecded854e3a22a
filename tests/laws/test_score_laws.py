"""Laws of proper scores, for any distribution."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.evaluation.scores import brier_scores, coverage, crps_from_draws, crps_from_quantiles, randomised_pit

POINTS = st.floats(min_value=0, max_value=100)
SAMPLES = st.lists(POINTS, min_size=1, max_size=15).map(np.array)


def crps(draws: np.ndarray, outcome: float) -> float:
    return float(crps_from_draws(draws[None], np.array([outcome]))[0])


def expected_crps(draws: np.ndarray, outcomes: np.ndarray) -> float:
    return float(crps_from_draws(np.broadcast_to(draws, (outcomes.size, draws.size)), outcomes).mean())


@given(SAMPLES, POINTS)
def test_crps_is_never_negative_and_at_most_the_mean_distance(draws: np.ndarray, outcome: float) -> None:
    assert 0 <= crps(draws, outcome) <= np.abs(draws - outcome).mean() + 1e-9


@given(SAMPLES, SAMPLES)
def test_crps_is_proper(truth: np.ndarray, other: np.ndarray) -> None:
    """On average over what really happens, no forecast scores better than the truth."""
    assert expected_crps(truth, truth) <= expected_crps(other, truth) + 1e-9


@given(SAMPLES, SAMPLES)
def test_crps_prefers_the_truth_by_the_distance_between_the_distributions(truth: np.ndarray, other: np.ndarray) -> None:
    """The gap is the integral of the squared difference of the two distribution functions, exactly."""
    knots = np.sort(np.concatenate([truth, other]))
    gap = np.array([(truth <= x).mean() - (other <= x).mean() for x in knots[:-1]])
    integral = float((gap**2 * np.diff(knots)).sum())
    assert abs(expected_crps(other, truth) - expected_crps(truth, truth) - integral) < 1e-8


@given(SAMPLES, POINTS, st.floats(-50, 50), st.floats(0.1, 10))
def test_crps_is_in_the_units_of_the_scale(draws: np.ndarray, outcome: float, shift: float, stretch: float) -> None:
    moved = crps(shift + stretch * draws, shift + stretch * outcome)
    assert abs(moved - stretch * crps(draws, outcome)) < 1e-8


@given(SAMPLES, POINTS, st.integers(2, 4))
def test_a_weight_counts_like_so_many_copies(draws: np.ndarray, outcome: float, copies: int) -> None:
    weight = np.ones((1, draws.size))
    weight[0, 0] = copies
    weighted = crps_from_draws(draws[None], np.array([outcome]), weight)[0]
    assert abs(weighted - crps(np.append(draws, [draws[0]] * (copies - 1)), outcome)) < 1e-9


@given(SAMPLES, POINTS)
def test_quantiles_score_like_draws_when_they_are_dense(draws: np.ndarray, outcome: float) -> None:
    levels = (np.arange(500) + 0.5) / 500
    quantiles = np.quantile(draws, levels, method="inverted_cdf")
    score = crps_from_quantiles(levels, quantiles[None], np.array([outcome]))[0]
    assert abs(score - crps(draws, outcome)) < 0.5


@given(st.floats(0, 1), st.floats(0, 1))
def test_brier_is_proper(truth: float, other: float) -> None:
    def expected(forecast: float) -> float:
        happened, not_happened = brier_scores(np.array([forecast] * 2), np.array([1, 0]))
        return float(truth * happened + (1 - truth) * not_happened)

    assert expected(truth) <= expected(other) + 1e-12


@given(SAMPLES, POINTS, st.integers(0, 99))
def test_pit_lies_between_the_mass_below_and_the_mass_up_to_the_outcome(
    draws: np.ndarray, outcome: float, seed: int
) -> None:
    pit = randomised_pit(draws[None], np.array([outcome]), seed=seed)[0]
    assert (draws < outcome).mean() - 1e-12 <= pit <= (draws <= outcome).mean() + 1e-12


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.floats(0, 1), st.floats(0, 1))
def test_wider_intervals_cover_no_less(pit: list[float], first: float, second: float) -> None:
    narrow, wide = sorted((first, second))
    assert coverage(np.array(pit), narrow) <= coverage(np.array(pit), wide)
