"""One engine on one file of another program, without any case: where a deal lands, round by round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from detente.domain.draws import Draws
from detente.domain.engine import Ask, Outcome
from detente.engines.catalogue import get_engine
from detente.engines.parts.votes import median_interval
from detente.engines.parts.weights import weighted_mean
from detente.measurement.estimate import estimate
from detente.storage.case_file import load_case
from detente.storage.imports import import_case
from detente.storage.imports.labels import file_labels
from detente.storage.workspace import open_workspace

Solution = dict[str, Any]


def solve(
    path: Path,
    engine: str,
    *,
    reading: str | None = None,
    rounds: int | None = None,
    switches: Mapping[str, str] | None = None,
    trace: bool = False,
    seed: int = 0,
) -> Solution:
    """Solve a KTAB, BDM or exchange file, or a case at its most likely values, with one engine.

    Actors and issues are keyed by what the file calls them; ``rounds[0]`` is the initial state. Raises EngineError for
    an unknown engine, reading or switch, FormatError for a file that is none of these.
    """
    model = get_engine(engine)
    draws = inputs_of(path, seed)
    ask = Ask(rounds=rounds, keep_rounds=True, trace=trace or engine == "exchange")
    outcome = model.solve(draws, seed=seed, switches=switches, reading=reading, ask=ask)
    solution: Solution = {
        "engine": outcome.engine,
        "reading": outcome.reading,
        "switches": dict(outcome.switches),
        "seed": seed,
        "actors": list(draws.actors),
        "issues": list(draws.issues),
        "rounds": [_round(draws, positions) for positions in outcome.rounds or (draws.position,)],
        "outcome": _by_issue(draws, outcome.outcome[0]),
        "distribution": _distribution(draws, outcome),
    }
    if outcome.exchanges:
        solution["exchanges"] = [asdict(e) for e in outcome.exchanges]
    if outcome.details:
        solution["details"] = dict(outcome.details)
    if trace:
        solution["trace"] = [asdict(move) for move in outcome.trace]
    return solution


def inputs_of(path: Path, seed: int) -> Draws:
    """One draw of a file's numbers, which are exact, under the file's own names; or of a case's, under its ids."""
    if path.is_dir() or path.suffix.lower() in {".yaml", ".yml"}:
        case = load_case(open_workspace(path).case_file).case
        draws, _ = estimate(case, (), draws=1, seed=seed, describe=False)
        return draws
    case = import_case(path)
    labels = file_labels(path, case)
    draws, _ = estimate(case, (), draws=1, seed=seed, describe=False)
    return replace(
        draws,
        actors=tuple(labels.actors[a] for a in draws.actors),
        issues=tuple(labels.issues[i] for i in draws.issues),
    )


def _round(draws: Draws, positions: np.ndarray) -> Solution:
    weight = draws.weight()
    lower, upper = median_interval(weight, positions)
    return {
        "positions": {
            actor: {issue: float(positions[0, a, i]) for i, issue in enumerate(draws.issues) if draws.present[a, i]}
            for a, actor in enumerate(draws.actors)
        },
        "mean": _by_issue(draws, weighted_mean(weight, positions)[0]),
        "median": _by_issue(draws, ((lower + upper) / 2)[0]),
    }


def _by_issue(draws: Draws, values: np.ndarray) -> dict[str, float | None]:
    return {
        issue: (float(value) if np.isfinite(value) else None) for issue, value in zip(draws.issues, values, strict=True)
    }


def _distribution(draws: Draws, outcome: Outcome) -> Solution | None:
    if outcome.candidates is None or outcome.probability is None:
        return None
    return {
        issue: [
            {
                "actor": actor,
                "position": float(outcome.candidates[0, a, i]),
                "probability": float(outcome.probability[0, a, i]),
            }
            for a, actor in enumerate(draws.actors)
            if draws.present[a, i]
        ]
        for i, issue in enumerate(draws.issues)
    }
