"""Where a set of parties, each with a veto, would settle: the deal best for the worst-off of them, draw by draw.

Everybody's margin over no deal is counted there, whether it had a say or not; where the set has no zone there is no
deal and every margin is 0. This is the egalitarian solution that ``agreement.zone`` reports as the best deal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from detente.agreement.margins import POINTS, loss_rates, margins
from detente.agreement.zone import reach, required_parties
from detente.domain.axes import DrawActor, DrawActorIssue, DrawIssue, DrawMask
from detente.domain.draws import Draws

MOST_DRAWS = 500
"""Draws the room is judged on, evenly spaced over the run: values are means, and sets of parties are many."""


@dataclass(frozen=True)
class Settlement:
    """exists : (draw,). point : (draw, issue), the reference point where there is none.

    margin : (draw, actor), of every actor, in points; 0 where there is no zone.
    """

    exists: DrawMask
    point: DrawIssue
    margin: DrawActor


class Rooms:
    """Settlements of one block of draws by who has a veto; each set is worked out once."""

    def __init__(self, draws: Draws) -> None:
        self.draws = draws.spread(MOST_DRAWS)
        self.rates: DrawActorIssue = loss_rates(self.draws)
        self._known: dict[tuple[bool, ...], Settlement] = {}

    def settle(self, vetoes: tuple[str, ...]) -> Settlement:
        """The settlement of the actors named, in any order; nobody means no deal."""
        key = tuple(actor in vetoes for actor in self.draws.actors)
        if key not in self._known:
            self._known[key] = self._settle(np.array(key))
        return self._known[key]

    def margin_at(self, point: DrawIssue, exists: DrawMask) -> DrawActor:
        """Everybody's margin at a point, in points; 0 where there is no deal."""
        gain: DrawActor = np.where(exists[:, None], margins(self.draws, self.rates, point) * POINTS, 0.0)
        return gain

    def _settle(self, required: np.ndarray) -> Settlement:
        reference = np.broadcast_to(self.draws.reference_point, (self.draws.n, len(self.draws.issues)))
        if not required.any():
            nobody = np.zeros(self.draws.n, dtype=np.bool_)
            return Settlement(nobody, reference.copy(), np.zeros((self.draws.n, len(self.draws.actors))))
        best = reach(required_parties(replace(self.draws, required=required), self.rates))
        point = np.where(best.exists[:, None], best.point, reference)
        return Settlement(best.exists, point, self.margin_at(point, best.exists))
