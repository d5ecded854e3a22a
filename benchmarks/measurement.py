"""How fast measurement is: the sampler beside its own code in plain Python, and 12 actors x 10 issues x draws.

    python benchmarks/measurement.py [draws] [observations]

Figures depend on the machine; the ratios, measured in the same run, are what to compare.
"""

from __future__ import annotations

import sys
import warnings
from dataclasses import replace

import numpy as np
from stopwatch import seconds

from detente.domain.case import Case, Stance
from detente.domain.statement import Indication, Statement
from detente.measurement.estimate import estimate
from detente.measurement.model import Frame, counting, observe
from detente.measurement.posterior import Schedule, diagnose, sample

ACTORS, ISSUES, OUTLETS = 12, 10, 40
PLAIN = Schedule(chains=1, warm_up=0, kept=3, thin=1)


def random_case() -> Case:
    pairs = [(a, i) for a in range(ACTORS) for i in range(ISSUES)]
    return Case.model_validate(
        {
            "case": {"id": "benchmark", "title": "Benchmark", "as_of": "2025-10-01"},
            "actors": {f"a{a}": {"name": f"Actor {a}", "capability": [1, 2, 3]} for a in range(ACTORS)},
            "issues": {
                f"i{i}": {"question": "?", "scale": {0: "low", 100: "high"}, "reference_point": 40}
                for i in range(ISSUES)
            },
            "stances": [
                {
                    "actor": f"a{a}",
                    "issue": f"i{i}",
                    "position": [10, 50, 90] if a % 2 else "from: statements",
                    "red_line": {"min": [0, 5, 10], "firmness": 0.5},
                }
                for a, i in pairs
            ],
            "leverage": [
                {"actor": f"a{k % ACTORS}", "asset": f"asset {k}", "strength": [0.2, 0.5, 0.7], "since": "2025-01-01"}
                for k in range(30)
            ],
        }
    )


def random_statements(count: int) -> list[Statement]:
    random = np.random.default_rng(0)
    found = []
    wanted = random.uniform(0, 100, (ACTORS, ISSUES))
    for k in range(count):
        a, i = int(random.integers(ACTORS)), int(random.integers(ISSUES))
        level = int(np.clip((wanted[a, i] + 15 * random.standard_normal()) // 20, 0, 4))
        found.append(
            Statement(
                f"d{random.integers(OUTLETS)}", "x", k, k + 1, "q", ((k, k + 1),), kind="direct_quote",
                source_type="named_official", stance="demands", confidence=0.8, actors=(f"a{a}",), issues=(f"i{i}",),
                indications=(Indication(f"a{a}", f"i{i}", level, "made up"),),
            )
        )  # fmt: skip
    return found


def plain_seconds(case: Case, statements: list[Statement]) -> float:
    """Seconds of PLAIN with the kernel's own functions uncompiled."""
    from detente.measurement import gibbs

    compiled = {name: function for name, function in vars(gibbs).items() if hasattr(function, "py_func")}
    observations, _ = observe(Frame.of(case), counting(statements, frozenset()))
    try:
        for name, function in compiled.items():
            setattr(gibbs, name, function.py_func)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # 64-bit keys wrap around on purpose
            return seconds(lambda: sample(observations, seed=0, schedule=PLAIN, threads=1), repeats=1)
    finally:
        for name, function in compiled.items():
            setattr(gibbs, name, function)


def main(draws: int = 10_000, count: int = 1500) -> None:
    case, statements = random_case(), random_statements(count)
    observations, _ = observe(Frame.of(case), counting(statements, frozenset()))
    first = seconds(lambda: sample(observations, seed=0), repeats=1)
    again = seconds(lambda: sample(observations, seed=0))
    single = seconds(lambda: sample(observations, seed=0, threads=1))
    schedule = Schedule()
    steps = schedule.chains * (schedule.warm_up + schedule.kept * schedule.thin)
    plain = plain_seconds(case, statements) / PLAIN.kept
    found = diagnose(sample(observations, seed=0)[0], schedule)
    print(
        f"sampler, {len(observations.pairs)} positions, {count} statements: first {first:.2f} s, again {again:.2f} s,"
    )
    print(
        f"  one thread {single:.2f} s (ratio {single / again:.2f}); {single / steps / count * 1e9:.0f} ns a statement"
    )
    print(f"  and iteration, plain Python / compiled {plain / (single / steps):.0f}; R-hat {found.r_hat:.4f}, ", end="")
    print(f"effective size {found.effective_size:.0f}")

    draw = seconds(lambda: estimate(case, statements, draws=draws, seed=0))
    floor = seconds(lambda: np.random.default_rng(0).random((draws, ACTORS, ISSUES, 5)))
    print(f"draws, {ACTORS} actors x {ISSUES} issues x {draws}, sampler's result known: {draw:.2f} s,")
    print(f"  {draw / floor:.1f} times as long as drawing as many uniform numbers and nothing else")
    changed = case.model_copy(update={"stances": (with_stated_position(case), *case.stances[1:])})
    scenario = seconds(lambda: estimate(changed, statements, draws=draws, seed=0))
    other = [replace(statements[0], quote="r", id=""), *statements[1:]]
    changed_words = seconds(lambda: estimate(case, other, draws=draws, seed=0), repeats=1)
    print(f"a scenario {scenario:.2f} s; a change of statements {changed_words:.2f} s ({changed_words / scenario:.1f})")


def with_stated_position(case: Case) -> Stance:
    return case.stances[0].model_copy(update={"position": case.stances[ISSUES].position})


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
