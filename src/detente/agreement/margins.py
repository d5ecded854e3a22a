"""What a deal is worth to an actor, and how much more than no deal.

Utility falls linearly with distance from the actor's position, weighted by salience (the spatial utility of
Stokman & Van Oosten 1994 with exponent 1), and is scaled by the actor's own greatest possible loss:

    U_a(x) = 1 - sum_k w_ak |x_k - p_ak| / sum_k w_ak max(|low_k - p_ak|, |high_k - p_ak|),
    w_ak   = (salience_ak / sum_j salience_aj) / (high_k - low_k)   over the issues the actor has a stance on.

So U is 1 where an actor gets everything it wants on everything it cares about and 0 where it gets the opposite on
all of it, which is the unit of ``domain.case.NoDeal``. An actor that cares about nothing is indifferent: U = 1.
The no-deal value is d_a = U_a(reference point) - cost of continuing (Fearon 1995, p. 387: the lottery of war less
its cost). Here all numbers are shares of that unit; results show points, 100 times as much.
"""

from __future__ import annotations

import numpy as np

from detente.domain.axes import DrawActor, DrawActorIssue, DrawIssue, PerIssue
from detente.domain.draws import Draws

GAIN_TOLERANCE = 1e-6
"""A party gains when its margin exceeds this share of its utility range: ties are not gains.

Part of the model, so that rounding and the choice of solver cannot decide an answer.
"""

POINTS = 100.0


def loss_rates(draws: Draws, actors: np.ndarray | None = None) -> DrawActorIssue:
    """Utility an actor loses per unit of distance on an issue's scale; all 0 for an actor that is indifferent.

    ``actors`` are the indices of those asked about, where not all are.
    """
    present, stated, position = draws.present, draws.salience, draws.position
    if actors is not None:
        present, stated, position = present[actors], np.take(stated, actors, axis=1), np.take(position, actors, axis=1)
    salience = np.where(present[None], stated, 0.0)
    weight = salience / (draws.scale_high - draws.scale_low)
    greatest = np.maximum(np.abs(position - draws.scale_low), np.abs(draws.scale_high - position))
    greatest_loss = (weight * greatest).sum(axis=2, keepdims=True)
    rates: DrawActorIssue = np.divide(weight, greatest_loss, out=np.zeros_like(weight), where=greatest_loss > 0)
    return rates


def loss(draws: Draws, rates: DrawActorIssue, point: PerIssue | DrawIssue) -> DrawActor:
    """1 - U of a point, the same for all draws or one for each."""
    at = np.asarray(point, dtype=float)
    at = at[None, None, :] if at.ndim == 1 else at[:, None, :]
    distance: DrawActor = (rates * np.abs(draws.position - at)).sum(axis=2)
    return distance


def margins(draws: Draws, rates: DrawActorIssue, point: PerIssue | DrawIssue, *, cost_ends: bool = True) -> DrawActor:
    """Gain of a deal at ``point`` over no deal, U_a(point) - d_a, in [-1, 2].

    ``cost_ends`` False: the cost of continuing goes on with this deal too, and so cancels out.
    """
    gain: DrawActor = loss(draws, rates, draws.reference_point) - loss(draws, rates, point)
    if cost_ends:
        gain = gain + draws.cost_of_continuing
    return gain
