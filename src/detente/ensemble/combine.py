"""From draws to what a person reads: distributions, intervals, shares, and the spread between engines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from detente.domain.axes import DrawIssue
from detente.domain.forecast import HISTOGRAM_BINS, QUANTILES, Distribution, EngineOutcome, Interval, VarianceSplit
from detente.ensemble.specification import Specification

Z95 = 1.959963984540054


def distribution(values: np.ndarray, low: float, high: float) -> Distribution:
    """Summary of one-dimensional draws on a scale from ``low`` to ``high``; nan draws are left out."""
    defined = values[np.isfinite(values)]
    if defined.size == 0:
        return Distribution(math.nan, (math.nan,) * len(QUANTILES), (0.0,) * HISTOGRAM_BINS)
    counts, _ = np.histogram(defined, bins=HISTOGRAM_BINS, range=(low, high))
    quantiles = np.quantile(defined, QUANTILES)
    return Distribution(
        mean=float(defined.mean()),
        quantiles=tuple(float(q) for q in quantiles),
        histogram=tuple(float(c) / defined.size for c in counts),
    )


def engine_outcomes(
    outcomes: Mapping[str, DrawIssue],
    issues: Sequence[str],
    scale: tuple[np.ndarray, np.ndarray],
) -> tuple[EngineOutcome, ...]:
    """Each specification's distribution on each issue; (specification, issue) in the order given."""
    low, high = scale
    return tuple(
        EngineOutcome(
            engine=Specification.parse(name).engine,
            reading=Specification.parse(name).reading or "default",
            issue=issue,
            distribution=distribution(values[:, k], float(low[k]), float(high[k])),
            defined=float(np.isfinite(values[:, k]).mean()) if len(values) else 0.0,
        )
        for name, values in outcomes.items()
        for k, issue in enumerate(issues)
    )


def mean_of_engines(outcomes: Mapping[str, DrawIssue]) -> DrawIssue:
    """The engines' mean, draw by draw: engines that say nothing for a draw are left out; nan where none speaks."""
    stack = np.stack(list(outcomes.values()))
    speaks = np.isfinite(stack)
    total = np.where(speaks, stack, 0.0).sum(axis=0)
    count = speaks.sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def spread_between_engines(outcomes: Sequence[EngineOutcome], issues: Sequence[str]) -> dict[str, float]:
    """Per issue, the distance between the engines' medians, in the scale's units; 0 with one engine."""
    spread = {}
    for issue in issues:
        medians = [o.distribution.interval.mid for o in outcomes if o.issue == issue and o.defined > 0]
        spread[issue] = max(medians) - min(medians) if medians else 0.0
    return spread


def variance_split(outcomes: Mapping[str, DrawIssue], issues: Sequence[str]) -> tuple[VarianceSplit, ...]:
    """Per issue, how much of the variance goes with the inputs and how much with the mechanism.

    The two-way analysis of variance of a complete table draw x specification: inputs = variance over draws of the mean
    over specifications; mechanism = variance over specifications of the mean over draws; both = what is left (the
    specifications differ more for some inputs than for others). Draws for which not all of them speak are left out.
    """
    stack = np.stack(list(outcomes.values()))
    splits = []
    for k, issue in enumerate(issues):
        table = stack[:, np.isfinite(stack[:, :, k]).all(axis=0), k]
        if table.size == 0:
            splits.append(VarianceSplit(issue, math.nan, math.nan, math.nan, math.nan))
            continue
        total = float(table.var())
        inputs, mechanism = float(table.mean(axis=0).var()), float(table.mean(axis=1).var())
        splits.append(VarianceSplit(issue, total, inputs, mechanism, max(total - inputs - mechanism, 0.0)))
    return tuple(splits)


def interval(values: np.ndarray) -> Interval:
    """The 10th, 50th and 90th percentile of the finite values; nan where there are none."""
    defined = values[np.isfinite(values)]
    if defined.size == 0:
        return Interval(math.nan, math.nan, math.nan)
    low, mid, high = (float(q) for q in np.quantile(defined, (0.10, 0.50, 0.90)))
    return Interval(low, mid, high)


def difference_of_shares(after: np.ndarray, before: np.ndarray) -> Interval:
    """Change of a share between paired yes/no draws, with the 95% normal interval of its simulation error."""
    difference = after.astype(np.float64) - before.astype(np.float64)
    if difference.size == 0:
        return Interval(math.nan, math.nan, math.nan)
    mean = float(difference.mean())
    half = Z95 * float(difference.std()) / math.sqrt(difference.size)
    return Interval(mean - half, mean, mean + half)
