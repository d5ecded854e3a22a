"""Which red lines exclude each other: the pairwise conflict matrix, issue by issue.

On one issue what two parties accept is two intervals; they exclude each other where one's least is above the other's
greatest. By Helly's theorem on a line nothing is missed: if all pairs of intervals meet, all of them do.
"""

from __future__ import annotations

import numpy as np

from detente.agreement.shares import wilson
from detente.agreement.zone import required_parties
from detente.domain.agreement_answer import LineConflict
from detente.domain.draws import Draws
from detente.domain.forecast import Interval


def line_conflicts(draws: Draws) -> tuple[LineConflict, ...]:
    """Every ordered pair of required parties and issue whose lines clash in some draw, most often first."""
    parties = required_parties(draws)
    low, high = parties.line_low, parties.line_high
    names = [draws.actors[i] for i in parties.index]
    found = []
    for k, issue in enumerate(draws.issues):
        demanding = np.flatnonzero(np.isfinite(low[:, :, k]).any(axis=0))
        refusing = np.flatnonzero(np.isfinite(high[:, :, k]).any(axis=0))
        for a in demanding:
            for b in refusing:
                gap = low[:, a, k] - high[:, b, k]
                clash = gap > 0
                if clash.any():
                    size = np.quantile(gap[clash], (0.1, 0.5, 0.9))
                    share = wilson(int(clash.sum()), draws.n)
                    found.append(LineConflict(issue, names[a], names[b], share, Interval(*(float(v) for v in size))))
    return tuple(sorted(found, key=lambda c: -c.share.share))
