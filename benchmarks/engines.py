"""How fast the engines are: draws x issues per second, beside plain Python with an object per actor.

    python benchmarks/engines.py [draws] [actors] [issues]
    python benchmarks/engines.py million        a million draws in blocks: seconds and peak memory

Figures depend on the machine; the ratio to plain Python, measured in the same run, is what to compare. Two bounds:
memory, how near the engine comes to reading its three inputs once at the speed at which this machine copies memory,
which binds the models that only add up (compromise, weighted median); and, where the operations of a draw can be
counted, those at the rate this machine multiplies and adds on all cores (challenge and spatial have benchmarks of their
own with the same bound). The three bargaining solutions iterate until they are exact: for them only the memory bound is
given, which is far away.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from draws import random_draws
from stopwatch import REPEATS, seconds

from detente.domain.draws import Draws
from detente.engines.catalogue import ENGINES

LONGEST_SECONDS = 60
PLAIN_DRAWS = 300


@dataclass
class Actor:
    position: float
    salience: float
    capability: float

    @property
    def weight(self) -> float:
        return self.capability * self.salience


def plain_compromise(actors: list[Actor]) -> float:
    return sum(actor.weight * actor.position for actor in actors) / sum(actor.weight for actor in actors)


def plain_weighted_median(actors: list[Actor]) -> float:
    half, cumulated = sum(actor.weight for actor in actors) / 2, 0.0
    for actor in sorted(actors, key=lambda actor: actor.position):
        cumulated += actor.weight
        if cumulated >= half:
            return actor.position
    raise ValueError("nobody has weight")


PLAIN: dict[str, Callable[[list[Actor]], float]] = {
    "compromise": plain_compromise,
    "weighted_median": plain_weighted_median,
}


def solve_plainly(draws: Draws, solve: Callable[[list[Actor]], float]) -> np.ndarray:
    outcome = np.empty((draws.n, len(draws.issues)))
    for d in range(draws.n):
        for i in range(len(draws.issues)):
            actors = [
                Actor(float(draws.position[d, a, i]), float(draws.salience[d, a, i]), float(draws.capability[d, a, i]))
                for a in range(len(draws.actors))
            ]
            outcome[d, i] = solve(actors)
    return outcome


def copied_bytes_per_second() -> float:
    source = np.ones(16_000_000)
    target = np.empty_like(source)
    return 2 * source.nbytes / seconds(lambda: np.copyto(target, source))


def operations_per_second() -> float:
    """Additions and multiplications of all cores, by a polynomial in cache."""
    import os
    from concurrent.futures import ThreadPoolExecutor

    from numba import njit

    @njit(error_model="numpy", fastmath={"contract"}, nogil=True)
    def polynomial(values: np.ndarray, times: int) -> None:
        for _ in range(times):
            for k in range(values.size):
                x = values[k]
                for _ in range(16):
                    x = x * 0.5 + 0.25
                values[k] = x

    cores, times = os.cpu_count() or 1, 5_000
    work = [np.random.default_rng(k).uniform(0, 1, 432) for k in range(cores)]
    polynomial(work[0], 1)
    with ThreadPoolExecutor(cores) as pool:
        taken = seconds(lambda: list(pool.map(lambda values: polynomial(values, times), work)))
    return cores * 432 * 32 * times / taken


def counted_election(draws: Draws) -> float:
    """Every pair of positions is weighed by every actor: two distances, their difference, a weight and a sum."""
    actors = len(draws.actors)
    return draws.n * len(draws.issues) * actors * (actors - 1) / 2 * actors * 6


def counted_exchange(draws: Draws) -> float:
    """Every pair is planned once, some sixty operations, and each exchange made looks once at half of the pairs."""
    from detente.domain.engine import Ask
    from detente.engines.exchange import ENGINE, opposed_pairs

    few = draws.block(0, min(5, draws.n))
    made = len(ENGINE.solve(few, ask=Ask(trace=True)).exchanges) / few.n
    pairs = float(opposed_pairs(few).mean())
    return draws.n * (pairs * 60 + made * pairs / 2 * 2)


COUNTED: dict[str, Callable[[Draws], float]] = {"condorcet_election": counted_election, "exchange": counted_exchange}


def million(block: int = 20_000, actors: int = 12) -> None:
    print(f"1,000,000 draws x {actors} actors x 1 issue, in blocks of {block:,}")
    for name, engine in ENGINES.items():
        engine.solve(random_draws(64, actors, 1))
        draws = random_draws(block, actors, 1)
        start = time.perf_counter()
        blocks = 0
        while blocks * block < 1_000_000 and time.perf_counter() - start < LONGEST_SECONDS:
            engine.solve(draws, seed=blocks)
            blocks += 1
        taken = time.perf_counter() - start
        done = blocks * block
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        reached = "" if done >= 1_000_000 else f" ({done:,} draws done, the rest reckoned)"
        print(f"{name:20s} {taken * 1_000_000 / done:8.1f} s{reached}; process peak so far {peak:,.0f} MB")


def main(n: int = 10_000, actors: int = 12, issues: int = 10) -> None:
    draws = random_draws(n, actors, issues)
    few = draws.block(0, min(PLAIN_DRAWS, n))
    bandwidth = copied_bytes_per_second()
    print(f"{n} draws x {actors} actors x {issues} issues; draws x issues per second, best of {REPEATS}")
    computing = operations_per_second()
    print(f"memory is copied at {bandwidth / 1e9:.1f} GB/s, {computing / 1e9:.1f} billion operations a second")
    for name, engine in ENGINES.items():
        engine.solve(few)  # compiles
        taken = seconds(lambda engine=engine: engine.solve(draws))
        rate = n * issues / taken
        line = f"{name:20s} {rate:14,.0f}   {3 * draws.position.nbytes / bandwidth / taken:7.2%} of memory"
        if name in COUNTED:
            line += f", {COUNTED[name](draws) / computing / taken:4.0%} of the counted operations"
        if name in PLAIN:
            np.testing.assert_allclose(engine.solve(few).outcome, solve_plainly(few, PLAIN[name]), atol=1e-9)
            plain_rate = few.n * issues / seconds(lambda name=name: solve_plainly(few, PLAIN[name]))
            line += f"   plain Python {plain_rate:10,.0f}   {rate / plain_rate:6.0f} times as fast"
        print(line)


if __name__ == "__main__":
    if sys.argv[1:2] == ["million"]:
        million()
    else:
        main(*map(int, sys.argv[1:4]))
