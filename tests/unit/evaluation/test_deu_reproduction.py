"""Baselines and scores on DEU III, train and dev, against the figures they are known to have there.

Needs the data set beside the checkout (Arregui & Perarnaud, doi:10.34810/data53). Positions are expert recall: these
are pseudo-forecasts.
"""

from __future__ import annotations

import csv
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

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "deu3_train_dev.tsv"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.exists(), reason="the DEU data is not beside the checkout"),
]

# Votes in the Council before the Treaty of Nice (Article 205 TEC), after it (from November 2004), and population in
# millions, on which the Treaty of Lisbon bases the majority (Eurostat, 2015).
VOTES = {
    "pre-Nice": {
        "de": 10, "fr": 10, "it": 10, "uk": 10, "es": 8, "be": 5, "el": 5, "nl": 5, "pt": 5, "at": 4, "se": 4,
        "dk": 3, "fi": 3, "ie": 3, "lu": 2,
    },
    "Nice": {
        "de": 29, "fr": 29, "it": 29, "uk": 29, "es": 27, "pl": 27, "ro": 14, "nl": 13, "be": 12, "cz": 12, "el": 12,
        "hu": 12, "pt": 12, "at": 10, "bu": 10, "se": 10, "dk": 7, "fi": 7, "ie": 7, "lt": 7, "sk": 7, "cr": 7,
        "cy": 4, "ee": 4, "lv": 4, "lu": 4, "si": 4, "mt": 3,
    },
    "Lisbon": {
        "de": 81.1, "fr": 66.4, "uk": 64.8, "it": 61.4, "es": 46.4, "pl": 38.0, "ro": 19.9, "nl": 17.2, "be": 11.3,
        "el": 10.8, "cz": 10.4, "pt": 10.4, "hu": 9.9, "se": 9.8, "at": 8.6, "bu": 7.2, "dk": 5.7, "fi": 5.5,
        "sk": 5.4, "ie": 4.6, "cr": 4.2, "lt": 2.9, "si": 2.1, "lv": 2.0, "ee": 1.3, "cy": 0.85, "lu": 0.56,
        "mt": 0.43,
    },
}  # fmt: skip
ACTORS = ("com", "ep", *VOTES["Nice"])


@dataclass(frozen=True)
class Issues:
    """The issues of one part that have an outcome and a position: (issue, actor) and (issue,)."""

    position: np.ndarray
    salience: np.ndarray
    capability: np.ndarray
    outcome: np.ndarray
    proposal: list[str]


def number(text: str, missing: float = np.nan) -> float:
    return float(text) if text else missing


def capability(row: dict[str, str]) -> list[float]:
    """Council votes as a share of the largest member's; Commission 1; Parliament 1 where it decides too, else 1/4."""
    year = int(row["prnr"][1:3])
    regime = "pre-Nice" if year > 90 or year <= 3 else "Nice" if year < 12 else "Lisbon"
    votes = VOTES[regime]
    parliament = 1.0 if row["proc"] == "COD" else 0.25
    return [1.0, parliament] + [votes.get(actor, 0) / max(votes.values()) for actor in ACTORS[2:]]


def read(part: str) -> Issues:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t") if r["split"] == part and r["out"]]
    position = np.array([[number(row[f"p{actor}"]) for actor in ACTORS] for row in rows])
    # Twelve positions have no salience: the middle of its scale.
    salience = np.array([[number(row[f"s{actor}"], 50.0) for actor in ACTORS] for row in rows])
    found = np.isfinite(position).any(axis=1)
    return Issues(
        position[found],
        salience[found],
        np.array([capability(row) for row in rows])[found],
        np.array([float(row["out"]) for row in rows])[found],
        [row["prnr"] for row, kept in zip(rows, found, strict=True) if kept],
    )


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
