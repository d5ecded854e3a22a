"""Whether they meet: preconditions that must all hold.

How they hang together is not known, so three numbers are given: as if they had nothing to do with each other (the
product), and the bounds that hold whatever they have (Frechet 1935, Fundamenta Mathematicae 25: 379-387):
max(0, sum p - (n - 1)) and min p.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.domain.pert import quantity_quantile
from detente.domain.room import Precondition
from detente.domain.room_answer import Meeting
from detente.domain.streams import uniforms
from detente.ensemble.combine import interval


def meeting(preconditions: Mapping[str, Precondition], draws: int, seed: int) -> Meeting | None:
    """None where the case states no precondition."""
    if not preconditions:
        return None
    drawn = {
        key: quantity_quantile(stated.probability, uniforms(seed, "room", "precondition", key, draws=draws))
        for key, stated in preconditions.items()
    }
    together = np.stack(list(drawn.values()))
    each = [(key, stated.what, stated.holder or "", interval(drawn[key])) for key, stated in preconditions.items()]
    return Meeting(
        independent=interval(together.prod(axis=0)),
        least=interval(np.maximum(0.0, together.sum(axis=0) - (len(together) - 1))),
        most=interval(together.min(axis=0)),
        each=tuple(sorted(each, key=lambda item: item[3].mid)),
    )
