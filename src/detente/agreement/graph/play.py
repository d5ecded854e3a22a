"""How a state is left: the surest first move of a decision maker, and what the others and it then do in turn.

All at once for many draws of preferences; only for conflicts with options. Indices are entries of the graph.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.agreement.graph.axes import Chosen, Pairs, StateDraw, StateDrawMask
from detente.agreement.graph.model import Graph, submasks
from detente.agreement.graph.moves import worst_by_improvements

ROUNDS = 3
"""Times each decision maker gets its turn: what goes on beyond is a cycle."""


def reached_by_improvements(graph: Graph, start: int) -> StateDrawMask:
    """(state, draw): where moves that each better their mover lead from an entry, in any turn; itself included."""
    reached = np.zeros(graph.payoff[0].shape, dtype=np.bool_)
    reached[start] = True
    before = -1
    while before != (before := int(reached.sum())):
        for maker in range(len(graph.makers)):
            payoff = graph.payoff[maker]
            for mask in submasks(graph.own[maker]):
                end = np.arange(graph.size) ^ mask
                came = reached[end] & (payoff > payoff[end]) & _allowed(graph, mask)[end, None]
                reached |= came
    return reached


def surest_move(graph: Graph, maker: int, start: int) -> tuple[Pairs, Pairs]:
    """(draw,): where the decision maker best moves to if the others answer by improvements as badly for it as they can.

    The second is what it is left with then, as a payoff; the entry ``start`` itself where no move leaves it better.
    """
    others = [k for k in range(len(graph.makers)) if k != maker]
    payoff = graph.payoff[maker]
    after = np.minimum(payoff, worst_by_improvements(graph, others, payoff)) if others else payoff
    return _best(graph, maker, np.full(payoff.shape[1], start), after, payoff[start])


def played(
    graph: Graph, start: int, first: int, opening: Pairs, draws: Chosen
) -> tuple[tuple[tuple[int, int], ...], float]:
    """The commonest play over ``draws`` after the first mover's ``opening``, as (maker, entry) of each move; its share.

    The others take turns after the first mover, it too, each with the move best for it; a play ends when all pass, or
    where it comes back to a state.
    """
    order = [(first + 1 + k) % len(graph.makers) for k in range(len(graph.makers))]
    drawn = graph.with_draws(draws)
    at = opening[draws]
    trace = [at]
    movers: Sequence[int] = [first]
    for maker in order * ROUNDS:
        payoff = drawn.payoff[maker]
        at, _ = _best(drawn, maker, at, payoff, payoff[at, np.arange(at.size)])
        trace.append(at)
        movers = [*movers, maker]
    plays, counts = np.unique(np.stack(trace), axis=1, return_counts=True)
    common = plays[:, int(counts.argmax())].tolist()
    steps: list[tuple[int, int]] = []
    places = [start]
    for maker, entry in zip(movers, common, strict=True):
        if entry != places[-1]:
            steps.append((maker, entry))
            if entry in places:
                break
            places.append(entry)
    return tuple(steps), float(counts.max() / draws.size)


def _best(graph: Graph, maker: int, at: Pairs, values: StateDraw, least: Pairs) -> tuple[Pairs, Pairs]:
    """(draw,): the entry one move away with the greatest value, where that exceeds ``least``; else where it is.

    Of several, the lowest. The second is the value, or ``least``.
    """
    column = np.arange(at.size)
    best, value = at.copy(), np.array(least)
    for mask in submasks(graph.own[maker]):
        end = at ^ mask
        allowed = _allowed(graph, mask)[at]
        found = np.where(allowed, values[end, column], np.iinfo(values.dtype).min)
        better = (found > value) | ((found == value) & (best != at) & (end < best))
        best, value = np.where(better, end, best), np.where(better, found, value)
    return best, value


def _allowed(graph: Graph, mask: int) -> np.ndarray:
    """(state,): whether the options of the mask may all be changed at once."""
    entries = np.arange(graph.size)
    allowed: np.ndarray = graph.legal & graph.legal[entries ^ mask]
    allowed &= ((entries & mask & graph.forward) == 0) & ((~entries & mask & graph.backward) == 0)
    return allowed
