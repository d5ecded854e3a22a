"""Small negotiations to judge, stated by what matters in each test."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from builders import draws_with
from detente.domain.case import Case, CaseInfo
from detente.domain.draws import Draws


@pytest.fixture
def make_draws():
    """Draws from positions (draw, actor, issue); everything else has a plain default and may be broadcast."""

    def make(position, *, salience=1.0, low=-np.inf, high=np.inf, cost=0.0, reference=50.0, scale=(0.0, 100.0),
             required=True, present=True) -> Draws:  # fmt: skip
        position = np.asarray(position, dtype=float)
        if position.ndim == 2:
            position = position[None]
        _, actors, issues = position.shape
        return draws_with(
            position,
            actors="abcdefghij"[:actors],
            issues=[f"issue{k}" for k in range(issues)],
            salience=salience,
            red_line_low=low,
            red_line_high=high,
            cost_of_continuing=cost,
            scale_low=scale[0],
            scale_high=scale[1],
            reference_point=reference,
            present=present,
            required=required,
        )

    return make


@pytest.fixture
def make_case():
    """A case with packages given as {id: {issue: value}}."""

    def make(packages=None, ended_by=()) -> Case:
        info = CaseInfo(id="test", title="Test", as_of=dt.date(2025, 1, 1))
        return Case.model_validate({"case": info, "packages": packages or {}, "ended_by": ended_by})

    return make


@pytest.fixture
def random_draws(make_draws):
    """Harsh random negotiations: strong red lines, small costs, so that about half have no zone."""

    def make(seed: int, n: int, actors: int, issues: int, *, lines: float = 0.4, cost: float = 0.03) -> Draws:
        rng = np.random.default_rng(seed)
        shape = (n, actors, issues)
        position = rng.uniform(0, 100, shape)
        has = rng.random(shape) < lines
        wants_more = position > 50
        return make_draws(
            position,
            salience=rng.uniform(0, 1, shape) * (rng.random(shape) < 0.8),
            low=np.where(has & wants_more, position - rng.uniform(0, 60, shape), -np.inf),
            high=np.where(has & ~wants_more, position + rng.uniform(0, 60, shape), np.inf),
            cost=rng.uniform(0, cost, (n, actors)),
            reference=rng.uniform(20, 80, issues),
        )

    return make
