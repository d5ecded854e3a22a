"""Which states are stable for whom, and which for all: Nash, GMR, SMR, SEQ, SIM.

For decision maker i at state s, an improvement is a state it reaches in one move and prefers.

| concept | s is stable for i when every improvement ...                                                           |
|---------|--------------------------------------------------------------------------------------------------------|
| nash    | does not exist                                                                                         |
| gmr     | can be followed by legal moves of the others that leave i no better than at s                          |
| smr     | the same, and no single move of i from there makes it better than at s                                 |
| seq     | can be followed by moves of the others, each an improvement for its mover, that leave i no better      |
| sim     | is met by improvements of others made at the same time (see ``simultaneous``)                          |

With "the worst the others can bring about from t" as a value of t, stability is a comparison: no state within reach of
i may be better than s both itself and after the worst sanction. Source: Fang, Hipel & Kilgour 1993, ch. 3.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.agreement.graph.axes import MakerStateDrawMask, StateDrawMask
from detente.agreement.graph.coalitions import COALITION_CONCEPTS, coalition_stable
from detente.agreement.graph.model import Graph
from detente.agreement.graph.moves import best_reached, worst_brought, worst_by_improvements
from detente.agreement.graph.simultaneous import simultaneously_stable
from detente.domain.errors import InputError, did_you_mean

CONCEPTS = ("nash", "gmr", "smr", "seq", "sim")


def concepts_of(graph: Graph) -> tuple[str, ...]:
    """The concepts defined for a conflict: all, or those without simultaneous moves where states are named."""
    return CONCEPTS if graph.by_options else COALITION_CONCEPTS


def stable_for(graph: Graph, maker: int, concept: str) -> StateDrawMask:
    """(state, draw): whether a state is stable for one decision maker; entries that cannot be are left True.

    A decision maker that wrongly thinks a state impossible sees no move from it: it is stable for it.
    """
    if concept not in CONCEPTS:
        raise InputError("concept", f"one of {', '.join(CONCEPTS)}", f"'{concept}'", did_you_mean(concept, CONCEPTS))
    view = graph.seen_by(maker)
    if not view.by_options:
        return coalition_stable(view, (maker,), concept)
    if concept == "sim":
        return simultaneously_stable(view, maker)
    payoff = view.payoff[maker]
    others = [k for k in range(len(view.makers)) if k != maker]
    after = payoff
    if concept == "gmr":
        after = worst_brought(view, others, payoff)
    elif concept == "smr":
        escaped = best_reached(view, maker, payoff)
        after = np.minimum(payoff, worst_brought(view, others, escaped))
    elif concept == "seq":
        after = worst_by_improvements(view, others, payoff)
    stable: StateDrawMask = (best_reached(view, maker, after) <= payoff) | ~view.legal[:, None]
    return stable


def stability(graph: Graph, concept: str) -> MakerStateDrawMask:
    """(maker, state, draw): the same for every decision maker."""
    return np.stack([stable_for(graph, maker, concept) for maker in range(len(graph.makers))])


def is_equilibrium(graph: Graph, concept: str) -> StateDrawMask:
    """(state, draw): whether a state can be and is stable for all decision makers."""
    found = np.repeat(graph.legal[:, None], graph.payoff.shape[2], axis=1)
    for maker in range(len(graph.makers)):
        found &= stable_for(graph, maker, concept)
    return found


def equilibria(graph: Graph, concepts: Sequence[str] | None = None) -> dict[str, tuple[int, ...]]:
    """The equilibria of each concept (default: all defined), by their labels, rising; of the first draw."""
    chosen = concepts_of(graph) if concepts is None else concepts
    return {concept: tuple(graph.labels[is_equilibrium(graph, concept)[:, 0]].tolist()) for concept in chosen}
