"""A bargaining problem over several issues: who must consent, what each gains over no deal, where the red lines are.

Gains are concave and separable by issue, g_a(z) = ceiling_a - sum_k rate_ak |z_k - ideal_ak|^e, with z the point as a
share of each scale. Utility is that of the agreement room (its linear loss, Stokman & Van Oosten 1994), scaled by the
actor's own greatest possible loss so that it runs from 0 to 1; e is 1 or 2:

    U_a(z) = 1 - sum_k s_ak |z_k - ideal_ak|^e / sum_k s_ak max(ideal_ak, 1 - ideal_ak)^e
    g_a(z) = U_a(z) - U_a(reference point) + cost of continuing
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.domain.draws import Draws
from detente.domain.engine import Switch

LOSS = Switch(
    "loss",
    ("linear", "quadratic"),
    "how utility falls with the distance from an actor's position on an issue",
)
OTHERS = Switch(
    "others",
    ("none", "weights"),
    "actors whose consent a deal does not need: left out, or counted by their capability, without a veto",
)


class Problem(NamedTuple):
    """The problem of each draw; parties are the actors whose consent is needed, then come the others, if they count.

    ideal, rate : (draw, actor, issue); ceiling : (draw, actor).
    weight : (draw, actor), bargaining weight by capability, the parties' adding up to 1; 0 for actors that care
        about nothing, who are in nobody's way.
    low, high : (draw, issue), what the parties' red lines leave; low > high where they leave nothing.
    reference : (issue,).
    parties : how many of the actors are parties; index : (actor,) their places in the case.
    """

    ideal: np.ndarray
    rate: np.ndarray
    ceiling: np.ndarray
    weight: np.ndarray
    low: np.ndarray
    high: np.ndarray
    reference: np.ndarray
    parties: int
    index: np.ndarray


def problem_of(draws: Draws, loss: str, others: str) -> Problem:
    """The bargaining problem of each draw; in an order of actors that does not depend on the case's."""
    required = np.flatnonzero(draws.required & draws.present.any(axis=1))
    index = required
    if others == "weights":
        index = np.concatenate([required, np.flatnonzero(~draws.required & draws.present.any(axis=1))])
    span = draws.scale_high - draws.scale_low
    stands = draws.weight()[:, index] > 0
    power = 2.0 if loss == "quadratic" else 1.0
    ideal = np.where(stands, (draws.position[:, index] - draws.scale_low) / span, 0.5)
    salience = np.where(stands, draws.salience[:, index], 0.0)
    worst = (salience * np.maximum(ideal, 1 - ideal) ** power).sum(axis=2, keepdims=True)
    rate = np.divide(salience, worst, out=np.zeros_like(salience), where=worst > 0)
    reference = (draws.reference_point - draws.scale_low) / span
    ceiling = (rate * np.abs(reference - ideal) ** power).sum(axis=2) + draws.cost_of_continuing[:, index]
    capability = np.where(stands, draws.capability[:, index], 0.0)
    total = capability[:, : len(required)].sum(axis=1, keepdims=True)
    shares = np.divide(capability, total, out=np.zeros_like(capability), where=total > 0)
    counted = (shares > 0).any(axis=1)[:, None].sum(axis=2)
    weight = np.divide(shares.sum(axis=2), counted, out=np.zeros(shares.shape[:2]), where=counted > 0)
    veto = draws.present[required][None]
    least = np.where(veto, draws.red_line_low[:, required], -np.inf).max(axis=1, initial=-np.inf)
    most = np.where(veto, draws.red_line_high[:, required], np.inf).min(axis=1, initial=np.inf)
    low = np.clip((least - draws.scale_low) / span, 0.0, None)
    high = np.clip((most - draws.scale_low) / span, None, 1.0)
    return Problem(ideal, rate, ceiling, weight, low, high, reference, len(required), index)
