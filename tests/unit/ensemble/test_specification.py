from __future__ import annotations

import numpy as np
import pytest

from detente.domain.errors import EngineError
from detente.engines.catalogue import engine_names
from detente.ensemble.combine import variance_split
from detente.ensemble.specification import Specification, expanded


def test_an_engine_alone_or_with_a_published_reading():
    assert Specification.parse("compromise") == Specification("compromise")
    assert str(Specification.parse("challenge:scholz-text")) == "challenge:scholz-text"


@pytest.mark.parametrize("text", ["compromize", "challenge:scholz", "compromise:x"])
def test_what_does_not_exist_is_said(text):
    with pytest.raises(EngineError):
        Specification.parse(text)


def test_all_is_every_engine_in_every_published_reading_once():
    found = expanded(["compromise", "all"])
    assert found[0] == "compromise"
    assert len(set(found)) == len(found)
    assert set(engine_names()) <= set(found)
    assert "challenge:scholz-text" in found


def test_the_parts_of_the_variance_add_up():
    random = np.random.default_rng(1)
    outcomes = {name: random.normal(50, 10, (400, 2)) for name in "abc"}
    for split in variance_split(outcomes, ["x", "y"]):
        assert split.inputs + split.mechanism + split.both == pytest.approx(split.total)


def test_models_that_only_differ_by_a_constant_have_no_variance_of_both():
    inputs = np.random.default_rng(2).normal(50, 5, (1000, 1))
    (split,) = variance_split({"low": inputs, "high": inputs + 8}, ["x"])
    assert split.mechanism == pytest.approx(16)
    assert split.inputs == pytest.approx(inputs.var())
    assert split.both == pytest.approx(0, abs=1e-9)


def test_certain_inputs_leave_only_the_mechanism():
    (split,) = variance_split({"a": np.full((5, 1), 10.0), "b": np.full((5, 1), 30.0)}, ["x"])
    assert (split.inputs, split.mechanism, split.both) == (0, 100, 0)
