"""What the distribution looks at: one issue in one draw, on a scale of 0 to 100, without its outcome.

Where the bargaining models land is part of the situation: the smooth part of the distribution lies around them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float

from detente.domain.axes import PerIssue
from detente.domain.draws import Draws
from detente.ensemble.specification import Specification

TOP = 100.0
MIDDLE = 50.0

Situation = Float[np.ndarray, "situation"]
SituationMask = Bool[np.ndarray, "situation"]
SituationActor = Float[np.ndarray, "situation actor"]

# The challenge model in the two readings that take each pair's own votes as the denominator of its odds, as the
# published equation 31 does. Their mean is one centre, so that one model has one voice.
CHALLENGE_READINGS = ("challenge:scholz-text", "challenge:signed-votes")
CENTRES = ("compromise", "mean", "challenge")


@dataclass(frozen=True)
class Situations:
    """A number of situations, each one issue in one draw.

    position : (situation, actor), in [0, 100]; nan for actors without a stance.
    weight : (situation, actor), capability times salience; 0 for actors without a stance.
    reference_point : (situation,), in [0, 100]; nan where nobody stated it.
    unanimous : (situation,), whether the deal needs the consent of every actor that has a stance.
    centres : where each of CENTRES lands, (situation,), in [0, 100]; nan where no actor has a stance.
    """

    position: SituationActor
    weight: SituationActor
    reference_point: Situation
    unanimous: SituationMask
    centres: Mapping[str, Situation]

    def __len__(self) -> int:
        return int(self.position.shape[0])


def situations_of(draws: Draws, reference_point: PerIssue | None = None, seed: int = 0) -> list[Situations]:
    """For each issue its situations, one a draw.

    ``reference_point`` replaces that of the draws, with nan where nobody stated one.
    """
    stated = draws.reference_point if reference_point is None else reference_point
    length = draws.scale_high - draws.scale_low
    # A scale of 0 to 100 must leave every number as it is, to the bit.
    unit = TOP / np.where(length > 0, length, 1.0)
    position = np.where(draws.present[None], (draws.position - draws.scale_low) * unit, np.nan)
    weight = draws.weight()
    centres = {name: (values - draws.scale_low) * unit for name, values in centres_of(draws, position, seed).items()}
    reference = (stated - draws.scale_low) * unit
    result = []
    for k in range(len(draws.issues)):
        there = draws.present[:, k]
        unanimous = bool(there.any() and draws.required[there].all())
        result.append(
            Situations(
                position=position[:, :, k],
                weight=weight[:, :, k],
                reference_point=np.full(draws.n, reference[k]),
                unanimous=np.full(draws.n, unanimous),
                centres={name: values[:, k] for name, values in centres.items()},
            )
        )
    return result


def centres_of(draws: Draws, position: np.ndarray, seed: int) -> dict[str, np.ndarray]:
    """Where each centre lands, (draw, issue), in native units; where the challenge says nothing, the compromise."""
    compromise = Specification.parse("compromise").solve(draws, seed).outcome
    known = np.isfinite(position)
    count = known.sum(axis=1)
    total = np.where(known, draws.position, 0.0).sum(axis=1)
    mean = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    readings = np.stack([Specification.parse(name).solve(draws, seed).outcome for name in CHALLENGE_READINGS])
    challenge = readings.mean(axis=0)
    compromise = np.where(np.isfinite(compromise), compromise, mean)
    return {
        "compromise": compromise,
        "mean": mean,
        "challenge": np.where(np.isfinite(challenge), challenge, compromise),
    }
