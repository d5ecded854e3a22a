"""Who speaks about, agrees with and opposes whom: actors and speakers as nodes, statements as edges (GraphML).

http://graphml.graphdrawing.org/specification.html ; read by Gephi, yEd, Cytoscape, NetworkX and igraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from detente.domain.statement import Statement
from detente.storage.exports.ledger.contents import Ledger, printable

Relation = Literal["agrees_with", "opposes", "speaks_about"]

OPPOSING = frozenset({"accuses", "acts_against", "excludes", "opposes", "rejects", "withholds"})
AGREEING = frozenset({"supports", "offers", "open_to", "engages"})


@dataclass(frozen=True)
class Edge:
    """One statement between two: ``start`` speaks, or holds the stance; ``end`` is spoken about, or its target."""

    start: str
    end: str
    relation: Relation
    statement: Statement


def export_actor_network(ledger: Ledger) -> str:
    """The network of all statements that reviewers have not rejected; several edges may join the same two."""
    statements = [ledger.reviewed[s.id] for s in ledger.statements if s.id in ledger.reviewed]
    edges = [edge for s in statements for edge in edges_of(s, ledger.actors)]
    named = sorted({end for e in edges for end in (e.start, e.end)} | {a for s in statements for a in s.actors})
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
        ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">',
        *(f' <key id="{k}" for="{where}" attr.name="{name}" attr.type="{kind}"/>' for k, where, name, kind in _KEYS),
        f' <graph id={quoteattr(_clean(ledger.case))} edgedefault="directed">',
    ]
    held = Counter(actor for s in statements for actor in set(s.actors))
    for node in named:
        lines += _node(ledger, node, held[node])
    for number, edge in enumerate(edges, start=1):
        lines += _edge(ledger, number, edge)
    return "\n".join([*lines, " </graph>", "</graphml>", ""])


def edges_of(statement: Statement, names: Mapping[str, str]) -> Iterator[Edge]:
    """Each actor against each target by the stance, and a named speaker about each actor but itself."""
    relation = relation_of(statement)
    for actor in statement.actors:
        for target in statement.targets:
            if target != actor:
                yield Edge(actor, target, relation, statement)
    if statement.source_type.startswith("named_") and statement.speaker:
        for actor in statement.actors:
            if names.get(actor, actor).lower() != statement.speaker.lower():
                yield Edge(f"speaker:{statement.speaker}", actor, "speaks_about", statement)


def relation_of(statement: Statement) -> Relation:
    """What a stance says of the target; a negated one says only that it was spoken of."""
    if statement.negated:
        return "speaks_about"
    if statement.stance in OPPOSING:
        return "opposes"
    return "agrees_with" if statement.stance in AGREEING else "speaks_about"


_KEYS = (
    ("label", "node", "label", "string"), ("kind", "node", "kind", "string"), ("held", "node", "statements", "int"),
    ("relation", "edge", "relation", "string"), ("statement", "edge", "statement", "string"),
    ("stance", "edge", "stance", "string"), ("negated", "edge", "negated", "boolean"),
    ("modality", "edge", "modality", "string"), ("issues", "edge", "issues", "string"),
    ("said", "edge", "time_said", "string"), ("document", "edge", "document", "string"),
    ("moves", "edge", "moves_position", "boolean"), ("confidence", "edge", "confidence", "double"),
    ("quote", "edge", "quote", "string"),
)  # fmt: skip


def _node(ledger: Ledger, node: str, held: int) -> Sequence[str]:
    speaker = node.startswith("speaker:")
    label = node.removeprefix("speaker:") if speaker else ledger.actors.get(node, node)
    kind = "speaker" if speaker else "actor" if node in ledger.actors else "other"
    return [
        f"  <node id={quoteattr(_clean(node))}>",
        _data("label", label) + _data("kind", kind) + _data("held", str(held)),
        "  </node>",
    ]


def _edge(ledger: Ledger, number: int, edge: Edge) -> Sequence[str]:
    s = edge.statement
    values = {
        "relation": edge.relation, "statement": s.id, "stance": s.stance, "negated": str(s.negated).lower(),
        "modality": s.modality, "issues": " ".join(s.issues), "said": s.time_said, "document": s.document,
        "moves": str(ledger.moves(s.id)).lower(), "confidence": f"{s.confidence:g}", "quote": s.quote,
    }  # fmt: skip
    return [
        f'  <edge id="e{number}" source={quoteattr(_clean(edge.start))} target={quoteattr(_clean(edge.end))}>',
        "".join(_data(key, value) for key, value in values.items()),
        "  </edge>",
    ]


def _data(key: str, value: str) -> str:
    return f'   <data key="{key}">{escape(_clean(value))}</data>'


def _clean(text: str) -> str:
    """Text without the control characters that XML forbids."""
    return (
        "".join(c if c >= " " or c in "\t\n" else " " for c in printable(text))
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )
