"""Forecasts anybody can make."""

from __future__ import annotations

import numpy as np

from detente.evaluation import baselines

POSITION = np.array([[0.0, 40.0, 100.0], [np.nan, 40.0, 100.0], [np.nan, np.nan, np.nan]])
WEIGHT = np.array([[1.0, 1.0, 6.0], [9.0, 3.0, 1.0], [1.0, 1.0, 1.0]])


def same(found: np.ndarray, expected: list[float]) -> None:
    np.testing.assert_allclose(found, expected)


def test_means() -> None:
    same(baselines.mean_position(POSITION), [140 / 3, 70, np.nan])
    same(baselines.weighted_mean_position(POSITION, WEIGHT), [80, 55, np.nan])


def test_medians() -> None:
    same(baselines.median_position(POSITION), [40, 70, np.nan])
    same(baselines.weighted_median_position(POSITION, WEIGHT), [100, 40, np.nan])


def test_an_unknown_weight_is_none() -> None:
    same(baselines.weighted_mean_position(POSITION[:1], np.array([[np.nan, 1.0, 1.0]])), [70])


def test_status_quo_and_constant() -> None:
    same(baselines.status_quo(np.array([0.0, np.nan])), [0, np.nan])
    same(baselines.constant(3), [50, 50, 50])
    same(baselines.constant(1, 7.0), [7])
