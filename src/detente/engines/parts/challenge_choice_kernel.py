"""The second half of a round of the challenge model, compiled: which offer each actor takes.

The same as ``challenge_offers.py``, without branches where a processor could not foresee them. Import it only where
it is used: importing loads Numba. Matrices are flat, row after row, the actors sorted by position.
"""

from __future__ import annotations

from typing import no_type_check

from detente.engines.parts import challenge_switches as rule
from detente.engines.parts.challenge_offers import (
    ACQUIESCENCE,
    COMPROMISE,
    CONFLICT,
    KINDS,
    MOVE_TOLERANCE,
    STALEMATE,
)
from detente.engines.parts.challenge_powers import compiled, compiled_in_place
from detente.engines.parts.ties import UTILITY_TOLERANCE

NONE = len(KINDS)  # no offer; after all kinds in the order in which they are preferred


@no_type_check
@compiled
def choose(position, distance, gain, threat, count, scale, rules, kinds, offers, ahead, kind, rival):
    """Fill ``ahead``, ``kind`` and ``rival`` with the offer each actor takes; whether anybody moves."""
    _classify(gain, threat, distance, count, rules, kinds)
    moved = False
    length = MOVE_TOLERANCE * scale
    for i in range(count):
        ahead[i], kind[i], rival[i] = position[i], STALEMATE, -1
        found = _offers_to(i, position, gain, threat, kinds, count, rules, offers)
        if found == 0:
            continue
        if rules[rule.OFFER_CHOICE] == rule.HIGHEST_UTILITY:
            found = _keep_least(offers, found, 1, UTILITY_TOLERANCE)
            found = _keep_least(offers, found, 2, length)
        else:
            found = _keep_least(offers, found, 1, length)
            found = _keep_least(offers, found, 2, UTILITY_TOLERANCE)
        _keep_least(offers, found, 3, 0.0)
        ahead[i], kind[i], rival[i] = offers[0, 3], int(offers[0, 0]), int(offers[0, 4])
        moved = moved or ahead[i] != position[i]
    return moved


@no_type_check
@compiled
def _classify(gain, threat, distance, count, rules, kinds):
    """The kind of every offer, NONE for none."""
    fights = rules[rule.CONFLICT] == 0
    for k in range(count * count):
        a, b = gain[k], threat[k]
        pressed = (b > UTILITY_TOLERANCE) & (distance[k] > 0.0)
        yields = pressed & (a < -UTILITY_TOLERANCE)
        loses = pressed & (a > UTILITY_TOLERANCE) & (b > a + UTILITY_TOLERANCE) & fights
        kind = ACQUIESCENCE if yields else NONE
        kind = COMPROMISE if yields & (b > UTILITY_TOLERANCE - a) else kind
        kinds[k] = CONFLICT if loses else kind


@no_type_check
@compiled_in_place
def _offers_to(i, position, gain, threat, kinds, count, rules, offers):
    """Write the offers actor i may take to ``offers``: kind, first key, second key, target, rival; how many there are.

    All offers where the highest utility decides, else those of the most preferred kind.
    """
    row = i * count
    wanted = NONE
    for j in range(count):
        wanted = min(wanted, kinds[row + j])
    if wanted == NONE:
        return 0
    by_utility = rules[rule.OFFER_CHOICE] == rule.HIGHEST_UTILITY
    wanted = NONE - 1 if by_utility else wanted
    found = 0
    for j in range(count):
        offers[found, 4] = j
        found += 1 if kinds[row + j] <= wanted else 0
    here = position[i]
    for k in range(found):
        j = int(offers[k, 4])
        kind, way, a, b = kinds[row + j], position[j] - here, gain[row + j], threat[row + j]
        target = position[j]
        if kind == COMPROMISE:
            target = here + way * (-a / b if rules[rule.COMPROMISE] == 0 else b / (b - a))
        first, second = abs(target - here), -b
        if by_utility:
            first, second = second, first
        elif kind == COMPROMISE and rules[rule.OFFER_CHOICE] == rule.LEAST_WEIGHTED_AVERAGE:
            first = here + way * b / (b - a)
        offers[k, 0], offers[k, 1], offers[k, 2], offers[k, 3] = kind, first, second, target
    return found


@no_type_check
@compiled_in_place
def _keep_least(offers, found, key, tolerance):
    """Keep the offers whose key is the least within the tolerance, in their order; how many are left."""
    if found == 1:
        return 1
    least = offers[0, key]
    for k in range(1, found):
        least = min(least, offers[k, key])
    kept = 0
    for k in range(found):
        if offers[k, key] <= least + tolerance:
            for column in range(5):
                offers[kept, column] = offers[k, column]
            kept += 1
    return kept
