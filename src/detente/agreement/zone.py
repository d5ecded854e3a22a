"""Whether a zone of possible agreement exists, draw by draw, and its point best for the worst-off required party.

The zone of a draw is every point of the issues' scales that crosses no firm red line of a required party and leaves
each required party with a gain over no deal (Fearon 1995, International Organization 49:379, for two parties and
one issue). Every issue can be settled in it, so the cost of continuing ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.agreement.egalitarian import max_min
from detente.agreement.margins import GAIN_TOLERANCE, loss_rates
from detente.domain.axes import DrawActor, DrawActorIssue, DrawIssue, DrawMask, PerDraw, PerIssue
from detente.domain.draws import Draws
from detente.domain.errors import CaseError


@dataclass(frozen=True)
class Parties:
    """What the zone depends on: the required parties' side of the draws, in the order of the draws' actors.

    index : (party,), where each stands among the actors.
    position, rate, line_low, line_high : (draw, party, issue); rate is utility lost per unit of scale.
    ceiling : (draw, party), the margin at the party's own position on every issue.
    """

    index: tuple[int, ...]
    position: DrawActorIssue
    rate: DrawActorIssue
    line_low: DrawActorIssue
    line_high: DrawActorIssue
    ceiling: DrawActor
    scale_low: PerIssue
    scale_high: PerIssue
    reference_point: PerIssue

    def box(self) -> tuple[DrawIssue, DrawIssue]:
        """What the scales and all red lines together leave of each issue; empty where low > high."""
        low = np.maximum(self.line_low.max(axis=1), self.scale_low)
        high = np.minimum(self.line_high.min(axis=1), self.scale_high)
        return low, high


@dataclass(frozen=True)
class Reach:
    """How well the worst-off required party can be made to fare.

    margin : (draw,), in shares of its utility range; -inf where the red lines alone leave nothing.
    point : (draw, issue), the point that gives it; nan where the red lines leave nothing.
    """

    margin: PerDraw
    point: DrawIssue

    @property
    def exists(self) -> DrawMask:
        """Where there is a zone."""
        return self.margin > GAIN_TOLERANCE


def required_parties(draws: Draws, rates: DrawActorIssue | None = None) -> Parties:
    """The required parties' side of the draws; raises CaseError when the case requires nobody's consent."""
    index = np.flatnonzero(draws.required)
    if index.size == 0:
        seated = [a for a, there in zip(draws.actors, draws.at_table, strict=True) if there] or list(draws.actors)
        raise CaseError(
            "actors",
            "at least one actor whose consent a deal needs",
            "none",
            f"set 'actors.{seated[0] if seated else 'NAME'}.required: true' or that of another actor",
        )
    # np.take keeps the order of the issues in memory, so that sums over them are the same to the bit
    rate = loss_rates(draws, index) if rates is None else np.take(rates, index, axis=1)
    position = np.take(draws.position, index, axis=1)
    lost = (rate * np.abs(position - draws.reference_point)).sum(axis=2)
    ceiling = lost + draws.cost_of_continuing[:, index]
    return Parties(
        index=tuple(int(i) for i in index),
        position=position,
        rate=rate,
        line_low=draws.red_line_low[:, index],
        line_high=draws.red_line_high[:, index],
        ceiling=ceiling,
        scale_low=draws.scale_low,
        scale_high=draws.scale_high,
        reference_point=draws.reference_point,
    )


def reach(parties: Parties) -> Reach:
    """The best deal for the worst-off required party in each draw, exactly (see ``egalitarian``)."""
    low, high = parties.box()
    best = max_min(parties.position, parties.rate, parties.ceiling, low, high, parties.reference_point)
    return Reach(best.margin, best.point)
