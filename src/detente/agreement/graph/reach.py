"""Tables of what a group can reach, for small conflicts and for those of named states.

In a legal sequence no decision maker moves twice in a row; it may move again after another did (A-B-A). So what can be
reached is kept by who moved last (Fang, Hipel & Kilgour 1993, ch. 3).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.agreement.graph.axes import DrawFromToMask, StateDraw
from detente.agreement.graph.model import Graph


def legal_sequences(steps: Sequence[DrawFromToMask]) -> DrawFromToMask:
    """(draw, from, to): where legal sequences of one or more moves lead; ``steps`` are each member's single moves."""
    by_last = [step.copy() for step in steps]
    changed = True
    while changed:
        changed = False
        for k, step in enumerate(steps):
            others = [by_last[j] for j in range(len(steps)) if j != k]
            if not others:
                break
            longer = by_last[k] | compose(np.logical_or.reduce(others), step)
            if (longer != by_last[k]).any():
                by_last[k], changed = longer, True
    anyhow: DrawFromToMask = np.logical_or.reduce(by_last)
    return anyhow


def all_moves(graph: Graph, group: Sequence[int]) -> DrawFromToMask:
    """(1, from, to): where the group can go by legal sequences of moves (R_H)."""
    return legal_sequences([graph.step(k)[None] for k in group])


def improving_moves(graph: Graph, group: Sequence[int]) -> DrawFromToMask:
    """(draw, from, to): the same by moves that each better their mover (R+_H)."""
    return legal_sequences([graph.step(k)[None] & preferred(graph.payoff[k]) for k in group])


def preferred(payoff: StateDraw) -> DrawFromToMask:
    """(draw, from, to): whether the second state is better than the first."""
    rows = payoff.T
    better: DrawFromToMask = rows[:, None, :] > rows[:, :, None]
    return better


def compose(first: DrawFromToMask, second: DrawFromToMask) -> DrawFromToMask:
    """One step of the first, then one of the second."""
    composed: DrawFromToMask = np.matmul(first.astype(np.float32), second.astype(np.float32)) > 0
    return composed
