"""How sure a score is: bootstrap over groups of cases that share their luck.

Issues of one proposal share actors and package deals, so they are not independent pieces of evidence; resampling whole
groups keeps them together (cluster bootstrap: Davison & Hinkley 1997, section 3.8; Field & Welsh 2007, JRSS B 69:
369-390).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

PerCase = Float[np.ndarray, "case"]


@dataclass(frozen=True)
class ScoreInterval:
    """A mean score with its percentile interval; ``n`` cases in ``groups`` groups."""

    mean: float
    low: float
    high: float
    n: int
    groups: int


def cluster_interval(
    scores: PerCase, groups: Sequence[Hashable], *, seed: int, level: float = 0.95, replicates: int = 2000
) -> ScoreInterval:
    """The mean of scores given case by case, with its bootstrap interval over groups.

    Cases whose score is nan are left out. The interval is nan with fewer than two groups: one group says nothing of
    how groups differ.
    """
    scores = np.asarray(scores, dtype=float)
    if scores.shape != (len(groups),):
        raise ValueError(f"Every score needs a group; there are {scores.size} scores and {len(groups)} groups.")
    seen = np.isfinite(scores)
    sums, counts = _by_group(scores[seen], [group for group, kept in zip(groups, seen, strict=True) if kept])
    n = int(counts.sum())
    mean = float(sums.sum() / n) if n else float("nan")
    if counts.size < 2:
        return ScoreInterval(mean, float("nan"), float("nan"), n, int(counts.size))
    drawn = np.random.default_rng(seed).multinomial(counts.size, np.full(counts.size, 1 / counts.size), size=replicates)
    means = (drawn @ sums) / (drawn @ counts)
    tail = 50 * (1 - level)
    low, high = np.percentile(means, (tail, 100 - tail))
    return ScoreInterval(mean, float(low), float(high), n, int(counts.size))


def paired_difference(
    first: PerCase,
    second: PerCase,
    groups: Sequence[Hashable],
    *,
    seed: int,
    level: float = 0.95,
    replicates: int = 2000,
) -> ScoreInterval:
    """Mean of first minus second over the cases both have scored; below zero, ``first`` is better.

    Pairing takes out what makes a case hard for everybody, so it can tell models apart that have overlapping intervals.
    """
    difference = np.asarray(first, dtype=float) - np.asarray(second, dtype=float)
    return cluster_interval(difference, groups, seed=seed, level=level, replicates=replicates)


def _by_group(scores: PerCase, groups: Sequence[Hashable]) -> tuple[np.ndarray, np.ndarray]:
    """Sum and number of the scores of each group, in order of first appearance."""
    place: dict[Hashable, int] = {}
    index = np.array([place.setdefault(group, len(place)) for group in groups], dtype=np.intp)
    return np.bincount(index, weights=scores, minlength=len(place)), np.bincount(index, minlength=len(place))
