"""Baselines and scores on DEU III, train and dev, against the figures they are known to have there.

Needs the data set beside the checkout (Arregui & Perarnaud, doi:10.34810/data53). Positions are expert recall: these
are pseudo-forecasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from detente.evaluation import baselines
from detente.evaluation.bootstrap import cluster_interval, paired_difference
from detente.evaluation.scores import (
    absolute_errors,
    crps_from_draws,
    crps_from_quantiles,
    mean_absolute_error,
    share_within,
)
from detente.storage.imports.concluded import read_record

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "deu3_train_dev.tsv"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.exists(), reason="the DEU data is not beside the checkout"),
]


@dataclass(frozen=True)
class Issues:
    """The issues of one part that have an outcome and a position: (issue, actor) and (issue,)."""

    position: np.ndarray
    salience: np.ndarray
    capability: np.ndarray
    outcome: np.ndarray
    proposal: list[str]


def read(part: str) -> Issues:
    record = read_record("deu3", DATA).part(part)
    actors = list(dict.fromkeys(actor for one in record.negotiations for actor in one.actors))
    cases = [(one, place) for one, place in record.issues() if np.isfinite(one.outcome[place])]
    position, salience, capability = (np.full((len(cases), len(actors)), fill) for fill in (np.nan, 0.0, 0.0))
    for i, (one, place) in enumerate(cases):
        columns = [actors.index(actor) for actor in one.actors]
        position[i, columns], salience[i, columns] = one.position[:, place], one.salience[:, place]
        capability[i, columns] = one.capability
    outcome = np.array([one.outcome[place] for one, place in cases])
    return Issues(position, salience, capability, outcome, [one.id for one, _ in cases])


@pytest.fixture(scope="module")
def parts() -> dict[str, Issues]:
    return {part: read(part) for part in ("train", "dev")}


@pytest.mark.parametrize(("part", "issues", "expected"), [("train", 173, 23.46), ("dev", 72, 22.09)])
def test_compromise_model(parts: dict[str, Issues], part: str, issues: int, expected: float) -> None:
    one = parts[part]
    forecast = baselines.weighted_mean_position(one.position, one.capability * one.salience)
    assert one.outcome.size == issues
    assert mean_absolute_error(forecast, one.outcome) == pytest.approx(expected, abs=0.006)


@pytest.mark.parametrize(("part", "expected"), [("train", 17.8), ("dev", 18.8)])
def test_crps_of_the_salience_weighted_positions(parts: dict[str, Issues], part: str, expected: float) -> None:
    one = parts[part]
    weight = np.where(np.isfinite(one.position), one.salience, 0.0)
    levels = np.arange(1, 100) / 100
    quantiles = np.array([weighted_quantiles(*pair, levels) for pair in zip(one.position, weight, strict=True)])
    approximate = crps_from_quantiles(levels, quantiles, one.outcome).mean()
    assert approximate == pytest.approx(expected, abs=0.05)
    assert crps_from_draws(one.position, one.outcome, weight).mean() == pytest.approx(approximate, rel=0.02)


def weighted_quantiles(position: np.ndarray, weight: np.ndarray, levels: np.ndarray) -> np.ndarray:
    order = np.argsort(np.where(weight > 0, position, np.inf))
    share = np.cumsum(weight[order]) / weight.sum()
    return position[order][np.searchsorted(share, levels - 1e-12)]


def test_simple_baselines_stand_near_where_they_do_on_the_whole_data_set(parts: dict[str, Issues]) -> None:
    """Known for all 353 issues, tested on the 245 here: no tight numbers."""
    position = np.concatenate([parts["train"].position, parts["dev"].position])
    outcome = np.concatenate([parts["train"].outcome, parts["dev"].outcome])
    mean, median = baselines.mean_position(position), baselines.median_position(position)
    assert mean_absolute_error(mean, outcome) == pytest.approx(23.71, abs=1.0)
    assert mean_absolute_error(baselines.constant(outcome.size), outcome) == pytest.approx(28.02, abs=1.0)
    assert mean_absolute_error(median, outcome) == pytest.approx(28.59, abs=2.5)
    assert mean_absolute_error(mean, outcome) < mean_absolute_error(median, outcome)
    assert share_within(mean, outcome) < share_within(median, outcome)


@pytest.mark.parametrize("part", ["train", "dev"])
def test_weighted_median(parts: dict[str, Issues], part: str) -> None:
    """28.92 on all 353 issues."""
    one = parts[part]
    forecast = baselines.weighted_median_position(one.position, one.capability * one.salience)
    assert mean_absolute_error(forecast, one.outcome) == pytest.approx(28.92, abs=1.0)


def test_differences_this_small_cannot_be_told_apart(parts: dict[str, Issues]) -> None:
    one = parts["train"]
    compromise = absolute_errors(
        baselines.weighted_mean_position(one.position, one.capability * one.salience), one.outcome
    )
    mean = absolute_errors(baselines.mean_position(one.position), one.outcome)
    interval = cluster_interval(compromise, one.proposal, seed=1)
    assert interval.high - interval.low > 3
    difference = paired_difference(compromise, mean, one.proposal, seed=1)
    assert difference.low < 0 < difference.high
