"""How long all consequence models take: 4 packages, the case as it stands and 3 scenarios, 10,000 draws.

    python benchmarks/consequences.py [draws] [packages] [situations]

The case is the example that asks for all of them. Asked of them: under 5 seconds on 2 cores.
"""

from __future__ import annotations

import sys
import time
from itertools import islice
from pathlib import Path

from detente.consequences.answer import MODELS, answer_consequences
from detente.consequences.parts.setting import setting_of
from detente.domain.case import Case
from detente.storage.case_file import load_case

EXAMPLE = Path(__file__).parents[1] / "examples" / "ukraine-2025"
LIMIT = 5.0


def main(draws: int = 10_000, packages: int = 4, situations: int = 4) -> None:
    case = shortened(load_case(EXAMPLE).case, packages, situations - 1)
    answer_consequences(case, draws=100)
    started, started_processor = time.perf_counter(), time.process_time()
    answer = answer_consequences(case, draws=draws)
    seconds, processor = time.perf_counter() - started, time.process_time() - started_processor
    print(f"{packages} packages x {situations} situations x {draws:,} draws: {seconds:.2f} s, "
          f"{processor:.2f} s of one processor")  # fmt: skip
    setting = setting_of(case, seed=1, draws=draws)
    for name, model in MODELS.items():
        started_processor = time.process_time()
        found = model(setting)
        asked = "" if found is not None else ", not asked"
        print(f"  {name:12s} {time.process_time() - started_processor:.2f} s{asked}")
    print(f"{len(answer.coefficients) if answer else 0} coefficients drawn")
    if processor > LIMIT:  # others may be at work on the machine
        sys.exit(f"more than {LIMIT:g} seconds")


def shortened(case: Case, packages: int, scenarios: int) -> Case:
    """The case with its first packages and scenarios."""
    return case.model_copy(
        update={
            "packages": dict(islice(case.packages.items(), packages)),
            "scenarios": dict(islice(case.scenarios.items(), scenarios)),
        }
    )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
