from __future__ import annotations

import math

import numpy as np
import pytest

from detente.ensemble.combine import difference_of_shares, distribution, interval, mean_of_engines


def test_a_distribution_says_where_the_draws_are():
    found = distribution(np.linspace(0, 100, 10_001), 0.0, 100.0)
    assert found.mean == pytest.approx(50)
    assert found.interval.low == pytest.approx(10)
    assert found.interval.high == pytest.approx(90)
    assert found.histogram == pytest.approx([0.05] * 20, abs=1e-3)


def test_nothing_defined_is_nan_not_a_number():
    found = distribution(np.array([np.nan, np.nan]), 0.0, 100.0)
    assert math.isnan(found.mean)
    assert sum(found.histogram) == 0


def test_engines_that_say_nothing_are_left_out_of_the_mean():
    outcomes = {
        "a": np.array([[10.0], [np.nan]]),
        "b": np.array([[20.0], [np.nan]]),
        "c": np.array([[np.nan], [np.nan]]),
    }
    mean = mean_of_engines(outcomes)
    assert mean[0, 0] == 15
    assert math.isnan(mean[1, 0])


def test_interval_is_the_central_eighty_percent():
    assert interval(np.arange(101.0)).low == pytest.approx(10)


def test_a_paired_difference_that_is_always_there_has_no_simulation_error():
    change = difference_of_shares(np.ones(50, dtype=bool), np.zeros(50, dtype=bool))
    assert (change.low, change.mid, change.high) == (1, 1, 1)
