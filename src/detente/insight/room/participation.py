"""What a seat with a veto is worth: the Shapley value over sets of participants (Shapley 1953).

Actor a's game is v_a(S), its own margin over no deal where the participants S settle, 0 where they cannot; its value of
participation is its Shapley value in that game: what its joining adds for itself, averaged over the orders in which
they could join. With many actors, what it loses when it alone is left out. Symmetric actors get equal values.
"""

from __future__ import annotations

from itertools import combinations
from math import factorial

import numpy as np

from detente.domain.axes import PerDraw
from detente.domain.forecast import Interval
from detente.domain.room_answer import Participation
from detente.ensemble.combine import interval
from detente.insight.room.settlement import Rooms

MOST_PLAYERS = 7
"""Beyond so many actors the sets are too many (2^7 settlements of all draws): they are left out one at a time."""


def values_of_participation(rooms: Rooms, players: tuple[str, ...]) -> tuple[Participation, ...]:
    """One entry an actor, the one with most to gain from its seat first."""
    exact = len(players) <= MOST_PLAYERS
    found = [_shapley(rooms, players, actor) if exact else _left_out(rooms, players, actor) for actor in players]
    return tuple(sorted(found, key=lambda p: (-p.mean, p.actor)))


def shapley_weights(others: int) -> tuple[float, ...]:
    """Chance that just k of the others have joined before: k! (n - 1 - k)! / n! for each set of k, by k."""
    n = others + 1
    return tuple(factorial(k) * factorial(n - 1 - k) / factorial(n) for k in range(n))


def _shapley(rooms: Rooms, players: tuple[str, ...], actor: str) -> Participation:
    others = tuple(p for p in players if p != actor)
    weights = shapley_weights(len(others))
    value: PerDraw = np.zeros(rooms.draws.n)
    zone = 0.0
    for size in range(len(others) + 1):
        for joined in combinations(others, size):
            gain, change = _joining(rooms, joined, actor)
            value += weights[size] * gain
            zone += weights[size] * change if joined else 0.0
    # The empty set has no zone to lose: the weights of the others are scaled to add up to 1.
    zone = zone / (1 - weights[0]) if others else 0.0
    return _entry(actor, value, zone, "shapley")


def _left_out(rooms: Rooms, players: tuple[str, ...], actor: str) -> Participation:
    gain, change = _joining(rooms, tuple(p for p in players if p != actor), actor)
    return _entry(actor, gain, change, "leave-one-out")


def _joining(rooms: Rooms, joined: tuple[str, ...], actor: str) -> tuple[PerDraw, float]:
    """What an actor's joining changes: its own margin, draw by draw, and the chance of a zone."""
    at = rooms.draws.actors.index(actor)
    before, after = rooms.settle(joined), rooms.settle((*joined, actor))
    return after.margin[:, at] - before.margin[:, at], float(after.exists.mean() - before.exists.mean())


def _entry(actor: str, value: PerDraw, zone: float, method: str) -> Participation:
    spread: Interval = interval(value)
    return Participation(actor, spread, float(value.mean()), zone, method)
