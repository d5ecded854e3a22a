"""What the tests of the bargaining solutions share: random negotiations, gains by definition, linear programs."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog

from builders import draws_with
from detente.domain.draws import Draws


def random_negotiations(n: int, actors: int, issues: int, *, seed: int) -> Draws:
    """Random draws with red lines; all actors but the last have a veto."""
    random = np.random.default_rng(seed)
    shape = (n, actors, issues)
    return draws_with(
        position=random.uniform(0, 100, shape),
        salience=random.uniform(0.05, 1, shape),
        capability=random.uniform(0.1, 10, shape),
        red_line_low=np.where(random.random(shape) < 0.2, 25.0, -np.inf),
        red_line_high=np.where(random.random(shape) < 0.2, 60.0, np.inf),
        cost_of_continuing=random.uniform(-0.1, 0.3, (n, actors)),
        reference_point=30.0,
        required=np.arange(actors) < actors - 1,
    )


def gains(draws: Draws, draw: int, point: np.ndarray) -> np.ndarray:
    """Each actor's utility of a point over no deal, as the agreement room reckons it."""
    position, salience = draws.position[draw], draws.salience[draw]
    greatest = (salience * np.maximum(position, 100 - position)).sum(axis=1)
    loss = (salience * abs(point - position)).sum(axis=1) / greatest
    no_deal = (salience * abs(draws.reference_point - position)).sum(axis=1) / greatest
    return no_deal - loss + draws.cost_of_continuing[draw]


def box(draws: Draws, draw: int) -> tuple[np.ndarray, np.ndarray]:
    """What the required actors' red lines leave of the scales."""
    low = np.maximum(draws.red_line_low[draw, draws.required].max(axis=0), 0)
    return low, np.minimum(draws.red_line_high[draw, draws.required].min(axis=0), 100)


def best_by_linear_program(draws: Draws, draw: int, units: np.ndarray, wish: int | None = None) -> float:
    """The most of the smallest gain in its unit, or of one party's gain where all gain, by SciPy."""
    parties = np.flatnonzero(draws.required)
    position, salience = draws.position[draw, parties], draws.salience[draw, parties]
    rate = salience / (salience * np.maximum(position, 100 - position)).sum(axis=1, keepdims=True)
    n, issues = position.shape
    no_deal = (rate * abs(draws.reference_point - position)).sum(axis=1) + draws.cost_of_continuing[draw, parties]
    size = issues + n * issues + 1  # the point, distances, the smallest gain
    rows, right = [], []
    for a in range(n):
        row = np.zeros(size)
        row[issues + a * issues : issues + (a + 1) * issues] = rate[a]
        row[-1] = 0.0 if wish is not None and a != wish else units[a]
        rows.append(row)
        right.append(no_deal[a])
        for k in range(issues):
            for sign in (1, -1):
                row = np.zeros(size)
                row[k], row[issues + a * issues + k] = sign, -1
                rows.append(row)
                right.append(sign * position[a, k])
    low, high = box(draws, draw)
    bounds = [*zip(low, high, strict=True), *[(0, None)] * (n * issues), (None, None)]
    cost = np.zeros(size)
    cost[-1] = -1
    if (low > high).any():
        return -np.inf
    return float(linprog(cost, rows, right, bounds=bounds).x[-1])
