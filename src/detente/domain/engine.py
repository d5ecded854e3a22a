"""What every bargaining engine is: a pure function from draws to where a deal lands, with its citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from detente.domain.axes import DrawActorIssue, DrawIssue
from detente.domain.draws import Draws


@dataclass(frozen=True)
class Switch:
    """A place where the literature is ambiguous: the readings it allows, the default first."""

    name: str
    values: tuple[str, ...]
    explanation: str


@dataclass(frozen=True)
class Outcome:
    """Where an engine says each issue lands, draw by draw.

    outcome : (draw, issue), in the units of the issue's scale; nan where the engine predicts nothing for the draw
        (no actor has weight on the issue).
    rounds : positions after each round, the initial state first, for engines that have rounds
        and were asked to keep them.
    """

    engine: str
    reading: str
    outcome: DrawIssue
    switches: Mapping[str, str] = field(default_factory=dict)
    rounds: tuple[DrawActorIssue, ...] = ()


@runtime_checkable
class Engine(Protocol):
    """A published bargaining model.

    ``solve`` is pure: equal draws, switches and seed give equal outcomes to the bit, whatever the number of threads.
    """

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def citation(self) -> str: ...
    @property
    def switches(self) -> tuple[Switch, ...]: ...

    def solve(self, draws: Draws, *, seed: int = 0, switches: Mapping[str, str] | None = None) -> Outcome:
        """Where each issue lands, draw by draw; raises EngineError for an unknown switch or value."""
        ...
