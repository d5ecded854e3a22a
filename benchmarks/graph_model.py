"""How far the graph model goes: options, decision makers, draws; time by concept and the most memory the process held.

    python benchmarks/graph_model.py [--only 16x4|20x5|draws|kept]

Rankings are strict and random, the hardest kind: nothing is tied and everything has improvements. Each size runs in a
process of its own so that memory is its own. Totals are also given as processor time, which a busy machine stretches
less than the clock.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from detente.agreement.graph.model import Graph
from detente.agreement.graph.probability import equilibrium_probability, flips, uncertain_preferences
from detente.agreement.graph.stability import CONCEPTS, is_equilibrium

FOUR = CONCEPTS[:4]
SIZES = {"16x4": (16, 4, CONCEPTS), "20x5": (20, 5, FOUR)}
DRAWS = 10_000


def main(only: str | None = None) -> None:
    if only is None:
        print(machine())
        for part in (*SIZES, "draws", "kept"):
            subprocess.run([sys.executable, __file__, "--only", part], check=True)
    elif only in SIZES:
        one_conflict(*SIZES[only])
    elif only == "draws":
        many_draws()
    else:
        packages_kept()


def one_conflict(options: int, makers: int, concepts: tuple[str, ...]) -> None:
    graph = random_graph(options, makers)
    started, processed = time.perf_counter(), time.process_time()
    print(f"{options} options, {makers} decision makers, {graph.size} states")
    for concept in concepts:
        before = time.perf_counter()
        found = is_equilibrium(graph, concept)
        print(f"  {concept:5} {time.perf_counter() - before:7.3f} s  {int(found.sum()):8d} equilibria")
        if concept == FOUR[-1]:
            wall, cpu = time.perf_counter() - started, time.process_time() - processed
            print(f"  four  {wall:7.3f} s, {cpu:.3f} s of processor, {peak():.0f} MB")
    print(f"  peak memory of the process {peak():.0f} MB")


def many_draws() -> None:
    """Two conflicts of 12 states: 2 decision makers with 2 options each (Cuba's shape), 3 with 5 (Elmira's)."""
    for makers, options in ((2, 4), (3, 5)):
        graph = random_graph(options, makers, states=12)
        started, processed = time.perf_counter(), time.process_time()
        drawn = uncertain_preferences(graph, 2.0, DRAWS, seed=1)
        print(f"12 states, {makers} decision makers, {DRAWS} draws: drawn in {time.perf_counter() - started:.3f} s")
        for concept in CONCEPTS:
            before = time.perf_counter()
            equilibrium_probability(drawn, concept)
            print(f"  {concept:5} {time.perf_counter() - before:7.3f} s")
        before = time.perf_counter()
        flips(drawn, "seq", int(graph.states[0]))
        print(f"  flips {time.perf_counter() - before:7.3f} s")
        print(f"  all   {time.perf_counter() - started:7.3f} s, {time.process_time() - processed:.3f} s of processor, "
              f"{peak():.0f} MB")  # fmt: skip


def packages_kept() -> None:
    """Would each package be kept: the examples, from their draws on."""
    from detente.ensemble.design import Design
    from detente.ensemble.simulate import simulate
    from detente.ensemble.stability import stability_of
    from detente.storage.case_file import load_case

    for folder in sorted((Path(__file__).parents[1] / "examples").iterdir()):
        case = load_case(folder).case
        simulated = simulate(case, (), Design(draws=2_000))
        before, processed = time.perf_counter(), time.process_time()
        answer = stability_of(simulated, 1)
        if answer is not None:
            size = f"{len(answer.options)} options, {len(case.packages)} packages, {len(simulated)} scenarios"
            seconds = time.perf_counter() - before
            cpu = time.process_time() - processed
            took = f"{seconds:.2f} s, {cpu:.2f} s of processor, {peak():.0f} MB"
            print(f"{folder.name}: {size}, {answer.draws} draws: {took}")


def machine() -> str:
    """The processor, its cores, how busy it is, and the versions."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.processor() or platform.machine()
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    return f"{name}, {os.cpu_count()} cores{busy}, {platform.system()}, {versions}"


def random_graph(options: int, makers: int, states: int | None = None) -> Graph:
    random = np.random.default_rng(0)
    size = 1 << options
    legal = np.ones(size, dtype=np.bool_)
    if states is not None:
        legal[:] = False
        legal[random.choice(size, states, replace=False)] = True
    graph = Graph(
        makers=tuple(f"maker_{k}" for k in range(makers)),
        labels=np.arange(size, dtype=np.int32),
        legal=legal,
        payoff=np.zeros((makers, size, 1), dtype=np.int32),
        own=tuple(sum(1 << o for o in range(k, options, makers)) for k in range(makers)),
    )
    return graph.with_payoff(np.stack([random.permutation(size).astype(np.int32)[:, None] for _ in range(makers)]))


def peak() -> float:
    """The most memory the process has held, in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 if sys.platform != "darwin" else 1024**2)


if __name__ == "__main__":
    main(sys.argv[2] if len(sys.argv) > 2 else None)
