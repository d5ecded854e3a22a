"""How often a state is an equilibrium when preferences are uncertain, and which judgement decides it.

Each draw is one set of preferences; the graph is the same in all. A judgement is whether a decision maker prefers one
state to another: it flips an equilibrium where the state is stable in most draws in which it holds and in few of the
others. Association over the draws, not cause: judgements drawn together move together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.agreement.graph.axes import MakerStateDraw, Ranks, StateDraw
from detente.agreement.graph.model import Graph
from detente.agreement.graph.stability import is_equilibrium
from detente.agreement.shares import wilson
from detente.domain.axes import DrawMask
from detente.domain.errors import InputError
from detente.domain.forecast import Share

FEWEST = 10
"""Draws each side of a judgement needs to be reported."""


@dataclass(frozen=True)
class Flip:
    """A judgement, and in what share of the draws the state is an equilibrium with it and without it."""

    maker: str
    better: int
    worse: int
    draws: int
    share_if: float
    share_if_not: float

    @property
    def difference(self) -> float:
        """How much the judgement speaks for the state, in [-1, 1]."""
        return self.share_if - self.share_if_not


def equilibrium_probability(graph: Graph, concept: str) -> dict[int, Share]:
    """The share of draws in which each state that can be is an equilibrium, with its interval, by label."""
    found = is_equilibrium(graph, concept)
    return {int(graph.labels[at]): wilson(int(found[at].sum()), found.shape[1]) for at in np.flatnonzero(graph.legal)}


def flips(
    graph: Graph, concept: str, state: int, among: Sequence[int] | None = None, stable: DrawMask | None = None
) -> tuple[Flip, ...]:
    """The judgements that decide whether a state is an equilibrium, the strongest first.

    Each is said so that it speaks for the state. Judgements that (almost) all draws agree on are left out, as are those
    that make no difference. ``among`` are the states (by label) to compare; by default all. ``stable`` says in which
    draws the state is an equilibrium, where that is known already.
    """
    if stable is None:
        stable = is_equilibrium(graph, concept)[graph.index(state)]
    found = []
    legal = np.flatnonzero(graph.legal) if among is None else np.array([graph.index(label) for label in among])
    for maker, name in enumerate(graph.makers):
        payoff = graph.payoff[maker][legal]
        for i, first in enumerate(legal):
            better = payoff[i] > payoff
            count = better.sum(axis=1)
            with_it = (better & stable).sum(axis=1)
            for j in np.flatnonzero((count >= FEWEST) & (stable.size - count >= FEWEST)):
                yes = float(with_it[j] / count[j])
                no = float((stable.sum() - with_it[j]) / (stable.size - count[j]))
                if yes > no:
                    found.append(
                        Flip(name, int(graph.labels[first]), int(graph.labels[legal[j]]), int(count[j]), yes, no)
                    )
    return tuple(sorted(found, key=lambda f: (-f.difference, f.maker, f.better, f.worse)))


def uncertain_preferences(graph: Graph, spread: float, draws: int, seed: int) -> Graph:
    """The graph with its first draw's rankings shaken: each state's rank plus a normal error of ``spread`` ranks.

    Thurstone 1927, Psychological Review 34:273, case V. Each decision maker has its own stream of random numbers.
    States tied stay tied when the spread is 0.
    """
    if not (spread >= 0 and np.isfinite(spread)):
        raise InputError("spread", "a number of ranks of at least 0", f"{spread}", "correct it")
    payoff: MakerStateDraw = np.stack(
        [shaken(graph.payoff[maker, :, :1], spread, draws, seed, maker) for maker in range(len(graph.makers))]
    )
    return graph.with_payoff(payoff)


def shaken(rank: Ranks, spread: float, draws: int, seed: int, maker: int) -> StateDraw:
    """Rankings with a normal error on each rank, one for each draw or the same for all; as they are without spread."""
    if spread == 0:
        return np.broadcast_to(rank, (rank.shape[0], draws)).copy()
    error = np.random.default_rng([seed, maker]).standard_normal((rank.shape[0], draws))
    return _ranks(rank + spread * error)


def _ranks(values: np.ndarray) -> StateDraw:
    order = np.argsort(values, axis=0, kind="stable")
    ranks = np.empty(values.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, np.arange(values.shape[0], dtype=np.int32)[:, None], axis=0)
    return ranks
