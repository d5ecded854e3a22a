"""Whether each package would be kept once signed, from the same draws that judged it.

Numbers that only the ``compliance`` section states (what a breach wins or costs) are drawn here, each from a stream of
its own name, so that scenarios share them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.agreement.compliance import Numbers, named_consequences
from detente.agreement.keeping import HEADLINE, keeping, kept_share
from detente.agreement.shares import wilson
from detente.domain.axes import DrawMask, PerDraw
from detente.domain.compliance import Compliance
from detente.domain.forecast import Share
from detente.domain.stability_answer import OptionWords, StabilityAnswer
from detente.ensemble.simulate import Simulated
from detente.measurement.pert import quantity_quantile
from detente.measurement.streams import uniforms

MOST_DRAWS = 2_000
"""Draws looked at: a share is then known to about two points in a hundred."""
FEWEST_DRAWS = 400
MOST_ENTRIES = 1 << 18
"""Option masks times draws: beyond 7 options fewer draws are looked at, so that an answer does not take minutes."""
NO_DEAL = ""


def stability_of(simulated: Sequence[Simulated], seed: int) -> StabilityAnswer | None:
    """The answer for a run, the baseline first; None where the case does not say what can be done after signature."""
    baseline = simulated[0]
    section = baseline.case.compliance
    if section is None:
        return None
    draws = baseline.draws.block(0, draws_looked_at(section))
    numbers = drawn_numbers(section, draws.n, seed)
    found = [
        keeping(baseline.case, section, draws, numbers, key, _accepted(baseline, key, draws.n), seed)
        for key in (*baseline.case.packages, NO_DEAL)
    ]
    packages = tuple(answer for answer in found if answer is not None)
    return StabilityAnswer(
        draws=draws.n,
        options=tuple(
            OptionWords(key, option.actor, option.what, option.kind, option.one_way, option.signed)
            for key, option in section.options.items()
        ),
        packages=packages,
        scenarios={
            s.id: {p.package: p.kept[HEADLINE] for p in packages if p.package}
            if _alike(s, baseline, section, draws.n)
            else _kept(s, section, numbers, draws.n, seed)
            for s in simulated[1:]
        },
    )


def draws_looked_at(section: Compliance) -> int:
    """How many of a run's draws the answer is over, at most."""
    return max(FEWEST_DRAWS, min(MOST_DRAWS, MOST_ENTRIES >> len(section.options)))


def drawn_numbers(section: Compliance, draws: int, seed: int) -> Numbers:
    """Draws of every number the section states."""
    numbers: dict[tuple[str, str, str], PerDraw] = {}
    for name, consequence in named_consequences(section):
        for parameter, stated in (("shift", consequence.shifts), ("cost", consequence.costs)):
            for target, quantity in stated.items():
                uniform = uniforms(seed, "compliance", name, parameter, target, draws=draws)
                numbers[name, parameter, target] = quantity_quantile(quantity, uniform)
    return numbers


def _accepted(simulated: Simulated, key: str, n: int) -> DrawMask | None:
    if key == NO_DEAL or simulated.judgement is None:
        return None
    accepted: DrawMask = simulated.judgement.acceptable[:n, list(simulated.case.packages).index(key)]
    return accepted


def _alike(simulated: Simulated, baseline: Simulated, section: Compliance, n: int) -> bool:
    """Whether a scenario leaves alone all that the payoffs of those with an option are made of."""
    at = [baseline.draws.actors.index(maker) for maker in section.makers]
    return all(
        np.array_equal(getattr(simulated.draws, name)[:n, at], getattr(baseline.draws, name)[:n, at])
        for name in ("position", "salience", "cost_of_continuing")
    ) and np.array_equal(simulated.draws.present[at], baseline.draws.present[at])


def _kept(simulated: Simulated, section: Compliance, numbers: Numbers, n: int, seed: int) -> dict[str, Share]:
    draws = simulated.draws.block(0, n)
    kept = {key: kept_share(simulated.case, section, draws, numbers, key, seed) for key in simulated.case.packages}
    return {key: wilson(int(found.sum()), found.size) for key, found in kept.items()}
