"""The challenge model against plain Python and NumPy, its internals, its switches, and why actors move."""

from __future__ import annotations

import importlib.util
import re
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from builders import random_draws
from detente.domain.draws import Draws
from detente.domain.engine import Ask
from detente.domain.errors import EngineError
from detente.engines import challenge
from detente.engines.challenge import ENGINE, internals, problems_of
from detente.engines.parts import challenge_switches as rule
from detente.engines.parts.challenge_rounds import medians, play_rounds
from detente.engines.parts.challenge_switches import READINGS, SWITCHES, Rules, rules_of


def load_oracle() -> ModuleType:
    specification = importlib.util.spec_from_file_location(
        "challenge_oracle", Path(__file__).with_name("challenge_oracle.py")
    )
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["challenge_oracle"] = module  # dataclasses look their module up
    specification.loader.exec_module(module)
    return module


oracle = load_oracle()
DEFAULTS = {switch.name: switch.values[0] for switch in SWITCHES}


def make_draws(n: int, actors: int, issues: int, *, seed: int, grid: bool = False) -> Draws:
    return random_draws(n, actors, issues, seed=seed, grid=grid, least_salience=0.02)


def some_choices(n: int, seed: int) -> list[dict[str, str]]:
    """Random combinations of all switches, after the published readings."""
    random = np.random.default_rng(seed)
    drawn = [{s.name: s.values[random.integers(len(s.values))] for s in SWITCHES} for _ in range(n)]
    return [{**DEFAULTS, **turned} for turned in READINGS.values()] + drawn


def plainly(draws: Draws, rules: dict[str, str], rounds: int) -> np.ndarray:
    outcome = np.empty((draws.n, len(draws.issues)))
    for d in range(draws.n):
        for i in range(len(draws.issues)):
            values = zip(draws.position[d, :, i], draws.salience[d, :, i], draws.capability[d, :, i], strict=True)
            actors = [oracle.Actor(*map(float, value)) for value in values]
            outcome[d, i] = oracle.play(actors, rounds, 100.0, rules)
    return outcome


@pytest.mark.parametrize("grid", [False, True], ids=["anywhere", "on a grid"])
def test_every_reading_is_what_plain_python_gets(grid: bool) -> None:
    for k, rules in enumerate(some_choices(30, seed=1)):
        draws = make_draws(1, 2 + k % 5, 2, seed=k, grid=grid)
        found = ENGINE.solve(draws, switches=rules, ask=Ask(rounds=4)).outcome
        np.testing.assert_allclose(found, plainly(draws, rules, 4), rtol=0, atol=1e-7, err_msg=str(rules))


@pytest.mark.parametrize("grid", [False, True], ids=["anywhere", "on a grid"])
def test_compiled_rounds_are_those_of_numpy(grid: bool) -> None:
    for k, rules in enumerate(some_choices(20, seed=2)):
        rules["stop"] = "after_rounds"
        draws = make_draws(25, 9, 1, seed=k, grid=grid)
        found = ENGINE.solve(draws, switches=rules, ask=Ask(rounds=5, keep_rounds=True)).rounds
        expected = play_rounds(problems_of(draws, 0), 5, rules_of(rules))
        for mine, theirs in zip(found, expected, strict=True):
            np.testing.assert_allclose(mine[:, :, 0], theirs, rtol=0, atol=1e-7, err_msg=str(rules))


def test_default_rounds_of_numpy_end_at_the_outcome() -> None:
    draws = make_draws(200, 12, 1, seed=3)
    problems = problems_of(draws, 0)
    last = problems._replace(position=play_rounds(problems, challenge.ROUNDS, rules_of(DEFAULTS))[-1])
    found = ENGINE.solve(draws).outcome[:, 0]
    np.testing.assert_allclose(found, medians(last, rules_of(DEFAULTS)), rtol=0, atol=1e-7)


def test_internals_are_those_of_plain_python() -> None:
    draws = make_draws(3, 6, 2, seed=4)
    for rules in some_choices(12, seed=5):
        if rules["risk"] == "carried":
            rules["risk"] = "computed"  # the same thing in a first round
        found = internals(draws, 2, 1, rules)
        values = zip(draws.position[2, :, 1], draws.salience[2, :, 1], draws.capability[2, :, 1], strict=True)
        actors = [oracle.Actor(*map(float, value)) for value in values]
        span = float(np.ptp(draws.position[2, :, 1]))
        middle = oracle.mean(actors) if rules["middle"] == "mean" else oracle.median(actors, rules["tie"])
        first = oracle.Scene(actors, span, 100.0, rules).matrices(middle, rules["security"])
        np.testing.assert_allclose(
            (found["first_chance"], found["first_gain"], found["first_threat"]), first, atol=1e-9
        )
        if rules["risk"] == "computed":
            np.testing.assert_allclose(found["risk"], oracle.risks(first[2]), atol=1e-9)
        actors = [replace(a, risk=float(r)) for a, r in zip(actors, found["risk"], strict=True)]
        middle = oracle.median(actors, rules["tie"]) if rules["middle"] == "median" else oracle.mean(actors)
        scene = oracle.Scene(actors, span, 100.0, rules)
        second = scene.matrices(middle, rules["second_utility"])
        np.testing.assert_allclose((found["chance"], found["gain"], found["threat"]), second, atol=1e-9)
        chosen = [oracle.choice(i, scene, second[1], second[2]) for i in range(6)]
        np.testing.assert_allclose(found["position"], [target for target, _, _ in chosen], atol=1e-9)
        assert found["by"].tolist() == [j for _, _, j in chosen]


def test_internals_leave_out_the_absent_and_refuse_unknown_switches() -> None:
    draws = make_draws(1, 5, 1, seed=6)
    present = np.array([[True], [True], [False], [True], [True]])
    absent = replace(draws, present=present, position=np.where(present, draws.position, np.nan))
    found = internals(absent)
    assert (found["gain"][2] == 0).all()
    assert (found["gain"][:, 2] == 0).all()
    assert np.isfinite(found["gain"]).all()
    with pytest.raises(EngineError, match="no switch 'risks'"):
        internals(draws, switches={"risks": "none"})


def test_rules_are_the_places_of_the_switches_values() -> None:
    """The kernel is given numbers: each named place must be that of the value it stands for."""
    assert Rules._fields == tuple(switch.name for switch in SWITCHES)
    for place, switch in enumerate(SWITCHES):
        assert getattr(rule, switch.name.upper()) == place
    named = {
        "denominator": {"all_pairs": rule.ALL_PAIRS, "same_pair": rule.SAME_PAIR, "signed": rule.SIGNED},
        "second_utility": {"own_view": rule.OWN_VIEW, "rival_view": rule.RIVAL_VIEW},
        "security": {"own_view": rule.OWN_VIEW, "rival_view": rule.RIVAL_VIEW},
        "risk": {"computed": rule.RISK_COMPUTED, "carried": rule.RISK_CARRIED, "none": rule.RISK_NONE},
        "middle": {"median": rule.MU_MEDIAN, "mean": rule.MU_MEAN, "mean_second_pass": rule.MU_MEAN_SECOND},
        "offer_choice": {
            "least_weighted_average": rule.LEAST_WEIGHTED_AVERAGE,
            "least_move": rule.LEAST_MOVE,
            "highest_utility": rule.HIGHEST_UTILITY,
        },
        "tie": {"middle": rule.TIE_MIDDLE, "lower": rule.TIE_LOWER, "upper": rule.TIE_UPPER},
        "forecast": {"median": rule.FORECAST_MEDIAN, "mean": rule.FORECAST_MEAN},
    }
    for name, values in named.items():
        switch = next(switch for switch in SWITCHES if switch.name == name)
        assert {value: switch.values.index(value) for value in switch.values} == values


def test_readings_turn_switches_that_exist() -> None:
    for turned in READINGS.values():
        assert ENGINE.solve(make_draws(1, 3, 1, seed=7), switches=turned).switches.items() >= turned.items()


@pytest.mark.parametrize(
    "switch", [s for s in SWITCHES if s.name not in ("tie_probability", "stop")], ids=lambda s: s.name
)
def test_every_switch_matters(switch) -> None:
    """Each value of a switch gives other positions than the default does, given the company it needs."""
    company = {
        "betterment": {"status_quo": "0.5"},
        "change_sign": {"status_quo": "0.5"},
        "middle": {"status_quo": "0.5"},
        "security": {"risk": "carried"},
    }.get(switch.name, {})
    draws = make_draws(60, 8, 1, seed=8, grid=switch.name == "tie")
    base = ENGINE.solve(draws, switches=company, ask=Ask(rounds=3)).outcome
    for value in switch.values[1:]:
        turned = ENGINE.solve(draws, switches={**company, switch.name: value}, ask=Ask(rounds=3)).outcome
        assert np.abs(turned - base).max() > 1e-3, value


def test_probability_of_ties_changes_no_outcome() -> None:
    draws = make_draws(40, 8, 1, seed=9, grid=True)
    base = ENGINE.solve(draws).outcome
    assert (ENGINE.solve(draws, switches={"tie_probability": "0.5"}).outcome == base).all()
    assert internals(draws, switches={"tie_probability": "0.5"})["chance"].diagonal().tolist() == [0.5] * 8


def test_stops_when_the_median_is_what_it_was() -> None:
    draws = make_draws(50, 8, 1, seed=10)
    kept = ENGINE.solve(draws, ask=Ask(keep_rounds=True)).rounds
    settled = ENGINE.solve(draws, switches={"stop": "median_settled"}).outcome[:, 0]
    path = np.array([medians(problems_of(replace(draws, position=p), 0), rules_of(DEFAULTS)) for p in kept])
    still = np.abs(np.diff(path, axis=0)) <= 1e-3
    stop = np.where(still.any(axis=0), still.argmax(axis=0) + 1, len(path) - 1)
    np.testing.assert_allclose(settled, path[stop, np.arange(50)])
    assert (stop < challenge.ROUNDS).any()


def test_rounds_are_kept_and_no_rounds_is_the_median_of_the_start() -> None:
    draws = make_draws(5, 7, 2, seed=11)
    kept = ENGINE.solve(draws, ask=Ask(rounds=3, keep_rounds=True)).rounds
    assert len(kept) == 4
    assert (kept[0] == draws.position).all()
    for r in range(4):
        assert (ENGINE.solve(draws, ask=Ask(rounds=r, keep_rounds=True)).rounds[-1] == kept[r]).all()
    none = ENGINE.solve(draws, ask=Ask(rounds=0))
    np.testing.assert_allclose(none.outcome[:, 0], medians(problems_of(draws, 0), rules_of(DEFAULTS)))
    assert none.rounds == ()
    assert none.trace == ()


def test_a_negative_number_of_rounds_is_refused() -> None:
    with pytest.raises(EngineError, match=r"^Engine 'challenge' cannot play -1 rounds; ask for 0 or more\.$"):
        ENGINE.solve(make_draws(1, 3, 1, seed=16), ask=Ask(rounds=-1))


def test_trace_explains_every_change_of_position() -> None:
    draws = make_draws(6, 7, 2, seed=12)
    outcome = ENGINE.solve(draws, ask=Ask(rounds=4, keep_rounds=True, trace=True))
    told = {(m.draw, m.round, m.actor, m.issue): m for m in outcome.trace}
    changed = 0
    for r in range(1, 5):
        before, after = outcome.rounds[r - 1], outcome.rounds[r]
        for d, a, i in np.argwhere(before != after):
            move = told[d, r, draws.actors[a], draws.issues[i]]
            assert (move.before, move.after) == (before[d, a, i], after[d, a, i])
            assert move.numbers["threat"] > 0
            assert (move.kind == "conflict") == (move.numbers["gain"] > 0)
            rival = draws.actors.index(move.by[0])
            assert move.numbers["rival_position"] == before[d, rival, i]
            changed += 1
    assert changed == len(outcome.trace) > 50
    assert {move.kind for move in outcome.trace} == {"conflict", "compromise", "acquiescence"}
    for move in outcome.trace:
        start = rf"^{move.actor} moved from {move.before:.2f} to {move.after:.2f} in round {move.round}: .*\.$"
        assert re.match(start, move.sentence)
        assert move.by[0] in move.sentence
        assert f"{move.numbers['gain']:+.3f}" in move.sentence


def test_trace_and_rounds_change_no_outcome() -> None:
    draws = make_draws(20, 7, 2, seed=13)
    asked = ENGINE.solve(draws, ask=Ask(keep_rounds=True, trace=True)).outcome
    assert asked.tobytes() == ENGINE.solve(draws).outcome.tobytes()


def test_number_of_threads_changes_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    from numba import config

    draws = make_draws(400, 6, 4, seed=14)
    found = []
    for threads, chunk in ((1, 512), (2, 64), (3, 7)):
        monkeypatch.setattr(config, "NUMBA_NUM_THREADS", threads)
        monkeypatch.setattr(challenge, "CHUNK", chunk)
        found.append(ENGINE.solve(draws).outcome.tobytes())
    assert found[0] == found[1] == found[2]


def test_inputs_that_may_not_be_written_are_taken() -> None:
    draws = make_draws(3, 5, 1, seed=15)
    expected = ENGINE.solve(draws).outcome
    for name in ("position", "salience", "capability", "present"):
        getattr(draws, name).flags.writeable = False
    assert (ENGINE.solve(draws).outcome == expected).all()
