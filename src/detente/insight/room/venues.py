"""What a host could pull its way: a stated share of the way to the point that suits it best among those all accept.

No measured effect of a venue exists in the literature the reference names: bias is the analyst's number, swept from 0
up. The zone is convex, so a deal pulled that way stays in it: a host can tilt a deal, not force one.
"""

from __future__ import annotations

import numpy as np

from detente.domain.pert import quantity_quantile
from detente.domain.room import Venue
from detente.domain.room_answer import VenueEffect
from detente.domain.streams import uniforms
from detente.ensemble.combine import interval
from detente.insight.room.proposers import best_point
from detente.insight.room.settlement import Rooms

SWEEP = 5


def venue_effect(rooms: Rooms, key: str, stated: Venue, vetoes: tuple[str, ...], seed: int) -> VenueEffect:
    """Changes against a neutral place, over the draws that have a zone (0 elsewhere)."""
    base = rooms.settle(vetoes)
    bias = quantity_quantile(stated.bias, uniforms(seed, "room", "venue", key, draws=rooms.draws.n))
    favourite = best_point(rooms, vetoes, stated.host)
    host = rooms.draws.actors.index(stated.host)

    def pulled(share: np.ndarray) -> np.ndarray:
        moved: np.ndarray = base.point + share[:, None] * (favourite - base.point)
        return moved

    at = pulled(bias)
    gained = rooms.margin_at(at, base.exists) - base.margin
    moved = (at - base.point)[base.exists]
    sweep = []
    for share in np.linspace(0.0, stated.bias.high, SWEEP):
        margin = rooms.margin_at(pulled(np.full(rooms.draws.n, share)), base.exists)[:, host]
        sweep.append((float(share), float((margin - base.margin[:, host]).mean())))
    return VenueEffect(
        id=key,
        title=stated.title or key.replace("_", " "),
        host=stated.host,
        bias=interval(bias),
        margins={actor: interval(gained[:, a]) for a, actor in enumerate(rooms.draws.actors)},
        issues={
            issue: interval(moved[:, k])
            for k, issue in enumerate(rooms.draws.issues)
            if moved.size and np.abs(moved[:, k]).max() > 1e-9
        },
        swept=tuple(sweep),
    )
