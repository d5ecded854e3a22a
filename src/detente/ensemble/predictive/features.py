"""What speaks for and against each point of the scale, situation by situation.

The distribution is a conditional logit over the points 0, 1, ..., 100 (McFadden 1974, in Zarembka (ed.), Frontiers in
Econometrics, 105-142): the chance of a point is proportional to exp(sum of weight x feature). A distance to a centre
with its weight is a Laplace distribution around it, so several centres together are a logarithmic pool of the models
(Genest & Zidek 1986, Statistical Science 1: 114-135); the others are point masses, whose odds depend on the situation.
All but three are the same when the scale is turned around; those three (CODING) are habits of people who code
outcomes, and are left out where nobody codes.
"""

from __future__ import annotations

import numpy as np
from jaxtyping import Bool, Float

from detente.ensemble.predictive.situations import CENTRES, TOP, Situation, Situations

POINTS = np.arange(int(TOP) + 1, dtype=float)
# Unit of distances, in points of the scale.
UNIT = 25.0
# The dispersion at which "at a position, by dispersion" is nought: about that of the decisions it was fitted to.
USUAL_DISPERSION = 1.2

CODING = ("fives", "tens", "low_end")

SituationPoint = Float[np.ndarray, "situation point"]
SituationPointMask = Bool[np.ndarray, "situation point"]
SituationPointFeature = Float[np.ndarray, "situation point feature"]

FEATURES: dict[str, str] = {
    "at_position": "1 at the position of an actor",
    "at_position_two_camps": "the same, where the actors stand in exactly two places",
    "at_position_dispersion": "the same, times how far their dispersion exceeds the usual one",
    "at_reference": "1 at the reference point; where nobody stated it, the chance that it is at 0",
    "at_reference_unanimous": "the same, where every actor with a stance must consent",
    "fives": "1 at multiples of 5, as people who code outcomes like them",
    "tens": "1 at multiples of 10",
    "low_end": "1 at 0, where coders put no change more often than they say so",
    "outside": "1 beyond all actors' positions",
    **{f"near_{name}": f"minus the distance to the {name} centre, in units of width" for name in CENTRES},
}


def features(situations: Situations, width: float, unstated: float) -> SituationPointFeature:
    """FEATURES of every point in every situation.

    ``width`` is what is added to the dispersion (both in units of 25 points) before distances are divided by it:
    parties further apart leave the outcome less certain. ``unstated`` is the chance of a reference point at 0 where
    nobody stated one.
    """
    at = at_position(situations)
    reference = (POINTS[None] == np.rint(situations.reference_point)[:, None]).astype(float)
    reference[np.isnan(situations.reference_point), 0] = unstated
    dispersion = dispersion_of(situations)
    spread = (dispersion - USUAL_DISPERSION)[:, None]
    two_camps = np.asarray(at.sum(axis=1) == 2)[:, None]
    columns = [
        at.astype(float),
        at & two_camps,
        at * spread,
        reference,
        reference * situations.unanimous[:, None],
        np.broadcast_to(POINTS % 5 == 0, at.shape),
        np.broadcast_to(POINTS % 10 == 0, at.shape),
        np.broadcast_to(POINTS == 0, at.shape),
        _outside(at),
    ]
    columns += [_nearness(situations.centres[name], dispersion + width) for name in CENTRES]
    return np.stack([np.asarray(column, dtype=float) for column in columns], axis=2)


def at_position(situations: Situations) -> SituationPointMask:
    """Whether an actor stands at the point."""
    cell = np.rint(situations.position)
    at = np.zeros((len(situations), POINTS.size), dtype=bool)
    rows, actors = np.nonzero(np.isfinite(cell))
    at[rows, np.clip(cell[rows, actors], 0, TOP).astype(int)] = True
    return at


def dispersion_of(situations: Situations) -> Situation:
    """Weighted standard deviation of the positions around the compromise, in units of 25 points.

    The usual one where no actor has weight: there is nothing to go by.
    """
    total = situations.weight.sum(axis=1)
    gap = np.nan_to_num(situations.position - situations.centres["compromise"][:, None])
    variance = (situations.weight * gap**2).sum(axis=1) / np.where(total > 0, total, 1.0)
    spread: Situation = np.where(total > 0, np.sqrt(variance) / UNIT, USUAL_DISPERSION)
    return spread


def _outside(at: SituationPointMask) -> SituationPointMask:
    """Points below the lowest or above the highest position; none where nobody has one."""
    seen_below = np.cumsum(at, axis=1) > 0
    seen_above = (np.cumsum(at[:, ::-1], axis=1) > 0)[:, ::-1]
    outside: SituationPointMask = ~(seen_below & seen_above) & seen_below[:, -1:]
    return outside


def _nearness(centre: Situation, width: Situation) -> SituationPoint:
    distance = np.abs(POINTS[None] - centre[:, None]) / UNIT / width[:, None]
    # Without any stance there is no centre: all points are equally near.
    nearness: SituationPoint = -np.nan_to_num(distance, nan=0.0)
    return nearness
