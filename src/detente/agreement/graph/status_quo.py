"""From where things stand to each equilibrium: is there a way, how long, by whose moves.

A way is a legal sequence of moves, no decision maker twice in a row; a willing way consists of moves that each better
their mover. Source: Li, Kilgour & Hipel 2005, Journal of the Operational Research Society 56:699.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from detente.agreement.graph.model import Graph, submasks


@dataclass(frozen=True)
class Step:
    """A move of a decision maker to a state."""

    maker: str
    state: int


def shortest_ways(
    graph: Graph, start: int, targets: Iterable[int], *, willing: bool = True
) -> dict[int, tuple[Step, ...] | None]:
    """A shortest way from ``start`` to each target (by labels); empty where it stands there, None where there is none.

    Of several of one length, that by the decision makers named first, then by the lower states.
    """
    wanted = {graph.index(target): int(target) for target in targets}
    first = (graph.index(start), -1)
    came_from: dict[tuple[int, int], tuple[int, int] | None] = {first: None}
    reached: dict[int, tuple[int, int]] = {first[0]: first}
    frontier = [first]
    while frontier and not wanted.keys() <= reached.keys():
        following = []
        for node in frontier:
            for maker, end in _moves(graph, node, willing):
                arrived = (end, maker)
                if arrived not in came_from:
                    came_from[arrived] = node
                    reached.setdefault(end, arrived)
                    following.append(arrived)
        frontier = following
    return {label: _way(graph, came_from, reached.get(at)) for at, label in wanted.items()}


def improving_ends(graph: Graph, at: int) -> Iterator[tuple[int, int]]:
    """(decision maker, entry) of each single move from an entry that betters its mover, in the first draw."""
    yield from _moves(graph, (at, -1), willing=True)


def _moves(graph: Graph, node: tuple[int, int], willing: bool) -> Iterator[tuple[int, int]]:
    at, last = node
    for maker in range(len(graph.makers)):
        if maker == last:
            continue
        payoff = graph.payoff[maker, :, 0]
        for end in _ends(graph, maker, at):
            if not willing or payoff[end] > payoff[at]:
                yield maker, end


def _ends(graph: Graph, maker: int, at: int) -> list[int]:
    if graph.table is not None:
        return [int(end) for end in np.flatnonzero(graph.table[maker, at])]
    return sorted(
        at ^ mask
        for mask in submasks(graph.own[maker])
        if graph.legal[at ^ mask] and not at & mask & graph.forward and not ~at & mask & graph.backward
    )


def _way(
    graph: Graph, came_from: dict[tuple[int, int], tuple[int, int] | None], node: tuple[int, int] | None
) -> tuple[Step, ...] | None:
    if node is None:
        return None
    steps = []
    while (before := came_from[node]) is not None:
        steps.append(Step(graph.makers[node[1]], int(graph.labels[node[0]])))
        node = before
    return tuple(reversed(steps))
