"""Is a state of a conflict stable: one file of the graph model, without any case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from detente.agreement.graph import CONCEPTS, build_graph, equilibria
from detente.agreement.graph.model import MOST_TABLED, Graph, ranked
from detente.agreement.graph.stability import concepts_of
from detente.domain.conflict import Conflict
from detente.domain.errors import InputError, did_you_mean
from detente.storage.exports.conflict import GraphEdge, GraphNode, export_conflict, export_graphml
from detente.storage.files import atomic_write_text
from detente.storage.imports.gmcr import read_conflict

MOST_SHOWN = 40
MOST_SIMULTANEOUS = 1 << 16
Found = dict[str, Any]


def find_equilibria(path: Path, concepts: Sequence[str] | None = None, game: str | None = None) -> Found:
    """``states``: how many can be; ``equilibria``: by concept, states as option masks (or numbers where named).

    Without ``concepts`` all that are defined for the conflict, but sim only up to MOST_SIMULTANEOUS entries: beyond, it
    takes minutes and must be asked for. Raises FormatError and InputError.
    """
    return _found(build_graph(read_conflict(path, game)), concepts)


def tell_equilibria(path: Path, concepts: Sequence[str] | None = None, game: str | None = None) -> list[str]:
    """The same as lines of text: each state with the concepts it is stable by and the options taken in it."""
    conflict = read_conflict(path, game)
    found = _found(build_graph(conflict), concepts)
    by_state = _by_state(found)
    names = list(found["equilibria"])
    lines = [f"{found['states']} states; {len(by_state)} stable for all by {', '.join(names)}"]
    ordered = sorted(by_state.items(), key=lambda item: (-len(item[1]), item[0]))
    for state, stable in ordered[:MOST_SHOWN]:
        marks = " ".join(f"{name if name in stable else '-':>4}" for name in names)
        lines.append(f"{state:>8}  {marks}  {state_words(conflict, state)}")
    if len(ordered) > MOST_SHOWN:
        lines.append(f"     ...  and {len(ordered) - MOST_SHOWN} more: --json prints all")
    return lines


def export_into(path: Path, out: Path, game: str | None = None) -> Path:
    """Write a conflict and its equilibria as plain JSON (.json) or GraphML (.graphml); returns what was written."""
    ending = out.suffix.lower()
    if ending not in {".json", ".graphml"}:
        raise InputError("--out", "a file that ends in .json or .graphml", f"'{out.name}'", "choose one of the two")
    conflict = read_conflict(path, game)
    graph = build_graph(conflict)
    if ending == ".json":
        text = export_conflict(ranked(conflict), _found(graph, None)["equilibria"])
    else:
        if graph.states.size > MOST_TABLED:
            got = f"{graph.states.size}"
            raise InputError(path.name, f"at most {MOST_TABLED} states for GraphML", got, "write .json instead")
        text = export_graphml(*_drawn(conflict, graph))
    atomic_write_text(out, text)
    return out


def state_words(conflict: Conflict, state: int) -> str:
    """The options taken in a state, in words; the number of a named state."""
    if conflict.by_arcs:
        return f"state {state}"
    taken = [option.name for i, option in enumerate(conflict.options) if state >> i & 1]
    return " + ".join(taken) or "nothing"


def _found(graph: Graph, concepts: Sequence[str] | None) -> Found:
    chosen = _usual(graph) if concepts is None else tuple(concepts)
    for concept in chosen:
        if concept not in CONCEPTS:
            raise InputError(
                "--concepts", f"some of {','.join(CONCEPTS)}", f"'{concept}'", did_you_mean(concept, CONCEPTS)
            )
    stable = equilibria(graph, chosen)
    return {
        "states": int(graph.states.size),
        "equilibria": {concept: list(states) for concept, states in stable.items()},
    }


def _usual(graph: Graph) -> tuple[str, ...]:
    return tuple(c for c in concepts_of(graph) if c != "sim" or graph.size <= MOST_SIMULTANEOUS)


def _by_state(found: Found) -> dict[int, list[str]]:
    by_state: dict[int, list[str]] = {}
    for concept, states in found["equilibria"].items():
        for state in states:
            by_state.setdefault(state, []).append(concept)
    return by_state


def _drawn(conflict: Conflict, graph: Graph) -> tuple[list[GraphNode], list[GraphEdge]]:
    by_state = _by_state(_found(graph, None))
    states = graph.states.tolist()
    nodes = [GraphNode(state, state_words(conflict, state), by_state.get(state, ())) for state in states]
    edges = []
    for maker, name in enumerate(graph.makers):
        payoff = graph.payoff[maker, :, 0]
        for start, end in np.argwhere(graph.step(maker)).tolist():
            first, second = int(graph.labels[start]), int(graph.labels[end])
            edges.append(GraphEdge(name, first, second, bool(payoff[end] > payoff[start])))
    return nodes, edges
