"""Drivers of an answer, against a function whose sensitivity indices are known in closed form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from builders import draws_with
from detente.domain.draws import Draws
from detente.domain.forecast import Driver
from detente.insight.inputs import bins_for, uncertain_inputs
from detente.insight.sensitivity import INDISTINGUISHABLE, MOST_DRAWS, drivers, in_words

# Ishigami & Homma 1990 (ISUMA, pp. 398-403), y = sin x1 + 7 sin^2 x2 + .1 x3^4 sin x1 on [-pi, pi]^3; indices in
# closed form, e.g. Saltelli et al. 2008, Global Sensitivity Analysis: The Primer.
ISHIGAMI_FIRST_ORDER = (0.3139, 0.4424, 0.0)


def make_draws(n: int, actors: int = 3, issues: int = 1, *, seed: int = 0) -> Draws:
    """Positions vary and nothing else does."""
    shape = (n, actors, issues)
    return draws_with(
        position=np.random.default_rng(seed).uniform(-np.pi, np.pi, shape),
        scale_low=np.full(issues, -np.pi),
        scale_high=np.pi,
    )


def ishigami(draws: Draws) -> np.ndarray:
    x1, x2, x3 = (draws.position[:, a, 0] for a in range(3))
    return np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)


def by_actor(found: tuple[Driver, ...]) -> dict[str, Driver]:
    return {driver.actor: driver for driver in found}


def test_ishigami() -> None:
    draws = make_draws(10_000)
    found = by_actor(drivers(draws, {"y": ishigami(draws)}, seed=1))
    for actor, expected in zip(draws.actors, ISHIGAMI_FIRST_ORDER, strict=True):
        assert found[actor].share == pytest.approx(expected, abs=0.02)
    assert found["actor_2"].words == INDISTINGUISHABLE
    assert found["actor_0"].words.startswith("between ")


def test_intervals_hold_the_truth_about_as_often_as_they_say_and_noise_is_told_from_signal() -> None:
    held, false_alarms, runs = 0, 0, 40
    for run in range(runs):
        draws = make_draws(4000, seed=100 + run)
        found = by_actor(drivers(draws, {"y": ishigami(draws)}, seed=run))
        held += sum(
            found[actor].low <= expected <= found[actor].high
            for actor, expected in zip(draws.actors[:2], ISHIGAMI_FIRST_ORDER[:2], strict=True)
        )
        false_alarms += found["actor_2"].words != INDISTINGUISHABLE
    assert held / (2 * runs) >= 0.85
    assert false_alarms <= 2


def test_small_samples_are_not_biased_upwards() -> None:
    """An uncorrected correlation ratio over the bins would find about .07 in pure noise of this size."""
    shares, false_alarms = [], 0
    for run in range(60):
        draws = make_draws(300, actors=1, seed=run)
        noise = np.random.default_rng(1000 + run).standard_normal(300)
        found = drivers(draws, {"noise": noise}, seed=0)
        shares.append(found[0].share)
        false_alarms += found[0].words != INDISTINGUISHABLE
    assert false_alarms <= 9
    assert bins_for(300) / 300 > 0.04
    assert np.median(shares) < 0.01


def test_a_yes_or_no_answer_and_a_red_line() -> None:
    """Whether the line holds decides; with share p of draws held it accounts for all the variance."""
    draws = make_draws(5000)
    held = np.random.default_rng(3).random(5000) < 0.02
    lines = draws.red_line_low.copy()
    lines[held, 1, 0] = np.random.default_rng(4).uniform(0, 1, held.sum())
    draws = replace(draws, red_line_low=lines)
    first = drivers(draws, {"zone": ~held}, seed=1)[0]
    assert (first.actor, first.issue, first.parameter) == ("actor_1", "issue_0", "red_line_low")
    assert first.share == pytest.approx(1.0, abs=1e-9)


def test_draws_where_the_answer_is_silent_are_left_out() -> None:
    draws = make_draws(10_000)
    answer = ishigami(draws)
    answer[::3] = np.nan
    for answers in ({"silent": answer}, {"silent": answer, "other": draws.position[:, 0, 0]}):
        found = by_actor(drivers(draws, answers, seed=1)[:3])
        for actor, expected in zip(draws.actors, ISHIGAMI_FIRST_ORDER, strict=True):
            assert found[actor].share == pytest.approx(expected, abs=0.03)


def test_order_and_number_of_drivers() -> None:
    draws = make_draws(2000, actors=5, issues=2)
    answers = {"a": draws.position[:, 0, 0] + draws.position[:, 1, 1], "b": draws.position[:, 2, 0]}
    found = drivers(draws, answers, seed=1, top=4)
    assert [driver.answer for driver in found] == ["a"] * 4 + ["b"] * 4
    for answer in ("a", "b"):
        shares = [driver.share for driver in found if driver.answer == answer]
        assert shares == sorted(shares, reverse=True)
    assert {(d.actor, d.issue) for d in found[:2]} == {("actor_0", "issue_0"), ("actor_1", "issue_1")}


def test_same_seed_same_drivers_and_the_seed_only_moves_the_interval() -> None:
    draws = make_draws(1000)
    answers = {"y": ishigami(draws)}
    assert drivers(draws, answers, seed=1) == drivers(draws, answers, seed=1)
    other = drivers(draws, answers, seed=2)
    assert [d.share for d in other] == [d.share for d in drivers(draws, answers, seed=1)]
    assert other != drivers(draws, answers, seed=1)


def test_unit_and_origin_of_the_answer_do_not_matter() -> None:
    draws = make_draws(1000)
    first, second = (drivers(draws, {"y": y}, seed=1) for y in (ishigami(draws), 1e6 - 1e-3 * ishigami(draws)))
    assert [d.share for d in second] == pytest.approx([d.share for d in first], abs=1e-6)


def test_a_constant_or_empty_answer_has_no_drivers() -> None:
    draws = make_draws(100)
    assert drivers(draws, {"zone": np.ones(100, bool), "issue_0": np.full(100, np.nan)}, seed=1) == ()
    assert drivers(draws, {}, seed=1) == ()
    assert drivers(draws.block(0, 1), {"zone": np.ones(1)}, seed=1) == ()


def test_an_answer_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="'zone' must have one value for each of 100 draws"):
        drivers(make_draws(100), {"zone": np.ones(99)}, seed=1)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.12, 0.30, "between 12 and 30% of the variance"),
        (0.118, 0.122, "about 12% of the variance"),
        (0.001, 0.03, "up to 3% of the variance"),
        (0.001, 0.003, "less than 1% of the variance"),
    ],
)
def test_words(low: float, high: float, words: str) -> None:
    assert in_words(low, high) == words


def test_twelve_actors_ten_issues_ten_thousand_draws() -> None:
    random = np.random.default_rng(0)
    draws = make_draws(10_000, 12, 10)
    shape = draws.position.shape
    draws = replace(
        draws,
        salience=random.uniform(0, 1, shape),
        capability=random.uniform(0, 1, shape),
        red_line_low=np.where(random.random(shape) < 0.5, -np.inf, random.uniform(0, 1, shape)),
        cost_of_continuing=random.uniform(0, 1, (10_000, 12)),
    )
    answers = {issue: (draws.weight() * draws.position).sum(axis=1)[:, i] for i, issue in enumerate(draws.issues)}
    found = drivers(draws, answers, seed=1)
    assert all(driver.issue == driver.answer for driver in found[:8])
    assert len(uncertain_inputs(draws)) == 12 * 10 * 4 + 12


def test_of_very_many_draws_the_first_are_enough() -> None:
    draws = make_draws(MOST_DRAWS + 5000, actors=2)
    answer = draws.position.sum(axis=1)[:, 0]
    answer[MOST_DRAWS:] = 1e6
    fewer = draws.block(0, MOST_DRAWS)
    found, expected = drivers(draws, {"y": answer}, seed=1), drivers(fewer, {"y": answer[:MOST_DRAWS]}, seed=1)
    assert [d.share for d in found] == pytest.approx([d.share for d in expected])
    assert found[0].share == pytest.approx(0.5, abs=0.03)


def test_one_capability_for_all_issues_is_one_input() -> None:
    draws = make_draws(500, actors=2, issues=3)
    strength = np.random.default_rng(5).uniform(1, 9, (500, 2, 1))
    scaled = replace(draws, capability=strength * np.array([1.0, 2.0, 0.5]))
    capabilities = [(one.actor, one.issue) for one in uncertain_inputs(scaled) if one.parameter == "capability"]
    assert capabilities == [("actor_0", ""), ("actor_1", "")]


def test_absent_actors_and_constants_are_no_inputs() -> None:
    draws = make_draws(50)
    draws.present[1] = False
    assert [one.actor for one in uncertain_inputs(draws)] == ["actor_0", "actor_2"]


def test_equal_values_share_a_bin() -> None:
    draws = make_draws(900)
    draws.position[:, 0, 0] = np.repeat([1.0, 2.0, 3.0], [300, 500, 100])
    one = uncertain_inputs(draws)[0]
    assert one.counts.tolist() == [300, 500, 100]
    assert np.bincount(one.bin_of_draw()).tolist() == [300, 500, 100]
