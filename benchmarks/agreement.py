"""How fast agreement is: draws judged, drafts tried, branch and bound, the unlock table.

    python benchmarks/agreement.py [draws] [actors] [issues]

Draws judged per second stand beside the same programme by a general solver (HiGHS). Figures depend on the machine; the
ratio to the general solver, measured in the same run, is what to compare.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from draws import draws_of

from detente.agreement import conclude, judge
from detente.agreement.draft_search import MOST_STEPS, branch_and_bound, try_all_drafts
from detente.agreement.draft_space import DraftSpace, Option
from detente.agreement.draft_tables import draft_tables
from detente.agreement.egalitarian import max_min
from detente.agreement.line_conflicts import line_conflicts
from detente.agreement.linear_program import max_min_by_linear_program
from detente.agreement.unlock import unlock_table
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
    search_for_drafts()
    unlock(n)


def search_for_drafts() -> None:
    """Spaces of drafts tried whole, and by branch and bound where they are small enough to check it and where not."""
    print("\nissues  provisions each  parties  draws      drafts  tried s  drafts/s  bounds s  proven  same best")
    for issues, each, required, draws in (
        (20, 1, 2, 64), (20, 1, 4, 64), (20, 1, 4, 256), (10, 3, 4, 64), (12, 3, 2, 64), (15, 3, 2, 64), (20, 3, 4, 64),
    ):  # fmt: skip
        space, parties = random_space(issues, each, required, draws)
        tables = draft_tables(space, parties)
        low, high = parties.box()
        zone = max_min(parties.position, parties.rate, parties.ceiling, low, high, parties.reference_point)
        small = space.combinations < 1 << 25
        line = f"{issues:6d} {each:16d} {required:8d} {draws:6d} {space.combinations:11.3g}"
        if small:
            try_all_drafts(tables)
            seconds, whole = timed(lambda tables=tables: try_all_drafts(tables))
            line += f" {seconds:8.2f} {space.combinations / seconds:9.3g}"
        else:
            line += " " * 19
        branch_and_bound(tables, zone.multipliers, 10)
        seconds, bound = timed(lambda tables=tables, zone=zone: branch_and_bound(tables, zone.multipliers, MOST_STEPS))
        same = np.allclose(bound.score, whole.score) if small else "-"
        print(f"{line} {seconds:9.2f} {bound.proven.sum():5d}/5 {same!s:>10}")


def random_space(issues: int, each: int, required: int, n: int) -> tuple[DraftSpace, Parties]:
    """Provisions spread over every scale; parties with few red lines, to whom no deal is dear: hard to search."""
    draws = random_draws(n, required, issues, required)
    few = np.random.default_rng(3).random(draws.position.shape[1:]) < 0.3
    draws = dataclasses.replace(
        draws,
        cost_of_continuing=draws.cost_of_continuing + 0.1,
        red_line_low=np.where(few, draws.red_line_low, -np.inf),
        red_line_high=np.where(few, draws.red_line_high, np.inf),
    )
    points = np.linspace(15, 85, each) if each > 1 else np.array([75.0])
    slots = tuple(tuple(Option(f"{k}:{at:g}", k, float(at), "") for at in points) for k in range(issues))
    return DraftSpace(draws.issues, slots, (), (True,) * issues), required_parties(draws)


def unlock(n: int) -> None:
    """What one party could relax alone, over all draws without a zone, and the matrix of lines that clash."""
    print("\nactors  required  issues  draws without a zone  unlock s  conflicts s  openings found")
    for required in (2, 4, 8, 16):
        draws = random_draws(n, 16, 15, required)
        tight = dataclasses.replace(draws, cost_of_continuing=draws.cost_of_continuing * 0.2)
        exists = reach(required_parties(tight)).exists
        unlock_table(tight.block(0, 100), exists[:100])
        seconds, (analysed, table) = timed(lambda tight=tight, exists=exists: unlock_table(tight, exists))
        clash_seconds, _ = timed(lambda tight=tight: line_conflicts(tight))
        found = sum(round(r.suffices.share * analysed) for u in table for r in u.relaxations)
        print(f"{16:6d} {required:9d} {15:7d} {analysed:21d} {seconds:9.2f} {clash_seconds:12.2f} {found:15d}")


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
    return draws_of(
        position,
        random.uniform(0, 1, shape),
        np.ones(shape),
        red_line_low=np.where(line & (position > 50), position - slack, -np.inf),
        red_line_high=np.where(line & (position <= 50), position + slack, np.inf),
        cost_of_continuing=random.uniform(0, 0.1, shape[:2]),
        reference_point=np.full(issues, 50.0),
        required=np.arange(actors) < required,
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
