"""Numbers of the probabilistic Condorcet election on EC car emissions 1992, ten states at three positions.

Inputs as printed in Bueno de Mesquita 1994 (in Bueno de Mesquita & Stokman, eds., European Community Decision Making,
ch. 4); chances of the positions 4, 7 and 10 as the KTAB program's conditional election gives them over the distinct
positions, to the digits kept.
"""

from __future__ import annotations

import pytest

from detente.domain.draws import Draws
from detente.engines.catalogue import get_engine
from emissions_1992 import TABLE, draws_of


@pytest.fixture
def emissions() -> Draws:
    return draws_of(TABLE)


@pytest.mark.parametrize(
    ("weights", "chances", "mean"),
    [
        ("capability", (0.1645, 0.4654, 0.3701), 7.617),
        ("capability_times_salience", (0.2046, 0.4198, 0.3756), 7.513),
    ],
)
def test_election_on_car_emissions(
    emissions: Draws, weights: str, chances: tuple[float, float, float], mean: float
) -> None:
    outcome = get_engine("condorcet_election").solve(emissions, switches={"weights": weights})
    assert outcome.probability is not None
    for position, chance in zip((4.0, 7.0, 10.0), chances, strict=True):
        at = emissions.position[0, :, 0] == position
        assert outcome.probability[0, at, 0].sum() == pytest.approx(chance, abs=5e-5)
    assert outcome.outcome[0, 0] == pytest.approx(mean, abs=5e-4)
