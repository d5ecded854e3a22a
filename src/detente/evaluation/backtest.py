"""A backtest: every forecaster on the same concluded negotiations, scored side by side."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from scipy.stats import kstest

from detente.domain.backtest_answer import Backtest, Difference, ForecasterScores, Scored
from detente.domain.concluded import Record
from detente.domain.errors import InputError
from detente.ensemble.predictive.features import features
from detente.ensemble.predictive.parameters import Parameters
from detente.ensemble.predictive.situations import MIDDLE, TOP
from detente.ensemble.predictive.widening import shares_of_record
from detente.evaluation.bootstrap import ScoreInterval, cluster_interval, paired_difference
from detente.evaluation.fitting import left_out
from detente.evaluation.forecasters import (
    PREDICTIVE,
    Forecasts,
    baseline_forecasts,
    climatology,
    distributions,
    engine_forecasts,
    of_points,
    proposed_of,
)
from detente.evaluation.issues import Issues, issues_of
from detente.evaluation.scores import (
    PerCase,
    absolute_errors,
    brier_scores,
    crps_from_quantiles,
    pit_bounds,
    quantiles_from_draws,
    randomised_pit,
    share_between,
)

LEVELS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
COVERAGES = {"coverage_50": 0.5, "coverage_80": 0.8, "coverage_95": 0.95}
TYPES = {
    "two_ends": "all positions at the two ends",
    "few_places": "two or three different positions",
    "scale": "four or more different positions",
}
COMPARED = ("error", "crps")
REFERENCES = ("compromise", "mean", "salience_mean", "median", "status_quo", "constant")
OUT_OF_SAMPLE = f"{PREDICTIVE}_cross_validated"
PERCENT = np.arange(1, 100) / 100
Progress = Callable[[str, int, int], None]


def backtest(
    record: Record,
    engines: Sequence[str],
    parameters: Parameters,
    *,
    part: str | None = None,
    seed: int = 1,
    bootstrap: int = 2000,
    progress: Progress = lambda stage, done, total: None,
) -> Backtest:
    """Score engines, baselines and distributions on the issues of a part (or of all) that have an outcome.

    Where some are those the distribution was fitted to, it is also scored as it would have been without each tenth of
    those negotiations; that figure, not the other, says what to expect elsewhere. A distribution is scored by its
    quantiles from 1% to 99%, as the forecast file holds it.
    """
    everything = issues_of(record, seed, lambda done, total: progress("situations", done, total))
    inside = np.array([part is None or p == part for p in everything.part])
    if part is not None and not inside.any():
        known = ", ".join(record.parts) or "none: the file names no parts"
        raise InputError("--split", f"a part of the file ({known})", f"'{part}'", "name one of them or leave it out")
    kept = inside & np.isfinite(everything.outcome)
    if not kept.any():
        raise InputError(
            record.title, "outcomes to score against", "none", "add them, or ask for the forecasts alone (--forecasts)"
        )
    asked = baseline_forecasts(everything, record.proposer, proposed_of(record))
    asked += engine_forecasts(record, engines, seed, lambda done, total: progress("engines", done, total))
    asked += distributions(everything, climatology(everything), parameters, record)
    out_of_sample = _out_of_sample(everything, kept, parameters, record)
    asked += [out_of_sample] if out_of_sample else []
    issues = everything.where(kept)
    kinds = kinds_of(issues)
    scored = []
    for done, forecasts in enumerate(asked, start=1):
        scored.append(_Scores(forecasts, kept, issues, seed))
        progress("scores", done, len(asked))
    return Backtest(
        data=record.name,
        title=record.title,
        sha256=record.sha256,
        citation=record.citation,
        part=part or "all",
        issues=len(issues),
        negotiations=len(set(issues.negotiation)),
        seed=seed,
        bootstrap=bootstrap,
        cautions=record.cautions,
        forecasters=tuple(s.line(issues.negotiation, kinds, seed, bootstrap) for s in scored),
        differences=_differences(scored, issues.negotiation, seed, bootstrap),
        levels=LEVELS,
        parameters={"command": parameters.command, **dict(parameters.trained_on)},
    )


def kinds_of(issues: Issues) -> np.ndarray:
    """The kind of each issue, of TYPES, by where the actors stand."""
    kinds = []
    for position in issues.position:
        places = set(position[np.isfinite(position)].tolist())
        kinds.append("two_ends" if places <= {0.0, 100.0} else "few_places" if len(places) <= 3 else "scale")
    return np.array(kinds)


class _Scores:
    """One forecaster's scores case by case; those of a distribution are read off its 99 quantiles."""

    def __init__(self, forecasts: Forecasts, kept: np.ndarray, issues: Issues, seed: int) -> None:
        self.forecasts = forecasts
        point, outcome = forecasts.point[kept], issues.outcome
        self.cases: dict[str, PerCase] = {"error": absolute_errors(point, outcome)}
        ends = (kinds_of(issues) == "two_ends") & np.isin(outcome, (0.0, 100.0))
        self.bounds: tuple[PerCase, PerCase] | None = None
        self.pit: PerCase | None = None
        if forecasts.values is None or forecasts.weights is None:
            self.cases.update(within_ten=_within_ten(self.cases["error"]), crps=self.cases["error"])
            above = point / TOP
        else:
            quantiles = quantiles_from_draws(forecasts.values[kept], PERCENT, forecasts.weights[kept])
            self.bounds = pit_bounds(quantiles, outcome)
            pit = randomised_pit(quantiles, outcome, seed=seed)
            self.pit = pit[np.isfinite(pit)]
            above = np.where(quantiles == MIDDLE, 0.5, (quantiles > MIDDLE).astype(float)).mean(axis=1)
            of_median = absolute_errors(quantiles[:, PERCENT.size // 2], outcome)
            self.cases.update(
                error_of_median=of_median,
                within_ten=_within_ten(of_median),
                crps=crps_from_quantiles(PERCENT, quantiles, outcome),
            )
            for name, central in COVERAGES.items():
                self.cases[name] = share_between(*self.bounds, *_central(central))
        spoken = ends & np.isfinite(self.cases["error"])
        self.cases["brier"] = np.where(spoken, brier_scores(np.clip(above, 0, 1), outcome > MIDDLE), np.nan)

    def line(self, negotiation: Sequence[Hashable], kinds: np.ndarray, seed: int, bootstrap: int) -> ForecasterScores:
        """Averages with their intervals."""
        errors = self.cases["error"]

        def scored(cases: PerCase) -> Scored:
            return _scored(cluster_interval(cases, negotiation, seed=seed, replicates=bootstrap))

        tenths: tuple[float, ...] = ()
        reliability: tuple[float, ...] = ()
        p_value = None
        if self.bounds is not None and self.pit is not None:
            tenths = tuple(_mean(share_between(*self.bounds, i / 10, (i + 1) / 10)) for i in range(10))
            reliability = tuple(_mean(share_between(*self.bounds, *_central(level))) for level in LEVELS)
            p_value = float(kstest(self.pit, "uniform").pvalue)
        return ForecasterScores(
            name=self.forecasts.name,
            title=self.forecasts.title,
            kind=self.forecasts.kind,
            scores={name: scored(cases) for name, cases in self.cases.items() if np.isfinite(cases).any()},
            median_error=float(np.nanmedian(errors)) if np.isfinite(errors).any() else float("nan"),
            by_type={
                kind: scored(np.where(kinds == kind, errors, np.nan))
                for kind in TYPES
                if np.isfinite(errors[kinds == kind]).any()
            },
            pit=tenths,
            pit_p_value=p_value,
            reliability=reliability,
        )


def _central(level: float) -> tuple[float, float]:
    return 0.5 * (1 - level), 0.5 * (1 + level)


def _mean(cases: PerCase) -> float:
    return float(np.nanmean(cases))


def _within_ten(errors: PerCase) -> PerCase:
    within: PerCase = np.where(np.isfinite(errors), (errors <= 10).astype(float), np.nan)
    return within


def _differences(
    scored: Sequence[_Scores], negotiation: Sequence[Hashable], seed: int, bootstrap: int
) -> tuple[Difference, ...]:
    by_name = {s.forecasts.name: s for s in scored}
    found = []
    for one in scored:
        for reference in REFERENCES:
            if reference == one.forecasts.name or reference not in by_name:
                continue
            for score in COMPARED:
                pair = one.cases[score], by_name[reference].cases[score]
                if np.isfinite(pair[0] + pair[1]).any():
                    interval = paired_difference(*pair, negotiation, seed=seed, replicates=bootstrap)
                    found.append(Difference(one.forecasts.name, reference, score, _scored(interval)))
    return tuple(found)


def _out_of_sample(everything: Issues, kept: np.ndarray, parameters: Parameters, record: Record) -> Forecasts | None:
    """What the distribution says of issues it was not fitted to; None where none of its own are asked for."""
    part = parameters.trained_on.get("part")
    own = np.array([part in (p, "all") for p in everything.part]) & np.isfinite(everything.outcome)
    if parameters.trained_on.get("sha256") != record.sha256 or not (own & kept).any():
        return None
    issues = everything.where(own)
    probabilities = shares_of_record(everything.situations, parameters, record)
    probabilities[own] = left_out(
        issues, features(issues.situations, parameters.width, parameters.unstated), parameters.ridge
    )
    return of_points(OUT_OF_SAMPLE, "the same, each tenth of the negotiations it was fitted to left out", probabilities)


def _scored(interval: ScoreInterval) -> Scored:
    return Scored(interval.mean, interval.low, interval.high, interval.n)
