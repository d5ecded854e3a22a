"""What tabling the draft is worth at most: the proposer's best point that no other veto holder refuses.

The take-it-or-leave-it end of bargaining (Romer & Rosenthal 1978, Public Choice 33: 27-43): the others get no less than
no deal and nothing more. An upper bound: whoever may answer with a draft of its own gets more.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.agreement.egalitarian import max_min
from detente.agreement.margins import POINTS
from detente.agreement.zone import required_parties
from detente.domain.axes import DrawIssue
from detente.domain.room_answer import Proposer
from detente.ensemble.combine import interval
from detente.insight.room.settlement import Rooms

HALVINGS = 14
"""Steps of the search for the proposer's best: its utility is then found to 1 in 10,000."""
LEAST = 1e-6


def proposers(rooms: Rooms, vetoes: tuple[str, ...]) -> tuple[Proposer, ...]:
    """One entry a veto holder: its gain over the deal best for the worst-off, over the draws that have a zone."""
    base = rooms.settle(vetoes)
    found = []
    for actor in (a for a in rooms.draws.actors if a in vetoes):
        at = rooms.draws.actors.index(actor)
        gain = rooms.margin_at(best_point(rooms, vetoes, actor), base.exists)[:, at] - base.margin[:, at]
        chosen = gain[base.exists]
        if chosen.size:
            found.append(Proposer(actor, interval(chosen), int(chosen.size)))
    return tuple(sorted(found, key=lambda p: (-p.gain.mid, p.actor)))


def best_point(rooms: Rooms, vetoes: tuple[str, ...], actor: str) -> DrawIssue:
    """The actor's best point within the zone of the veto holders; the zone's own best where there is no zone.

    The actor need not hold a veto itself (a host, say): the zone is then that of the others.
    """
    base = rooms.settle(vetoes)
    if not base.exists.any():
        return base.point
    required = np.array([name in vetoes or name == actor for name in rooms.draws.actors])
    parties = required_parties(replace(rooms.draws, required=required), rooms.rates)
    low, high = required_parties(
        replace(rooms.draws, required=np.array([name in vetoes for name in rooms.draws.actors])), rooms.rates
    ).box()
    mine = parties.index.index(rooms.draws.actors.index(actor))
    # Largest t with a point where the actor gains t and every other veto holder gains: max-min of the margins, the
    # actor's lowered by t, is positive up to that t and falls in t.
    start = rooms.margin_at(base.point, base.exists)[:, parties.index[mine]] / POINTS
    least, most = start - LEAST, np.maximum(parties.ceiling[:, mine], start)
    point = base.point.copy()
    for _ in range(HALVINGS):
        tried = 0.5 * (least + most)
        ceiling = parties.ceiling.copy()
        ceiling[:, mine] -= tried
        best = max_min(parties.position, parties.rate, ceiling, low, high, parties.reference_point)
        possible = best.margin > LEAST
        point = np.where((possible & base.exists)[:, None], best.point, point)
        least, most = np.where(possible, tried, least), np.where(possible, most, tried)
    return point
