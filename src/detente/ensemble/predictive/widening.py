"""How much wider the distribution is made for cases unlike those it was fitted to.

It was fitted to laws made by twenty-odd governments under settled rules. For a war, a handful of parties or vetoes
nobody has measured how it carries over, so this is a stated prior, not an estimate: the pull of the models' landing
points is weakened and a part of the probability is spread evenly over the scale. The weight that the data give to the
plain mean of the positions, where all members count alike, goes to the compromise model, where capability counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.domain.concluded import Record
from detente.ensemble.predictive.choice import shares
from detente.ensemble.predictive.features import FEATURES, POINTS, SituationPoint
from detente.ensemble.predictive.parameters import Parameters
from detente.ensemble.predictive.situations import CENTRES, Situations

# All but one in twenty of the issues it was fitted to had at least so many actors with a position.
FEW_ACTORS = 7


@dataclass(frozen=True)
class Reason:
    """Why, in words; ``pull`` multiplies the weights of the centres, ``even`` is spread evenly over the scale."""

    words: str
    pull: float
    even: float


ANOTHER_KIND = Reason(
    "it was fitted to European legislation and nobody has measured how it carries over to other negotiations", 0.8, 0.10
)
FEW = Reason("few actors have a stance here", 0.8, 0.05)
RED_LINES = Reason("parties whose consent is needed have red lines, which those negotiations had not", 0.9, 0.05)


def reasons(actors: int, red_lines: bool) -> tuple[Reason, ...]:
    """What is unlike the negotiations it was fitted to, for an issue on which so many actors have a stance."""
    return (ANOTHER_KIND, *((FEW,) if actors < FEW_ACTORS else ()), *((RED_LINES,) if red_lines else ()))


def widened(parameters: Parameters, why: Sequence[Reason]) -> tuple[Parameters, float]:
    """The parameters with a weaker pull, and the share of probability to spread evenly."""
    pull, even = 1.0, 0.0
    for reason in why:
        pull *= reason.pull
        even += reason.even
    weights = dict(zip(FEATURES, parameters.weights, strict=True))
    weights["near_compromise"] += weights["near_mean"]
    weights["near_mean"] = 0.0
    for name in CENTRES:
        weights[f"near_{name}"] *= pull
    return replace(parameters, weights=tuple(weights.values())), even


def is_like(record: Record, parameters: Parameters) -> bool:
    """Whether negotiations are of the kind the parameters were fitted to: the same file, or coded the same way."""
    return record.coded or parameters.trained_on.get("sha256") == record.sha256


def shares_of_record(situations: Situations, parameters: Parameters, record: Record) -> SituationPoint:
    """The probability of each point for issues of a record, made wider where they are unlike those fitted to."""
    if is_like(record, parameters):
        return shares(situations, parameters, coded=record.coded)
    few = (np.isfinite(situations.position).sum(axis=1) < FEW_ACTORS)[:, None]
    found = []
    for actors in (FEW_ACTORS - 1, FEW_ACTORS):
        weaker, even = widened(parameters, reasons(actors, red_lines=False))
        found.append((1 - even) * shares(situations, weaker, coded=False) + even / POINTS.size)
    wider: SituationPoint = np.where(few, *found)
    return wider
