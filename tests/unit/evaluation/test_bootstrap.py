"""Intervals over groups."""

from __future__ import annotations

import numpy as np
import pytest

from detente.evaluation.bootstrap import cluster_interval, paired_difference


def test_alone_in_its_group_every_case_gives_the_usual_interval() -> None:
    scores = np.random.default_rng(0).normal(20, 5, 400)
    found = cluster_interval(scores, range(400), seed=1)
    error = scores.std() / np.sqrt(400)
    assert found.mean == pytest.approx(scores.mean())
    assert found.low == pytest.approx(scores.mean() - 1.96 * error, abs=0.1)
    assert found.high == pytest.approx(scores.mean() + 1.96 * error, abs=0.1)
    assert (found.n, found.groups) == (400, 400)


def test_cases_that_share_their_luck_count_once() -> None:
    """Ten copies of each case are no more evidence than one."""
    luck = np.random.default_rng(1).normal(20, 5, 50)
    single = cluster_interval(luck, range(50), seed=1)
    copies = cluster_interval(np.repeat(luck, 10), np.repeat(np.arange(50), 10).tolist(), seed=1)
    assert (copies.low, copies.high) == pytest.approx((single.low, single.high))
    ignored = cluster_interval(np.repeat(luck, 10), range(500), seed=1)
    assert ignored.high - ignored.low < 0.5 * (copies.high - copies.low)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    held = 0
    for run in range(150):
        random = np.random.default_rng(run)
        sizes = random.integers(1, 6, 60)
        groups = np.repeat(np.arange(60), sizes)
        scores = random.standard_normal(60)[groups] + random.standard_normal(groups.size)
        found = cluster_interval(scores, groups.tolist(), seed=run, replicates=300)
        held += found.low <= 0 <= found.high
    assert 0.86 <= held / 150 <= 1.0


def test_pairing_tells_models_apart_that_alone_look_alike() -> None:
    random = np.random.default_rng(2)
    hardness = random.exponential(20, 150)
    better, worse = hardness + random.normal(0, 1, 150), hardness + 1 + random.normal(0, 1, 150)
    alone = [cluster_interval(scores, range(150), seed=1) for scores in (better, worse)]
    assert alone[0].high > alone[1].low
    assert paired_difference(better, worse, range(150), seed=1).high < 0


def test_cases_only_one_has_scored_do_not_enter_a_difference() -> None:
    found = paired_difference(np.array([1.0, np.nan, 3.0]), np.array([2.0, 9.0, np.nan]), ["a", "b", "c"], seed=1)
    assert (found.mean, found.n, found.groups) == (-1.0, 1, 1)


def test_one_group_has_no_interval() -> None:
    found = cluster_interval(np.array([1.0, 3.0]), ["a", "a"], seed=1)
    assert found.mean == 2
    assert np.isnan(found.low)
    assert np.isnan(found.high)
    assert np.isnan(cluster_interval(np.array([np.nan]), ["a"], seed=1).mean)


def test_seed_decides() -> None:
    scores = np.random.default_rng(3).normal(0, 1, 30)
    assert cluster_interval(scores, range(30), seed=1) == cluster_interval(scores, range(30), seed=1)
    assert cluster_interval(scores, range(30), seed=1) != cluster_interval(scores, range(30), seed=2)


def test_every_score_needs_a_group() -> None:
    with pytest.raises(ValueError, match="3 scores and 2 groups"):
        cluster_interval(np.zeros(3), ["a", "b"], seed=1)
