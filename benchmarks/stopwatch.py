"""Time by the clock, as the benchmarks measure it."""

from __future__ import annotations

import time
from collections.abc import Callable

REPEATS = 3


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The best of several runs: what the machine can do when nothing else disturbs it."""
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)
