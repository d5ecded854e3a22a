"""How long one round of the exchange model takes: milliseconds a draw in a batch.

python benchmarks/exchange.py [draws] [actors] [issues]
"""

from __future__ import annotations

import sys
import time

import numpy as np

from detente.domain.draws import Draws
from detente.domain.engine import Ask
from detente.engines import exchange


def random_draws(n: int, actors: int, issues: int) -> Draws:
    random = np.random.default_rng(0)
    shape = (n, actors, issues)
    return Draws(
        actors=tuple(f"actor_{a}" for a in range(actors)),
        issues=tuple(f"issue_{k}" for k in range(issues)),
        position=random.uniform(0, 100, shape),
        salience=random.uniform(0.05, 1, shape),
        capability=random.uniform(0.1, 10, shape),
        red_line_low=np.full(shape, -np.inf),
        red_line_high=np.full(shape, np.inf),
        cost_of_continuing=np.zeros((n, actors)),
        scale_low=np.zeros(issues),
        scale_high=np.full(issues, 100.0),
        reference_point=np.zeros(issues),
        present=np.ones((actors, issues), dtype=bool),
        required=np.ones(actors, dtype=bool),
        at_table=np.ones(actors, dtype=bool),
    )


def main() -> None:
    n, actors, issues = (
        (int(given) for given in (*sys.argv[1:], 300, 15, 13)[:3]) if len(sys.argv) > 3 else (300, 15, 13)
    )
    draws = random_draws(n, actors, issues)
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
