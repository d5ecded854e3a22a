"""Scores against closed forms and against the definition."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import kstest, norm

from detente.evaluation.scores import (
    brier_scores,
    coverage,
    crps_from_draws,
    crps_from_quantiles,
    mean_absolute_error,
    median_absolute_error,
    randomised_pit,
    share_within,
)

GRID = (np.arange(4000) + 0.5) / 4000


def normal_crps(mean: float, deviation: float, outcome: np.ndarray) -> np.ndarray:
    """Closed form, Gneiting & Raftery 2007, section 4.2."""
    z = (outcome - mean) / deviation
    return np.asarray(deviation * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi)))


def test_point_errors() -> None:
    forecast, outcome = np.array([10.0, 50.0, 90.0, 0.0]), np.array([20.0, 50.0, 40.0, 11.0])
    assert mean_absolute_error(forecast, outcome) == (10 + 0 + 50 + 11) / 4
    assert median_absolute_error(forecast, outcome) == 10.5
    assert share_within(forecast, outcome) == 0.5
    assert share_within(forecast, outcome, points=50.0) == 1.0


@pytest.mark.parametrize(("mean", "deviation"), [(0.0, 1.0), (40.0, 12.0)])
def test_crps_of_a_normal(mean: float, deviation: float) -> None:
    outcome = mean + deviation * np.array([-3.0, -1.0, 0.0, 0.4, 2.5])
    draws = np.broadcast_to(norm.ppf(GRID, mean, deviation), (5, GRID.size))
    expected = normal_crps(mean, deviation, outcome)
    np.testing.assert_allclose(crps_from_draws(draws, outcome), expected, rtol=2e-3)
    levels = np.arange(1, 1000) / 1000
    quantiles = np.broadcast_to(norm.ppf(levels, mean, deviation), (5, levels.size))
    np.testing.assert_allclose(crps_from_quantiles(levels, quantiles, outcome), expected, rtol=5e-3)


def test_crps_of_a_uniform() -> None:
    outcome = np.array([0.0, 0.2, 0.5, 1.0])
    draws = np.broadcast_to(GRID, (4, GRID.size))
    np.testing.assert_allclose(crps_from_draws(draws, outcome), (outcome**3 + (1 - outcome) ** 3) / 3, atol=1e-6)


def test_crps_of_a_point_is_the_absolute_error() -> None:
    outcome = np.array([0.0, 30.0, 100.0])
    assert crps_from_draws(np.full((3, 7), 30.0), outcome) == pytest.approx(np.array([30.0, 0.0, 70.0]))
    assert crps_from_draws(np.full((3, 1), 30.0), outcome) == pytest.approx(np.array([30.0, 0.0, 70.0]))
    levels = np.arange(1, 100) / 100
    assert crps_from_quantiles(levels, np.full((3, 99), 30.0), outcome) == pytest.approx(np.array([30.0, 0.0, 70.0]))


def test_crps_on_nought_and_one_is_the_brier_score() -> None:
    share_of_ones = np.array([0.1, 0.5, 0.9, 1.0])
    draws = (np.arange(10)[None] < np.round(10 * share_of_ones)[:, None]).astype(float)
    happened = np.array([0.0, 1.0, 1.0, 0.0])
    assert crps_from_draws(draws, happened) == pytest.approx(brier_scores(share_of_ones, happened))


def test_crps_against_its_definition_with_weights() -> None:
    random = np.random.default_rng(2)
    draws, weight, outcome = random.uniform(0, 100, (6, 8)), random.uniform(0, 1, (6, 8)), random.uniform(0, 100, 6)
    weight[0, 3] = 0
    share = weight / weight.sum(axis=1, keepdims=True)
    distance = (share * np.abs(draws - outcome[:, None])).sum(axis=1)
    pairs = np.einsum("ci,cj,cij->c", share, share, np.abs(draws[:, :, None] - draws[:, None]))
    draws[0, 3] = np.nan
    assert crps_from_draws(draws, outcome, weight) == pytest.approx(distance - pairs / 2)


def test_no_weight_no_score() -> None:
    assert np.isnan(crps_from_draws(np.ones((1, 3)), np.ones(1), np.zeros((1, 3)))).all()


def test_brier() -> None:
    assert brier_scores(np.array([0.8, 0.8, 0.5]), np.array([True, False, True])) == pytest.approx(
        np.array([0.04, 0.64, 0.25])
    )


def test_pit_is_uniform_for_a_calibrated_forecast_with_point_masses() -> None:
    """Half of the outcomes are at a pole: without randomisation the transform would pile up."""
    random = np.random.default_rng(3)

    def reality(shape: tuple[int, ...]) -> np.ndarray:
        pole = random.choice([0.0, 100.0], shape)
        return np.where(random.random(shape) < 0.5, pole, random.uniform(0, 100, shape))

    pit = randomised_pit(reality((3000, 400)), reality((3000,)), seed=4)
    assert kstest(pit, "uniform").pvalue > 0.01
    assert coverage(pit, 0.8) == pytest.approx(0.8, abs=0.03)
    assert coverage(pit, 0.5) == pytest.approx(0.5, abs=0.03)


def test_pit_shows_what_is_wrong() -> None:
    random = np.random.default_rng(5)
    outcome = random.standard_normal(2000)
    narrow = randomised_pit(0.5 * random.standard_normal((2000, 300)), outcome, seed=1)
    low = randomised_pit(random.standard_normal((2000, 300)) - 1, outcome, seed=1)
    assert coverage(narrow, 0.8) < 0.55
    assert low.mean() > 0.7


def test_pit_by_hand_and_by_weight() -> None:
    draws, outcome = np.array([[0.0, 50.0, 100.0]]), np.array([50.0])
    weight = np.array([[0.2, 0.0, 0.8]])
    assert randomised_pit(draws, outcome, seed=1, weight=weight)[0] == pytest.approx(0.2)
    assert 1 / 3 <= randomised_pit(draws, outcome, seed=1)[0] <= 2 / 3
    assert randomised_pit(draws, np.array([-1.0]), seed=1)[0] == 0
    assert randomised_pit(draws, np.array([101.0]), seed=1)[0] == 1


def test_coverage_leaves_out_cases_without_a_forecast() -> None:
    assert coverage(np.array([0.5, np.nan, 0.99, 0.05]), 0.8) == pytest.approx(1 / 3)
