"""What a backtest concludes: every forecaster beside each other on negotiations that are over. Plain values only."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["baseline", "engine", "distribution"]

SCORES: dict[str, str] = {
    "error": "mean absolute error of the forecast point (the mean of a distribution), in points",
    "error_of_median": "mean absolute error of the median of a distribution, in points",
    "within_ten": "share of outcomes within 10 points of the forecast point (the median of a distribution)",
    "crps": "continuous ranked probability score, in points; the absolute error for a point",
    "brier": "Brier score of 'above the middle' on issues with positions and outcome at the two ends only",
    "coverage_50": "share of outcomes in the central 50%, by the randomised probability integral transform",
    "coverage_80": "the same for the central 80%",
    "coverage_95": "the same for the central 95%",
}


@dataclass(frozen=True)
class Scored:
    """A mean score over ``n`` issues with its 95% bootstrap interval over negotiations."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class ForecasterScores:
    """One forecaster's scores, by their names in SCORES; those that do not apply to it are absent.

    ``median_error`` is the median absolute error. ``pit`` are the shares of the randomised transform by tenths and
    ``pit_p_value`` that of a Kolmogorov-Smirnov test against the uniform distribution, for distributions.
    ``by_type`` is the mean absolute error by kind of issue.
    """

    name: str
    title: str
    kind: Kind
    scores: dict[str, Scored]
    median_error: float
    by_type: dict[str, Scored]
    pit: tuple[float, ...] = ()
    pit_p_value: float | None = None
    reliability: tuple[float, ...] = ()


@dataclass(frozen=True)
class Difference:
    """Mean of a forecaster's score minus a baseline's over the issues both forecast; below zero it is better."""

    forecaster: str
    baseline: str
    score: str
    difference: Scored


@dataclass(frozen=True)
class Backtest:
    """A whole backtest; ``levels`` are the central intervals of ``reliability``."""

    data: str
    title: str
    sha256: str
    citation: str
    part: str
    issues: int
    negotiations: int
    seed: int
    bootstrap: int
    cautions: tuple[str, ...]
    forecasters: tuple[ForecasterScores, ...]
    differences: tuple[Difference, ...]
    levels: tuple[float, ...]
    parameters: dict[str, Any]

    def get(self, name: str) -> ForecasterScores | None:
        """A forecaster by name, None when it was not asked."""
        return next((f for f in self.forecasters if f.name == name), None)

    def against(self, forecaster: str, baseline: str, score: str) -> Scored | None:
        """The paired difference of a score, None when there is none."""
        found = (
            d.difference
            for d in self.differences
            if (d.forecaster, d.baseline, d.score) == (forecaster, baseline, score)
        )
        return next(found, None)

    def to_dict(self) -> dict[str, Any]:
        """As JSON values, numbers rounded to six significant digits, nan as null."""
        return _plain(asdict(self))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(v) for key, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return None if value != value else float(f"{value:.6g}")
    return value
