"""A stated way of sitting together, against the consent the case needs as it stands."""

from __future__ import annotations

import numpy as np

from detente.agreement.shares import wilson
from detente.domain.room import Format
from detente.domain.room_answer import FormatEffect
from detente.ensemble.combine import difference_of_shares, interval
from detente.insight.room.settlement import Rooms


def format_effect(rooms: Rooms, key: str, stated: Format, required: tuple[str, ...]) -> FormatEffect:
    """What changes when the format's vetoes count instead of those of ``required``."""
    vetoes = stated.vetoes or stated.seats
    before, after = rooms.settle(required), rooms.settle(vetoes)
    gained = after.margin - before.margin
    both = before.exists & after.exists
    moved = after.point[both] - before.point[both]
    return FormatEffect(
        id=key,
        title=stated.title or key.replace("_", " "),
        seats=stated.seats,
        vetoes=vetoes,
        exists=wilson(int(after.exists.sum()), rooms.draws.n),
        zone_change=difference_of_shares(after.exists, before.exists),
        margins={actor: interval(gained[:, a]) for a, actor in enumerate(rooms.draws.actors)},
        issues={
            issue: interval(moved[:, k])
            for k, issue in enumerate(rooms.draws.issues)
            if both.any() and np.abs(moved[:, k]).max() > 0
        },
    )
