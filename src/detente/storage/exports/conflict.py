"""A conflict for other programs: the plain JSON layout that ``imports.gmcr`` reads, and its graph as GraphML."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from detente.domain.conflict import Conflict, DecisionMaker, Ranking, Uncertainty
from detente.domain.errors import InputError


@dataclass(frozen=True)
class GraphNode:
    """A state of the graph: what it is in words, and the concepts it is an equilibrium by."""

    state: int
    words: str
    equilibrium: Sequence[str] = ()


@dataclass(frozen=True)
class GraphEdge:
    """A move of a decision maker, and whether it betters its mover."""

    maker: str
    start: int
    end: int
    improves: bool


def export_conflict(conflict: Conflict, expected: Mapping[str, Sequence[int]] | None = None) -> str:
    """The plain JSON layout; ``expected`` are equilibria by concept, kept for whoever checks them again.

    Raises InputError for a decision maker without a ranking or with misperceptions not written out state by state.
    """
    for maker in conflict.decision_makers:
        if maker.ranking is None:
            where = f"{conflict.where}: {maker.name}"
            raise InputError(where, "a ranking", "none", "write the rankings out first")
    entry: dict[str, object] = {"id": conflict.id} if conflict.id else {}
    entry["title"] = conflict.title
    if conflict.by_arcs:
        entry["arcs"] = {
            maker.name: {str(start): list(ends) for start, ends in (maker.arcs or {}).items()}
            for maker in conflict.decision_makers
        }
    else:
        entry["dms"] = {maker.name: list(maker.options) for maker in conflict.decision_makers}
        entry["options"] = [option.name for option in conflict.options]
        entry["encoding"] = "state = sum(2**i for option i taken)"
        if conflict.feasible is not None:
            entry["feasible"] = conflict.feasible.tolist()
    entry["ranking_best_first"] = {m.name: _nested(m.ranking) for m in conflict.decision_makers if m.ranking}
    if not conflict.by_arcs:
        entry["irreversible"] = {
            str(i): option.direction for i, option in enumerate(conflict.options) if option.direction != "both"
        }
    if misperceived := {m.name: _states(conflict, m) for m in conflict.decision_makers if m.misperceived}:
        entry["misperceived"] = misperceived
    if uncertain := {m.name: _uncertain(m.uncertain) for m in conflict.decision_makers if m.uncertain is not None}:
        entry["uncertain"] = uncertain
    if conflict.coalitions:
        entry["coalitions"] = [list(group) for group in conflict.coalitions]
    if expected is not None:
        entry["expected"] = {concept: list(states) for concept, states in expected.items()}
    if conflict.source:
        entry["source"] = conflict.source
    if conflict.note:
        entry["note"] = conflict.note
    return json.dumps(entry, ensure_ascii=False, indent=1) + "\n"


def export_graphml(nodes: Sequence[GraphNode], edges: Sequence[GraphEdge]) -> str:
    """The graph for yEd, Gephi, NetworkX and the like: a directed edge for each single move."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        ' <key id="words" for="node" attr.name="label" attr.type="string"/>',
        ' <key id="equilibrium" for="node" attr.name="equilibrium" attr.type="string"/>',
        ' <key id="maker" for="edge" attr.name="decision_maker" attr.type="string"/>',
        ' <key id="improves" for="edge" attr.name="improves" attr.type="boolean"/>',
        ' <graph id="conflict" edgedefault="directed">',
    ]
    for node in nodes:
        equilibrium = " ".join(node.equilibrium)
        lines += [
            f"  <node id={quoteattr(f's{node.state}')}>",
            f'   <data key="words">{escape(node.words)}</data><data key="equilibrium">{escape(equilibrium)}</data>',
            "  </node>",
        ]
    for edge in edges:
        lines += [
            f'  <edge source="s{edge.start}" target="s{edge.end}">',
            f'   <data key="maker">{escape(edge.maker)}</data><data key="improves">{str(edge.improves).lower()}</data>',
            "  </edge>",
        ]
    return "\n".join([*lines, " </graph>", "</graphml>", ""])


def _states(conflict: Conflict, maker: DecisionMaker) -> list[int]:
    """Misperceived states as masks, where each condition names a whole state."""
    masks = []
    for condition in maker.misperceived:
        for alternative in condition:
            if len(alternative) != len(conflict.options):
                where = f"{conflict.where}: {maker.name}"
                raise InputError(where, "misperceived states", "conditions on some options", "write them out first")
            masks.append(sum(1 << option for option, taken in alternative if taken))
    return masks


def _uncertain(uncertainty: Uncertainty) -> dict[str, object]:
    found: dict[str, object] = {}
    if uncertainty.unknown:
        found["unknown"] = True
    if uncertainty.rankings:
        found["rankings"] = [{"weight": w, "best_first": _nested(ranking)} for w, ranking in uncertainty.rankings]
    if uncertainty.swaps:
        found["swaps"] = [{"states": [a, b], "chance": chance} for a, b, chance in uncertainty.swaps]
    if uncertainty.spread:
        found["spread"] = uncertainty.spread
    return found


def _nested(ranking: Ranking) -> list[int | list[int]]:
    tiers: list[list[int]] = []
    last = None
    for state, tier in zip(ranking.states.tolist(), ranking.tier.tolist(), strict=True):
        if tier != last:
            tiers.append([])
            last = tier
        tiers[-1].append(state)
    return [tied[0] if len(tied) == 1 else tied for tied in tiers]
