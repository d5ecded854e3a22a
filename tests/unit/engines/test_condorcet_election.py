"""The probabilistic Condorcet election against a plain version, and what is particular to it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from builders import draws_with
from detente.domain.draws import Draws
from detente.engines import condorcet_election
from detente.engines.parts import election_switches
from detente.engines.parts.election_switches import SWITCHES, Rules, rules_of
from detente.engines.parts.switches import chosen_switches

FLOOR = 1e-11
EVERY = [
    {"process": process, "weights": weights, "clones": clones}
    for process in ("conditional", "markov_uniform", "markov_incentive")
    for weights in ("capability", "capability_times_salience")
    for clones in ("merged", "counted")
]


def make_draws(n: int = 12, actors: int = 7, issues: int = 2, *, seed: int = 3) -> Draws:
    """Draws in which some actors share a position."""
    random = np.random.default_rng(seed)
    shape = (n, actors, issues)
    present = random.random((actors, issues)) < 0.9
    return draws_with(
        position=random.choice([5.0, 20.0, 21.5, 60.0, 90.0], shape),
        salience=np.where(present, random.uniform(0.1, 1, shape), 0.0),
        capability=random.uniform(0.1, 10, shape),
        reference_point=30.0,
        present=present,
    )


def plain_election(positions: list[float], weights: list[float], process: str, clones: str) -> dict[float, float]:
    """The probability of each position, from the definitions; chains are stepped until they settle."""
    options = sorted(set(positions)) if clones == "merged" else sorted(positions)
    n, floor = range(len(options)), FLOOR * sum(weights)

    def behind(i: int, j: int) -> float:
        if i == j:
            return floor
        return floor + sum(
            w * max(0.0, abs(x - options[j]) - abs(x - options[i])) / 100
            for w, x in zip(weights, positions, strict=True)
        )

    c = [[behind(i, j) for j in n] for i in n]
    chance = [[c[i][j] / (c[i][j] + c[j][i]) for j in n] for i in n]
    p = [math.prod(row) for row in chance] if process == "conditional" else step_until_settled(c, chance, process)
    found = dict.fromkeys(options, 0.0)
    for i in n:
        found[options[i]] += p[i] / sum(p)
    return found


def step_until_settled(c: list[list[float]], chance: list[list[float]], process: str) -> list[float]:
    """p becomes the mean of p and q, q what one challenge makes of p, until nothing changes."""
    n = range(len(c))
    p = [1.0 / len(c)] * len(c)
    while True:
        q = [0.0] * len(c)
        for j in n:  # the favourite
            incentives = [c[i][j] * chance[i][j] for i in n]
            for i in n:  # the challenger
                called = 1.0 / len(c) if process == "markov_uniform" else incentives[i] / sum(incentives)
                q[i] += p[j] * called * chance[i][j]
                q[j] += p[j] * called * chance[j][i]
        if max(abs(a - b) for a, b in zip(p, q, strict=True)) < 1e-14:
            return q
        p = [(a + b) / 2 for a, b in zip(p, q, strict=True)]


@pytest.mark.parametrize("switches", EVERY, ids=lambda s: "-".join(s.values()))
def test_the_distribution_is_that_of_the_plain_version(switches: dict[str, str]) -> None:
    draws = make_draws()
    outcome = condorcet_election.ENGINE.solve(draws, switches=switches)
    assert outcome.probability is not None
    weight = draws.weight() if switches["weights"] != "capability" else draws.capability
    for draw in range(draws.n):
        for issue in range(len(draws.issues)):
            here = draws.weight()[draw, :, issue] > 0
            positions = draws.position[draw, here, issue].tolist()
            expected = plain_election(
                positions, weight[draw, here, issue].tolist(), switches["process"], switches["clones"]
            )
            for position, share in expected.items():
                at = here & (draws.position[draw, :, issue] == position)
                assert outcome.probability[draw, at, issue].sum() == pytest.approx(share, abs=1e-9)
            mean = sum(position * share for position, share in expected.items())
            assert outcome.outcome[draw, issue] == pytest.approx(mean, abs=1e-7)


@pytest.mark.parametrize("switches", EVERY, ids=lambda s: "-".join(s.values()))
def test_the_outcome_is_the_mean_of_the_distribution(switches: dict[str, str]) -> None:
    draws = make_draws()
    outcome = condorcet_election.ENGINE.solve(draws, switches=switches)
    assert outcome.probability is not None
    assert outcome.candidates is not None
    np.testing.assert_allclose(outcome.probability.sum(axis=1), 1.0, atol=1e-12)
    assert (outcome.probability >= 0).all()
    assert (outcome.probability[draws.weight() == 0] == 0).all()
    np.testing.assert_allclose((outcome.candidates * outcome.probability).sum(axis=1), outcome.outcome, atol=1e-9)
    here = draws.weight() > 0
    assert np.array_equal(outcome.candidates[here], draws.position[here])


def test_places_of_values_are_those_of_the_switches() -> None:
    for switch, values in {
        "process": ("CONDITIONAL", "MARKOV_UNIFORM", "MARKOV_INCENTIVE"),
        "weights": ("CAPABILITY", "CAPABILITY_TIMES_SALIENCE"),
        "clones": ("MERGED", "COUNTED"),
    }.items():
        offered = next(s for s in SWITCHES if s.name == switch).values
        for value, name in zip(offered, values, strict=True):
            rules = rules_of(chosen_switches("condorcet_election", SWITCHES, {switch: value}))
            assert getattr(rules, switch) == getattr(election_switches, name)
    assert tuple(switch.name for switch in SWITCHES) == Rules._fields


def test_each_further_actor_at_a_position_halves_its_chance_when_counted() -> None:
    """The published model's property: P of a position against itself is one half, for each of its actors."""
    draws = make_draws(n=1, actors=2, issues=1)
    draws = replace(
        draws,
        position=np.array([[[0.0], [100.0]]]),
        capability=np.ones((1, 2, 1)),
        salience=np.ones((1, 2, 1)),
        present=np.ones((2, 1), dtype=bool),
    )
    assert condorcet_election.ENGINE.solve(draws).outcome[0, 0] == pytest.approx(50.0)
    halves = {
        name: getattr(draws, name)[:, [0, 1, 1]]
        for name in ("position", "salience", "red_line_low", "red_line_high", "cost_of_continuing")
    }
    split = replace(
        draws,
        actors=("a", "b1", "b2"),
        capability=np.array([[[1.0], [0.5], [0.5]]]),
        present=np.ones((3, 1), dtype=bool),
        required=np.ones(3, dtype=bool),
        at_table=np.ones(3, dtype=bool),
        **halves,
    )
    merged = condorcet_election.ENGINE.solve(split)
    assert merged.outcome[0, 0] == pytest.approx(50.0)
    counted = condorcet_election.ENGINE.solve(split, switches={"clones": "counted"}).probability
    assert merged.probability is not None
    assert counted is not None
    np.testing.assert_allclose(merged.probability[0, :, 0], [0.5, 0.25, 0.25])
    # a: 1/2 * 1/2; b1, b2: 1/2 * 1/2 each: products of chances against the other two
    np.testing.assert_allclose(counted[0, :, 0], [1 / 3, 1 / 3, 1 / 3])


def test_the_same_bits_on_one_thread_and_on_many(monkeypatch: pytest.MonkeyPatch) -> None:
    from numba import config

    draws = make_draws(n=999)
    monkeypatch.setattr(condorcet_election, "POSITIONS_PER_CHUNK", 500)
    results = []
    for threads in (1, 2, 3):
        monkeypatch.setattr(config, "NUMBA_NUM_THREADS", threads)
        outcome = condorcet_election.ENGINE.solve(draws)
        assert outcome.probability is not None
        results.append(outcome.outcome.tobytes() + outcome.probability.tobytes())
    assert results[0] == results[1] == results[2]


def test_a_scale_without_length_has_one_position() -> None:
    draws = make_draws(issues=1)
    flat = replace(
        draws, position=np.full_like(draws.position, 3.0), scale_low=np.full(1, 3.0), scale_high=np.full(1, 3.0)
    )
    assert (condorcet_election.ENGINE.solve(flat).outcome == 3.0).all()


def test_many_options_do_not_vanish() -> None:
    """A product of hundreds of chances is far below the least number a computer holds."""
    n = 400
    draws = make_draws(n=1, actors=n, issues=1)
    draws = replace(
        draws,
        position=np.linspace(0, 100, n).reshape(1, n, 1),
        salience=np.ones((1, n, 1)),
        present=np.ones((n, 1), dtype=bool),
        capability=np.ones((1, n, 1)),
    )
    for process in ("conditional", "markov_uniform", "markov_incentive"):
        outcome = condorcet_election.ENGINE.solve(draws, switches={"process": process})
        assert outcome.outcome[0, 0] == pytest.approx(50.0, abs=1e-6)
