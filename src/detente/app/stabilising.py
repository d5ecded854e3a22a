"""Is a state of a conflict stable: one file of the graph model, without any case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detente.agreement.graph import CONCEPTS, build_graph, equilibria
from detente.agreement.graph.stability import concepts_of
from detente.domain.conflict import Conflict
from detente.domain.errors import InputError, did_you_mean
from detente.storage.imports.gmcr import read_conflict

MOST_SHOWN = 40


def find_equilibria(path: Path, concepts: Sequence[str] | None = None, game: str | None = None) -> dict[str, Any]:
    """``states``: how many can be; ``equilibria``: by concept, states as option masks (or numbers where named).

    Without ``concepts`` all that are defined for the conflict. Raises FormatError and InputError.
    """
    conflict = read_conflict(path, game)
    graph = build_graph(conflict)
    chosen = concepts_of(graph) if concepts is None else tuple(concepts)
    for concept in chosen:
        if concept not in CONCEPTS:
            raise InputError(
                "--concepts", f"some of {','.join(CONCEPTS)}", f"'{concept}'", did_you_mean(concept, CONCEPTS)
            )
    return {
        "states": int(graph.states.size),
        "equilibria": {concept: list(found) for concept, found in equilibria(graph, chosen).items()},
    }


def in_words(path: Path, found: dict[str, Any], game: str | None = None) -> list[str]:
    """The equilibria as lines of text: each state with the options taken in it and the concepts it is stable by."""
    conflict = read_conflict(path, game)
    by_state: dict[int, list[str]] = {}
    for concept, states in found["equilibria"].items():
        for state in states:
            by_state.setdefault(state, []).append(concept)
    concepts = list(found["equilibria"])
    lines = [f"{found['states']} states; stable for all, by {', '.join(concepts)}: {len(by_state)}"]
    ranked = sorted(by_state.items(), key=lambda item: (-len(item[1]), item[0]))
    lines += [
        f"{state:>6}  {' '.join(f'{c:4}' if c in stable else '   -' for c in concepts)}  {state_words(conflict, state)}"
        for state, stable in ranked[:MOST_SHOWN]
    ]
    if len(ranked) > MOST_SHOWN:
        lines.append(f"   ...  and {len(ranked) - MOST_SHOWN} more (--json prints all)")
    return lines


def state_words(conflict: Conflict, state: int) -> str:
    """The options taken in a state, in words; the number of a named state."""
    if conflict.by_arcs:
        return f"state {state}"
    taken = [option.name for i, option in enumerate(conflict.options) if state >> i & 1]
    return " + ".join(taken) or "nothing"
