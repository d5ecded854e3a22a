"""Statements and the analyst's ranges in, joint draws of every input out."""

from __future__ import annotations

from collections.abc import Sequence

from detente.domain.case import Case
from detente.domain.draws import Draws
from detente.domain.forecast import Estimate
from detente.domain.statement import Statement
from detente.measurement.gaps import guesses, missing
from detente.measurement.inputs import ARRAYS, Inputs, draw_inputs
from detente.measurement.posterior import SHORT, WHOLE, Schedule, fit_positions

__all__ = [
    "ARRAYS",
    "SHORT",
    "WHOLE",
    "Inputs",
    "Schedule",
    "draw_inputs",
    "estimate",
    "fit_positions",
    "guesses",
    "inputs_of",
    "missing",
]


def estimate(
    case: Case,
    statements: Sequence[Statement],
    *,
    draws: int,
    seed: int,
    vouched: frozenset[str] = frozenset(),
    describe: bool = True,
    schedule: Schedule = WHOLE,
) -> tuple[Draws, tuple[Estimate, ...]]:
    """Draws of every input of ``case`` and what was concluded about each.

    Call it again with a scenario's case and the same seed: the sampler runs once for the same statements, and only
    the draws of what the scenario changes differ.

    Parameters
    ----------
    statements : Sequence[Statement]
        In any order; one that does not move a position by itself counts only if its id is in ``vouched``.
    draws : int
        At least 1; the first k draws are the same however many are asked for.
    describe : bool
        Whether to conclude about each input; off, the estimates are empty and the draws the same.
    schedule : Schedule
        How long the sampler runs; SHORT where the same question is asked many times.
    """
    found = inputs_of(case, statements, draws=draws, seed=seed, vouched=vouched, describe=describe, schedule=schedule)
    return found.draws, found.estimates


def inputs_of(
    case: Case,
    statements: Sequence[Statement],
    *,
    draws: int,
    seed: int,
    vouched: frozenset[str] = frozenset(),
    describe: bool = True,
    schedule: Schedule = WHOLE,
    like: Inputs | None = None,
) -> Inputs:
    """``estimate`` with what the draws were made from; what ``like`` has drawn of the same is not drawn again."""
    posterior = fit_positions(case, statements, seed=seed, vouched=vouched, schedule=schedule)
    drawn, estimates = draw_inputs(case, posterior, draws=draws, seed=seed, describe=describe, like=like)
    return Inputs(case, posterior, seed, drawn, estimates)
