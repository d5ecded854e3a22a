"""Laws of the room: symmetric actors get equal value; another veto never enlarges what can be agreed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import draws_with
from detente.domain.draws import Draws
from detente.insight.room.participation import values_of_participation
from detente.insight.room.proposers import proposers
from detente.insight.room.settlement import Rooms

SEEDS = st.integers(0, 10_000)


def random_draws(seed: int, n: int = 6, actors: int = 4, issues: int = 2) -> Draws:
    random = np.random.default_rng(seed)
    shape = (n, actors, issues)
    lines = random.random(shape) < 0.25
    position = random.uniform(0, 100, shape)
    return draws_with(
        position=position,
        salience=random.uniform(0.05, 1, shape),
        red_line_low=np.where(lines, position - random.uniform(0, 40, shape), -np.inf),
        cost_of_continuing=random.uniform(0, 0.4, (n, actors)),
        reference_point=50.0,
    )


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_another_veto_never_enlarges_what_can_be_agreed(seed: int) -> None:
    rooms = Rooms(random_draws(seed))
    actors = rooms.draws.actors
    for size in range(1, len(actors)):
        fewer, more = rooms.settle(actors[:size]), rooms.settle(actors[: size + 1])
        assert (more.exists <= fewer.exists).all()
    assert all(p.zone <= 1e-12 for p in values_of_participation(rooms, actors))


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_symmetric_actors_get_equal_value(seed: int) -> None:
    draws = random_draws(seed)
    for name in ("position", "salience", "red_line_low", "red_line_high", "cost_of_continuing"):
        getattr(draws, name)[:, 1] = getattr(draws, name)[:, 0]
    found = {p.actor: p for p in values_of_participation(Rooms(draws), draws.actors)}
    assert found["actor_0"].mean == pytest.approx(found["actor_1"].mean, abs=1e-6)
    assert found["actor_0"].zone == pytest.approx(found["actor_1"].zone)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_values_add_up_to_what_all_of_them_gain_for_themselves(seed: int) -> None:
    """Efficiency, actor by actor's own game: its value and the others' pull on it make up v(all) - v(nobody)."""
    from itertools import combinations

    from detente.insight.room.participation import shapley_weights

    rooms = Rooms(random_draws(seed, actors=3))
    players = rooms.draws.actors
    for at, actor in enumerate(players):
        total = 0.0
        for joining in players:
            others = [p for p in players if p != joining]
            for size in range(len(others) + 1):
                for joined in combinations(others, size):
                    with_it = rooms.settle((*joined, joining)).margin[:, at].mean()
                    total += shapley_weights(len(others))[size] * (with_it - rooms.settle(joined).margin[:, at].mean())
        assert total == pytest.approx(rooms.settle(players).margin[:, at].mean(), abs=1e-9)
        own = next(p for p in values_of_participation(rooms, players) if p.actor == actor)
        assert np.isfinite(own.mean)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_tabling_the_draft_is_never_worth_less_than_nothing(seed: int) -> None:
    rooms = Rooms(random_draws(seed))
    assert all(p.gain.low >= -0.1 for p in proposers(rooms, rooms.draws.actors[:2]))
