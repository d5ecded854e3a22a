"""Where moves lead, for a conflict with options: the best one can reach, the worst others can bring about.

No list of moves is kept. The best value within reach of a decision maker's own options is a maximum over the cube they
span, taken option by option: the states in between need not be possible, for the options change at once. The worst a
group can bring about is a fixed point: the value of a state is the least of its own and those of its neighbours.
What decision makers may do in turn (A-B-A) is exact, as two moves of one in a row amount to one move of the same.
Time n 2^n a sweep, for improvements sum_i 2^(m_i) 2^n; memory O(2^n). All arrays are (state, draw).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.agreement.graph.axes import StateDraw
from detente.agreement.graph.model import Graph, submasks

LEAST = np.iinfo(np.int32).min
MOST = np.iinfo(np.int32).max


def best_reached(graph: Graph, maker: int, values: StateDraw) -> StateDraw:
    """The greatest value at the state or one move of the decision maker away."""
    reached = np.where(graph.legal[:, None], values, LEAST)
    _spread(graph, graph.own[maker], reached, np.maximum)
    return reached


def worst_brought(graph: Graph, group: Sequence[int], values: StateDraw) -> StateDraw:
    """The least value at the state or after any legal sequence of moves of the group."""
    brought = np.where(graph.legal[:, None], values, MOST)
    if graph.legal.all():
        _spread(graph, sum(graph.own[k] for k in group), brought, np.minimum)
        return brought
    still = 0
    while still < len(group):
        for maker in group:
            before = brought.copy()
            _spread(graph, graph.own[maker], brought, np.minimum)
            brought[~graph.legal] = MOST
            # a second sweep by the same decision maker never changes anything: the next may be left out
            still = still + 1 if np.array_equal(before, brought) else 1
            if still >= len(group):
                break
    return brought


def worst_by_improvements(graph: Graph, group: Sequence[int], values: StateDraw) -> StateDraw:
    """The least value at the state or after any legal sequence of moves that each better their mover."""
    brought = np.where(graph.legal[:, None], values, MOST)
    still = 0
    while still < len(group):
        for maker in group:
            still = 1 if _improve(graph, maker, brought) else still + 1
            if still >= len(group):
                break
    return brought


def _improve(graph: Graph, maker: int, brought: StateDraw) -> bool:
    """Lower each value to the least among the improvements of one decision maker; whether any changed."""
    entries = np.arange(graph.size, dtype=np.int32)
    payoff = graph.payoff[maker]
    one_way = graph.forward | graph.backward
    few = int(graph.legal.sum()) * 2 <= graph.size
    changed = False
    for mask in submasks(graph.own[maker]):
        end = entries ^ mask
        allowed = graph.legal & graph.legal[end] if few else graph.legal
        if mask & one_way:
            allowed = allowed & ((entries & mask & graph.forward) == 0) & ((~entries & mask & graph.backward) == 0)
        if few:
            changed |= _improve_some(brought, payoff, np.flatnonzero(allowed), mask)
            continue
        lower = np.take(brought, end, axis=0)
        found = lower < brought
        found &= np.take(payoff, end, axis=0) > payoff
        # a state that cannot be has the least payoff: it is never an improvement, so what it holds goes nowhere
        found &= allowed[:, None]
        if found.any():
            changed = True
            np.copyto(brought, lower, where=found)
    return changed


def _improve_some(brought: StateDraw, payoff: StateDraw, start: np.ndarray, mask: int) -> bool:
    """The same for one move and only some states: where most cannot be, going through them alone is quicker."""
    end = start ^ mask
    before = brought[start]
    lower = brought[end]
    found = lower < before
    found &= payoff[end] > payoff[start]
    if not found.any():
        return False
    np.copyto(before, lower, where=found)
    brought[start] = before
    return True


def _spread(graph: Graph, options: int, values: StateDraw, extreme: np.ufunc) -> None:
    """Give each state the extreme value over the states its options lead to, in place."""
    option = 0
    while options >> option:
        if options >> option & 1:
            pairs = values.reshape(-1, 2, (1 << option) * values.shape[1])
            without, taken = pairs[:, 0], pairs[:, 1]
            if not graph.backward >> option & 1:
                both = extreme(without, taken)
                if not graph.forward >> option & 1:
                    taken[...] = both
                without[...] = both
            else:
                extreme(without, taken, out=taken)
        option += 1
