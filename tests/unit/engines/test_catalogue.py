"""Engines by name."""

from __future__ import annotations

import pytest

from detente.domain.errors import EngineError
from detente.engines.catalogue import ENGINES, engine_names, get_engine


def test_every_name_gets_its_engine() -> None:
    assert {"compromise", "weighted_median"} <= set(engine_names())
    assert all(get_engine(name) is ENGINES[name] for name in engine_names())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("compromize", "There is no engine 'compromize'; did you mean 'compromise'?"),
        ("weighted_medain", "There is no engine 'weighted_medain'; did you mean 'weighted_median'?"),
    ],
)
def test_a_misspelt_name_gets_the_nearest(asked: str, said: str) -> None:
    with pytest.raises(EngineError) as error:
        get_engine(asked)
    assert str(error.value) == said


def test_a_strange_name_gets_the_list() -> None:
    with pytest.raises(EngineError, match=r"^There is no engine 'xyz'; use one of: .*compromise.*\.$"):
        get_engine("xyz")


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        ENGINES["mine"] = ENGINES["compromise"]  # type: ignore[index]
