"""Inputs the benchmarks draw at random: everybody is required, and has a stance on everything."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from detente.domain.draws import Draws


def random_draws(
    n: int, actors: int, issues: int, *, least_salience: float = 0.0, capability: tuple[float, float] = (0.0, 1.0)
) -> Draws:
    """Draws in which every number is independent and uniform; no red lines."""
    random = np.random.default_rng(0)
    shape = (n, actors, issues)
    return draws_of(
        position=random.uniform(0, 100, shape),
        salience=random.uniform(least_salience, 1, shape),
        capability=random.uniform(*capability, shape),
    )


def draws_of(position: np.ndarray, salience: np.ndarray, capability: np.ndarray, **other: Any) -> Draws:
    """Draws on scales from 0 to 100, without red lines or costs unless ``other`` says so."""
    n, actors, issues = shape = position.shape
    plain = Draws(
        actors=tuple(f"actor_{a}" for a in range(actors)),
        issues=tuple(f"issue_{i}" for i in range(issues)),
        position=position,
        salience=salience,
        capability=capability,
        red_line_low=np.broadcast_to(-np.inf, shape),
        red_line_high=np.broadcast_to(np.inf, shape),
        cost_of_continuing=np.zeros((n, actors)),
        scale_low=np.zeros(issues),
        scale_high=np.full(issues, 100.0),
        reference_point=np.zeros(issues),
        present=np.ones((actors, issues), dtype=bool),
        required=np.ones(actors, dtype=bool),
        at_table=np.ones(actors, dtype=bool),
    )
    return replace(plain, **other)
