"""The frame every engine shares: its name and citation, its switches, and the function that does the work.

An engine's file holds the model; what is the same for all (checking switches, filling in defaults, naming the
reading) is here once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from detente.domain.axes import DrawActorIssue, DrawIssue
from detente.domain.draws import Draws
from detente.domain.engine import ASK_NOTHING, Ask, Exchange, Move, Outcome, Switch
from detente.domain.errors import did_you_mean
from detente.engines.parts.switches import chosen_switches, reading_of, refusal

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Landing(NamedTuple):
    """Where a model lands, (draw, issue), and what else it was asked for; see ``detente.domain.engine.Outcome``."""

    outcome: DrawIssue
    rounds: tuple[DrawActorIssue, ...] = ()
    candidates: DrawActorIssue | None = None
    probability: DrawActorIssue | None = None
    trace: tuple[Move, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    details: Mapping[str, Any] = NOTHING


Land = Callable[[Draws, Mapping[str, str], int], Landing]
Play = Callable[[Draws, Mapping[str, str], int, Ask], Landing]


class Frame(ABC):
    """What a model of either kind does when asked; satisfies ``detente.domain.engine.Engine``."""

    name: str
    title: str
    citation: str
    switches: tuple[Switch, ...]
    readings: Mapping[str, Mapping[str, str]]

    def solve(
        self,
        draws: Draws,
        *,
        seed: int = 0,
        switches: Mapping[str, str] | None = None,
        reading: str | None = None,
        ask: Ask = ASK_NOTHING,
    ) -> Outcome:
        """Where each issue lands, draw by draw; raises EngineError for an unknown reading, switch or value."""
        chosen, name = chosen_reading(self.name, self.switches, self.readings, reading, switches)
        return outcome_of(self.name, name, chosen, self.landing(draws, chosen, seed, ask))

    @abstractmethod
    def landing(self, draws: Draws, switches: Mapping[str, str], seed: int, ask: Ask) -> Landing:
        """The model's own work, every switch having a valid value."""


@dataclass(frozen=True)
class Model(Frame):
    """A published bargaining model that lands at once.

    ``land(draws, switches, seed)`` is pure, gets every switch with a valid value, and must be a module-level
    function so that a worker process can be sent the model. ``readings`` names published combinations of switches.
    """

    name: str
    title: str
    citation: str
    switches: tuple[Switch, ...]
    land: Land
    readings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def landing(self, draws: Draws, switches: Mapping[str, str], seed: int, ask: Ask) -> Landing:
        return self.land(draws, switches, seed)


@dataclass(frozen=True)
class RoundModel(Frame):
    """A model that plays rounds: as ``Model``, with ``play(draws, switches, seed, ask)``."""

    name: str
    title: str
    citation: str
    switches: tuple[Switch, ...]
    play: Play
    readings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def landing(self, draws: Draws, switches: Mapping[str, str], seed: int, ask: Ask) -> Landing:
        return self.play(draws, switches, seed, ask)


def chosen_reading(
    engine: str,
    offered: tuple[Switch, ...],
    readings: Mapping[str, Mapping[str, str]],
    reading: str | None,
    switches: Mapping[str, str] | None,
) -> tuple[dict[str, str], str]:
    """Every switch with its value, and the reading's name, or the switches in words where none was named."""
    if reading is None:
        chosen = chosen_switches(engine, offered, switches)
        named = next((n for n, turned in readings.items() if chosen == chosen_switches(engine, offered, turned)), None)
        return chosen, named or reading_of(chosen)
    if reading not in readings:
        known = list(readings)
        remedy = did_you_mean(reading, known) if known else "leave it out: this engine has one reading"
        raise refusal(f"engine '{engine}' has no reading '{reading}'", remedy)
    chosen = chosen_switches(engine, offered, {**readings[reading], **(switches or {})})
    extra = f" ({reading_of(switches)})" if switches else ""
    return chosen, reading + extra


def outcome_of(engine: str, reading: str, chosen: Mapping[str, str], landing: Landing) -> Outcome:
    """What a model landed on, under its name and reading."""
    return Outcome(engine, reading, switches=chosen, **landing._asdict())
