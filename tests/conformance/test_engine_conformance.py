"""What every engine must satisfy, whatever its theory; run over all engines and the skeleton of docs/."""

from __future__ import annotations

import importlib.util
import pickle
from dataclasses import fields, replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from builders import random_draws
from detente.domain.draws import Draws
from detente.domain.engine import Engine
from detente.domain.errors import EngineError
from detente.engines.catalogue import ENGINES

SKELETON = Path(__file__).parents[2] / "docs" / "engine_skeleton.py"
TOLERANCE = 1e-9  # of a scale from 0 to 100: rounding, nothing more


def load_skeleton() -> ModuleType:
    specification = importlib.util.spec_from_file_location("engine_skeleton", SKELETON)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


CANDIDATES: dict[str, Engine] = {**ENGINES, "skeleton": load_skeleton().ENGINE}


def readings(engine: Engine) -> list[dict[str, str]]:
    """The default, and each switch turned to each of its values."""
    return [{}] + [{switch.name: value} for switch in engine.switches for value in switch.values]


EVERY_READING = [
    pytest.param(engine, reading, id=f"{name}-{'-'.join(reading.values()) or 'default'}")
    for name, engine in CANDIDATES.items()
    for reading in readings(engine)
]
every_reading = pytest.mark.parametrize(("engine", "reading"), EVERY_READING)
every_engine = pytest.mark.parametrize("engine", CANDIDATES.values(), ids=CANDIDATES.keys())


# Laws that a published model breaks by its theory: engine, law, value of a switch ("*" for every reading), and why.
# Each is asserted as the model's property in tests/laws/test_<topic>_laws.py.
EXCUSED: dict[tuple[str, str, str], str] = {
    (
        "condorcet_election",
        "test_splitting_an_actor_in_two_halves_changes_nothing",
        "counted",
    ): "as published, each further actor at a position halves the chance of that position (tests/laws, election)",
    (
        "spatial",
        "test_splitting_an_actor_in_two_halves_changes_nothing",
        "*",
    ): "actors count one by one in its elections, and each has one target a turn (tests/laws, election)",
    (
        "spatial",
        "test_order_of_actors_does_not_matter",
        "*",
    ): "actors that come to stand at one position tie as targets: the first in order is taken (tests/laws, election)",
    (
        "challenge",
        "test_splitting_an_actor_in_two_halves_changes_nothing",
        "*",
    ): "challenges against an actor and pairs of actors are counted one by one, not by weight (tests/laws, challenge)",
    (
        "exchange",
        "test_splitting_an_actor_in_two_halves_changes_nothing",
        "*",
    ): "each half finds partners of its own and has half the vote to sell (tests/laws, exchange)",
    (
        "exchange",
        "test_order_of_actors_does_not_matter",
        "random",
    ): "lots between equal gains are drawn among actors as listed; with ties in order it holds (tests/laws, exchange)",
    (
        "nash",
        "test_splitting_an_actor_in_two_halves_changes_nothing",
        "*",
    ): "parties count one by one in the product of gains (tests/laws, bargaining solutions)",
    (
        "kalai_smorodinsky",
        "test_splitting_an_actor_in_two_halves_changes_nothing",
        "*",
    ): "the worst-off's gain is the same, to 1e-6; of points equally good for it another may be taken (tests/laws)",
    (
        "egalitarian",
        "test_splitting_an_actor_in_two_halves_changes_nothing",
        "*",
    ): "the worst-off's gain is the same, to 1e-6; of points equally good for it another may be taken (tests/laws)",
    (
        "egalitarian",
        "test_a_trembling_hand_does_not_change_the_outcome",
        "*",
    ): "on a grid many points are equally good for the worst-off, whose gain does not tremble (tests/laws)",
    **{
        (engine, law, "quadratic"): "a smooth maximum is found to 1e-6 of the scale, not to the last digit (tests/laws)"
        for engine in ("nash", "kalai_smorodinsky", "egalitarian")
        for law in (
            "test_unanimity_is_the_outcome",
            "test_outcome_lies_within_the_positions_of_those_present",
            "test_scale_may_be_shifted_and_stretched",
        )
    },
}


@pytest.fixture(autouse=True)
def excuse(request: pytest.FixtureRequest) -> None:
    parameters = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    if "engine" in parameters:
        for value in ("*", *parameters.get("reading", {}).values()):
            reason = EXCUSED.get((parameters["engine"].name, request.node.originalname, value))
            if reason:
                pytest.skip(reason)


def make_draws(n: int = 40, actors: int = 7, issues: int = 3, *, seed: int = 1, grid: bool = False) -> Draws:
    """Random draws with some absent actors; on a grid, many actors coincide and votes tie."""
    return random_draws(
        n, actors, issues, seed=seed, grid=grid, stated=0.8, state_all=1, greatest_cost=1.0, reference_point=30.0
    )


def of_actors(draws: Draws, chosen: np.ndarray) -> Draws:
    """The draws with only the chosen actors, in that order, repeats allowed."""
    per_actor = ("position", "salience", "capability", "red_line_low", "red_line_high", "cost_of_continuing")
    return replace(
        draws,
        actors=tuple(f"{draws.actors[a]}_{k}" for k, a in enumerate(chosen)),
        **{name: getattr(draws, name)[:, chosen] for name in per_actor},
        **{name: getattr(draws, name)[chosen] for name in ("present", "required", "at_table")},
    )


def land(engine: Engine, draws: Draws, reading: dict[str, str]) -> np.ndarray:
    return engine.solve(draws, seed=7, switches=reading).outcome


def assert_same(found: np.ndarray, expected: np.ndarray, scale: float = 100.0) -> None:
    np.testing.assert_allclose(found, expected, rtol=0, atol=TOLERANCE * scale)


def draws_to_try() -> list[Draws]:
    return [make_draws(), make_draws(seed=2, grid=True), make_draws(5, actors=1, issues=1), make_draws(3, 30, 2)]


@every_engine
def test_it_is_an_engine_with_name_title_and_citation(engine: Engine) -> None:
    assert isinstance(engine, Engine)
    assert engine.name.isidentifier()
    assert engine.name == engine.name.lower()
    assert engine.title
    assert any(character.isdigit() for character in engine.citation), "a citation has a year"
    for switch in engine.switches:
        assert len(set(switch.values)) == len(switch.values) >= 2
        assert switch.explanation


def test_catalogue_lists_every_engine_under_its_own_name() -> None:
    assert list(ENGINES) == [engine.name for engine in ENGINES.values()]


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES.keys())
def test_it_can_be_sent_to_a_worker(engine: Engine) -> None:
    sent = pickle.loads(pickle.dumps(engine))
    assert land(sent, make_draws(), {}).tobytes() == land(engine, make_draws(), {}).tobytes()


@every_reading
def test_outcome_has_shape_name_and_reading(engine: Engine, reading: dict[str, str]) -> None:
    draws = make_draws()
    outcome = engine.solve(draws, switches=reading)
    assert outcome.outcome.shape == (draws.n, len(draws.issues))
    assert outcome.outcome.dtype == np.float64
    assert outcome.engine == engine.name
    assert outcome.reading
    assert list(outcome.switches) == [switch.name for switch in engine.switches]
    assert reading.items() <= outcome.switches.items()


@every_engine
def test_default_is_the_first_value_of_every_switch(engine: Engine) -> None:
    draws = make_draws(grid=True)
    first = {switch.name: switch.values[0] for switch in engine.switches}
    assert engine.solve(draws).switches == first
    assert np.array_equal(land(engine, draws, {}), land(engine, draws, first), equal_nan=True)


@every_engine
def test_unknown_switch_or_value_is_refused_in_one_sentence(engine: Engine) -> None:
    with pytest.raises(EngineError, match=r"^Engine '.*' has no switch 'no_such_switch'; [^;]+[.?]$"):
        engine.solve(make_draws(2), switches={"no_such_switch": "on"})
    for switch in engine.switches:
        with pytest.raises(EngineError, match=rf"^Switch '{switch.name}' .* has no value 'no_such_value'; [^;]+[.?]$"):
            engine.solve(make_draws(2), switches={switch.name: "no_such_value"})


@every_reading
def test_order_of_actors_does_not_matter(engine: Engine, reading: dict[str, str]) -> None:
    for draws in draws_to_try():
        order = np.random.default_rng(3).permutation(len(draws.actors))
        assert_same(land(engine, of_actors(draws, order), reading), land(engine, draws, reading))


@every_reading
@pytest.mark.parametrize(("shift", "stretch"), [(0.0, 1.0), (1000.0, 1.0), (0.0, 0.06), (-3.5, 17.0)])
def test_scale_may_be_shifted_and_stretched(
    engine: Engine, reading: dict[str, str], shift: float, stretch: float
) -> None:
    for draws in draws_to_try():
        moved = replace(
            draws,
            **{
                name: shift + stretch * getattr(draws, name)
                for name in ("position", "red_line_low", "red_line_high", "scale_low", "scale_high", "reference_point")
            },
        )
        expected = shift + stretch * land(engine, draws, reading)
        assert_same(land(engine, moved, reading), expected, scale=abs(shift) + 100 * stretch)


@every_reading
def test_unit_of_capability_does_not_matter(engine: Engine, reading: dict[str, str]) -> None:
    for draws in draws_to_try():
        richer = replace(draws, capability=draws.capability * 1e6)
        assert_same(land(engine, richer, reading), land(engine, draws, reading))


@every_reading
def test_unanimity_is_the_outcome(engine: Engine, reading: dict[str, str]) -> None:
    draws = make_draws()
    agreed = np.random.default_rng(4).uniform(0, 100, (draws.n, 1, len(draws.issues)))
    agreeing = replace(draws, position=np.where(draws.present, agreed, 50.0))
    assert_same(land(engine, agreeing, reading), agreed[:, 0])


@every_reading
def test_outcome_lies_within_the_positions_of_those_present(engine: Engine, reading: dict[str, str]) -> None:
    for draws in draws_to_try():
        outcome = land(engine, draws, reading)
        lowest = np.where(draws.present, draws.position, np.inf).min(axis=1)
        highest = np.where(draws.present, draws.position, -np.inf).max(axis=1)
        assert np.isfinite(outcome).all()
        assert (outcome >= lowest - TOLERANCE).all()
        assert (outcome <= highest + TOLERANCE).all()


@every_reading
def test_splitting_an_actor_in_two_halves_changes_nothing(engine: Engine, reading: dict[str, str]) -> None:
    for draws in draws_to_try():
        halved = replace(draws, capability=draws.capability.copy())
        halved.capability[:, 0] /= 2
        with_clone = of_actors(halved, np.array([*range(len(draws.actors)), 0]))
        assert_same(land(engine, with_clone, reading), land(engine, draws, reading))


@every_reading
def test_absent_actors_do_not_matter(engine: Engine, reading: dict[str, str]) -> None:
    draws = make_draws()
    absent = replace(draws, present=draws.present.copy())
    absent.present[2] = False
    without = of_actors(draws, np.array([0, 1, 3, 4, 5, 6]))
    assert_same(land(engine, absent, reading), land(engine, without, reading))
    for anything in (0.0, 1e6, np.nan):
        elsewhere = replace(absent, position=np.where(absent.present, absent.position, anything))
        assert_same(land(engine, elsewhere, reading), land(engine, without, reading))


@every_reading
def test_nothing_is_predicted_where_nobody_has_weight(engine: Engine, reading: dict[str, str]) -> None:
    draws = make_draws()
    deserted = replace(draws, present=draws.present.copy(), capability=draws.capability.copy())
    deserted.present[:, 1] = False
    deserted.capability[5] = 0.0
    outcome = land(engine, deserted, reading)
    assert np.isnan(outcome[:, 1]).all()
    assert np.isnan(outcome[5]).all()
    assert np.isfinite(np.delete(outcome[:, [0, 2]], 5, axis=0)).all()


@every_reading
def test_equal_inputs_give_equal_bits(engine: Engine, reading: dict[str, str]) -> None:
    first, again = (land(engine, make_draws(grid=True), reading) for _ in range(2))
    assert first.tobytes() == again.tobytes()


@every_reading
def test_memory_layout_of_the_inputs_does_not_matter(engine: Engine, reading: dict[str, str]) -> None:
    draws = make_draws()
    fortran = replace(
        draws, **{name: np.asfortranarray(getattr(draws, name)) for name in ("position", "salience", "capability")}
    )
    assert land(engine, fortran, reading).tobytes() == land(engine, draws, reading).tobytes()


@every_reading
def test_inputs_are_left_as_they_were(engine: Engine, reading: dict[str, str]) -> None:
    draws = make_draws()
    arrays = {f.name: getattr(draws, f.name) for f in fields(draws) if isinstance(getattr(draws, f.name), np.ndarray)}
    before = {name: array.copy() for name, array in arrays.items()}
    for array in arrays.values():
        array.flags.writeable = False
    switches = dict(reading)
    outcome = engine.solve(draws, switches=switches)
    assert switches == reading
    for name, array in arrays.items():
        assert np.array_equal(array, before[name]), name
        assert not np.shares_memory(outcome.outcome, array), name


@every_reading
def test_one_draw_at_a_time_gives_the_same_bits(engine: Engine, reading: dict[str, str]) -> None:
    for draws in draws_to_try():
        whole = land(engine, draws, reading)
        single = np.concatenate([land(engine, draws.block(d, d + 1), reading) for d in range(draws.n)])
        assert single.tobytes() == whole.tobytes()


@every_reading
def test_blocks_give_the_same_bits_as_the_whole(engine: Engine, reading: dict[str, str]) -> None:
    draws = make_draws(101)
    whole = land(engine, draws, reading)
    blocks = [land(engine, draws.block(start, min(start + 32, 101)), reading) for start in range(0, 101, 32)]
    assert np.concatenate(blocks).tobytes() == whole.tobytes()


@every_reading
def test_a_trembling_hand_does_not_change_the_outcome(engine: Engine, reading: dict[str, str]) -> None:
    """A change of the inputs in the thirteenth digit must not send the model down another branch."""
    draws = make_draws(grid=True)
    random = np.random.default_rng(5)

    def tremble(values: np.ndarray) -> np.ndarray:
        return values * (1 + 1e-13 * random.standard_normal(values.shape))

    shaken = replace(
        draws,
        position=tremble(draws.position),
        salience=tremble(draws.salience),
        capability=tremble(draws.capability),
    )
    assert_same(land(engine, shaken, reading), land(engine, draws, reading))
