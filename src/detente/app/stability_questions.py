"""More than the list of equilibria: coalitions, inverse, probability, ways from now, misperception; as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.agreement.graph.coalitions import COALITION_CONCEPTS, coalition_stable, every_group
from detente.agreement.graph.inverse import preferences_for
from detente.agreement.graph.model import Graph
from detente.agreement.graph.probability import equilibrium_probability, flips
from detente.agreement.graph.stability import equilibria, is_equilibrium
from detente.agreement.graph.status_quo import Step, shortest_ways
from detente.agreement.graph.uncertain import drawn_preferences
from detente.domain.conflict import Conflict

Found = dict[str, Any]
CLOSE = 0.02
"""Shares this near to 0 or 1 have no judgement that flips them."""
MOST_FLIPS = 3
MOST_COMPARED = 64


def coalitions(conflict: Conflict, graph: Graph, concepts: Sequence[str]) -> Found:
    """Which equilibria survive when groups may act together, and which groups break the others.

    The groups are those the file names, with each decision maker alone; all there are where it names none.
    """
    alone = [(maker,) for maker in range(len(graph.makers))]
    groups = [*alone, *conflict.coalitions] if conflict.coalitions else every_group(len(graph.makers))
    found: Found = {
        "groups": [[graph.makers[maker] for maker in group] for group in groups if len(group) > 1],
        "equilibria": {},
        "broken": {},
    }
    for concept in (c for c in concepts if c in COALITION_CONCEPTS):
        single = is_equilibrium(graph, concept)[:, 0]
        breakers: dict[str, list[list[str]]] = {}
        kept = single.copy()
        for group in groups:
            if len(group) < 2:
                continue
            stable = coalition_stable(graph, group, concept)[:, 0]
            for label in graph.labels[single & ~stable].tolist():
                breakers.setdefault(str(label), []).append([graph.makers[maker] for maker in group])
            kept &= stable
        found["equilibria"][concept] = graph.labels[kept].tolist()
        found["broken"][concept] = breakers
    return found


def inverse(graph: Graph, state: int, name: str, concepts: Sequence[str]) -> Found:
    """Which preferences of one decision maker make a state stable for it: exact counts, and what they must meet."""
    maker = graph.maker(name)
    found: Found = {"state": state, "dm": name, "concepts": {}}
    for concept in concepts:
        answer = preferences_for(graph, maker, state, concept)
        found["concepts"][concept] = {
            "stable": answer.stable,
            "rankings": answer.rankings,
            "requirements": [
                {"move": r.move, "no_worse_than_all_of_one": [list(a) for a in r.alternatives]}
                for r in answer.requirements
            ],
        }
    return found


def probability(
    conflict: Conflict, graph: Graph, concepts: Sequence[str], *, draws: int, seed: int, spread: float
) -> Found:
    """The share of preference draws in which each state is an equilibrium, and the judgements that flip it."""
    drawn = drawn_preferences(conflict, graph, draws, seed, spread)
    shares: Found = {}
    turning: Found = {}
    for concept in concepts:
        found = equilibrium_probability(drawn, concept)
        shares[concept] = {
            str(state): {"share": s.share, "low": s.low, "high": s.high} for state, s in found.items() if s.share > 0
        }
        open_ = [state for state, s in found.items() if CLOSE < s.share < 1 - CLOSE]
        if graph.states.size <= MOST_COMPARED:
            turning[concept] = {str(state): _flips(drawn, concept, state) for state in open_}
    return {"draws": draws, "seed": seed, "spread": spread, "share": shares, "flips": turning}


def ways(graph: Graph, start: int, stable: dict[str, list[int]]) -> Found:
    """From a state to each equilibrium: a shortest way of moves that each better their mover, and of any moves."""
    by_state: dict[int, list[str]] = {}
    for concept, states in stable.items():
        for state in states:
            by_state.setdefault(state, []).append(concept)
    willing = shortest_ways(graph, start, by_state, willing=True)
    anyhow = shortest_ways(graph, start, by_state, willing=False)
    return {
        "from": start,
        "to": {
            str(state): {"concepts": by_state[state], "willing": _way(willing[state]), "any": _way(anyhow[state])}
            for state in sorted(by_state)
        },
    }


def misperception(graph: Graph, concepts: Sequence[str]) -> Found:
    """The conflict as each decision maker that misperceives it sees it: what it does not see, what it expects."""
    if graph.seen is None:
        return {}
    found: Found = {}
    for maker, name in enumerate(graph.makers):
        unseen = graph.legal & ~graph.seen[maker]
        if unseen.any():
            expected = equilibria(graph.seen_by(maker), concepts)
            found[name] = {
                "unseen": graph.labels[unseen].tolist(),
                "equilibria": {concept: list(states) for concept, states in expected.items()},
            }
    return found


def _flips(drawn: Graph, concept: str, state: int) -> list[Found]:
    return [
        {"dm": f.maker, "better": f.better, "worse": f.worse, "share": f.draws / drawn.payoff.shape[2],
         "if": f.share_if, "if_not": f.share_if_not}
        for f in flips(drawn, concept, state)[:MOST_FLIPS]
    ]  # fmt: skip


def _way(steps: tuple[Step, ...] | None) -> list[Found] | None:
    return None if steps is None else [{"dm": step.maker, "state": step.state} for step in steps]
