"""The part of a graph worth drawing: what moves that better their mover can reach from the status quo."""

from __future__ import annotations

from detente.agreement.graph.model import Graph
from detente.agreement.graph.status_quo import improving_ends
from detente.domain.stability_answer import StateGraph, StateMove

MOST_DRAWN = 30
MOST_ARROWS = 40
"""States and moves that fit in a readable picture."""


def excerpt(graph: Graph, start: int, most: int = MOST_DRAWN) -> StateGraph:
    """States (by label) and improving moves of the first draw.

    All states where there are at most ``most``: those reached from ``start`` first, by their distance, then the rest.
    Otherwise only those that are reached, and of these the nearest. Where there are more than MOST_ARROWS moves, only
    the best of each decision maker from each state count, for what is reached too.
    """
    shown = _excerpt(graph, start, most, best_only=False)
    return shown if len(shown.moves) <= MOST_ARROWS else _excerpt(graph, start, most, best_only=True)


def _excerpt(graph: Graph, start: int, most: int, *, best_only: bool) -> StateGraph:
    ends: dict[int, list[tuple[int, int]]] = {}
    order = [graph.index(start)]
    known = set(order)
    for at in order:
        ends[at] = _ends(graph, at, best_only=best_only)
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
                ends[at] = _ends(graph, at, best_only=best_only)
    moves = tuple(
        StateMove(graph.makers[maker], int(graph.labels[at]), int(graph.labels[end]))
        for at in order
        for maker, end in ends[at]
        if end in known
    )
    return StateGraph(start, tuple(int(graph.labels[at]) for at in order), moves, count - len(order), best_only)


def _ends(graph: Graph, at: int, *, best_only: bool) -> list[tuple[int, int]]:
    found = list(improving_ends(graph, at))
    if not best_only:
        return found
    best: dict[int, int] = {}
    for maker, end in found:
        payoff = graph.payoff[maker, :, 0]
        if maker not in best or payoff[end] > payoff[best[maker]]:
            best[maker] = end
    return list(best.items())
