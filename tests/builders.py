"""Draws for tests: everything an input needs has a plain default, so that a test states only what it is about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from detente.domain.draws import Draws


def draws_with(
    position: ArrayLike,
    *,
    actors: Sequence[str] | None = None,
    issues: Sequence[str] | None = None,
    salience: ArrayLike = 1.0,
    capability: ArrayLike = 1.0,
    red_line_low: ArrayLike = -np.inf,
    red_line_high: ArrayLike = np.inf,
    cost_of_continuing: ArrayLike = 0.0,
    scale_low: ArrayLike = 0.0,
    scale_high: ArrayLike = 100.0,
    reference_point: ArrayLike = 0.0,
    present: ArrayLike = True,
    required: ArrayLike = True,
    at_table: ArrayLike = True,
) -> Draws:
    """Draws from positions (draw, actor, issue); all else is as in ``Draws`` and may be anything that broadcasts."""
    position = np.array(position, dtype=float)
    n, count, width = shape = position.shape

    def full(value: ArrayLike, *shape: int) -> np.ndarray:
        return np.broadcast_to(np.asarray(value, dtype=float), shape).copy()

    def flags(value: ArrayLike, *shape: int) -> np.ndarray:
        return np.broadcast_to(np.asarray(value, dtype=bool), shape).copy()

    return Draws(
        actors=tuple(actors) if actors is not None else tuple(f"actor_{a}" for a in range(count)),
        issues=tuple(issues) if issues is not None else tuple(f"issue_{k}" for k in range(width)),
        position=position,
        salience=full(salience, *shape),
        capability=full(capability, *shape),
        red_line_low=full(red_line_low, *shape),
        red_line_high=full(red_line_high, *shape),
        cost_of_continuing=full(cost_of_continuing, n, count),
        scale_low=full(scale_low, width),
        scale_high=full(scale_high, width),
        reference_point=full(reference_point, width),
        present=flags(present, count, width),
        required=flags(required, count),
        at_table=flags(at_table, count),
    )


def one_draw(rows: Sequence[tuple[float, float, float]]) -> Draws:
    """One draw of one issue; a row is an actor's position, salience and capability."""
    position, salience, capability = (np.array(column).reshape(1, -1, 1) for column in zip(*rows, strict=True))
    return draws_with(position, issues=("issue",), salience=salience, capability=capability)


def random_draws(
    n: int,
    actors: int,
    issues: int,
    *,
    seed: int,
    grid: bool = False,
    stated: float = 1.0,
    state_all: int = 0,
    least_salience: float = 0.05,
    greatest_cost: float = 0.0,
    reference_point: float = 0.0,
) -> Draws:
    """Random draws without red lines; on a grid, many actors coincide and votes tie.

    ``stated`` is the share of stances that exist; the first ``state_all`` actors have one on every issue.
    """
    random = np.random.default_rng(seed)
    shape = (n, actors, issues)
    present = random.random((actors, issues)) < stated if stated < 1 else np.ones((actors, issues), dtype=bool)
    present[:state_all] = True
    position = random.choice([0.0, 20.0, 50.0, 100.0], shape) if grid else random.uniform(0, 100, shape)
    salience = random.choice([0.25, 0.5, 1.0], shape) if grid else random.uniform(least_salience, 1, shape)
    capability = random.choice([1.0, 2.0], shape) if grid else random.uniform(0.1, 10, shape)
    return draws_with(
        np.where(present, position, 50.0),
        salience=np.where(present, salience, 0.0),
        capability=capability,
        cost_of_continuing=random.uniform(0, greatest_cost, (n, actors)),
        reference_point=reference_point,
        present=present,
    )
