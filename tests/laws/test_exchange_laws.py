"""Laws of the exchange model, and what an actor split in two does to it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import random_draws
from detente.domain.draws import Draws
from detente.domain.engine import Ask
from detente.engines import compromise, exchange


def some_draws(seed: int, n: int = 3, issues: int = 3) -> Draws:
    return random_draws(n, 5, issues, seed=seed)


SEEDS = st.integers(0, 10_000)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_both_sides_gain_the_same_and_largest_gains_come_first(seed: int) -> None:
    # A cut exchange may become worth more later, once the outcome has moved away from its demander.
    found = exchange.ENGINE.solve(
        some_draws(seed), reading="equations", switches={"passing": "allow"}, ask=Ask(trace=True)
    )
    own = np.array([move.numbers["gain"] for move in found.trace]).reshape(-1, 2)
    np.testing.assert_allclose(own[:, 0], own[:, 1], atol=1e-9)
    assert (own > 0).all()
    first = {made.draw: made.gain for made in reversed(found.exchanges)}
    assert all(made.gain <= first[made.draw] + 1e-9 for made in found.exchanges)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_an_actor_moves_one_way_on_an_issue_and_within_the_positions(seed: int) -> None:
    draws = some_draws(seed)
    found = exchange.ENGINE.solve(draws, reading="equations", ask=Ask(trace=True, keep_rounds=True))
    ways: dict[tuple[int, str, str], float] = {}
    for move in found.trace:
        way = np.sign(move.after - move.before)
        assert ways.setdefault((move.draw, move.actor, move.issue), way) == way
    votes = found.rounds[1]
    assert (votes >= draws.position.min(axis=1, keepdims=True) - 1e-9).all()
    assert (votes <= draws.position.max(axis=1, keepdims=True) + 1e-9).all()


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_votes_stay_on_the_scale(seed: int) -> None:
    """As the published program cuts an exchange, a vote may end beyond its demander, but never off the scale."""
    found = exchange.ENGINE.solve(some_draws(seed), ask=Ask(keep_rounds=True))
    assert (found.rounds[1] >= -1e-6).all()
    assert (found.rounds[1] <= 100 + 1e-6).all()


def test_as_published_a_vote_may_end_beyond_its_demander() -> None:
    draws = some_draws(5078)
    votes = exchange.ENGINE.solve(draws, ask=Ask(keep_rounds=True)).rounds[1]
    assert (votes < draws.position.min(axis=1, keepdims=True) - 1e-3).any() or (
        votes > draws.position.max(axis=1, keepdims=True) + 1e-3
    ).any()


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_the_outcome_is_the_compromise_of_the_votes(seed: int) -> None:
    draws = some_draws(seed)
    found = exchange.ENGINE.solve(draws, ask=Ask(keep_rounds=True))
    votes = replace(draws, position=found.rounds[1])
    np.testing.assert_allclose(found.outcome, compromise.ENGINE.solve(votes).outcome, atol=1e-9)


def test_one_issue_or_equal_priorities_leave_nothing_to_trade() -> None:
    one = some_draws(1, issues=1)
    alike = some_draws(2)
    alike = replace(alike, salience=np.broadcast_to(alike.salience[:, :1], alike.salience.shape).copy())
    for draws in (one, alike):
        found = exchange.ENGINE.solve(draws, ask=Ask(trace=True))
        assert found.exchanges == ()
        np.testing.assert_allclose(found.outcome, compromise.ENGINE.solve(draws).outcome, atol=1e-9)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_order_of_actors_matters_to_the_lots_alone(seed: int) -> None:
    """Known property: between equal gains lots are drawn among actors as the case lists them; in order they do not."""
    draws = some_draws(seed)
    # A grid of few values, so that gains are often equal.
    draws = replace(draws, position=np.round(draws.position / 50) * 50, salience=np.round(draws.salience * 2 + 1) / 4)
    order = np.random.default_rng(seed).permutation(len(draws.actors))
    per_actor = ("position", "salience", "capability", "red_line_low", "red_line_high", "cost_of_continuing")
    other = replace(
        draws,
        actors=tuple(draws.actors[k] for k in order),
        **{name: getattr(draws, name)[:, order] for name in per_actor},
    )
    ordered = {"ties": "ordered"}
    np.testing.assert_allclose(
        exchange.ENGINE.solve(draws, switches=ordered).outcome,
        exchange.ENGINE.solve(other, switches=ordered).outcome,
        atol=1e-9,
    )


def test_an_actor_split_in_two_trades_otherwise() -> None:
    """Known property of the model: halves sell half a vote each, to partners of their own."""
    draws = some_draws(3, n=20)
    order = [0, 1, 2, 3, 4, 0]
    per_actor = ("position", "salience", "capability", "red_line_low", "red_line_high", "cost_of_continuing")
    split = replace(
        draws,
        actors=(*draws.actors, "other_half"),
        **{name: getattr(draws, name)[:, order] for name in per_actor},
        **{name: getattr(draws, name)[order] for name in ("present", "required", "at_table")},
    )
    split.capability[:, [0, 5]] /= 2
    whole, halves = (exchange.ENGINE.solve(d) for d in (draws, split))
    assert abs(whole.outcome - halves.outcome).max() > 0.1
    nothing = Ask(rounds=0)
    before, after = (exchange.ENGINE.solve(d, ask=nothing).outcome for d in (draws, split))
    np.testing.assert_allclose(before, after, atol=1e-9)
