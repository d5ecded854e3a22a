"""A design: which scenarios, engines, draws and seed make up one run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from detente.domain.case import Case, Change, NoDeal, Scenario, Stance
from detente.domain.draws import Draws

BASELINE = "baseline"
BASELINE_TITLE = "The case as it stands"
DEFAULT_ENGINES = ("compromise", "weighted_median")


@dataclass(frozen=True)
class Design:
    """One run's settings; equal designs on equal inputs give equal results to the byte.

    ``engines`` are specifications: an engine by name, or ``engine:reading`` (see ``specification``).
    ``block`` is the number of draws computed, saved and resumed together.
    """

    draws: int = 10_000
    seed: int = 1
    engines: tuple[str, ...] = DEFAULT_ENGINES
    block: int = 2_500

    def blocks(self) -> Iterator[tuple[int, int, int]]:
        """(number, start, stop) of each block of draws."""
        for number, start in enumerate(range(0, self.draws, self.block)):
            yield number, start, min(start + self.block, self.draws)


def scenarios(case: Case) -> list[tuple[str, Scenario]]:
    """The case as it stands, then each scenario of the case, in the order of the file."""
    baseline = Scenario(title=BASELINE_TITLE)
    return [(BASELINE, baseline), *((key, s) for key, s in case.scenarios.items() if key != BASELINE)]


def apply_to_case(case: Case, scenario: Scenario) -> Case:
    """The case as it would be under the scenario; what a scenario says of capability is left to ``apply_to_draws``."""
    for change in scenario.set:
        case = _apply(case, change)
    return case


def apply_to_draws(draws: Draws, scenario: Scenario) -> Draws:
    """Draws with the scenario's changes of capability, on the issue it names or on all."""
    capability = draws.capability
    for change in scenario.set:
        if change.capability_times is None:
            continue
        capability = np.array(capability)
        actor = draws.actors.index(change.actor)
        issue = slice(None) if change.issue is None else draws.issues.index(change.issue)
        capability[:, actor, issue] *= change.capability_times
    return replace(draws, capability=capability)


def _apply(case: Case, change: Change) -> Case:
    updates: dict[str, object] = {}
    if change.issue is not None:
        updates["stances"] = _changed_stances(case, change, change.issue)
    flags = {k: v for k, v in (("required", change.required), ("at_table", change.at_table)) if v is not None}
    if flags:
        actor = case.actors[change.actor].model_copy(update=flags)
        updates["actors"] = {**case.actors, change.actor: actor}
    if change.cost_of_continuing is not None:
        before = case.no_deal.get(change.actor)
        after = (
            NoDeal(cost_of_continuing=change.cost_of_continuing)
            if before is None
            else before.model_copy(update={"cost_of_continuing": change.cost_of_continuing})
        )
        updates["no_deal"] = {**case.no_deal, change.actor: after}
    return case.model_copy(update=updates)


def _changed_stances(case: Case, change: Change, issue: str) -> tuple[Stance, ...]:
    updates = {k: v for k, v in (("position", change.position), ("salience", change.salience)) if v is not None}
    if change.red_line is not None:
        updates["red_line"] = None if change.red_line == "none" else change.red_line  # type: ignore[assignment]
    before = case.stance(change.actor, issue)
    if before is None:
        return (*case.stances, Stance(actor=change.actor, issue=issue).model_copy(update=updates))
    return tuple(s.model_copy(update=updates) if s is before else s for s in case.stances)
