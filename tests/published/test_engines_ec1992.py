"""EC car emissions 1992: from what year should small cars meet the standard, the classic data set of bargaining models.

Ten member states, position in years of delay, as printed in Bueno de Mesquita 1994 (in Bueno de Mesquita & Stokman,
eds., European Community Decision Making, ch. 4) and used again in Scholz, Calbert & Smith 2011 (ICAART, pp. 24-34).
"""

from __future__ import annotations

import numpy as np
import pytest

from builders import draws_with
from detente.domain.draws import Draws
from detente.engines.catalogue import get_engine
from detente.engines.parts.votes import median_interval, votes_between
from detente.engines.parts.weights import weighted_mean

TABLE = (  # capability, position, salience
    ("Netherlands", 0.08, 4, 0.8),
    ("Belgium", 0.08, 7, 0.4),
    ("Luxembourg", 0.03, 4, 0.2),
    ("Germany", 0.16, 4, 0.8),
    ("France", 0.16, 10, 0.6),
    ("Italy", 0.16, 10, 0.6),
    ("UK", 0.16, 10, 0.9),
    ("Ireland", 0.05, 7, 0.1),
    ("Denmark", 0.05, 4, 1.0),
    ("Greece", 0.08, 7, 0.7),
)


@pytest.fixture
def emissions() -> Draws:
    def column(k: int) -> np.ndarray:
        return np.array([row[k] for row in TABLE], dtype=float).reshape(1, -1, 1)

    return draws_with(
        actors=tuple(row[0].lower() for row in TABLE),
        issues=("year_of_introduction",),
        capability=column(1),
        position=column(2),
        salience=column(3),
        scale_low=4.0,
        scale_high=10.0,
        reference_point=10.0,
        required=False,
    )


def test_compromise(emissions: Draws) -> None:
    assert get_engine("compromise").solve(emissions).outcome[0, 0] == pytest.approx(7.389956, abs=5e-7)


@pytest.mark.parametrize("tie", ["lower", "middle", "upper"])
def test_weighted_median(emissions: Draws, tie: str) -> None:
    assert get_engine("weighted_median").solve(emissions, switches={"tie": tie}).outcome[0, 0] == 7.0


def test_unweighted_mean(emissions: Draws) -> None:
    mean = weighted_mean(np.ones_like(emissions.position), emissions.position)
    assert mean[0, 0] == pytest.approx(6.7, abs=1e-12)


def test_seven_loses_no_vote(emissions: Draws) -> None:
    """Pairwise votes c s (|x - k| - |x - j|): seven beats four and ten."""
    seven = np.array([[7.0]])
    for other in (4.0, 10.0):
        assert votes_between(emissions.weight(), emissions.position, seven, np.array([[other]]))[0, 0] > 0


def test_median_of_capability_alone_is_seven_too(emissions: Draws) -> None:
    lower, upper = median_interval(emissions.capability, emissions.position)
    assert (lower[0, 0], upper[0, 0]) == (7.0, 7.0)
