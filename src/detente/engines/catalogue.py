"""The engines there are, by name. A new one is a file beside these and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from detente.domain.engine import Engine
from detente.domain.errors import did_you_mean
from detente.engines import (
    challenge,
    compromise,
    condorcet_election,
    egalitarian,
    exchange,
    kalai_smorodinsky,
    nash,
    spatial,
    weighted_median,
)
from detente.engines.parts.switches import refusal

_IN_ORDER: tuple[Engine, ...] = (
    compromise.ENGINE,
    weighted_median.ENGINE,
    challenge.ENGINE,
    spatial.ENGINE,
    condorcet_election.ENGINE,
    exchange.ENGINE,
    nash.ENGINE,
    kalai_smorodinsky.ENGINE,
    egalitarian.ENGINE,
)
ENGINES: Mapping[str, Engine] = MappingProxyType({engine.name: engine for engine in _IN_ORDER})


def get_engine(name: str) -> Engine:
    """The engine of that name; raises EngineError, with the nearest name, when there is none."""
    if name not in ENGINES:
        raise refusal(f"there is no engine '{name}'", did_you_mean(name, engine_names()))
    return ENGINES[name]


def engine_names() -> tuple[str, ...]:
    """Names of all engines, in the order they are shown."""
    return tuple(ENGINES)
