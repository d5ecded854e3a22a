"""Sanctions by improvements that others make at the same time as the move they punish (SIM).

Published definitions differ. Here: a move of i from s by the mask x is sanctioned when there is a group of others, not
empty, each with one improvement of its own from s (mask y_j), such that the state with all the moves made at once,
s ^ x ^ y_1 ^ ..., can be and is no better for i than s. What others gain is judged at s, as they act not knowing of the
move of i. After Fraser & Hipel 1984, Conflict Analysis: Models and Resolutions, ch. 2, without their exception for
combinations that cannot be: those sanction nothing. Moves of named states cannot be made at once: not defined there.
"""

from __future__ import annotations

import numpy as np

from detente.agreement.graph.axes import Pairs, PairsMask, StateDrawMask
from detente.agreement.graph.model import Graph, submasks


def simultaneously_stable(graph: Graph, maker: int) -> StateDrawMask:
    """(state, draw): whether every improvement of the decision maker is met by simultaneous ones of others."""
    payoff = graph.payoff[maker]
    stable = np.ones(payoff.shape, dtype=np.bool_)
    others = [k for k in range(len(graph.makers)) if k != maker]
    joint = sum(graph.own[k] for k in others)
    for mask in submasks(graph.own[maker]):
        state, draw = np.nonzero(_improves(graph, maker, mask))
        # only what is not yet sanctioned is looked at further, which soon is little
        for answer in submasks(joint):
            if not state.size:
                break
            end = state ^ mask ^ answer
            met = graph.legal[end] & (payoff[end, draw] <= payoff[state, draw])
            for k in others:
                part = answer & graph.own[k]
                if part:
                    met &= _improving(graph, k, part, state, draw)
            state, draw = state[~met], draw[~met]
        stable[state, draw] = False
    return stable


def _improves(graph: Graph, maker: int, mask: int) -> StateDrawMask:
    payoff = graph.payoff[maker]
    entries = np.arange(graph.size, dtype=np.int32)
    allowed = graph.legal & _allowed(graph, mask, entries)
    improves: StateDrawMask = (payoff[entries ^ mask] > payoff) & allowed[:, None]
    return improves


def _improving(graph: Graph, maker: int, mask: int, state: Pairs, draw: Pairs) -> PairsMask:
    payoff = graph.payoff[maker]
    improving: PairsMask = (payoff[state ^ mask, draw] > payoff[state, draw]) & _allowed(graph, mask, state)
    return improving


def _allowed(graph: Graph, mask: int, state: Pairs) -> PairsMask:
    """Whether one-way options let the mask be changed."""
    allowed: PairsMask = ((state & mask & graph.forward) == 0) & ((~state & mask & graph.backward) == 0)
    return allowed
