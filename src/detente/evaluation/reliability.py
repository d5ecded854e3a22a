"""How far coders agree beyond chance: Krippendorff's alpha, for any number of coders, with values missing.

alpha = 1 - D_observed / D_expected, over the coincidences of values within units (Krippendorff 2011, Computing
Krippendorff's Alpha-Reliability, section C; 2018, Content Analysis, 4th ed., chapter 12). 1 is perfect agreement, 0
what chance would give; below 0 coders contradict each other systematically.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

Metric = Literal["nominal", "ordinal", "interval"]
Value = Hashable
Unit = Sequence[Value]

# Krippendorff 2018, p. 356: rely on data of .800 or more, draw tentative conclusions from .667 on.
RELIABLE, TENTATIVE = 0.8, 0.667
LEAST_UNITS = 5  # for an interval


@dataclass(frozen=True)
class Reliability:
    """Alpha with a bootstrap interval over units.

    ``units`` that two coders or more have valued, ``values`` in them. ``alpha`` is nan where nothing could disagree
    (fewer than two units or a single value), the interval also where there are too few units to resample.
    """

    alpha: float
    low: float
    high: float
    units: int
    values: int

    @property
    def in_words(self) -> str:
        """What the number allows, in the words of Krippendorff's rule."""
        if math.isnan(self.alpha):
            return "not defined: nothing varies, or too few units"
        if self.alpha >= RELIABLE:
            return "reliable"
        return "tentative conclusions only" if self.alpha >= TENTATIVE else "not reliable"


def krippendorff_alpha(units: Sequence[Unit], metric: Metric = "nominal") -> float:
    """Alpha of the values coders gave each unit; units with fewer than two values say nothing and are left out.

    Parameters
    ----------
    units : values of each unit, one for each coder who gave one; numbers for the ordinal and interval metrics.
    """
    table = _table(units)
    difference = _differences(table, metric)
    return _alpha(table.counts.sum(axis=0), float(_observed(table, difference).sum()), difference)


def reliability(
    units: Sequence[Unit], metric: Metric = "nominal", *, seed: int = 1, level: float = 0.95, replicates: int = 1000
) -> Reliability:
    """Alpha with its percentile interval; whole units are resampled, as values of one unit belong together.

    The differences of the ordinal metric stay those of all units: a resample has no scale of its own.
    """
    table = _table(units)
    difference = _differences(table, metric)
    observed = _observed(table, difference)
    alpha = _alpha(table.counts.sum(axis=0), float(observed.sum()), difference)
    size = len(table.counts)
    low = high = math.nan
    if size >= LEAST_UNITS and not math.isnan(alpha):
        drawn = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=replicates)
        pairs = zip(drawn @ table.counts, drawn @ observed, strict=True)
        found = np.array([_alpha(frequencies, float(seen), difference) for frequencies, seen in pairs])
        found = found[np.isfinite(found)]
        tail = 50 * (1 - level)
        low, high = (float(v) for v in np.percentile(found, (tail, 100 - tail))) if found.size else (low, high)
    return Reliability(alpha, low, high, size, int(table.counts.sum()))


def agreement_by_label(
    labels: Mapping[str, Sequence[Unit]], metrics: Mapping[str, Metric], *, seed: int = 1
) -> dict[str, Reliability]:
    """The reliability of each label, nominal where ``metrics`` says nothing else."""
    return {name: reliability(units, metrics.get(name, "nominal"), seed=seed) for name, units in labels.items()}


@dataclass(frozen=True, eq=False)
class _Table:
    """How often each unit got each value: counts (unit, value) of the units with two values or more."""

    values: list[Value]
    counts: np.ndarray


def _table(units: Sequence[Unit]) -> _Table:
    pairable = [Counter(unit) for unit in units if len(unit) >= 2]
    values = sorted({v for unit in pairable for v in unit}, key=lambda v: (isinstance(v, str), _sortable(v)))
    place = {value: i for i, value in enumerate(values)}
    counts = np.zeros((len(pairable), len(values)))
    for u, unit in enumerate(pairable):
        for value, count in unit.items():
            counts[u, place[value]] = count
    return _Table(values, counts)


def _differences(table: _Table, metric: Metric) -> np.ndarray:
    """Squared difference of every two values; the ordinal one counts the values that lie between."""
    size = len(table.values)
    if metric == "nominal":
        return np.asarray(np.ones((size, size)) - np.eye(size))
    if metric == "interval":
        numbers = np.array(table.values, dtype=float)
        return np.asarray((numbers[:, None] - numbers[None, :]) ** 2)
    frequencies = table.counts.sum(axis=0)
    reached = np.cumsum(frequencies) - frequencies / 2
    return np.asarray((reached[:, None] - reached[None, :]) ** 2)


def _observed(table: _Table, difference: np.ndarray) -> np.ndarray:
    """Disagreement within each unit: all pairs of its m values, each counting 1/(m - 1)."""
    if not table.counts.size:
        return np.zeros(0)
    return np.asarray(((table.counts @ difference) * table.counts).sum(axis=1) / (table.counts.sum(axis=1) - 1))


def _alpha(frequencies: np.ndarray, observed: float, difference: np.ndarray) -> float:
    n = float(frequencies.sum())
    if n < 2:
        return math.nan
    # Sum over pairs of n_c n_k; the diagonal of the differences is zero.
    expected = float(frequencies @ difference @ frequencies) / (n - 1)
    return math.nan if expected <= 0 else 1.0 - observed / expected


def _sortable(value: Value) -> object:
    return value if isinstance(value, int | float | str) else str(value)
