"""Expected utilities of challenges, security and risk: equations 15 to 25 and 33 to 34 of Scholz et al. 2011.

Batched over problems (one draw of one issue). Matrices have shape (problem, actor, actor); row i, column j of a
challenge is i's against j. Actors without weight take no part: their rows and columns are 0.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float

from detente.engines.parts import challenge_switches as rule
from detente.engines.parts.challenge_switches import Rules
from detente.engines.parts.ties import UTILITY_TOLERANCE

PerProblem = Float[np.ndarray, "problem"]
ProblemActor = Float[np.ndarray, "problem actor"]
ProblemActorMask = Bool[np.ndarray, "problem actor"]
Matrix = Float[np.ndarray, "problem actor actor"]

STATUS_QUO = (1.0, 0.5)  # Q by the place of its value in the switch


class Challenges(NamedTuple):
    """What actor i (row) expects where actor j (column) is concerned.

    gain : E^i(U_ij), i's estimate of its own challenge to j.
    threat : what i sets against it, E^i(U_ji) or E^j(U_ji): j's challenge to i.
    """

    gain: Matrix
    threat: Matrix


def relative_distance(
    first: Float[np.ndarray, "..."], second: Float[np.ndarray, "..."], span: PerProblem, tolerance: PerProblem
) -> Float[np.ndarray, "..."]:
    """Distances as shares of ``span``, in [0, 1]; the problem is the first axis.

    What coincides within the tolerance is at distance 0, what spans the range within it at distance 1: risk exponents
    below 1 have no derivative at 0 and would turn the last digit of a position into the eighth of a utility.
    """
    apart = np.abs(first - second)
    span, tolerance = (array.reshape((-1,) + (1,) * (apart.ndim - 1)) for array in (span, tolerance))
    share = np.where(apart >= span - tolerance, 1.0, apart / np.where(span > tolerance, span, 1.0))
    return np.where((apart <= tolerance) | (span <= tolerance), 0.0, share)


def expected_utilities(
    distance: Matrix,
    chance: Matrix,
    salience: ProblemActor,
    risk: ProblemActor,
    from_middle: ProblemActor,
    tie: PerProblem,
    rules: Rules,
    view: int,
) -> Challenges:
    """Expected utilities of every challenge (eq. 25a), i's estimates with i's risk exponent.

    ``chance`` is P of i against j; ``from_middle`` |x_i - mu| as a share of the range; ``tie`` the difference of two
    such shares that is none; ``view`` whose estimate of the threat counts.
    """
    mine = risk[:, :, None]
    own, other = salience[:, :, None], salience[:, None, :]
    if rules.salience == 1:
        own, other = other, own
    opposed = np.swapaxes(chance, 1, 2)
    gain = _expected(distance, chance, other, mine, from_middle[:, :, None], tie, rules)
    if view == rule.RIVAL_VIEW:
        return Challenges(gain, np.swapaxes(gain, 1, 2))
    return Challenges(gain, _expected(distance, opposed, own, mine, from_middle[:, None, :], tie, rules))


def security_of(challenges: Challenges, active: ProblemActorMask) -> ProblemActor:
    """What an actor may expect of all challenges against it, sum over j of E(U_ji)."""
    pairs = active[:, :, None] & active[:, None, :] & ~np.eye(active.shape[1], dtype=bool)
    security: ProblemActor = np.where(pairs, challenges.threat, 0.0).sum(axis=2)
    return security


def relative_security(security: ProblemActor, active: ProblemActorMask) -> ProblemActor:
    """R_i = (2 Sec_i - max - min) / (max - min), in [-1, 1] (eq. 34); 0 where all are equally secure."""
    highest = np.where(active, security, -np.inf).max(axis=1, keepdims=True, initial=-np.inf)
    lowest = np.where(active, security, np.inf).min(axis=1, keepdims=True, initial=np.inf)
    with np.errstate(invalid="ignore"):
        spread = highest - lowest
        differ = active & (spread > UTILITY_TOLERANCE)
        return np.where(differ, (2 * security - highest - lowest) / np.where(differ, spread, 1.0), 0.0)


def risk_exponent(relative: ProblemActor) -> ProblemActor:
    """r_i = (1 - R_i/3) / (1 + R_i/3), in [0.5, 2] (eq. 33): the less secure, the more accepting of risk."""
    exponent: ProblemActor = (1 - relative / 3) / (1 + relative / 3)
    return exponent


def _expected(
    distance: Matrix,
    chance: Matrix,
    resistance: Float[np.ndarray, "..."],
    risk: Float[np.ndarray, "..."],
    from_middle: Float[np.ndarray, "..."],
    tie: PerProblem,
    rules: Rules,
) -> Matrix:
    success = 2 - 4 * (0.5 - 0.5 * distance) ** risk  # eq. 15
    failure = 2 - 4 * (0.5 + 0.5 * distance) ** risk  # eq. 16
    unchanged = STATUS_QUO[rules.status_quo]
    value = resistance * (chance * success + (1 - chance) * failure) + (1 - resistance) * success
    value = value - unchanged * (2 - 4 * 0.5**risk)  # eq. 24
    if unchanged < 1:
        far = from_middle + distance
        better = 2 - 4 * (0.5 - 0.25 * far) ** risk  # eq. 22
        worse = 2 - 4 * (0.5 + 0.25 * far) ** risk  # eq. 23
        turns_better = (from_middle < distance - tie[:, None, None]) | (rules.betterment == 0)
        change = (1 - unchanged) * np.where(turns_better, better, worse)
        value = value + change if rules.change_sign else value - change
    expected: Matrix = value
    return expected
