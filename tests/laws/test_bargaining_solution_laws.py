"""Laws of the Nash, Kalai-Smorodinsky and egalitarian solutions, and what an actor split in two does to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from builders import random_draws
from detente.domain.draws import Draws
from detente.engines import egalitarian, kalai_smorodinsky, nash
from detente.engines.parts.model import Model

ENGINES = (nash.ENGINE, kalai_smorodinsky.ENGINE, egalitarian.ENGINE)
every_engine = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)


def some_draws(seed: int, n: int = 40, actors: int = 4, issues: int = 3) -> Draws:
    return random_draws(n, actors, issues, seed=seed, greatest_cost=0.2, reference_point=30.0)


def gains(engine: Model, draws: Draws) -> np.ndarray:
    found: np.ndarray = engine.solve(draws).details["gains"]
    return found


@every_engine
@pytest.mark.parametrize("seed", [1, 2])
def test_everybody_gains_over_no_deal_or_nothing_is_predicted(engine: Model, seed: int) -> None:
    outcome = engine.solve(some_draws(seed))
    found = outcome.details["gains"]
    assert np.array_equal(np.isnan(found).any(axis=1), np.isnan(outcome.outcome).any(axis=1))
    assert (found[~np.isnan(found)] > 0).all()


@every_engine
def test_red_lines_are_kept(engine: Model) -> None:
    draws = some_draws(3)
    lined = replace(draws, red_line_low=draws.red_line_low.copy(), red_line_high=draws.red_line_high.copy())
    lined.red_line_low[:, 0, 1], lined.red_line_high[:, 2, 1] = 20.0, 28.0
    outcome = engine.solve(lined).outcome[:, 1]
    outcome = outcome[~np.isnan(outcome)]
    assert outcome.size
    assert (outcome >= 20 - 1e-9).all()
    assert (outcome <= 28 + 1e-9).all()


def test_a_further_veto_never_makes_the_worst_off_better() -> None:
    draws = some_draws(4)
    fewer = replace(draws, required=np.array([True, True, True, False]))
    with_all, without = (np.nan_to_num(gains(egalitarian.ENGINE, d).min(axis=1), nan=0.0) for d in (draws, fewer))
    assert (with_all <= without + 1e-6).all()


def test_the_egalitarian_worst_off_gains_most_of_the_three() -> None:
    draws = some_draws(5)
    worst = [gains(engine, draws).min(axis=1) for engine in ENGINES]
    met = ~np.isnan(worst[2])
    assert met.any()
    assert (worst[2][met] >= np.maximum(worst[0], worst[1])[met] - 1e-6).all()


def test_a_higher_cost_of_continuing_weakens_in_nash() -> None:
    """Two parties on one issue: who loses more from no deal gets less of the deal (Nash 1950)."""
    draws = some_draws(6, actors=2, issues=1)
    draws.position[:, 0], draws.position[:, 1] = 0.0, 100.0
    low = nash.ENGINE.solve(draws).outcome
    harder = replace(draws, cost_of_continuing=draws.cost_of_continuing + np.array([0.1, 0.0]))
    assert (nash.ENGINE.solve(harder).outcome > low + 1).all()


def test_splitting_a_party_counts_it_twice_in_the_product_but_not_for_the_worst_off() -> None:
    draws = some_draws(7)
    order = [0, 1, 2, 3, 0]
    per_actor = ("position", "salience", "capability", "red_line_low", "red_line_high", "cost_of_continuing")
    split = replace(
        draws,
        actors=(*draws.actors, "clone"),
        **{name: getattr(draws, name)[:, order] for name in per_actor},
        **{name: getattr(draws, name)[order] for name in ("present", "required", "at_table")},
    )
    split.capability[:, [0, 4]] /= 2
    one, two = gains(nash.ENGINE, draws), gains(nash.ENGINE, split)
    met = ~np.isnan(one[:, 0])
    assert (two[met, 0] > one[met, 0] - 1e-6).all()
    assert (two[met, 0] > one[met, 0] + 1e-3).any()
    worst, again = gains(egalitarian.ENGINE, draws).min(axis=1), gains(egalitarian.ENGINE, split).min(axis=1)
    np.testing.assert_allclose(again, worst, atol=1e-6)


def test_a_trembling_hand_does_not_change_what_the_worst_off_gains() -> None:
    """Positions and priorities on a grid leave many points equally good for the worst-off; its gain is one."""
    draws = some_draws(9)
    random = np.random.default_rng(9)
    draws = replace(
        draws,
        position=random.choice([0.0, 20.0, 50.0, 100.0], draws.position.shape),
        salience=random.choice([0.25, 0.5, 1.0], draws.salience.shape),
    )
    shaken = replace(draws, position=draws.position * (1 + 1e-13 * random.standard_normal(draws.position.shape)))
    worst, again = (gains(egalitarian.ENGINE, each).min(axis=1) for each in (draws, shaken))
    np.testing.assert_allclose(again, worst, atol=1e-8)


@every_engine
def test_unanimity_with_smooth_losses_is_found_to_a_millionth(engine: Model) -> None:
    draws = some_draws(8)
    agreed = np.random.default_rng(4).uniform(5, 95, (draws.n, 1, 3))
    agreeing = replace(draws, position=np.broadcast_to(agreed, draws.position.shape).copy())
    found = engine.solve(agreeing, switches={"loss": "quadratic"}).outcome
    np.testing.assert_allclose(found, agreed[:, 0], atol=1e-3)
