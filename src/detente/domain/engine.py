"""What every bargaining engine is: a pure function from draws to where a deal lands, with its citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from detente.domain.axes import DrawActorIssue, DrawIssue
from detente.domain.draws import Draws


@dataclass(frozen=True)
class Switch:
    """A place where the literature is ambiguous: the readings it allows, the default first."""

    name: str
    values: tuple[str, ...]
    explanation: str


@dataclass(frozen=True)
class Ask:
    """What a caller wants of an engine besides where it lands; kept small because ensembles ask for nothing.

    rounds : how many rounds at most; None for the model's own rule.
    keep_rounds : keep the positions after each round.
    trace : keep why each actor moved.
    """

    rounds: int | None = None
    keep_rounds: bool = False
    trace: bool = False


ASK_NOTHING = Ask()


@dataclass(frozen=True)
class Move:
    """Why one actor moved on one issue in one round of one draw: a challenge, vote, bargain or exchange.

    ``by`` are the other actors it involved; ``numbers`` what decided it, by name; ``sentence`` says it in words.
    """

    draw: int
    round: int
    actor: str
    issue: str
    kind: str
    by: tuple[str, ...]
    before: float
    after: float
    numbers: Mapping[str, float]
    sentence: str


@dataclass(frozen=True)
class Exchange:
    """One realised exchange of voting positions between two actors on two issues, in the order it was made.

    ``gain`` is each side's gain in utility; positions and outcomes are in the units of the issues' scales.
    """

    draw: int
    round: int
    demander: str
    demand: str
    supplier: str
    supply: str
    gain: float
    demand_move: float
    supply_move: float
    demand_outcome: tuple[float, float]
    supply_outcome: tuple[float, float]
    externalities: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """Where an engine says each issue lands, draw by draw.

    outcome : (draw, issue), in the units of the issue's scale; nan where the engine predicts nothing for the draw
        (no actor has weight on the issue).
    rounds : positions after each round, the initial state first, for engines that have rounds
        and were asked to keep them.
    candidates, probability : for engines whose answer is a distribution: (draw, actor, issue) positions, and the
        probability in [0, 1] that each wins; ``outcome`` is then their mean.
    trace, exchanges : kept only when asked for.
    details : what else a model reports, plain values by name.
    """

    engine: str
    reading: str
    outcome: DrawIssue
    switches: Mapping[str, str] = field(default_factory=dict)
    rounds: tuple[DrawActorIssue, ...] = ()
    candidates: DrawActorIssue | None = None
    probability: DrawActorIssue | None = None
    trace: tuple[Move, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


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
    @property
    def readings(self) -> Mapping[str, Mapping[str, str]]:
        """Published readings by name: the switches each one turns from the default."""
        ...

    def solve(
        self,
        draws: Draws,
        *,
        seed: int = 0,
        switches: Mapping[str, str] | None = None,
        reading: str | None = None,
        ask: Ask = ASK_NOTHING,
    ) -> Outcome:
        """Where each issue lands, draw by draw.

        ``switches`` are turned after those of ``reading``. Raises EngineError for an unknown reading, switch or value.
        """
        ...
