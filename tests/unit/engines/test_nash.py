"""The Nash solution: nothing near it has a larger product, and the concave product has one maximum."""

from __future__ import annotations

import numpy as np
import pytest
from bargaining_by_definition import box, gains, random_negotiations

from detente.domain.draws import Draws
from detente.engines import nash


@pytest.mark.parametrize("loss", ["linear", "quadratic"])
@pytest.mark.parametrize("power", ["equal", "capability"])
def test_no_feasible_point_has_a_larger_product(loss: str, power: str) -> None:
    draws = random_negotiations(12, 4, 3, seed=2)
    found = nash.ENGINE.solve(draws, switches={"loss": loss, "power": power})
    random = np.random.default_rng(0)
    capability = draws.capability[:, draws.required].mean(axis=2)
    shares = draws.capability[:, draws.required] / draws.capability[:, draws.required].sum(axis=1, keepdims=True)
    powers = shares.mean(axis=2) if power == "capability" else np.full(capability.shape, 1 / 3)
    met = 0
    for draw in range(draws.n):
        point = found.outcome[draw]
        if np.isnan(point).any():
            continue
        met += 1
        low, high = box(draws, draw)
        radii = 100 * 10.0 ** random.uniform(-6, 0, (4000, 1))
        near = np.clip(point + radii * random.uniform(-1, 1, (4000, 3)), low, high)
        product = [log_product(draws, draw, at, loss, powers[draw]) for at in (point, *near)]
        assert max(product[1:]) <= product[0] + 1e-7
    assert met >= 3


def log_product(draws: Draws, draw: int, point: np.ndarray, loss: str, powers: np.ndarray) -> float:
    if loss == "linear":
        found = gains(draws, draw, point)
    else:
        position, salience = draws.position[draw], draws.salience[draw]
        greatest = (salience * np.maximum(position, 100 - position) ** 2).sum(axis=1)
        away = (salience * ((draws.reference_point - position) ** 2 - (point - position) ** 2)).sum(axis=1)
        found = away / greatest + draws.cost_of_continuing[draw]
    mine = found[draws.required]
    return float((powers * np.log(mine)).sum()) if (mine > 0).all() else -np.inf


def test_others_pull_without_a_veto() -> None:
    """An actor outside the room draws the point towards itself, and never so far that a party loses."""
    draws = random_negotiations(20, 4, 2, seed=4)
    draws.red_line_low[:], draws.red_line_high[:] = -np.inf, np.inf
    draws.cost_of_continuing[:] = 0.3
    draws.capability[:, 3] = 500.0
    alone = nash.ENGINE.solve(draws).outcome
    pulled = nash.ENGINE.solve(draws, switches={"others": "weights"})
    nearer = [gains(draws, d, pulled.outcome[d])[3] - gains(draws, d, alone[d])[3] for d in range(draws.n)]
    assert min(nearer) > -1e-9
    assert max(nearer) > 0.01
    assert (pulled.details["gains"] > 0).all()
    assert pulled.details["parties"] == ("actor_0", "actor_1", "actor_2")
