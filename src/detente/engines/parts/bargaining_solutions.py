"""What the three bargaining engines share: from draws to the problem, through the kernel, and back to the scales."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from detente.domain.draws import Draws
from detente.engines.parts.bargaining_problem import Problem, problem_of
from detente.engines.parts.model import Landing

# Draws a thread is given at a time.
CHUNK = 64


def land_on(draws: Draws, solution: str, loss: str, others: str, power: str = "equal") -> Landing:
    """The points of a solution, (draw, issue); nan in draws in which no point is better than no deal for all parties.

    solution : "nash", "kalai_smorodinsky" or "egalitarian"; power : "equal" or "capability", the powers of Nash's
    product. Details: the parties by name and their gains over no deal, (draw, party), in shares of utility.
    """
    # An order of actors that does not depend on the case's: the bits of all sums are then the same.
    order = np.lexsort(_keys(draws))
    problem = problem_of(_reordered(draws, order), loss, others)
    weight = problem.weight.copy()
    if power == "equal":
        weight[:, : problem.parties] = 1.0 / max(problem.parties, 1)
    point, gains = _solve(problem, weight, solution, loss == "quadratic")
    somebody = (draws.weight() > 0).any(axis=1)
    outcome = draws.scale_low + (draws.scale_high - draws.scale_low) * point
    outcome = np.where(somebody, outcome, np.nan)
    places = order[problem.index[: problem.parties]]
    back = np.argsort(places)
    details = {
        "parties": tuple(draws.actors[a] for a in places[back]),
        "gains": gains[:, : problem.parties][:, back],
    }
    return Landing(outcome, details=details)


def _keys(draws: Draws) -> list[np.ndarray]:
    """Sort keys by what actors want and weigh in the first draw; equals may come in any order."""
    rows = [draws.cost_of_continuing, draws.red_line_low, draws.red_line_high, draws.capability, draws.salience]
    keys = [np.where(draws.present, draws.position[:1], 0.0)[0].T] if draws.n else []
    keys += [row[:1].reshape(1, len(draws.actors), -1)[0].T for row in rows if draws.n]
    return [key for group in keys for key in group] or [np.arange(len(draws.actors))]


def _reordered(draws: Draws, order: np.ndarray) -> Draws:
    from dataclasses import replace

    per_actor = ("position", "salience", "capability", "red_line_low", "red_line_high", "cost_of_continuing")
    return replace(
        draws,
        actors=tuple(draws.actors[a] for a in order),
        **{name: getattr(draws, name)[:, order] for name in per_actor},
        **{name: getattr(draws, name)[order] for name in ("present", "required", "at_table")},
    )


def _solve(problem: Problem, weight: np.ndarray, solution: str, square: bool) -> tuple[np.ndarray, np.ndarray]:
    # Loading Numba takes longer than everything else at the start: only who solves waits for it.
    from numba import config

    from detente.engines.parts import bargaining_kernel as kernel

    code = {
        "nash": kernel.NASH,
        "kalai_smorodinsky": kernel.KALAI_SMORODINSKY,
        "egalitarian": kernel.EGALITARIAN,
    }[solution]
    n, actors, issues = problem.ideal.shape
    point, gains = np.empty((n, issues)), np.empty((n, actors))
    given = [
        np.require(array, np.float64, ["C", "W"])
        for array in (
            problem.ideal, problem.rate, problem.ceiling, weight, problem.low, problem.high, problem.reference
        )
    ]  # fmt: skip
    starts = range(0, n, CHUNK)

    def solve_chunk(start: int) -> None:
        kernel.solve(*given, problem.parties, square, code, start, min(start + CHUNK, n), point, gains)

    threads = min(int(config.NUMBA_NUM_THREADS), len(starts))
    if threads <= 1:
        for start in starts:
            solve_chunk(start)
        return point, gains
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(solve_chunk, starts):
            pass
    return point, gains
