"""Where an issue is likely to land, with chances one can hold us to: plain values for report, JSON and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.domain.forecast import Distribution


@dataclass(frozen=True)
class PointMass:
    """The chance that the outcome is at one place, to the nearest hundredth of the scale.

    ``kind`` is ``reference_point``, or ``position``: wherever ``actor`` then stands. ``at`` is that place, for a
    position its median over the draws.
    """

    kind: Literal["reference_point", "position"]
    actor: str
    at: float
    probability: float


@dataclass(frozen=True)
class PredictedIssue:
    """One issue.

    deal : the distribution if there is a deal, on the scale's units.
    overall : with the chance that there is none, when the reference point holds.
    points : probabilities of the points 0, 1, ..., 100 hundredths of the scale, if there is a deal.
    masses : where outcomes pile up if there is a deal; places of several actors may coincide, so they do not add up.
    widened : why the distribution was made wider than the fitted one, in words.
    """

    issue: str
    deal: Distribution
    overall: Distribution
    points: tuple[float, ...]
    masses: tuple[PointMass, ...]
    widened: tuple[str, ...]


@dataclass(frozen=True)
class TrackRecord:
    """How such forecasts fared on negotiations they were not fitted to; ``baseline`` is the compromise model."""

    issues: int
    negotiations: int
    within_ten: float
    baseline_within_ten: float
    coverage_80: float
    crps: float
    source: str


@dataclass(frozen=True)
class PredictiveAnswer:
    """The predictive distribution of a scenario.

    ``chance_of_deal`` is the share of draws with room for a deal, an upper bound; None where nobody's consent is
    required, so that it cannot be judged. ``words`` say all of it in sentences.
    """

    chance_of_deal: float | None
    issues: tuple[PredictedIssue, ...]
    track: TrackRecord
    words: tuple[str, ...]

    def get(self, issue: str) -> PredictedIssue | None:
        """One issue by its id."""
        return next((one for one in self.issues if one.issue == issue), None)
