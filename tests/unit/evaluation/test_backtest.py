"""A backtest on negotiations made up from the distribution itself: it must come out best, and calibrated."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest

from detente.domain.backtest_answer import Backtest
from detente.domain.errors import InputError
from detente.ensemble.predictive.parameters import shipped
from detente.evaluation.backtest import OUT_OF_SAMPLE, backtest, kinds_of
from detente.evaluation.baselines import weighted_mean_position
from detente.evaluation.forecasters import climatology, laplace, on_points
from detente.evaluation.issues import issues_of
from detente.evaluation.scores import crps_from_draws, pit_bounds, quantiles_from_draws, share_between

ENGINES = ("compromise", "condorcet_election", "nash")


@pytest.fixture(scope="module")
def scored(made_up_records: ModuleType) -> Backtest:
    return backtest(made_up_records.made_up(150), ENGINES, shipped(), bootstrap=200)


def test_the_truth_scores_best_and_is_calibrated(scored: Backtest) -> None:
    truth = scored.get("predictive")
    assert truth is not None
    best = min(scored.forecasters, key=lambda one: one.scores["crps"].mean)
    assert best.name == "predictive"
    assert truth.scores["coverage_80"].low <= 0.8 <= truth.scores["coverage_80"].high
    assert truth.pit_p_value is not None
    assert truth.pit_p_value > 0.01
    assert sum(truth.pit) == pytest.approx(1)
    difference = scored.against("predictive", "compromise", "crps")
    assert difference is not None
    assert difference.high < 0


def test_every_forecaster_is_there_with_its_intervals(scored: Backtest) -> None:
    names = [one.name for one in scored.forecasters]
    assert names == [
        "mean", "salience_mean", "median", "status_quo", "constant", "proposer", *ENGINES, "positions_by_salience",
        "positions_by_weight", "laplace", "climatology", "simple_mixture", "predictive",
    ]  # fmt: skip
    for one in scored.forecasters:
        for score in one.scores.values():
            assert score.low <= score.mean <= score.high
    assert (scored.issues, scored.negotiations) == (300, 150)


def test_a_point_is_scored_as_a_point(scored: Backtest) -> None:
    constant = scored.get("constant")
    assert constant is not None
    assert constant.scores["crps"] == constant.scores["error"]
    assert constant.scores["brier"].mean == 0.25
    assert constant.pit == ()
    assert "coverage_80" not in constant.scores


def test_who_has_no_forecast_is_scored_on_fewer(scored: Backtest) -> None:
    status_quo = scored.get("status_quo")
    assert status_quo is not None
    assert status_quo.scores["error"].n == 150


def test_scores_of_the_fitted_are_also_told_out_of_sample(made_up_records: ModuleType) -> None:
    record = made_up_records.made_up(40)
    fitted = replace(shipped(), trained_on={"sha256": record.sha256, "part": "train"})
    found = backtest(record, ("compromise",), fitted, bootstrap=20)
    own, elsewhere = found.get("predictive"), found.get(OUT_OF_SAMPLE)
    assert own is not None
    assert elsewhere is not None
    assert own.scores["crps"].mean != elsewhere.scores["crps"].mean
    # none of them are in the other part
    assert backtest(record, ("compromise",), fitted, part="dev", bootstrap=20).get(OUT_OF_SAMPLE) is None


def test_equal_seeds_give_equal_answers(made_up_records: ModuleType) -> None:
    record = made_up_records.made_up(12)
    first, second, third = (
        backtest(record, ENGINES, shipped(), bootstrap=50, seed=seed).to_dict() for seed in (1, 1, 2)
    )
    assert first == second
    assert first != third


def test_no_outcomes_and_unknown_parts_are_refused(made_up_records: ModuleType) -> None:
    record = made_up_records.made_up(4)
    with pytest.raises(InputError, match="dev, train"):
        backtest(record, ENGINES, shipped(), part="test")
    blank = replace(record, negotiations=tuple(one.without_outcome() for one in record.negotiations))
    with pytest.raises(InputError, match="--forecasts"):
        backtest(blank, ENGINES, shipped())


def test_kinds_of_issues(made_up_records: ModuleType) -> None:
    issues = issues_of(made_up_records.made_up(2))
    issues.position[:] = np.nan
    issues.position[0, :2] = 0, 100
    issues.position[1, :3] = 0, 50, 100
    issues.position[2, :4] = 0, 10, 20, 30
    issues.position[3, :2] = 20, 40
    assert kinds_of(issues).tolist() == ["two_ends", "few_places", "scale", "few_places"]


def test_climatology_sees_other_negotiations_only(made_up_records: ModuleType) -> None:
    issues = issues_of(made_up_records.made_up(6))
    before = climatology(issues)
    issues.outcome[:2] = 33
    after = climatology(issues)
    np.testing.assert_array_equal(after[:2], before[:2])
    # the first negotiation is of the dev part: nobody's climate
    np.testing.assert_array_equal(after, before)
    issues.outcome[2:4] = 33
    assert climatology(issues)[4, 33] > before[4, 33]
    np.testing.assert_array_equal(climatology(issues)[2:4], before[2:4])


def test_laplace_on_points_is_laplace() -> None:
    found = laplace(np.array([50.0, 0.0]), 20.0)
    np.testing.assert_allclose(found.sum(axis=1), 1)
    assert found[0, 60] / found[0, 50] == pytest.approx(np.exp(-0.5), rel=0.02)
    assert found[0, 0] == pytest.approx(0.5 * np.exp(-49.5 / 20))
    assert found[1, 0] == pytest.approx(1 - 0.5 * np.exp(-0.5 / 20))


def test_positions_on_points() -> None:
    found = on_points(np.array([[10.0, 10.0, 90.0], [np.nan] * 3]), np.array([[1.0, 2.0, 1.0], [0.0] * 3]))
    assert found[0, [10, 90]].tolist() == [0.75, 0.25]
    assert np.isnan(found[1]).all()


def test_quantiles_and_bounds_of_weighted_draws() -> None:
    draws = np.array([[90.0, 10.0, 50.0, 1.0], [1.0, 2.0, 3.0, 4.0]])
    weight = np.array([[1.0, 2.0, 1.0, 0.0], [0.0] * 4])
    found = quantiles_from_draws(draws, np.array([0.01, 0.5, 0.51, 0.76]), weight)
    assert found[0].tolist() == [10, 10, 50, 90]
    assert np.isnan(found[1]).all()
    lower, upper = pit_bounds(draws, np.array([50.0, 2.0]), weight)
    assert (lower[0], upper[0]) == (0.5, 0.75)
    assert np.isnan(lower[1])
    assert np.isnan(share_between(lower, upper, 0.1, 0.9)[1])


def test_share_between_is_the_expected_share_of_the_randomised_transform() -> None:
    lower, upper = np.array([0.0, 0.2, 0.85, 0.95, 0.4]), np.array([0.5, 0.4, 0.95, 1.0, 0.4])
    assert share_between(lower, upper, 0.1, 0.9) == pytest.approx(np.array([0.8, 1, 0.5, 0, 1]))
    tenths = sum(share_between(lower, upper, i / 10, (i + 1) / 10) for i in range(10))
    assert tenths == pytest.approx(np.ones(5))


def test_the_quantile_score_of_a_distribution_is_near_its_exact_one(made_up_records: ModuleType) -> None:
    record = made_up_records.made_up(60)
    issues = issues_of(record)
    found = backtest(record, ("compromise",), shipped(), bootstrap=10).get("positions_by_weight")
    assert found is not None
    exact = crps_from_draws(issues.position, issues.outcome, np.where(np.isfinite(issues.position), issues.weight, 0.0))
    assert found.scores["crps"].mean == pytest.approx(exact.mean(), rel=0.02)
    compromise = weighted_mean_position(issues.position, issues.weight)
    assert found.scores["error"].mean == pytest.approx(np.abs(compromise - issues.outcome).mean())
