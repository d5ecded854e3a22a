"""The spatial model against a plain version written from its equations, and what is particular to it."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from builders import draws_with
from detente.domain.draws import Draws
from detente.domain.engine import Ask
from detente.domain.errors import EngineError
from detente.engines import spatial
from detente.engines.parts import election_switches, spatial_switches
from detente.engines.parts.spatial_switches import READINGS, SWITCHES, Rules, rules_of
from detente.engines.parts.switches import chosen_switches


def load_oracle() -> ModuleType:
    path = Path(__file__).with_name("spatial_oracle.py")
    specification = importlib.util.spec_from_file_location("spatial_oracle", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["spatial_oracle"] = module
    specification.loader.exec_module(module)
    return module


ORACLE = load_oracle()
DETERMINISTIC = [{}] + [
    {switch.name: value} for switch in SWITCHES for value in switch.values[1:] if value != "stochastic"
]


def make_draws(n: int = 4, actors: int = 6, issues: int = 2, *, seed: int = 3, grid: bool = False) -> Draws:
    """Random draws whose capability is one number an actor; everybody has a stance on everything."""
    random = np.random.default_rng(seed)
    shape = (n, actors, issues)
    position = random.choice([0.0, 20.0, 50.0, 100.0], shape) if grid else random.uniform(0, 100, shape)
    capability = random.choice([1.0, 2.0], (n, actors, 1)) if grid else random.uniform(0.1, 10, (n, actors, 1))
    return draws_with(
        position=position,
        salience=random.choice([0.25, 0.5], shape) if grid else random.uniform(0.05, 1.0 / issues, shape),
        capability=np.broadcast_to(capability, shape).copy(),
        reference_point=30.0,
    )


def played_plainly(draws: Draws, draw: int, switches: dict[str, str]) -> Any:
    actors = [
        ORACLE.Actor(
            float(draws.capability[draw, a, 0]),
            [float(s) for s in draws.salience[draw, a]],
            [float(x) / 100 for x in draws.position[draw, a]],
        )
        for a in range(len(draws.actors))
    ]
    return ORACLE.play(actors, chosen_switches("spatial", SWITCHES, switches))


@pytest.mark.parametrize("switches", DETERMINISTIC, ids=lambda s: "-".join(s.values()) or "default")
@pytest.mark.parametrize("grid", [False, True])
def test_every_turn_is_that_of_the_plain_version(switches: dict[str, str], grid: bool) -> None:
    draws = make_draws(grid=grid)
    if "crowded_salience" in switches:
        draws = replace(draws, salience=2 * draws.salience)
    outcome = spatial.ENGINE.solve(draws, switches=switches, ask=Ask(keep_rounds=True))
    for draw in range(draws.n):
        plain = played_plainly(draws, draw, switches)
        assert outcome.details["turns"][draw] == plain.turns
        for turn, positions in enumerate(plain.history):
            np.testing.assert_allclose(outcome.rounds[turn][draw], 100 * np.array(positions), rtol=0, atol=1e-9)
        for turn in range(plain.turns, len(outcome.rounds)):
            assert np.array_equal(outcome.rounds[turn][draw], outcome.rounds[plain.turns][draw])


def test_targets_gains_chances_and_risks_are_those_of_the_plain_version() -> None:
    draws = make_draws(n=5, actors=8, issues=3)
    for draw in range(draws.n):
        found = spatial.first_turn(draws, draw)
        plain = played_plainly(draws, draw, {}).first
        assert found["target"].tolist() == [-1 if a.target is None else a.target for a in plain]
        np.testing.assert_allclose(found["risk"], [a.risk for a in plain], atol=1e-9)
        np.testing.assert_allclose(found["probability"], [a.standing for a in plain], atol=1e-9)
        challengers = [k for k, a in enumerate(plain) if a.target is not None]
        assert challengers
        np.testing.assert_allclose(found["gain"][challengers], [plain[k].gain for k in challengers], atol=1e-9)
        np.testing.assert_allclose(found["chance"][challengers], [plain[k].chance for k in challengers], atol=1e-9)


def test_places_of_values_are_those_of_the_switches() -> None:
    for switch, values in {
        "process": ("CONDITIONAL", "MARKOV_UNIFORM", "MARKOV_INCENTIVE"),
        "weights": ("CAPABILITY", "CAPABILITY_TIMES_SALIENCE"),
        "risk_range": ("RISK_MID", "RISK_MIN", "RISK_MAX"),
        "others_risk": ("ONE_THIRD", "NO_ADJUSTMENT", "HALF", "TWO_THIRDS", "FULL"),
        "third_parties": ("SEMI_COMMIT", "INDIFFERENT"),
        "interpolation": ("SQUARED", "LINEAR"),
        "resolution": ("DETERMINISTIC", "STOCHASTIC"),
        "bargain": ("OWN_HALF", "BOTH_HALVES"),
        "stop": ("SETTLED", "TEN_TURNS"),
        "crowded_salience": ("BY_LARGEST", "BY_OWN"),
        "absent": ("MIDDLE_OF_SCALE", "MEAN_OF_PRESENT"),
    }.items():
        offered = next(s for s in SWITCHES if s.name == switch).values
        for value, name in zip(offered, values, strict=True):
            module = spatial_switches if hasattr(spatial_switches, name) else election_switches
            chosen = chosen_switches("spatial", SWITCHES, {switch: value})
            assert getattr(rules_of(chosen), switch) == getattr(module, name)
    assert tuple(switch.name for switch in SWITCHES) == Rules._fields


def test_readings_are_complete_choices() -> None:
    draws = make_draws()
    for name, turned in READINGS.items():
        outcome = spatial.ENGINE.solve(draws, reading=name)
        assert outcome.reading == name
        assert turned.items() <= outcome.switches.items()
    assert spatial.ENGINE.solve(draws).reading == "ktab-defaults"
    with pytest.raises(EngineError, match="has no reading 'ktab'"):
        spatial.ENGINE.solve(draws, reading="ktab")


def test_rounds_are_limited_when_asked() -> None:
    draws = make_draws()
    whole = spatial.ENGINE.solve(draws, ask=Ask(keep_rounds=True)).rounds
    some = spatial.ENGINE.solve(draws, ask=Ask(rounds=2, keep_rounds=True))
    assert [r.tobytes() for r in some.rounds] == [r.tobytes() for r in whole[:3]]
    assert some.details["turns"] == [2] * draws.n
    none = spatial.ENGINE.solve(draws, ask=Ask(rounds=0, keep_rounds=True))
    assert len(none.rounds) == 1
    assert np.array_equal(none.rounds[0], draws.position)


def test_keeping_rounds_or_trace_changes_nothing() -> None:
    draws = make_draws()
    plain = spatial.ENGINE.solve(draws)
    kept = spatial.ENGINE.solve(draws, ask=Ask(keep_rounds=True, trace=True))
    assert plain.outcome.tobytes() == kept.outcome.tobytes()
    assert (plain.rounds, plain.trace) == ((), ())
    assert kept.trace


def test_trace_explains_every_change_of_position() -> None:
    draws = make_draws()
    outcome = spatial.ENGINE.solve(draws, ask=Ask(keep_rounds=True, trace=True))
    changes = {
        (draw, turn, draws.actors[actor], draws.issues[issue])
        for turn in range(1, len(outcome.rounds))
        for draw, actor, issue in np.argwhere(outcome.rounds[turn] != outcome.rounds[turn - 1]).tolist()
    }
    assert changes == {(m.draw, m.round, m.actor, m.issue) for m in outcome.trace}
    for move in outcome.trace:
        actor, issue = draws.actors.index(move.actor), draws.issues.index(move.issue)
        assert move.before == outcome.rounds[move.round - 1][move.draw, actor, issue]
        assert move.after == outcome.rounds[move.round][move.draw, actor, issue]
        assert move.numbers["votes_for"] / (move.numbers["votes_for"] + move.numbers["votes_against"]) == pytest.approx(
            move.numbers["chance"]
        )
        assert move.numbers["probability"] >= move.numbers["probability_of_none"] * (1 - 1e-6)
        assert move.kind in ("bargain_proposed", "bargain_received")
        assert move.sentence.startswith(f"{move.actor} moved from ")
        assert move.by[0] in move.sentence


def test_stochastic_choices_come_as_often_as_they_are_probable() -> None:
    one = make_draws(n=1, actors=5, issues=1, seed=11)
    stay = spatial.first_turn(one)["stay"]
    throws = 4000
    # Chance depends on a draw's own values: draws that differ a little are as many throws of the dice.
    noise = np.random.default_rng(1).uniform(-1e-3, 1e-3, (throws, 5, 1))
    many = replace(
        one,
        **{
            name: np.repeat(getattr(one, name), throws, axis=0)
            for name in ("salience", "capability", "red_line_low", "red_line_high", "cost_of_continuing")
        },
        position=one.position + noise,
    )
    after = spatial.ENGINE.solve(many, switches={"resolution": "stochastic"}, ask=Ask(rounds=1, keep_rounds=True))
    stayed = (after.rounds[1] == after.rounds[0])[..., 0].mean(axis=0)
    uncertain = (stay > 0.02) & (stay < 0.98)
    assert uncertain.sum() >= 2
    error = 4 * np.sqrt(stay * (1 - stay) / throws)
    assert (np.abs(stayed - stay) <= error + 1e-3)[uncertain].all()


def test_chance_depends_on_the_seed_only_where_it_should() -> None:
    draws = make_draws()
    for reading, differs in (("ktab-defaults", False), ("efird-2016", True)):
        one, other = (spatial.ENGINE.solve(draws, seed=seed, reading=reading).outcome for seed in (1, 2))
        assert (one.tobytes() != other.tobytes()) is differs


def test_no_draws_and_a_scale_without_length_are_no_trouble() -> None:
    draws = make_draws()
    assert spatial.ENGINE.solve(draws.block(0, 0), ask=Ask(keep_rounds=True, trace=True)).outcome.shape == (0, 2)
    position = draws.position.copy()
    position[..., 1] = 3.0
    flat = replace(draws, position=position, scale_low=np.array([0.0, 3.0]), scale_high=np.array([100.0, 3.0]))
    outcome = spatial.ENGINE.solve(flat).outcome
    assert np.isfinite(outcome).all()
    assert (outcome[:, 1] == 3.0).all()


def test_issues_bear_on_each_other() -> None:
    """One space, not one problem an issue: what happens on an issue depends on where actors stand on another."""
    draws = make_draws()
    position = draws.position.copy()
    position[:, 0, 1] = 100 - position[:, 0, 1]
    moved = spatial.ENGINE.solve(replace(draws, position=position)).outcome
    assert (moved[:, 0] != spatial.ENGINE.solve(draws).outcome[:, 0]).any()


@pytest.mark.parametrize("absent", ["middle_of_scale", "mean_of_present"])
def test_an_absent_actor_is_seen_where_the_switch_says(absent: str) -> None:
    """Nobody's stance on an issue is the same as a stance there without salience."""
    draws = make_draws()
    present = draws.present.copy()
    present[2, 1] = False
    salience = draws.salience.copy()
    salience[:, 2, 1] = 0.0
    gone = replace(draws, present=present, salience=salience)
    position = draws.position.copy()
    weight = gone.weight()
    mean = (weight[..., 1] * position[..., 1]).sum(axis=1) / weight[..., 1].sum(axis=1)
    position[:, 2, 1] = 50.0 if absent == "middle_of_scale" else mean
    seen = replace(draws, position=position, salience=salience)
    np.testing.assert_allclose(
        spatial.ENGINE.solve(gone, switches={"absent": absent}).outcome, spatial.ENGINE.solve(seen).outcome, atol=1e-9
    )


def test_capability_that_differs_by_issue_counts_by_salience() -> None:
    draws = make_draws()
    capability = draws.capability.copy()
    capability[..., 1] *= 3.0
    mean = (draws.salience * capability).sum(axis=2, keepdims=True) / draws.salience.sum(axis=2, keepdims=True)
    varied = spatial.ENGINE.solve(replace(draws, capability=capability), ask=Ask(keep_rounds=True)).rounds[-1]
    one = spatial.ENGINE.solve(
        replace(draws, capability=np.broadcast_to(mean, capability.shape).copy()), ask=Ask(keep_rounds=True)
    ).rounds[-1]
    np.testing.assert_allclose(varied, one, atol=1e-9)


def test_a_full_bargain_needs_both_sides() -> None:
    """Under ``full`` who moves in a turn is one of a pair that moves together."""
    draws = make_draws(n=20, actors=7)
    outcome = spatial.ENGINE.solve(draws, switches={"bargain": "full"}, ask=Ask(trace=True))
    movers = {(m.draw, m.round, m.actor): m.by[0] for m in outcome.trace}
    kinds = {(m.draw, m.round, m.actor): m.kind for m in outcome.trace}
    assert movers
    for (draw, turn, actor), other in movers.items():
        if (draw, turn, other) in movers:  # the other side may already stand where the bargain puts it
            assert movers[draw, turn, other] == actor
            assert kinds[draw, turn, other] != kinds[draw, turn, actor]


def test_the_same_bits_on_one_thread_and_on_many(monkeypatch: pytest.MonkeyPatch) -> None:
    from numba import config

    draws = make_draws(n=301, actors=9)
    monkeypatch.setattr(spatial, "WORK_PER_CHUNK", 9**3 * 16)
    results = []
    for threads in (1, 2, 3):
        monkeypatch.setattr(config, "NUMBA_NUM_THREADS", threads)
        results.append(spatial.ENGINE.solve(draws).outcome.tobytes())
    assert results[0] == results[1] == results[2]


def test_a_trembling_hand_on_a_thousand_problems() -> None:
    for grid in (False, True):
        draws = make_draws(n=500, actors=8, grid=grid, seed=17)
        random = np.random.default_rng(5)
        shaken = replace(
            draws,
            **{
                name: getattr(draws, name) * (1 + 1e-13 * random.standard_normal(draws.position.shape))
                for name in ("position", "salience", "capability")
            },
        )
        difference = np.abs(spatial.ENGINE.solve(shaken).outcome - spatial.ENGINE.solve(draws).outcome)
        assert difference.max() < 1e-7
