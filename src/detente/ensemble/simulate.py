"""Simulate a design: every scenario, every engine, block by block, so that a run can be interrupted and resumed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from detente.agreement.judge import Judgement, judge
from detente.domain.axes import DrawIssue
from detente.domain.case import Case, Scenario
from detente.domain.draws import Draws
from detente.domain.errors import CaseError
from detente.domain.forecast import Estimate
from detente.domain.statement import Statement
from detente.ensemble.design import Design, apply_to_case, apply_to_draws, scenarios
from detente.ensemble.specification import Specification
from detente.measurement.estimate import ARRAYS, WHOLE, Inputs, Schedule, inputs_of

Progress = Callable[[str, int, int], None]
Arrays = dict[str, np.ndarray]


@runtime_checkable
class BlockCache(Protocol):
    """Where finished blocks wait in case the run is interrupted; what it loses is computed again."""

    def load(self, scenario: str, block: int) -> Arrays | None:
        """The block's arrays, or None when it is absent or unreadable."""
        ...

    def save(self, scenario: str, block: int, arrays: Arrays) -> None:
        """Keep a finished block."""
        ...


@dataclass(frozen=True)
class Simulated:
    """What one scenario gave, draw by draw: its inputs, where each specification lands, how its packages fare.

    ``inputs`` are the draws before the scenario's changes of capability.
    """

    id: str
    scenario: Scenario
    case: Case
    draws: Draws
    estimates: tuple[Estimate, ...]
    outcomes: dict[str, DrawIssue]
    judgement: Judgement | None
    inputs: Inputs | None = None


def simulate(
    case: Case,
    statements: Sequence[Statement],
    design: Design,
    *,
    vouched: frozenset[str] = frozenset(),
    cache: BlockCache | None = None,
    progress: Progress = lambda stage, done, total: None,
    describe: bool = True,
    schedule: Schedule = WHOLE,
    like: Simulated | None = None,
    alone: bool = False,
) -> tuple[Simulated, ...]:
    """Simulate the case as it stands and (unless it is asked for ``alone``) each of its scenarios.

    Scenarios share their random numbers: an input that a scenario leaves alone has the same draws as without it, so
    that differences between scenarios are the scenarios' own. ``progress`` is called with (stage, done, total) after
    each block. Only the first scenario's inputs are described by estimates, and with ``describe`` off not even those;
    ``schedule`` is how long the sampler of positions runs. ``like`` is the case as it stands simulated before, by the
    same design from other statements: what these do not change is taken from there.
    """
    _refuse_empty(case)
    plan = scenarios(case)[: 1 if alone else None]
    total = len(plan) * sum(1 for _ in design.blocks())
    done = 0
    results: list[Simulated] = []
    for key, scenario in plan:
        changed = apply_to_case(case, scenario)
        before = results[0] if results else like
        inputs = inputs_of(
            changed,
            statements,
            draws=design.draws,
            seed=design.seed,
            vouched=vouched,
            describe=describe and not results,
            schedule=schedule,
            like=None if before is None else before.inputs,
        )
        draws = apply_to_draws(inputs.draws, scenario)
        if like is not None and not results and _same_arrays(draws, like.draws):
            done += total // len(plan)
            results.append(like)
            continue
        blocks = []
        for number, start, stop in design.blocks():
            arrays = cache.load(key, number) if cache else None
            if arrays is None:
                arrays = simulate_block(changed, draws.block(start, stop), design)
                if cache:
                    cache.save(key, number, arrays)
            blocks.append(arrays)
            done += 1
            progress("simulate", done, total)
        results.append(_joined(key, scenario, changed, draws, inputs, design, blocks))
    return tuple(results)


def _same_arrays(draws: Draws, others: Draws) -> bool:
    """Whether the draws are the very same arrays: nothing that is asked of them can differ."""
    return all(getattr(draws, name) is getattr(others, name) for name in ARRAYS)


def _refuse_empty(case: Case) -> None:
    """Raise CaseError where there is nobody, or nothing, to forecast."""
    for section, entries, what in (("actors", case.actors, "actor"), ("issues", case.issues, "issue")):
        if not entries:
            raise CaseError(
                f"case.yaml: {section}", f"at least one {what} to forecast", "none",
                "add it; 'detente read --dropped' says what the documents gave and what was left out",
            )  # fmt: skip


def simulate_block(case: Case, draws: Draws, design: Design) -> Arrays:
    """One block: where each engine lands, and, where somebody's consent is required, how the packages fare."""
    arrays: Arrays = {}
    for name in design.engines:
        arrays[f"outcome/{name}"] = Specification.parse(name).solve(draws, design.seed).outcome
    if case.required:
        arrays.update({f"judgement/{k}": v for k, v in judge(draws, case).to_arrays().items()})
    return arrays


def _joined(
    key: str,
    scenario: Scenario,
    case: Case,
    draws: Draws,
    inputs: Inputs,
    design: Design,
    blocks: Sequence[Arrays],
) -> Simulated:
    prefix = "judgement/"
    judgements = [
        Judgement.from_arrays({k.removeprefix(prefix): v for k, v in b.items() if k.startswith(prefix)})
        for b in blocks
        if any(k.startswith(prefix) for k in b)
    ]
    return Simulated(
        id=key,
        scenario=scenario,
        case=case,
        draws=draws,
        estimates=inputs.estimates,
        outcomes={e: np.concatenate([b[f"outcome/{e}"] for b in blocks]) for e in design.engines},
        judgement=Judgement.concatenate(judgements) if judgements else None,
        inputs=inputs,
    )
