"""Stability for a group that may act together, by tables of all pairs of states; one decision maker is a group too.

An improvement of a group is a state it can reach by its own legal sequences and that each member prefers. The concepts
are those of one decision maker with that for its improvements; a sanction binds when it leaves at least one member no
better off. Sanctions are by the others' legal sequences (GMR, SMR) or by their own improvements (SEQ).
Sources: Kilgour, Hipel, Fang & Peng 2001, Group Decision and Negotiation 10:159; Inohara & Hipel 2008, Systems
Engineering 11:343, whose SEQ lets sanctioners improve as coalitions too: here each improves by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from detente.agreement.graph.axes import DrawFromToMask, StateDrawMask
from detente.agreement.graph.model import Graph
from detente.agreement.graph.reach import all_moves, compose, improving_moves, preferred
from detente.domain.errors import InputError

COALITION_CONCEPTS = ("nash", "gmr", "smr", "seq")


def coalition_stable(graph: Graph, group: Sequence[int], concept: str) -> StateDrawMask:
    """(state, draw): whether the group has no improvement, or each is sanctioned by the others.

    For conflicts of at most MOST_TABLED entries, entries that cannot be included (they are stable).
    """
    if concept not in COALITION_CONCEPTS:
        known = ", ".join(COALITION_CONCEPTS)
        raise InputError("concept", f"one of {known} for coalitions and named states", f"'{concept}'", "choose one")
    better = _better(graph, group)
    improvements = all_moves(graph, group) & better
    unmet = improvements
    others = [k for k in range(len(graph.makers)) if k not in group]
    if concept != "nash" and others:
        held = ~better
        if concept == "smr":
            # no way back up: nothing the group can reach from there is better for all its members
            held &= ~compose(better, all_moves(graph, group).swapaxes(1, 2))
        sanctions = improving_moves(graph, others) if concept == "seq" else all_moves(graph, others)
        unmet = improvements & ~compose(held, sanctions.swapaxes(1, 2))
    stable: StateDrawMask = ~unmet.any(axis=2).T
    return stable


def coalition_equilibria(graph: Graph, concept: str, groups: Sequence[Sequence[int]] | None = None) -> tuple[int, ...]:
    """The states that are stable for every group, by default all of them, single decision makers included."""
    chosen = every_group(len(graph.makers)) if groups is None else groups
    stable = np.logical_and.reduce([coalition_stable(graph, group, concept)[:, 0] for group in chosen])
    return tuple(graph.labels[stable & graph.legal].tolist())


def every_group(makers: int) -> list[tuple[int, ...]]:
    """All groups of one or more, the small ones first."""
    return [group for size in range(1, makers + 1) for group in combinations(range(makers), size)]


def _better(graph: Graph, group: Sequence[int]) -> DrawFromToMask:
    better = np.logical_and.reduce([preferred(graph.payoff[k]) for k in group])
    return np.asarray(better & graph.legal[None, :, None] & graph.legal[None, None, :], dtype=np.bool_)
