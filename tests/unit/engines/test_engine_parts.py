"""The parts engines are assembled from."""

from __future__ import annotations

import numpy as np
import pytest

from detente.domain.engine import Switch
from detente.domain.errors import EngineError
from detente.engines.parts.switches import chosen_switches, reading_of
from detente.engines.parts.ties import coincide, exceeds, reaches
from detente.engines.parts.weights import position_range, total_weight, weighted_mean, weighted_sum

SWITCHES = (Switch("tie", ("middle", "lower"), "why"), Switch("votes", ("all", "half"), "why"))


def test_defaults_are_filled_in_in_the_order_offered() -> None:
    assert list(chosen_switches("e", SWITCHES, {"votes": "half"}).items()) == [("tie", "middle"), ("votes", "half")]
    assert chosen_switches("e", SWITCHES, None) == {"tie": "middle", "votes": "all"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"ties": "lower"}, "Engine 'e' has no switch 'ties'; did you mean 'tie'?"),
        ({"tie": "lowest"}, "Switch 'tie' of engine 'e' has no value 'lowest'; did you mean 'lower'?"),
        ({"tie": "zz"}, "Switch 'tie' of engine 'e' has no value 'zz'; use one of: lower, middle."),
    ],
)
def test_a_wrong_switch_is_one_sentence(asked: dict[str, str], said: str) -> None:
    with pytest.raises(EngineError) as error:
        chosen_switches("e", SWITCHES, asked)
    assert str(error.value) == said


def test_an_engine_without_switches_says_so() -> None:
    with pytest.raises(EngineError, match="leave it out: this engine has no switches"):
        chosen_switches("e", (), {"tie": "lower"})


def test_a_reading_in_words() -> None:
    assert reading_of({"tie": "lower", "votes": "half"}) == "tie: lower, votes: half"
    assert reading_of({}) == "as published"


def test_tolerances() -> None:
    assert coincide(10.0, 10.0009, 100.0)
    assert not coincide(10.0, 10.0011, 100.0)
    assert not coincide(0.10, 0.1009, 1.0)
    assert not exceeds(1.000005, 1.0)
    assert exceeds(1.00002, 1.0)
    assert reaches(0.999995, 1.0)
    assert not reaches(0.99998, 1.0)


def test_weights_leave_out_who_has_none() -> None:
    weight = np.array([[[1.0], [3.0], [0.0]]])
    position = np.array([[[10.0], [20.0], [np.nan]]])
    assert total_weight(weight)[0, 0] == 4
    assert weighted_sum(weight, position)[0, 0] == 70
    assert weighted_mean(weight, position)[0, 0] == 17.5
    assert [end[0, 0] for end in position_range(weight, position)] == [10, 20]


def test_unanimity_is_exact_however_the_sums_round() -> None:
    weight = np.random.default_rng(0).uniform(0.1, 1, (1000, 9, 1))
    assert (weighted_mean(weight, np.full_like(weight, 0.1)) == 0.1).all()
