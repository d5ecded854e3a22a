"""EC car emissions 1992: the mean, the compromise and the median voter's year."""

from __future__ import annotations

import numpy as np
import pytest

from detente.domain.draws import Draws
from detente.engines.catalogue import get_engine
from detente.engines.parts.votes import median_interval, votes_between
from detente.engines.parts.weights import weighted_mean
from emissions_1992 import TABLE, draws_of


@pytest.fixture
def emissions() -> Draws:
    return draws_of(TABLE)


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
