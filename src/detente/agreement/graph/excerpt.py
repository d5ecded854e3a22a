"""The part of a graph worth drawing: what moves that better their mover can reach from the status quo."""

from __future__ import annotations

from detente.agreement.graph.model import Graph
from detente.agreement.graph.status_quo import improving_ends
from detente.domain.stability_answer import StateGraph, StateMove

MOST_DRAWN = 30
"""States that fit in a readable picture."""


def excerpt(graph: Graph, start: int, most: int = MOST_DRAWN) -> StateGraph:
    """States (by label) and improving moves of the first draw.

    All states where there are at most ``most``: those reached from ``start`` first, by their distance, then the rest.
    Otherwise only those that are reached, and of these the nearest.
    """
    ends: dict[int, list[tuple[int, int]]] = {}
    order = [graph.index(start)]
    known = set(order)
    for at in order:
        ends[at] = list(improving_ends(graph, at))
        for _, end in ends[at]:
            if end not in known and len(order) < most:
                known.add(end)
                order.append(end)
    count = int(graph.legal.sum())
    if count <= most:
        for at, possible in enumerate(graph.legal.tolist()):
            if possible and at not in known:
                known.add(at)
                order.append(at)
                ends[at] = list(improving_ends(graph, at))
    moves = tuple(
        StateMove(graph.makers[maker], int(graph.labels[at]), int(graph.labels[end]))
        for at in order
        for maker, end in ends[at]
        if end in known
    )
    return StateGraph(start, tuple(int(graph.labels[at]) for at in order), moves, count - len(order))
