"""The frame every engine shares: its name and citation, its switches, and the function that does the work.

An engine's file holds the model; what is the same for all (checking switches, filling in defaults, naming the
reading) is here once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from detente.domain.axes import DrawActorIssue, DrawIssue
from detente.domain.draws import Draws
from detente.domain.engine import Outcome, Switch
from detente.engines.parts.switches import chosen_switches, reading_of


class Landing(NamedTuple):
    """Where a model lands: (draw, issue), and the positions after each round for a model that keeps them."""

    outcome: DrawIssue
    rounds: tuple[DrawActorIssue, ...] = ()


Land = Callable[[Draws, Mapping[str, str], int], Landing]


@dataclass(frozen=True)
class Model:
    """A published bargaining model; satisfies ``detente.domain.engine.Engine``.

    ``land(draws, switches, seed)`` is pure, gets every switch with a valid value, and must be a module-level
    function so that a worker process can be sent the model.
    """

    name: str
    title: str
    citation: str
    switches: tuple[Switch, ...]
    land: Land

    def solve(self, draws: Draws, *, seed: int = 0, switches: Mapping[str, str] | None = None) -> Outcome:
        """Where each issue lands, draw by draw; raises EngineError for an unknown switch or value."""
        chosen = chosen_switches(self.name, self.switches, switches)
        landing = self.land(draws, chosen, seed)
        return Outcome(self.name, reading_of(chosen), landing.outcome, chosen, landing.rounds)
