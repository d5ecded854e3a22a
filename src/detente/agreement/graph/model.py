"""The conflict made ready to analyse: states as option masks, moves as exclusive-or masks, payoffs as whole numbers.

A conflict with n options has an entry for each of its 2^n masks, those that cannot be included: a move is then the
exclusive or with a mask and needs no table. A conflict of named states has one entry a state and a table of moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from detente.agreement.graph.axes import (
    Chosen,
    FromToMask,
    MakerFromToMask,
    MakerStateDraw,
    MakerStateMask,
    PerState,
    PerStateMask,
    StateDraw,
)
from detente.agreement.graph.preferences import UNSEEN, holds, ranking_payoff, statements_payoff
from detente.domain.conflict import Conflict, DecisionMaker, Ranking
from detente.domain.errors import InputError

MOST_OPTIONS = 24
MOST_TABLED = 4096
"""States beyond which no table of all pairs of states is made."""


@dataclass(frozen=True, eq=False)
class Graph:
    """A conflict ready to analyse, for one set of preferences or for many draws of them.

    makers : names of the decision makers.
    labels : (state,), rising; the option mask of each state, or its number in a conflict of named states.
    legal : (state,), whether the state can be.
    payoff : (maker, state, draw), higher is better; UNSEEN where the state cannot be.
    own : the options of each decision maker as a mask.
    forward, backward : masks of the options that can only be taken, only be given up.
    seen : (maker, state), states a decision maker believes can be; None when all see what there is.
    table : (maker, from, to), the moves of a conflict of named states; None where options say them.
    """

    makers: tuple[str, ...]
    labels: PerState
    legal: PerStateMask
    payoff: MakerStateDraw
    own: tuple[int, ...] = ()
    forward: int = 0
    backward: int = 0
    seen: MakerStateMask | None = None
    table: MakerFromToMask | None = None

    @property
    def size(self) -> int:
        """Entries along the state axis, states that cannot be included."""
        return int(self.labels.size)

    @property
    def states(self) -> PerState:
        """The labels of the states that can be."""
        possible: PerState = self.labels[self.legal]
        return possible

    @property
    def by_options(self) -> bool:
        """Whether moves are exclusive-or masks."""
        return self.table is None

    def index(self, label: int) -> int:
        """The entry of a state; raises InputError for one that cannot be."""
        at = int(np.searchsorted(self.labels, label))
        if at == self.size or self.labels[at] != label or not self.legal[at]:
            raise InputError("state", "a state that can be", f"{label}", "check the option mask")
        return at

    def maker(self, name: str) -> int:
        """The number of a decision maker; raises InputError for an unknown name."""
        if name not in self.makers:
            known = ", ".join(self.makers)
            raise InputError("decision maker", "one of the conflict", f"'{name}'", f"choose one of {known}")
        return self.makers.index(name)

    def with_payoff(self, payoff: MakerStateDraw) -> Graph:
        """The same graph under other preferences, shape (maker, state, draw); whole numbers, higher is better."""
        masked = np.where(self.legal[None, :, None], payoff - payoff.min(initial=0), UNSEEN)
        return replace(self, payoff=np.ascontiguousarray(masked, dtype=np.int32))

    def with_draws(self, draws: Chosen) -> Graph:
        """The same graph under some of its draws, by their numbers."""
        return replace(self, payoff=np.ascontiguousarray(self.payoff[:, :, draws]))

    def seen_by(self, maker: int) -> Graph:
        """The graph as one decision maker sees it: states it believes impossible are left out."""
        if self.seen is None:
            return self
        legal = self.seen[maker]
        return replace(self, legal=legal, payoff=np.where(legal[None, :, None], self.payoff, UNSEEN), seen=None)

    def step(self, maker: int) -> FromToMask:
        """(from, to): the single moves of a decision maker among the entries; for small graphs only."""
        if self.table is not None:
            tabled: FromToMask = self.table[maker]
            return tabled
        if self.size > MOST_TABLED:
            most = MOST_TABLED.bit_length() - 1
            raise InputError(
                "conflict",
                f"at most {most} options for this analysis",
                f"{self.size.bit_length() - 1}",
                "leave some out",
            )
        step = np.zeros((self.size, self.size), dtype=np.bool_)
        for start, end in self.moves(maker):
            step[start, end] = True
        return step

    def moves(self, maker: int) -> Iterator[tuple[PerState, PerState]]:
        """Starts and ends of the moves of a decision maker, mask by mask; only for conflicts with options."""
        entries = np.arange(self.size, dtype=np.int32)
        for mask in submasks(self.own[maker]):
            start = entries[self.legal & self.legal[entries ^ mask]]
            start = start[((start & mask & self.forward) == 0) & ((~start & mask & self.backward) == 0)]
            yield start, start ^ mask


def build_graph(conflict: Conflict) -> Graph:
    """The graph of a conflict; raises InputError where the conflict does not make sense."""
    return _by_arcs(conflict) if conflict.by_arcs else _by_options(conflict)


def ranked(conflict: Conflict) -> Conflict:
    """The same conflict with what can be, what is misperceived and every ranking written out, state by state.

    For formats that know no conditions and no statements.
    """
    graph = build_graph(conflict)
    states = graph.states
    makers = []
    for maker, payoff in zip(conflict.decision_makers, graph.payoff[:, graph.legal, 0], strict=True):
        order = np.argsort(-payoff, kind="stable")
        tiers = np.unique(-payoff, return_inverse=True)[1].astype(np.int32)
        seen = _seen(maker, graph.legal) if maker.misperceived else graph.legal
        unseen = graph.labels[graph.legal & ~seen].tolist()
        whole = tuple((tuple((i, bool(s >> i & 1)) for i in range(len(conflict.options))),) for s in unseen)
        ranking = Ranking(states[order], tiers[order])
        makers.append(replace(maker, ranking=ranking, statements=(), misperceived=whole))
    return replace(
        conflict,
        decision_makers=tuple(makers),
        feasible=None if conflict.by_arcs else states,
        infeasible=(),
    )


def submasks(mask: int) -> Iterator[int]:
    """The masks within ``mask`` that are not empty, rising."""
    sub = mask & -mask
    while sub:
        yield sub
        sub = (sub - mask) & mask


def _by_options(conflict: Conflict) -> Graph:
    count = len(conflict.options)
    if not 1 <= count <= MOST_OPTIONS:
        raise InputError(conflict.where, f"1 to {MOST_OPTIONS} options", f"{count}", "merge or leave out options")
    own = [sum(1 << option for option in set(maker.options)) for maker in conflict.decision_makers]
    for option in range(count):
        owners = sum(mask >> option & 1 for mask in own)
        if owners != 1:
            name = conflict.options[option].name
            raise InputError(
                conflict.where, f"one decision maker for option {option} ('{name}')", f"{owners}", "correct the options"
            )
    legal = _legal(conflict, 1 << count)
    seen = np.stack([_seen(maker, legal) for maker in conflict.decision_makers])
    labels = np.arange(legal.size, dtype=np.int32)
    return Graph(
        makers=tuple(maker.name for maker in conflict.decision_makers),
        labels=labels,
        legal=legal,
        payoff=np.stack([_payoff(conflict, m, labels, legal) for m in conflict.decision_makers]),
        own=tuple(own),
        forward=sum(1 << i for i, option in enumerate(conflict.options) if option.direction == "fwd"),
        backward=sum(1 << i for i, option in enumerate(conflict.options) if option.direction == "back"),
        seen=None if (seen == legal).all() else seen,
    )


def _by_arcs(conflict: Conflict) -> Graph:
    named: set[int] = set()
    for maker in conflict.decision_makers:
        for start, ends in (maker.arcs or {}).items():
            named.update((start, *ends))
        if maker.ranking is not None:
            named.update(int(state) for state in maker.ranking.states)
    labels = np.array(sorted(named), dtype=np.int32)
    if not 1 <= labels.size <= MOST_TABLED:
        raise InputError(conflict.where, f"1 to {MOST_TABLED} states", f"{labels.size}", "leave some out")
    at = {int(label): i for i, label in enumerate(labels)}
    legal = np.ones(labels.size, dtype=np.bool_)
    table = np.zeros((len(conflict.decision_makers), labels.size, labels.size), dtype=np.bool_)
    for m, maker in enumerate(conflict.decision_makers):
        for start, ends in (maker.arcs or {}).items():
            for end in ends:
                table[m, at[start], at[end]] = start != end
    return Graph(
        makers=tuple(maker.name for maker in conflict.decision_makers),
        labels=labels,
        legal=legal,
        payoff=np.stack([_payoff(conflict, m, labels, legal) for m in conflict.decision_makers]),
        table=table,
    )


def _legal(conflict: Conflict, states: int) -> PerStateMask:
    legal = np.ones(states, dtype=np.bool_)
    if conflict.feasible is not None:
        legal[:] = False
        outside = conflict.feasible[(conflict.feasible < 0) | (conflict.feasible >= states)]
        if outside.size:
            raise InputError(conflict.where, f"feasible states from 0 to {states - 1}", f"{outside[0]}", "correct it")
        legal[conflict.feasible] = True
    for condition in conflict.infeasible:
        legal &= ~holds(condition, states)
    if not legal.any():
        raise InputError(conflict.where, "a state that can be", "none", "loosen what is infeasible")
    return legal


def _seen(maker: DecisionMaker, legal: PerStateMask) -> PerStateMask:
    seen = legal
    for condition in maker.misperceived:
        seen = seen & ~holds(condition, legal.size)
    return seen


def _payoff(conflict: Conflict, maker: DecisionMaker, labels: PerState, legal: PerStateMask) -> StateDraw:
    where = f"{conflict.where}: preferences of {maker.name}"
    if maker.ranking is not None:
        return ranking_payoff(maker.ranking, labels, legal, where)[:, None]
    if conflict.by_arcs:
        raise InputError(where, "a ranking of the states", "none", "add one")
    return statements_payoff(maker.statements, legal)[:, None]
