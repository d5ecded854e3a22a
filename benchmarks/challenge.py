"""How fast the challenge model is, beside plain Python and batched NumPy, and that all three land at the same place.

    python benchmarks/challenge.py [draws] [actors] [issues] [tie problems]

Figures depend on the machine and on what else runs on it; the ratios, measured in the same run, are what to compare.
The last lines count operations: what the same round would take if the processor did nothing but these, at the rate it
multiplies and adds in this run.
"""

from __future__ import annotations

import importlib.util
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
from draws import random_draws

from detente.domain.draws import Draws
from detente.domain.engine import Ask
from detente.engines.challenge import ENGINE, ROUNDS, problems_of
from detente.engines.parts.challenge_rounds import medians, play_rounds
from detente.engines.parts.challenge_switches import SWITCHES, rules_of

HERE = Path(__file__).parent
DEFAULTS = {switch.name: switch.values[0] for switch in SWITCHES}
PLAIN_PROBLEMS, NUMPY_PROBLEMS = 24, 400
SIZES = (4, 8, 12, 20, 30, 50, 80)
# Additions, multiplications and divisions of one element: powers of two, logarithms, and everything else of a round.
POWER, LOGARITHM, REST = 28, 26, 34


def load(path: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location(path.stem, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[path.stem] = module
    specification.loader.exec_module(module)
    return module


oracle = load(HERE.parent / "tests" / "unit" / "engines" / "challenge_oracle.py")


def seconds(work: Callable[[], object], repeats: int = 3) -> tuple[float, float]:
    """The best of several runs: by the clock, and of all processors."""
    wall, cpu = [], []
    for _ in range(repeats):
        start, busy = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - busy)
    return min(wall), min(cpu)


def solve_plainly(draws: Draws) -> np.ndarray:
    outcome = np.empty(draws.n)
    for d in range(draws.n):
        values = zip(draws.position[d, :, 0], draws.salience[d, :, 0], draws.capability[d, :, 0], strict=True)
        outcome[d] = oracle.play([oracle.Actor(*map(float, v)) for v in values], ROUNDS, 100.0, DEFAULTS)
    return outcome


def solve_in_numpy(draws: Draws, block: int = 200) -> np.ndarray:
    rules = rules_of(DEFAULTS)
    found = []
    for start in range(0, draws.n, block):
        problems = problems_of(draws.block(start, start + block), 0)
        last = problems._replace(position=play_rounds(problems, ROUNDS, rules)[-1])
        found.append(medians(last, rules))
    return np.concatenate(found)


def speed(draws: Draws) -> float:
    """Problems a second of the whole machine; prints the comparison."""
    problems = draws.n * len(draws.issues)
    wall, cpu = seconds(lambda: ENGINE.solve(draws), 5)
    print(f"compiled: {wall:.2f} s by the clock, {cpu:.2f} s of processor; {problems / wall:,.0f} problems/s, "
          f"{problems / cpu:,.0f} per core")  # fmt: skip
    one = replace(
        draws.block(0, NUMPY_PROBLEMS),
        issues=draws.issues[:1],
        **{name: getattr(draws, name)[:NUMPY_PROBLEMS, :, :1] for name in ("position", "salience", "capability")},
        present=draws.present[:, :1],
        **{name: getattr(draws, name)[:1] for name in ("scale_low", "scale_high", "reference_point")},
    )
    found = ENGINE.solve(one).outcome[:, 0]
    few = one.block(0, PLAIN_PROBLEMS)
    for name, solve, batch in (("plain Python", solve_plainly, few), ("batched NumPy", solve_in_numpy, one)):
        assert np.abs(solve(batch) - found[: batch.n]).max() < 1e-6, name
        _, theirs = seconds(lambda solve=solve, batch=batch: solve(batch), 2)
        ratio = theirs / batch.n / (cpu / problems)
        print(f"{name}: {batch.n / theirs:,.1f} problems/s per core; compiled is {ratio:,.0f} times as fast per core, "
              f"{theirs / batch.n / (wall / problems):,.0f} times by the clock")  # fmt: skip
    return problems / cpu


def against_actors() -> None:
    print("\nactors   microseconds a problem, one core   per pair and round (ns)")
    for n in SIZES:
        draws = random_draws(max(10, 20_000 // n**2), n, 4)
        _, cpu = seconds(lambda draws=draws: ENGINE.solve(draws), 3)
        each = cpu / (draws.n * 4)
        print(f"{n:6d} {each * 1e6:14.1f} {each / ROUNDS / n**2 * 1e9:26.1f}")


def roofline(actors: int, rate: float) -> None:
    """The share of a bound: the counted operations of a problem at the rate measured for a polynomial in cache."""
    from numba import njit

    @njit(error_model="numpy", fastmath={"contract"})
    def polynomial(values: np.ndarray, times: int) -> None:
        for _ in range(times):
            for k in range(values.size):
                x = values[k]
                for _ in range(16):
                    x = x * 0.5 + 0.25
                values[k] = x

    values = np.random.default_rng(0).uniform(0, 1, 432)
    polynomial(values, 1)
    _, cpu = seconds(lambda: polynomial(values, 20_000), 5)
    operations_a_second = 432 * 32 * 20_000 / cpu
    counted = ROUNDS * actors**2 * (3 * POWER + 3 * LOGARITHM + 2 * REST)
    bound = operations_a_second / counted
    print(
        f"\n{counted:,} operations a problem at {operations_a_second / 1e9:.1f} billion a second: "
        f"at most {bound:,.0f} problems/s per core; reached {rate / bound:.0%}"
    )


def ties(problems: int, actors: int) -> None:
    """Whether a change in the thirteenth digit, other threads or NumPy send any problem elsewhere."""
    from numba import config

    from detente.engines import challenge

    draws = random_draws(problems, actors, 1)
    found = ENGINE.solve(draws).outcome
    random = np.random.default_rng(1)
    shaken = replace(
        draws,
        **{
            name: getattr(draws, name) * (1 + 1e-13 * random.standard_normal(draws.position.shape))
            for name in ("position", "salience", "capability")
        },
    )
    threads, chunk = config.NUMBA_NUM_THREADS, challenge.CHUNK
    config.NUMBA_NUM_THREADS, challenge.CHUNK = 3, 37
    other = ENGINE.solve(draws).outcome
    config.NUMBA_NUM_THREADS, challenge.CHUNK = threads, chunk
    print(f"\nof {problems} problems of {actors} actors, landing elsewhere by more than 1e-6 of 100:")
    print(f"  input changed by 1e-13: {(np.abs(ENGINE.solve(shaken).outcome - found) > 1e-6).sum()}")
    print(f"  other threads and chunks: {(other != found).sum()} (to the bit)")
    print(f"  NumPy: {(np.abs(solve_in_numpy(draws) - found[:, 0]) > 1e-6).sum()}")


def memory(actors: int) -> None:
    draws = random_draws(1_000_000, actors, 1)
    inputs = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    ENGINE.solve(draws, ask=Ask(rounds=1))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n1,000,000 draws of one issue, one round: {time.perf_counter() - start:.1f} s, "
          f"peak {peak:,.0f} MiB, of which {inputs:,.0f} before solving (inputs included)")  # fmt: skip


def main(n: int = 10_000, actors: int = 12, issues: int = 8, tie_problems: int = 4_000) -> None:
    draws = random_draws(n, actors, issues)
    start = time.perf_counter()
    ENGINE.solve(draws.block(0, 2))
    print(f"first call (compiled, or loaded from the cache): {time.perf_counter() - start:.1f} s")
    print(f"{n} draws x {actors} actors x {issues} issues x {ROUNDS} rounds, reading scholz-code")
    rate = speed(draws)
    against_actors()
    roofline(actors, rate)
    ties(tie_problems, actors)
    memory(actors)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]))
