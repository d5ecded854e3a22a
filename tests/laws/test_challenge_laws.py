"""Laws of the challenge model: what holds for any problem, and the known properties that other models do not have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import draws_with
from detente.domain.draws import Draws
from detente.domain.engine import Ask
from detente.engines.challenge import ENGINE, internals, problems_of
from detente.engines.parts.challenge_rounds import medians, play_rounds
from detente.engines.parts.challenge_switches import READINGS, SWITCHES, rules_of

DEFAULTS = {switch.name: switch.values[0] for switch in SWITCHES}
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def draws_of(position: np.ndarray, salience: np.ndarray, capability: np.ndarray) -> Draws:
    return draws_with(position, salience=salience, capability=capability)


def random_draws(n: int, actors: int, seed: int, grid: bool = False) -> Draws:
    random = np.random.default_rng(seed)
    shape = (n, actors, 1)
    position = random.choice(np.linspace(0, 100, 6), shape) if grid else random.uniform(0, 100, shape)
    return draws_of(position, random.uniform(0.02, 1, shape), random.uniform(0.1, 10, shape))


choices = st.fixed_dictionaries({switch.name: st.sampled_from(switch.values) for switch in SWITCHES})
problems = st.tuples(st.just(6), st.integers(1, 9), st.integers(0, 10_000), st.booleans())  # of random_draws


@quick
@given(problems, choices)
def test_nobody_leaves_the_range_of_the_start(problem: tuple[int, int, int, bool], rules: dict[str, str]) -> None:
    draws = random_draws(*problem)
    kept = ENGINE.solve(draws, switches=rules, ask=Ask(rounds=5, keep_rounds=True)).rounds
    lowest, highest = draws.position.min(axis=1, keepdims=True), draws.position.max(axis=1, keepdims=True)
    for positions in kept:
        assert (positions >= lowest - 1e-9).all()
        assert (positions <= highest + 1e-9).all()


@quick
@given(problems, choices)
def test_risk_and_chances_are_within_their_bounds(problem: tuple[int, int, int, bool], rules: dict[str, str]) -> None:
    draws = random_draws(*problem)
    found = internals(draws, 1, 0, rules)
    assert ((found["risk"] >= 0.5 - 1e-12) & (found["risk"] <= 2 + 1e-12)).all()
    assert ((found["chance"] >= 0) & (found["chance"] <= 1 + 1e-12)).all()
    if rules["risk"] != "none" and np.ptp(found["security"]) > 1e-4:
        most, least = found["security"].argmax(), found["security"].argmin()
        assert found["risk"][most] == pytest.approx(0.5)
        assert found["risk"][least] == pytest.approx(2.0)


@quick
@given(problems)
def test_chances_of_both_sides_add_up_to_one_where_only_the_pair_counts(problem: tuple[int, int, int, bool]) -> None:
    draws = random_draws(*problem)
    found = internals(draws, 0, 0, {"denominator": "same_pair"})
    apart = found["distance"] > 0
    np.testing.assert_allclose((found["chance"] + found["chance"].T)[apart], 1.0)


@quick
@given(problems, choices)
def test_where_utilities_are_rivals_views_no_two_both_lose_a_conflict(
    problem: tuple[int, int, int, bool], rules: dict[str, str]
) -> None:
    draws = random_draws(*problem)
    found = internals(draws, 2, 0, {**rules, "second_utility": "rival_view"})
    np.testing.assert_array_equal(found["threat"], found["gain"].T)
    lost = found["offer"] == 1
    assert not (lost & lost.T).any()


@quick
@given(problems, choices.filter(lambda rules: rules["tie"] == "middle"))
def test_a_mirrored_scale_mirrors_what_is_expected(problem: tuple[int, int, int, bool], rules: dict[str, str]) -> None:
    """Utilities know no direction; the choice among compromises by lowest weighted average does."""
    draws = random_draws(*problem)
    found, mirrored = (internals(d, 0, 0, rules) for d in (draws, replace(draws, position=100 - draws.position)))
    for name in ("first_gain", "risk", "chance", "gain", "threat"):
        np.testing.assert_allclose(mirrored[name], found[name], atol=1e-8)


def test_the_default_drifts_low_and_so_does_not_mirror() -> None:
    draws = random_draws(300, 8, seed=1)
    mirrored = replace(draws, position=100 - draws.position)
    for rules, mirrors in (({}, False), (READINGS["scholz-text"], True)):
        found, there = (ENGINE.solve(d, switches=rules, ask=Ask(rounds=2)).outcome for d in (draws, mirrored))
        assert (np.abs(100 - there - found) < 1e-6).all() == mirrors


def test_splitting_an_actor_changes_the_answer_unless_nothing_is_counted_by_head() -> None:
    """Known property: security sums over rivals, and the default P over pairs of actors, whatever their weight."""
    draws = random_draws(100, 7, seed=2)
    halved = draws.capability.copy()
    halved[:, 0] /= 2
    parts = (draws.position, draws.salience, halved)
    split = draws_of(*(np.concatenate([part, part[:, :1]], axis=1) for part in parts))
    by_weight = {"denominator": "same_pair", "risk": "none"}
    for rules, same in (
        ({}, False),
        ({"denominator": "same_pair"}, False),
        ({"risk": "none"}, False),
        (by_weight, True),
    ):
        whole, halves = (ENGINE.solve(d, switches=rules).outcome for d in (draws, split))
        assert (np.abs(whole - halves) < 1e-6).all() == same, rules


def test_it_does_not_settle() -> None:
    """Known property: most random problems still move after thirty rounds."""
    kept = ENGINE.solve(random_draws(200, 10, seed=3), ask=Ask(rounds=31, keep_rounds=True)).rounds
    assert (np.abs(kept[31] - kept[30]).max(axis=1) > 0.01).mean() > 0.5


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("grid", [False, True], ids=["anywhere", "on a grid"])
def test_a_trembling_hand_and_another_algorithm_change_no_outcome(reading: str, grid: bool) -> None:
    """Ties are decided by tolerances: not by the thirteenth digit, nor by the order in which a program adds up."""
    draws = random_draws(150, 12, seed=4, grid=grid)
    found = ENGINE.solve(draws, reading=reading).outcome
    random = np.random.default_rng(5)
    shaken = draws_of(
        *(
            part * (1 + 1e-13 * random.standard_normal(part.shape))
            for part in (draws.position, draws.salience, draws.capability)
        )
    )
    np.testing.assert_allclose(ENGINE.solve(shaken, reading=reading).outcome, found, rtol=0, atol=1e-6)
    rules = rules_of({**DEFAULTS, **READINGS[reading]})
    start = problems_of(draws, 0)
    last = start._replace(position=play_rounds(start, 10, rules)[-1])
    np.testing.assert_allclose(medians(last, rules), found[:, 0], rtol=0, atol=1e-6)
