"""Is a state of a conflict stable: one file of the graph model, without any case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from detente.agreement.graph import CONCEPTS, build_graph, equilibria
from detente.agreement.graph.excerpt import excerpt
from detente.agreement.graph.model import MOST_TABLED, Graph, ranked
from detente.agreement.graph.stability import concepts_of
from detente.app import stability_questions as questions
from detente.app.stability_words import by_state, state_words, tell
from detente.domain.conflict import Conflict
from detente.domain.errors import InputError, did_you_mean
from detente.storage.exports.conflict import GraphEdge, GraphNode, export_conflict, export_graphml
from detente.storage.files import atomic_write_text
from detente.storage.imports.gmcr import read_conflict

MOST_SIMULTANEOUS = 1 << 16
ENDINGS = (".json", ".graphml", ".svg")
Found = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What is asked of a conflict beside its equilibria.

    concepts : by default all that are defined for it, but sim only up to MOST_SIMULTANEOUS entries: beyond, it takes
        minutes and must be asked for.
    inverse, maker : a state, and the decision maker whose preferences are free.
    start : the state things stand at; by default the lowest there is.
    """

    concepts: Sequence[str] | None = None
    coalitions: bool = False
    inverse: int | None = None
    maker: str | None = None
    probability: bool = False
    draws: int = 10_000
    seed: int = 1
    spread: float = 0.0
    start: int | None = None


def find_equilibria(path: Path, asked: Asked | None = None, game: str | None = None) -> Found:
    """``states``: how many can be; ``equilibria``: by concept, states as option masks (or numbers where named).

    Beside these, what was asked: ``coalitions``, ``inverse``, ``probability``, ``ways``; and ``misperception`` where
    the conflict has any. Raises FormatError and InputError.
    """
    return _answered(read_conflict(path, game), asked or Asked())


def tell_equilibria(path: Path, asked: Asked | None = None, game: str | None = None) -> list[str]:
    """The same as lines of text: each state with the concepts it is stable by and the options taken in it."""
    conflict = read_conflict(path, game)
    return list(tell(conflict, _answered(conflict, asked or Asked())))


def export_into(path: Path, out: Path, asked: Asked | None = None, game: str | None = None) -> Path:
    """Write a conflict and its equilibria as plain JSON, its graph as GraphML, or a picture of it as SVG."""
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise InputError("--out", f"a file that ends in {', '.join(ENDINGS)}", f"'{out.name}'", "choose one of them")
    asked = asked or Asked()
    conflict = read_conflict(path, game)
    graph = build_graph(conflict)
    found = _found(graph, asked.concepts)
    if ending == ".json":
        text = export_conflict(ranked(conflict), found["equilibria"])
    elif ending == ".svg":
        text = _picture(conflict, graph, found, asked)
    else:
        if graph.states.size > MOST_TABLED:
            got = f"{graph.states.size}"
            raise InputError(path.name, f"at most {MOST_TABLED} states for GraphML", got, "write .json instead")
        text = export_graphml(*_drawn(conflict, graph, found))
    atomic_write_text(out, text)
    return out


def _answered(conflict: Conflict, asked: Asked) -> Found:
    graph = build_graph(conflict)
    found = _found(graph, asked.concepts)
    concepts = tuple(found["equilibria"])
    if asked.coalitions:
        found["coalitions"] = questions.coalitions(conflict, graph, concepts)
    if (asked.inverse is None) != (asked.maker is None):
        missing = "--dm" if asked.maker is None else "--inverse"
        raise InputError(missing, "--inverse STATE and --dm NAME together", "one of them", f"add {missing}")
    if asked.inverse is not None and asked.maker is not None:
        found["inverse"] = questions.inverse(graph, asked.inverse, asked.maker, concepts)
    if asked.probability:
        found["probability"] = questions.probability(
            conflict, graph, concepts, draws=asked.draws, seed=asked.seed, spread=asked.spread
        )
    if asked.start is not None:
        found["ways"] = questions.ways(graph, asked.start, found["equilibria"])
    if misperceived := questions.misperception(graph, concepts):
        found["misperception"] = misperceived
    return found


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


def _picture(conflict: Conflict, graph: Graph, found: Found, asked: Asked) -> str:
    from detente.report.state_graph import Picture, as_file, draw_states

    start = int(graph.states[0]) if asked.start is None else asked.start
    shown = excerpt(graph, start)
    return as_file(
        draw_states(
            Picture(
                title=conflict.title or conflict.id or "States and moves",
                graph=shown,
                words={state: state_words(conflict, state).split(" + ") for state in shown.states}
                if not conflict.by_arcs
                else {},
                stable=by_state(found),
                makers={name: name for name in graph.makers},
            )
        )
    )


def _drawn(conflict: Conflict, graph: Graph, found: Found) -> tuple[list[GraphNode], list[GraphEdge]]:
    stable = by_state(found)
    states = graph.states.tolist()
    nodes = [GraphNode(state, state_words(conflict, state), stable.get(state, ())) for state in states]
    edges = []
    for maker, name in enumerate(graph.makers):
        payoff = graph.payoff[maker, :, 0]
        for start, end in np.argwhere(graph.step(maker)).tolist():
            first, second = int(graph.labels[start]), int(graph.labels[end])
            edges.append(GraphEdge(name, first, second, bool(payoff[end] > payoff[start])))
    return nodes, edges
