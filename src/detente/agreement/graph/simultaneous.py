"""Sanctions by improvements that others make at the same time as the move they punish (SIM).

Published definitions differ. Here: a move of i from s by the mask x is sanctioned when there is a group of others, not
empty, each with one improvement of its own from s (mask y_j), such that the state with all the moves made at once,
s ^ x ^ y_1 ^ ..., can be and is no better for i than s. What others gain is judged at s, as they act not knowing of the
move of i. After Fraser & Hipel 1984, Conflict Analysis: Models and Resolutions, ch. 2, without their exception for
combinations that cannot be: those sanction nothing. Moves of named states cannot be made at once: not defined there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.agreement.graph.axes import Pairs, PairsMask, Parts, StateDrawMask
from detente.agreement.graph.model import Graph, submasks

BLOCK = 1 << 17
"""Combinations of a state and an answer looked at together."""


def simultaneously_stable(graph: Graph, maker: int) -> StateDrawMask:
    """(state, draw): whether every improvement of the decision maker is met by simultaneous ones of others."""
    stable = np.ones(graph.payoff[maker].shape, dtype=np.bool_)
    others = sorted((k for k in range(len(graph.makers)) if k != maker), key=lambda k: graph.own[k].bit_count())
    for mask in submasks(graph.own[maker]):
        state, draw = np.nonzero(_improves(graph, maker, mask) & stable)
        moves = _Moves(graph, maker, state, draw, np.ones(state.size, dtype=np.bool_))
        if others:
            moves.sanction(others, np.arange(state.size), mask)
        stable[state[moves.unmet], draw[moves.unmet]] = False
    return stable


@dataclass(frozen=True, eq=False)
class _Moves:
    """Improvements of one decision maker by one mask, and which of them nothing has sanctioned so far."""

    graph: Graph
    maker: int
    state: Pairs
    draw: Pairs
    unmet: PairsMask

    def sanction(self, others: list[int], chosen: Pairs, mask: int) -> None:
        """Strike out the chosen moves that the others, each by an improvement or by nothing, can sanction.

        ``mask`` holds the move itself and what others before these do at the same time.
        """
        own = self.graph.own[others[0]]
        if len(others) == 1:
            self._strike(others[0], chosen, mask)
            return
        self.sanction(others[1:], chosen, mask)
        for part in submasks(own):
            # only what is not yet sanctioned is looked at further, which soon is little
            chosen = chosen[self.unmet[chosen]]
            if not chosen.size:
                return
            improving = _improving(self.graph, others[0], part, self.state[chosen], self.draw[chosen])
            self.sanction(others[1:], chosen[improving], mask | part)

    def _strike(self, other: int, chosen: Pairs, mask: int) -> None:
        payoff = self.graph.payoff[self.maker]
        parts = np.array([0, *submasks(self.graph.own[other])], dtype=np.int32)
        first = 0
        while first < parts.size:
            chosen = chosen[self.unmet[chosen]]
            if not chosen.size:
                return
            last = first + max(1, BLOCK // chosen.size)
            some, first = parts[first:last], last
            start, draw = self.state[chosen][:, None], self.draw[chosen][:, None]
            end = start ^ mask ^ some
            met = self.graph.legal[end] & (payoff[end, draw] <= payoff[start, draw])
            met &= (some == 0) | _improving(self.graph, other, some, start, draw)
            self.unmet[chosen[met.any(axis=1)]] = False


def _improves(graph: Graph, maker: int, mask: int) -> StateDrawMask:
    payoff = graph.payoff[maker]
    entries = np.arange(graph.size, dtype=np.int32)
    allowed = graph.legal & _allowed(graph, mask, entries)
    improves: StateDrawMask = (payoff[entries ^ mask] > payoff) & allowed[:, None]
    return improves


def _improving(graph: Graph, maker: int, mask: int | Parts, state: np.ndarray, draw: np.ndarray) -> np.ndarray:
    """Whether the move by ``mask`` is allowed and betters its mover."""
    payoff = graph.payoff[maker]
    improving: np.ndarray = (payoff[state ^ mask, draw] > payoff[state, draw]) & _allowed(graph, mask, state)
    return improving


def _allowed(graph: Graph, mask: int | Parts, state: np.ndarray) -> np.ndarray:
    """Whether one-way options let the mask be changed."""
    allowed: np.ndarray = ((state & mask & graph.forward) == 0) & ((~state & mask & graph.backward) == 0)
    return allowed
