"""Why the forecast is what it is: which inputs drive it, and which documents it leans on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from detente.domain.forecast import Driver, Forecast, SourceInfluence
from detente.domain.statement import Statement
from detente.ensemble.combine import mean_of_engines
from detente.ensemble.design import Design
from detente.ensemble.simulate import Simulated, simulate
from detente.insight.bargaining import with_bargaining
from detente.insight.influence import source_influence
from detente.insight.room.answer import with_room
from detente.insight.sensitivity import drivers
from detente.measurement.estimate import SHORT

Progress = Callable[[str, int, int], None]

# Leaving sources out asks for one whole estimate a source: fewer draws are enough for a median and a share.
INFLUENCE_DRAWS = 1_000
MOST_SOURCES = 40


def explain(
    forecast: Forecast,
    simulated: Sequence[Simulated],
    statements: Sequence[Statement],
    design: Design,
    vouched: frozenset[str] = frozenset(),
    progress: Progress = lambda stage, done, total: None,
) -> Forecast:
    """The forecast with trades, levers and crisis, the room, its drivers and the influence of each source."""
    baseline = simulated[0]
    return replace(
        with_room(with_bargaining(forecast, baseline.case, baseline, design.seed), baseline, design.seed),
        drivers=drivers_of(baseline, design.seed),
        influence=influence_of(baseline, statements, design, vouched, progress),
    )


def drivers_of(baseline: Simulated, seed: int) -> tuple[Driver, ...]:
    """Inputs that account for the variance of the zone and of each issue's outcome."""
    outcome = mean_of_engines(baseline.outcomes)
    answers: dict[str, np.ndarray] = {}
    if baseline.judgement is not None:
        answers["zone"] = baseline.judgement.exists.astype(np.float64)
    answers.update({issue: outcome[:, k] for k, issue in enumerate(baseline.draws.issues)})
    varying = {k: v for k, v in answers.items() if np.isfinite(v).all() and np.ptp(v) > 0}
    return drivers(baseline.draws, varying, seed=seed)


def influence_of(
    baseline: Simulated,
    statements: Sequence[Statement],
    design: Design,
    vouched: frozenset[str],
    progress: Progress,
) -> tuple[SourceInfluence, ...]:
    """The answer without each document that moves it; of many, those with the most moving statements."""
    counts: dict[str, int] = {}
    for statement in statements:
        if (statement.moves_position or statement.id in vouched) and statement.indications:
            counts[statement.document] = counts.get(statement.document, 0) + 1
    documents = sorted(counts, key=lambda d: (-counts[d], d))[:MOST_SOURCES]
    case = baseline.case.model_copy(update={"scenarios": {}})
    small = replace(design, draws=min(design.draws, INFLUENCE_DRAWS))
    asked = 0
    whole: Simulated | None = None

    def solve(kept: Sequence[Statement]) -> tuple[float, Mapping[str, float]]:
        nonlocal asked, whole
        (alone,) = simulate(case, kept, small, vouched=vouched, describe=False, schedule=SHORT, like=whole)
        whole = whole or alone
        outcome = mean_of_engines(alone.outcomes)
        medians = {i: float(np.median(outcome[:, k])) for k, i in enumerate(alone.draws.issues)}
        asked += 1
        progress("influence", asked, len(documents) + 1)
        return (float(alone.judgement.exists.mean()) if alone.judgement is not None else 0.0), medians

    ranges = {issue: case.issues[issue].high - case.issues[issue].low for issue in case.issues}
    return source_influence(documents, statements, solve, ranges)
