"""How fast agreement is: draws judged per second, beside the same programme by a general solver (HiGHS).

    python benchmarks/agreement.py [draws] [actors] [issues]

Figures depend on the machine; the ratio to the general solver, measured in the same run, is what to compare.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from detente.agreement import conclude, judge
from detente.agreement.linear_program import max_min_by_linear_program
from detente.agreement.zone import Parties, reach, required_parties
from detente.domain.case import Case, CaseInfo
from detente.domain.draws import Draws

SOLVER_DRAWS = 200
Result = TypeVar("Result")


def main(n: int = 10_000, actors: int = 12, issues: int = 10) -> None:
    case = random_case(issues)
    started = time.perf_counter()
    judge(random_draws(2, actors, issues, 2), case)
    print(f"first call, compiling unless cached: {time.perf_counter() - started:.2f} s")
    print(f"{n} draws, {actors} actors, {issues} issues, {len(case.packages)} packages\n")
    print(
        "required   zone draws/s   HiGHS draws/s   ratio   largest difference   judge s   conclude s   share with zone"
    )
    for required in (2, 3, 4, 6):
        draws = random_draws(n, actors, issues, required)
        parties = required_parties(draws)
        seconds, best = timed(lambda parties=parties: reach(parties))
        solver_seconds, difference = by_solver(parties, best.margin)
        judge_seconds, judgement = timed(lambda draws=draws: judge(draws, case))
        conclude_seconds, zone = timed(lambda judgement=judgement, draws=draws: conclude(judgement, draws, case))
        print(
            f"{required:8d} {n / seconds:14,.0f} {SOLVER_DRAWS / solver_seconds:15,.0f} "
            f"{(n / seconds) * solver_seconds / SOLVER_DRAWS:7,.0f} {difference:20.1e} {judge_seconds:9.2f} "
            f"{conclude_seconds:12.2f} {zone.exists.share:17.3f}"
        )


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def by_solver(parties: Parties, margin: np.ndarray) -> tuple[float, float]:
    """Seconds for the first SOLVER_DRAWS draws whose red lines leave something, and the largest difference."""
    low, high = parties.box()
    chosen = np.flatnonzero((low <= high).all(axis=1))[:SOLVER_DRAWS]

    def solve(n: int) -> float:
        return max_min_by_linear_program(parties.position[n], parties.rate[n], parties.ceiling[n], low[n], high[n])[0]

    solve(int(chosen[0]))  # imports the solver
    seconds, solved = timed(lambda: [solve(int(n)) for n in chosen])
    return seconds * SOLVER_DRAWS / chosen.size, float(np.abs(np.array(solved) - margin[chosen]).max())


def random_draws(n: int, actors: int, issues: int, required: int) -> Draws:
    """Positions around a fixed one for each actor, and for a fifth of the stances a red line 10 to 40 points off."""
    random = np.random.default_rng(0)
    shape = (n, actors, issues)
    position = np.clip(random.uniform(0, 100, shape[1:]) + random.normal(0, 12, shape), 0, 100)
    line = (random.random(shape[1:]) < 0.2) & (random.random(shape) < 0.8)
    slack = random.uniform(10, 40, shape)
    return Draws(
        actors=tuple(f"actor_{a}" for a in range(actors)),
        issues=tuple(f"issue_{i}" for i in range(issues)),
        position=position,
        salience=random.uniform(0, 1, shape),
        capability=np.ones(shape),
        red_line_low=np.where(line & (position > 50), position - slack, -np.inf),
        red_line_high=np.where(line & (position <= 50), position + slack, np.inf),
        cost_of_continuing=random.uniform(0, 0.1, shape[:2]),
        scale_low=np.zeros(issues),
        scale_high=np.full(issues, 100.0),
        reference_point=np.full(issues, 50.0),
        present=np.ones(shape[1:], dtype=bool),
        required=np.arange(actors) < required,
        at_table=np.ones(actors, dtype=bool),
    )


def random_case(issues: int) -> Case:
    random = np.random.default_rng(1)
    packages = {
        f"draft_{size}": {f"issue_{i}": float(random.uniform(20, 80)) for i in range(size)}
        for size in (1, issues // 2, issues)
    }
    info = CaseInfo(id="benchmark", title="Benchmark", as_of=dt.date(2025, 1, 1))
    return Case.model_validate({"case": info, "packages": packages})


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
