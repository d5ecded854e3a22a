"""How long one round of the exchange model takes: milliseconds a draw in a batch.

python benchmarks/exchange.py [draws] [actors] [issues]
"""

from __future__ import annotations

import sys
import time

from draws import random_draws

from detente.domain.engine import Ask
from detente.engines import exchange


def main() -> None:
    n, actors, issues = (
        (int(given) for given in (*sys.argv[1:], 300, 15, 13)[:3]) if len(sys.argv) > 3 else (300, 15, 13)
    )
    draws = random_draws(n, actors, issues, least_salience=0.05, capability=(0.1, 10))
    print(f"{n} draws of {actors} actors x {issues} issues, one round")
    pairs = exchange.opposed_pairs(draws).mean()
    made = len(exchange.ENGINE.solve(draws.block(0, 5), ask=Ask(trace=True)).exchanges) / 5
    print(f"{pairs:.0f} candidate pairs and {made:.0f} exchanges a draw")
    for reading in exchange.ENGINE.readings:
        exchange.ENGINE.solve(draws.block(0, 2), reading=reading)
        start = time.perf_counter()
        exchange.ENGINE.solve(draws, reading=reading)
        print(f"{reading:12} {1000 * (time.perf_counter() - start) / n:8.2f} ms a draw")


if __name__ == "__main__":
    main()
