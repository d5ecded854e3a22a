"""Draws: a part of them is spread over all."""

from __future__ import annotations

import numpy as np
import pytest

from builders import draws_with


@pytest.mark.parametrize(("n", "most"), [(10, 3), (500, 500), (8957, 400), (3, 10)])
def test_a_part_of_the_draws_is_spread_evenly_over_all(n, most):
    draws = draws_with(np.arange(float(n))[:, None, None])
    found = draws.spread(most)
    assert found.n == min(n, most)
    places = found.position[:, 0, 0]
    assert places[0] == 0
    assert np.ptp(np.diff(places)) <= 1  # evenly
    assert places[-1] >= n - 1 - n // most


def test_a_spread_part_meets_all_of_a_chain_whose_neighbours_are_alike():
    chain = np.repeat([0.0, 100.0], 5_000)
    assert draws_with(chain[:, None, None]).spread(500).position.mean() == 50
