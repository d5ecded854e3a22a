"""The register's forecasts against what happened: proper scores, calibration, and skill against a baseline.

CRPS by quantiles (Gneiting & Ranjan 2011), log score by the density the quantiles imply, Brier score of events; skill
is 1 - score / baseline's score (Murphy 1988, Monthly Weather Review 116: 2417-2424). Forecasts of one negotiation hang
together and are few at first: the intervals are wide, and say so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from detente.domain.register import LEVELS, Entry, Foreseen, Mean, Scorecard, Scored
from detente.evaluation.scores import crps_from_quantiles

RESAMPLES = 2000
FEW = 20
"""Below so many resolved forecasts a mean says little, and the scorecard says so."""


def score_register(entries: Sequence[Entry], today: str, *, seed: int = 1) -> Scorecard:
    """Every resolved forecast scored, and the means over all; the last resolution of a forecast counts."""
    forecasts = {e.forecast: e for e in entries if e.kind == "forecast"}
    withdrawn = tuple(e.forecast for e in entries if e.kind == "withdrawal")
    resolved = {e.forecast: e for e in entries if e.kind == "resolution" and e.forecast not in withdrawn}
    unresolved = [f for f in forecasts if f not in resolved and f not in withdrawn]
    scored = tuple(score(forecasts[f], e) for f, e in resolved.items() if f in forecasts)
    caution = (
        f"{len(scored)} resolved forecasts are few: their mean can be luck."
        if 0 < len(scored) < FEW
        else "No forecast is resolved yet."
        if not scored
        else ""
    )
    return Scorecard(
        head=entries[-1].hash if entries else "",
        entries=len(entries),
        scored=scored,
        means=_means(scored, seed),
        open=tuple(f for f in unresolved if forecasts[f].body["question"]["by"] >= today),
        overdue=tuple(f for f in unresolved if forecasts[f].body["question"]["by"] < today),
        withdrawn=withdrawn,
        caution=caution,
    )


def score(forecast: Entry, resolution: Entry) -> Scored:
    """One forecast against its resolution, beside its baseline where it has one."""
    foreseen = Foreseen.from_dict(forecast.body["foreseen"])
    given = forecast.body.get("baseline")
    baseline = Foreseen.from_dict(given) if given else None
    outcome = float(resolution.body["outcome"])
    common = {
        "forecast": forecast.forecast,
        "question": forecast.body["question"]["text"],
        "made": forecast.at,
        "resolved": resolution.at,
        "outcome": outcome,
        "baseline": baseline.made_by if baseline else "",
    }
    if foreseen.probability is not None:
        own = (foreseen.probability - outcome) ** 2
        base = None if baseline is None or baseline.probability is None else (baseline.probability - outcome) ** 2
        held = foreseen.probability if outcome == 1 else 1 - foreseen.probability
        log = -math.log(held) if held > 0 else math.inf
        return Scored(**common, brier=own, log=log, baseline_score=base, skill=skill(own, base))
    own = crps(foreseen, outcome)
    base = None if baseline is None or not baseline.quantiles else crps(baseline, outcome)
    median = foreseen.quantiles[LEVELS.index(0.5)]
    return Scored(
        **common,
        crps=own,
        log=log_score(foreseen, outcome),
        absolute_error=abs(median - outcome),
        within_ten=abs(median - outcome) <= 0.1 * (foreseen.high - foreseen.low),
        pit=pit(foreseen, outcome),
        baseline_score=base,
        skill=skill(own, base),
    )


def crps(foreseen: Foreseen, outcome: float) -> float:
    """Twice the mean pinball loss over the quantiles, in the units of the scale."""
    quantiles = np.array([foreseen.quantiles])
    return float(crps_from_quantiles(np.array(LEVELS), quantiles, np.array([outcome]))[0])


def log_score(foreseen: Foreseen, outcome: float) -> float:
    """Minus the log of the chance given to the outcome's hundredth of the scale, in nats.

    Quantiles give each step between them one hundredth, spread evenly; a step of no width is a point mass.
    """
    width = (foreseen.high - foreseen.low) / 100
    chance = _below(foreseen, outcome + width / 2, True) - _below(foreseen, outcome - width / 2, False)
    return -math.log(chance) if chance > 0 else math.inf


def pit(foreseen: Foreseen, outcome: float) -> float:
    """The chance given to less than the outcome, with half of that given to just it."""
    return 0.5 * (_below(foreseen, outcome, False) + _below(foreseen, outcome, True))


def skill(own: float, baseline: float | None) -> float | None:
    """1 - own / baseline: above 0 better than the baseline; None without one, or against one that was perfect."""
    return None if baseline is None or baseline <= 0 else 1 - own / baseline


def _below(foreseen: Foreseen, value: float, including: bool) -> float:
    """Chance of less than ``value``, or at most it, by quantiles joined by straight lines to the ends of the scale."""
    points = (foreseen.low, *foreseen.quantiles, foreseen.high)
    levels = (0.0, *LEVELS, 1.0)
    total = 0.0
    for left, right, lower, upper in zip(points, points[1:], levels, levels[1:], strict=False):
        if right < value or (including and right <= value):
            total = upper
        elif left < value and right > left:
            return lower + (upper - lower) * (value - left) / (right - left)
    return total


def _means(scored: Sequence[Scored], seed: int) -> tuple[Mean, ...]:
    found = []
    for name in ("crps", "log", "brier", "absolute_error", "within_ten", "skill"):
        values = np.array([v for s in scored if (v := getattr(s, name)) is not None], dtype=float)
        if values.size == 0 or not np.isfinite(values).all():
            continue
        picks = np.random.default_rng(seed).integers(0, values.size, (RESAMPLES, values.size))
        low, high = np.quantile(values[picks].mean(axis=1), (0.025, 0.975))
        found.append(Mean(name, float(values.mean()), float(low), float(high), values.size))
    return tuple(found)
