"""Joint draws of what a case states about fighting as the alternative to a deal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.domain.axes import PerDraw
from detente.domain.draws import Basis


@dataclass(frozen=True)
class CrisisDraws:
    """Samples of a crisis's numbers; what the case does not state is absent, not assumed.

    values : (actor, parameter) -> (draw,); parameters are the fields of ``domain.crisis.CrisisSide``, and
        ``median`` and ``status_quo`` of its ratification; with actor "" ``win_probability``, ``change``, ``discount``.
    basis : what each rests on, under the same names.
    low, high : ends of the issue's scale, 0 and 1 where the pie is no issue of the case.
    """

    first: str
    second: str
    issue: str
    low: float
    high: float
    n: int
    values: Mapping[tuple[str, str], PerDraw]
    basis: Mapping[tuple[str, str], Basis] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)

    def get(self, parameter: str, actor: str = "") -> PerDraw | None:
        """The draws of a parameter, None where the case does not state it."""
        return self.values.get((actor, parameter))

    @property
    def actors(self) -> tuple[str, ...]:
        """The contenders, then every other side with a number, in the order of the case."""
        return tuple(dict.fromkeys([self.first, self.second, *(actor for actor, _ in self.values if actor)]))

    def on_scale(self, share: PerDraw) -> PerDraw:
        """The first contender's share of the pie as a point of the issue's scale."""
        point: PerDraw = self.low + share * (self.high - self.low)
        return point

    def as_share(self, point: PerDraw) -> PerDraw:
        """A point of the issue's scale as the first contender's share of the pie."""
        share: PerDraw = (point - self.low) / (self.high - self.low)
        return share
