"""Draws handed out to threads in chunks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


def in_chunks(draws: int, size: int, work: Callable[[int, int], None]) -> None:
    """Call ``work(first, last)`` for consecutive chunks of draws, on as many threads as Numba would use.

    ``work`` must release the interpreter's lock and write only to its own draws: the result then does not depend on
    the threads.
    """
    from numba import config

    starts = range(0, draws, size)
    threads = min(int(config.NUMBA_NUM_THREADS), len(starts))  # type: ignore[attr-defined]
    if threads <= 1:
        for start in starts:
            work(start, min(start + size, draws))
        return
    # Threads of our own, not Numba's: those cannot be forked and not all may be entered from two threads at once.
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(lambda start: work(start, min(start + size, draws)), starts):
            pass
