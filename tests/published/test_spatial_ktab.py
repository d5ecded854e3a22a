"""The spatial model against the output of KTAB, the program of its authors (Wise, Lester & Efird 2015).

The three-dimensional sample is typed in below; the other inputs and the program's logs are read beside the checkout.
Positions are compared as printed, to one decimal, at every turn for every actor and dimension.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from builders import draws_with
from detente.domain.case import Case
from detente.domain.draws import Draws
from detente.domain.engine import Ask
from detente.engines import spatial
from detente.engines.catalogue import get_engine
from detente.engines.parts.spatial_switches import SWITCHES
from detente.engines.parts.switches import chosen_switches
from detente.engines.parts.votes import median_interval
from detente.engines.parts.weights import weighted_mean
from detente.storage.imports import read_ktab

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "engines"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the reference data are not beside the checkout")
WITH_HISTORY = ("dummyData_3Dim", "SOE-Pol-Comp", "SOE-Policy")
ORACLE_FILE = Path(__file__).parents[1] / "unit" / "engines" / "spatial_oracle.py"

SAMPLE = (  # power; position and salience on each of three dimensions
    (102.543, 75.79, 49.53, 6.37, 5.91, 70.45, 28.15),
    (53.393, 82.72, 30.33, 73.50, 21.22, 64.00, 24.79),
    (129.643, 82.45, 48.47, 90.89, 13.55, 0.07, 34.62),
    (75.920, 62.52, 20.76, 50.82, 39.24, 62.33, 22.21),
    (63.224, 82.34, 40.96, 45.77, 25.43, 73.31, 22.59),
    (120.048, 84.48, 22.92, 33.70, 39.35, 88.11, 15.42),
    (54.178, 70.96, 31.75, 33.46, 27.93, 90.36, 26.03),
)
EMISSIONS = (  # capability, position, salience: NL BE LU DE FR IT UK IE DK GR
    (0.08, 4, 0.8), (0.08, 7, 0.4), (0.03, 4, 0.2), (0.16, 4, 0.8), (0.16, 10, 0.6),
    (0.16, 10, 0.6), (0.16, 10, 0.9), (0.05, 7, 0.1), (0.05, 4, 1.0), (0.08, 7, 0.7),
)  # fmt: skip


def one_draw(capability: np.ndarray, position: np.ndarray, salience: np.ndarray, low: float, high: float) -> Draws:
    """One draw of a case in which everybody has a stance on everything; position and salience are (actor, issue)."""
    actors, issues = position.shape
    shape = (1, actors, issues)
    return draws_with(
        position=position.reshape(shape),
        salience=salience.reshape(shape),
        capability=np.repeat(capability.reshape(1, -1, 1), issues, axis=2),
        scale_low=low,
        scale_high=high,
        reference_point=low,
        required=False,
    )


def draws_of(case: Case) -> Draws:
    """An imported case, every number of which is a value, as one draw."""
    at = {(s.actor, s.issue): s for s in case.stances}
    stances = [[at[actor, issue] for issue in case.issues] for actor in case.actors]
    capability = [actor.capability for actor in case.actors.values()]
    return one_draw(
        np.array([c.mode if c else np.nan for c in capability]),
        np.array([[s.position.mode for s in row] for row in stances]),
        np.array([[s.salience.mode / 100 for s in row] for row in stances]),
        0.0,
        100.0,
    )


def file_draws(name: str) -> Draws:
    return draws_of(read_ktab(SHARED / f"{name}.csv"))


@pytest.fixture
def sample() -> Draws:
    table = np.array(SAMPLE)
    return one_draw(table[:, 0], table[:, 1::2], table[:, 2::2] / 100, 0.0, 100.0)


def logged_history(name: str) -> tuple[list[list[str]], list[list[str]]]:
    """Positions, a row for each actor and dimension, and winning probabilities, a row for each actor, as printed."""
    text = (SHARED / f"expected-{name}.history.txt").read_text(encoding="utf-8")
    positions, probabilities = text.split("History of actors' winning probabilities:")
    return (
        [line.rsplit(":", 1)[1].split() for line in positions.splitlines() if re.search(r":\s+\d", line)],
        [line.rsplit(":", 1)[1].split() for line in probabilities.splitlines() if ", prob :" in line],
    )


def test_sample_ends_where_the_program_ends(sample: Draws) -> None:
    outcome = get_engine("spatial").solve(sample, reading="ktab-defaults", ask=Ask(keep_rounds=True))
    assert outcome.details["turns"] == [10]
    final = [[f"{x:.1f}" for x in row] for row in outcome.rounds[-1][0]]
    assert final[0] == ["78.6", "31.8", "74.1"]
    assert final[2] == ["82.5", "90.9", "0.1"]
    assert final[3] == ["67.1", "50.1", "63.7"]
    assert all(np.array_equal(positions[0, 2], sample.position[0, 2]) for positions in outcome.rounds)


def test_sample_challenges_whom_the_program_logs(sample: Draws) -> None:
    found = spatial.first_turn(sample)
    assert found["target"].tolist() == [6, 0, 6, 0, 0, 1, 1]
    assert [f"{gain:.3f}" for gain in found["gain"]] == ["0.095", "0.281", "0.471", "0.284", "0.012", "0.299", "0.029"]


def test_sample_positions_win_as_published(sample: Draws) -> None:
    chances = spatial.first_turn(sample)["probability"]
    np.testing.assert_allclose(chances, [0.0018, 0.0209, 0.0021, 0.1078, 0.7054, 0.1276, 0.0345], rtol=0, atol=5e-5)


def test_car_emissions() -> None:
    """EC 1992 with saliences times 0.99: 13 turns, weighted mean 6.44, weighted median 5.99."""
    table = np.array(EMISSIONS)
    draws = one_draw(table[:, 0], table[:, 1:2], 0.99 * table[:, 2:3], 4.0, 10.0)
    mean, median = (spatial.ENGINE.solve(draws, switches={"forecast": value}) for value in ("mean", "median"))
    assert mean.details["turns"] == [13]
    assert mean.outcome[0, 0] == pytest.approx(6.44, abs=5e-3)
    assert median.outcome[0, 0] == pytest.approx(5.99, abs=5e-3)


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("name", WITH_HISTORY)
def test_every_position_at_every_turn(name: str) -> None:
    expected, _ = logged_history(name)
    outcome = spatial.ENGINE.solve(file_draws(name), ask=Ask(keep_rounds=True))
    found = np.array(outcome.rounds)[:, 0].transpose(1, 2, 0)
    assert [[f"{x:.1f}" for x in row] for rows in found for row in rows] == expected


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("name", WITH_HISTORY)
def test_targets_and_gains_of_the_first_turn(name: str) -> None:
    log = (SHARED / f"expected-{name}.turn0-targets.txt").read_text(encoding="utf-8")
    expected = {
        int(actor): (int(target), gain)
        for actor, target, gain in re.findall(r"actor (\d+) has most advantageous target (\d+) worth ([\d.]+)", log)
    }
    found = spatial.first_turn(file_draws(name))
    assert {
        actor: (int(target), f"{gain:.3f}")
        for actor, (target, gain) in enumerate(zip(found["target"], found["gain"], strict=True))
        if target >= 0
    } == expected


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "turns"),
    [
        ("dummyData_3Dim", 10),
        ("SOE-Pol-Comp", 27),
        ("SOE-Policy", 19),
        ("dummyData_6Dim", 29),
        ("dummyData-a040", 20),
        ("SOE-Competitive", 35),
    ],
)
def test_number_of_turns(name: str, turns: int) -> None:
    assert spatial.ENGINE.solve(file_draws(name)).details["turns"] == [turns]


@needs_shared
@pytest.mark.shared
def test_positions_of_two_dimensions_win_as_published() -> None:
    expected = [0.3724, 0.0006, 0.0120, 0.2139, 0.0001, 0, 0.0006, 0.0002, 0.0120, 0.2838, 0.0290, 0.0754, 0]
    chances = spatial.first_turn(file_draws("SOE-Pol-Comp"))["probability"]
    np.testing.assert_allclose(chances, expected, rtol=0, atol=5e-5)


@needs_shared
@pytest.mark.shared
def test_mean_median_and_leader_over_the_turns() -> None:
    draws = file_draws("SOE-Policy")
    rounds = spatial.ENGINE.solve(draws, ask=Ask(keep_rounds=True)).rounds
    weight = draws.weight()
    for turn, mean, median, leader in ((0, 35.01, 30.0, 30.0), (10, 33.20, 38.24, 38.9), (19, 32.82, 38.64, 38.7)):
        lower, upper = median_interval(weight, rounds[turn])
        assert weighted_mean(weight, rounds[turn])[0, 0] == pytest.approx(mean, abs=5.1e-3)
        assert lower[0, 0] == upper[0, 0] == pytest.approx(median, abs=5.1e-3)
        assert rounds[turn][0, 0, 0] == pytest.approx(leader, abs=0.051)


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("name", ["dummyData_3Dim", "SOE-Pol-Comp"])
def test_the_plain_version_plays_as_the_program_to_its_winning_probabilities(name: str) -> None:
    """They are printed to four digits and hang on every position before: a check of the oracle of the unit tests."""
    oracle = load_oracle()
    draws = file_draws(name)
    actors = [
        oracle.Actor(float(c[0]), s.tolist(), (x / 100).tolist())
        for c, s, x in zip(draws.capability[0], draws.salience[0], draws.position[0], strict=True)
    ]
    switches = chosen_switches("spatial", SWITCHES, {})
    played = oracle.play(actors, switches)
    oracle.take_risk(actors, switches)
    found = np.array([*played.voting, oracle.voted_with_risk(actors, switches)]).T
    _, expected = logged_history(name)
    np.testing.assert_allclose(found, np.array(expected, dtype=float), rtol=0, atol=5.1e-5)


@needs_shared
@pytest.mark.shared
def test_files_of_other_shapes_do_not_disturb_each_other() -> None:
    """A batch of one input is that input."""
    draws = file_draws("SOE-Pol-Comp")
    alone = spatial.ENGINE.solve(draws).outcome
    names = ("position", "salience", "capability", "red_line_low", "red_line_high", "cost_of_continuing")
    batch = replace(draws, **{name: np.repeat(getattr(draws, name), 50, axis=0) for name in names})
    assert spatial.ENGINE.solve(batch).outcome.tobytes() == alone.tobytes() * 50


def load_oracle() -> ModuleType:
    specification = importlib.util.spec_from_file_location("spatial_oracle", ORACLE_FILE)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["spatial_oracle"] = module
    specification.loader.exec_module(module)
    return module
