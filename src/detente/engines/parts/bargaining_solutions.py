"""What the three bargaining engines share: the draws through the compiled kernel, in chunks, on all threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from detente.domain.draws import Draws
from detente.engines.parts.model import Landing

# Draws a thread is given at a time.
CHUNK = 64


def land_on(draws: Draws, solution: str, loss: str, others: str, power: str = "equal") -> Landing:
    """The points of a solution, (draw, issue); nan in draws in which no point is better than no deal for all parties.

    solution : "nash", "kalai_smorodinsky" or "egalitarian"; power : "equal" or "capability", the powers of Nash's
    product. Details: the required actors by name and their gains over no deal, (draw, party), in shares of utility.
    """
    # Loading Numba takes longer than everything else at the start: only who solves waits for it.
    from numba import config

    from detente.engines.parts import bargaining_kernel as kernel

    codes = {
        "nash": kernel.NASH,
        "kalai_smorodinsky": kernel.KALAI_SMORODINSKY,
        "egalitarian": kernel.EGALITARIAN,
    }
    rules = (codes[solution], loss == "quadratic", others == "weights", power == "capability")
    case = tuple(
        _contiguous(array)
        for array in (
            draws.position,
            draws.salience,
            draws.capability,
            draws.red_line_low,
            draws.red_line_high,
            draws.cost_of_continuing,
        )
    )
    shape = (
        *(_contiguous(array) for array in (draws.scale_low, draws.scale_high, draws.reference_point)),
        np.require(draws.present, np.bool_, ["C", "W"]),
        np.require(draws.required, np.bool_, ["C", "W"]),
    )
    point, gains = np.empty((draws.n, len(draws.issues))), np.empty((draws.n, len(draws.actors)))
    starts = range(0, draws.n, CHUNK)

    def solve_chunk(start: int) -> None:
        kernel.solve(case, shape, rules, start, min(start + CHUNK, draws.n), point, gains)

    threads = min(int(config.NUMBA_NUM_THREADS), len(starts))  # type: ignore[attr-defined]
    if threads <= 1:
        for start in starts:
            solve_chunk(start)
    else:
        with ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(solve_chunk, starts):
                pass
    point[~(draws.weight() > 0).any(axis=1)] = np.nan
    parties = np.flatnonzero(draws.required)
    return Landing(
        point,
        details={"parties": tuple(draws.actors[a] for a in parties), "gains": gains[:, parties]},
    )


def _contiguous(array: np.ndarray) -> np.ndarray:
    # The kernel is compiled once, for contiguous arrays that may be written.
    return np.require(array, np.float64, ["C", "W"])
