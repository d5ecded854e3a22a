"""What rivals offer an actor and which offer it takes: Scholz et al. 2011, section 3 and equations 35 to 36.

With gain a = E^i(U_ij) and threat b of the rival's challenge: both positive and b > a, i loses a conflict; b > 0 > a
and b > |a|, a compromise part of the way; b > 0 > a and b <= |a|, i has to acquiesce; otherwise stalemate.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Int

from detente.engines.parts import challenge_switches as rule
from detente.engines.parts.challenge_switches import Rules
from detente.engines.parts.challenge_utilities import Challenges, Matrix, PerProblem, ProblemActor
from detente.engines.parts.ties import UTILITY_TOLERANCE

STALEMATE, CONFLICT, COMPROMISE, ACQUIESCENCE = 0, 1, 2, 3
KINDS = ("stalemate", "conflict", "compromise", "acquiescence")
# Two moves, or two averages, within this share of the scale are equally long (1e-5 on a scale of 0 to 100).
MOVE_TOLERANCE = 1e-7


class Offers(NamedTuple):
    """Offers to actor i (row) by rival j (column).

    kind : place in ``KINDS``.
    target : where i would go.
    """

    kind: Int[np.ndarray, "problem actor actor"]
    target: Matrix


class Choice(NamedTuple):
    """The offer each actor takes: its kind, whose it is (-1 for none), and where the actor goes."""

    kind: Int[np.ndarray, "problem actor"]
    by: Int[np.ndarray, "problem actor"]
    position: ProblemActor


def offers_between(
    challenges: Challenges, position: ProblemActor, distance: Matrix, weight: ProblemActor, rules: Rules
) -> Offers:
    """Every rival's offer; none between actors that coincide."""
    a, b = challenges
    active = weight > 0
    apart = active[:, :, None] & active[:, None, :] & (distance > 0)
    pressed = apart & (b > UTILITY_TOLERANCE)
    loses = pressed & (a > UTILITY_TOLERANCE) & (b > a + UTILITY_TOLERANCE) & (rules.conflict == 0)
    yields = pressed & (a < -UTILITY_TOLERANCE)
    halfway = yields & (b > UTILITY_TOLERANCE - a)
    kind = np.select([loses, halfway, yields], [CONFLICT, COMPROMISE, ACQUIESCENCE], STALEMATE)
    here, there = np.broadcast_arrays(position[:, :, None], position[:, None, :])
    share = _compromise_share(a, b, rules)
    target = np.where(halfway, here + (there - here) * np.where(halfway, share, 0.0), np.where(kind > 0, there, here))
    return Offers(kind, target)


def take_offers(
    offers: Offers, challenges: Challenges, position: ProblemActor, scale: PerProblem, rules: Rules
) -> Choice:
    """The offer that each actor takes.

    What is equal within its tolerance is decided by the next rule, so that no digit of rounding decides: the first
    key is that of the switch ``offer_choice``, then the rival that expects more (or the shorter move), then the lower
    position.
    """
    a, b = challenges
    move = np.abs(offers.target - position[:, :, None])
    lengths = np.broadcast_to((MOVE_TOLERANCE * scale)[:, None, None], move.shape)
    utilities = np.full(move.shape, UTILITY_TOLERANCE)
    standing = offers.kind > STALEMATE
    if rules.offer_choice == rule.HIGHEST_UTILITY:
        keys = [(-b, utilities), (move, lengths)]
    else:
        first = move
        if rules.offer_choice == rule.LEAST_WEIGHTED_AVERAGE:
            average = _weighted_average(a, b, position)
            first = np.where(offers.kind == COMPROMISE, average, move)
        best = np.where(standing, offers.kind, len(KINDS)).min(axis=2, keepdims=True, initial=len(KINDS))
        standing = standing & (offers.kind == best)
        keys = [(first, lengths), (-b, utilities)]
    for key, tolerance in [*keys, (offers.target, np.zeros(move.shape))]:
        least = np.where(standing, key, np.inf).min(axis=2, keepdims=True, initial=np.inf)
        standing = standing & (key <= least + tolerance)
    by = np.argmax(standing, axis=2)
    some = standing.any(axis=2)
    kind, target = (np.take_along_axis(array, by[:, :, None], axis=2)[:, :, 0] for array in offers)
    return Choice(np.where(some, kind, STALEMATE), np.where(some, by, -1), np.where(some, target, position))


def _compromise_share(a: Matrix, b: Matrix, rules: Rules) -> Matrix:
    size, other = np.abs(a), np.abs(b)
    whole = other if rules.compromise == 0 else size + other
    share: Matrix = (size if rules.compromise == 0 else other) / np.where(whole > 0, whole, 1.0)
    return share


def _weighted_average(a: Matrix, b: Matrix, position: ProblemActor) -> Matrix:
    size, other = np.abs(a), np.abs(b)
    here, there = position[:, :, None], position[:, None, :]
    average: Matrix = here + (there - here) * other / np.where(size + other > 0, size + other, 1.0)
    return average
