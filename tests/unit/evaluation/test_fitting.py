"""Fitting: the known weights come back, negotiations stay together, equal data give equal bytes."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from detente.ensemble.predictive.choice import normalised
from detente.ensemble.predictive.features import FEATURES, POINTS, features
from detente.ensemble.predictive.parameters import shipped
from detente.evaluation import fitting
from detente.evaluation.issues import issues_of


def test_the_weights_that_made_the_outcomes_come_back(made_up_records: ModuleType) -> None:
    issues = issues_of(made_up_records.made_up(400)).known()
    parameters = shipped()
    phi = features(issues.situations, parameters.width, parameters.unstated)
    found = fitting.fit_weights(phi, issues.outcome, 1e-4)
    names = list(FEATURES)
    for name, tolerance in (("at_position", 0.35), ("fives", 0.3), ("tens", 0.35), ("low_end", 0.6)):
        assert found[names.index(name)] == pytest.approx(parameters.weight(name), abs=tolerance)
    # the centres lie close together: what they say together comes back, not each by itself
    pull = [k for k, name in enumerate(names) if name.startswith("near_")]
    assert found[pull].sum() == pytest.approx(parameters.theta[pull].sum(), abs=0.35)


def test_the_solution_is_a_minimum_within_its_bounds(made_up_records: ModuleType) -> None:
    issues = issues_of(made_up_records.made_up(60)).known()
    phi = features(issues.situations, 0.4, 0.8)
    found = fitting.fit_weights(phi, issues.outcome, 0.01)
    assert (found[fitting.CENTRE_WEIGHTS] >= 0).all()

    def loss(theta: np.ndarray) -> float:
        chance = normalised(phi @ theta)[np.arange(len(issues)), issues.outcome.astype(int)]
        return float(-np.log(chance).mean() + 0.01 * theta @ theta)

    random = np.random.default_rng(4)
    for _ in range(200):
        step = random.normal(0, 0.05, found.size)
        near = np.where(fitting.CENTRE_WEIGHTS, np.maximum(found + step, 0), found + step)
        assert loss(near) >= loss(found) - 1e-9


def test_issues_of_one_negotiation_are_left_out_together() -> None:
    names = [f"n{i // 3}" for i in range(60)]
    fold = fitting.folds_of(names, seed=2)
    assert all(len({f for f, n in zip(fold, names, strict=True) if n == name}) == 1 for name in names)
    assert np.bincount(fold).tolist() == [6] * 10
    assert (fold != fitting.folds_of(names, seed=3)).any()


def test_what_is_left_out_is_not_looked_at(made_up_records: ModuleType) -> None:
    issues = issues_of(made_up_records.made_up(30)).known()
    phi = features(issues.situations, 0.4, 0.8)
    before = fitting.left_out(issues, phi, 0.01)
    fold = fitting.folds_of(issues.negotiation, 0)
    moved = issues.where(np.ones(len(issues), dtype=bool))
    moved.outcome[fold == 0] = 100 - moved.outcome[fold == 0]
    after = fitting.left_out(moved, phi, 0.01)
    np.testing.assert_array_equal(after[fold == 0], before[fold == 0])
    assert np.abs(after[fold == 1] - before[fold == 1]).max() > 1e-4


def test_a_fit_says_what_it_rests_on_and_repeats_to_the_byte(made_up_records: ModuleType) -> None:
    issues = issues_of(made_up_records.made_up(15)).known()
    first, second = (fitting.fit(issues, {"data": "made-up"}, "a command", lambda d, n: None) for _ in range(2))
    assert first.to_json() == second.to_json()
    assert (first.track.issues, first.track.negotiations) == (30, 15)
    assert first.ridge in fitting.RIDGES
    assert first.unstated == 1.0
    assert 0.5 < first.track.coverage_80 <= 1


def test_crps_of_distributions_over_points() -> None:
    point = np.zeros((2, POINTS.size))
    point[[0, 1], [30, 100]] = 1
    assert fitting.mean_crps(point, np.array([40.0, 100.0])) == pytest.approx(5)
