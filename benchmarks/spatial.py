"""How fast the spatial model and the probabilistic Condorcet election are, beside plain Python, an object per actor.

    python benchmarks/spatial.py [runs] [actors] [issues]

Figures depend on the machine; the ratios to plain Python, measured in the same run, are what to compare. The roofline
is counted: a turn of n actors takes n**3 weighings of a third party between two others, each some thirty operations
and one division of which a core does about one in four cycles.
"""

from __future__ import annotations

import importlib.util
import os
import resource
import sys
import time
from pathlib import Path
from types import ModuleType

import numpy as np
from draws import draws_of
from stopwatch import REPEATS, seconds

from detente.domain.draws import Draws
from detente.engines import condorcet_election, spatial
from detente.engines.parts.spatial_switches import SWITCHES
from detente.engines.parts.switches import chosen_switches

ORACLE = Path(__file__).parents[1] / "tests" / "unit" / "engines" / "spatial_oracle.py"
ELECTION_DRAWS = 1_000_000
# Weighings a core can do in a second if nothing but their one division counts: 2.5e9 cycles, one division in four.
WEIGHINGS_PER_SECOND = 2.5e9 / 4


def main(runs: int = 200, actors: int = 27, issues: int = 6) -> None:
    cores = len(os.sched_getaffinity(0))
    load_oracle()
    print(f"{cores} cores; best of {REPEATS}")
    spatial_runs(runs, actors, issues, cores)
    for n in (5, 10, 20, 40):
        spatial_runs(max(20, 200_000 // n**3), n, issues, cores)
    elections(ELECTION_DRAWS, 12)


def spatial_runs(runs: int, actors: int, issues: int, cores: int) -> None:
    draws = random_draws(runs, actors, issues)
    spatial.ENGINE.solve(draws.block(0, 1))  # compiles, or loads what is compiled
    turns = spatial.ENGINE.solve(draws).details["turns"]
    rate = runs / seconds(lambda: spatial.ENGINE.solve(draws))
    start = time.perf_counter()
    play_one_turn_plainly(draws.block(0, 1))
    plain = 1 / (time.perf_counter() - start) / np.mean(turns)
    bound = cores * WEIGHINGS_PER_SECOND / (np.mean(turns) * actors**3)
    print(
        f"spatial   {actors:3d} actors x {issues} issues  {rate:10,.0f} whole runs/s ({np.mean(turns):.0f} turns)"
        f"   plain Python {plain:8.2f}   {rate / plain:7,.0f} times as fast   {rate / bound:4.0%} of the roofline"
    )


def elections(draws: int, actors: int) -> None:
    inputs = random_draws(draws, actors, 1)
    condorcet_election.ENGINE.solve(inputs.block(0, 1))
    few = inputs.block(0, 300)
    plain = few.n / seconds(lambda: elect_plainly(few))
    for process in ("conditional", "markov_uniform", "markov_incentive"):
        rate = draws / seconds(
            lambda process=process: condorcet_election.ENGINE.solve(inputs, switches={"process": process})
        )
        ratio = (
            f"   plain Python {plain:8,.0f}   {rate / plain:7,.0f} times as fast" if process == "conditional" else ""
        )
        print(f"election  {actors:3d} actors, {draws:,} draws, {process:16s} {rate:12,.0f} a second{ratio}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB, inputs included")


def random_draws(n: int, actors: int, issues: int) -> Draws:
    """As the spatial model has them: one capability an actor, salience shared out between the issues."""
    random = np.random.default_rng(0)
    shape = (n, actors, issues)
    capability = np.broadcast_to(random.uniform(1, 100, (n, actors, 1)), shape).copy()
    return draws_of(random.uniform(0, 100, shape), random.uniform(0, 1 / issues, shape), capability)


def play_one_turn_plainly(draws: Draws) -> None:
    oracle = load_oracle()
    actors = [
        oracle.Actor(float(c[0]), s.tolist(), (x / 100).tolist())
        for c, s, x in zip(draws.capability[0], draws.salience[0], draws.position[0], strict=True)
    ]
    oracle.play(actors, chosen_switches("spatial", SWITCHES, {}), most=1)


def elect_plainly(draws: Draws) -> list[float]:
    oracle = load_oracle()
    means = []
    for capability, position in zip(draws.capability[..., 0].tolist(), draws.position[..., 0].tolist(), strict=True):
        voters = [
            (c, lambda i, x=x, position=position: 1 - abs(x - position[i]) / 100)
            for c, x in zip(capability, position, strict=True)
        ]
        chances = oracle.hold_election(len(position), voters)
        means.append(sum(p * x for p, x in zip(chances, position, strict=True)))
    return means


def load_oracle() -> ModuleType:
    if "spatial_oracle" not in sys.modules:
        specification = importlib.util.spec_from_file_location("spatial_oracle", ORACLE)
        assert specification is not None
        assert specification.loader is not None
        sys.modules["spatial_oracle"] = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(sys.modules["spatial_oracle"])
    return sys.modules["spatial_oracle"]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
