"""Where every statement comes from, as W3C PROV in its JSON form: documents, readings, rules, models, people.

PROV-DM (https://www.w3.org/TR/prov-dm/) in PROV-JSON (W3C member submission of 24 April 2013). Documents and statements
are entities, reading and judging them activities; rules and models are software agents, reviewers persons.
"""

from __future__ import annotations

import json
from typing import Any

from detente.domain.statement import Review, Statement
from detente.storage.exports.ledger.contents import PROGRAM, Ledger, escaped_path, printable

Records = dict[str, dict[str, Any]]
NAMESPACE = "urn:detente:"


def export_provenance(ledger: Ledger) -> str:
    """The PROV-JSON document of a case's statements, reviews included."""
    document = _Document(ledger)
    document.add_program()
    for path in dict.fromkeys(s.document for s in ledger.statements):
        document.add_source(path)
    for statement in ledger.statements:
        document.add_statement(statement)
        for number, review in enumerate(ledger.reviews.get(statement.id, ()), start=1):
            document.add_review(statement, number, review)
    return printable(json.dumps(document.whole(), ensure_ascii=False, indent=1)) + "\n"


class _Document:
    """PROV records by kind, each under its qualified name."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._kinds: dict[str, Records] = {
            kind: {}
            for kind in (
                "entity", "activity", "agent", "wasGeneratedBy", "used", "wasDerivedFrom", "wasAttributedTo",
                "wasAssociatedWith", "actedOnBehalfOf", "wasInvalidatedBy",
            )
        }  # fmt: skip
        self._program = _name("agent", PROGRAM)

    def whole(self) -> dict[str, Any]:
        """The document; kinds without records are left out."""
        prefix = {"detente": NAMESPACE, "xsd": "http://www.w3.org/2001/XMLSchema#"}
        return {"prefix": prefix, **{kind: records for kind, records in self._kinds.items() if records}}

    def add_program(self) -> None:
        """The program all rules belong to."""
        self._kinds["agent"][self._program] = {
            "prov:type": _qualified("prov:SoftwareAgent"),
            "prov:label": f"{PROGRAM} {self._ledger.version}",
        }

    def add_source(self, path: str) -> None:
        """A document as received."""
        record = self._ledger.documents.get(path)
        entry: dict[str, Any] = {"prov:type": _qualified("detente:Document"), "prov:label": path}
        if record is not None:
            known = {"sha256": record.sha256, "title": record.title, "publisher": record.publisher}
            entry |= {f"detente:{name}": value for name, value in known.items() if value}
            if record.published is not None:
                entry["detente:published"] = {"$": record.published.isoformat(), "type": "xsd:date"}
        self._kinds["entity"][_name("document", path)] = entry

    def add_statement(self, statement: Statement) -> None:
        """A statement: quoted from its document by a reading that a rule or a model carried out."""
        source, entity = _name("document", statement.document), _name("statement", statement.id)
        reading = _name("reading", f"{_family(statement)}/{statement.document}")
        agent = self._agent(statement.extractor)
        self._kinds["entity"][entity] = {
            "prov:type": _qualified("detente:Statement"),
            "prov:value": statement.quote,
            "detente:start": statement.start,
            "detente:end": statement.end,
            "detente:stance": statement.stance,
            "detente:negated": statement.negated,
            "detente:modality": statement.modality,
            "detente:kind": statement.kind,
            "detente:moves_position": self._ledger.moves(statement.id),
        }
        self._kinds["activity"].setdefault(reading, {"prov:type": _qualified("detente:Reading")})
        self._relate("used", f"{reading}", {"prov:activity": reading, "prov:entity": source})
        self._relate("wasGeneratedBy", entity, {"prov:entity": entity, "prov:activity": reading})
        self._relate("wasAttributedTo", entity, {"prov:entity": entity, "prov:agent": agent})
        self._relate("wasAssociatedWith", f"{reading}/{agent}", {"prov:activity": reading, "prov:agent": agent})
        self._relate("wasDerivedFrom", entity, {
            "prov:generatedEntity": entity, "prov:usedEntity": source, "prov:activity": reading,
            "prov:type": _qualified("prov:Quotation"),
        })  # fmt: skip

    def add_review(self, statement: Statement, number: int, review: Review) -> None:
        """A judgement: it leaves the statement as it is, gives a revision of it, or takes it out of use."""
        entity, activity = _name("statement", statement.id), _name("review", f"{statement.id}/{number}")
        person = _name("person", review.by)
        self._kinds["agent"].setdefault(person, {"prov:type": _qualified("prov:Person"), "prov:label": review.by})
        entry: dict[str, Any] = {"prov:type": _qualified("detente:Review"), "detente:verdict": review.verdict}
        if "T" in review.at:
            entry |= {"prov:startTime": review.at, "prov:endTime": review.at}
        if review.note:
            entry["detente:note"] = review.note
        self._kinds["activity"][activity] = entry
        self._relate("used", activity, {"prov:activity": activity, "prov:entity": entity})
        self._relate("wasAssociatedWith", activity, {"prov:activity": activity, "prov:agent": person})
        if review.verdict == "rejected":
            self._relate("wasInvalidatedBy", activity, {"prov:entity": entity, "prov:activity": activity})
        if review.correction:
            revised = _name("statement", f"{statement.id}/revision/{number}")
            self._kinds["entity"][revised] = {
                "prov:type": _qualified("detente:Statement"),
                "detente:correction": json.dumps(review.correction, ensure_ascii=False, sort_keys=True),
            }
            self._relate("wasGeneratedBy", revised, {"prov:entity": revised, "prov:activity": activity})
            self._relate("wasAttributedTo", revised, {"prov:entity": revised, "prov:agent": person})
            self._relate("wasDerivedFrom", revised, {
                "prov:generatedEntity": revised, "prov:usedEntity": entity, "prov:activity": activity,
                "prov:type": _qualified("prov:Revision"),
            })  # fmt: skip

    def _agent(self, extractor: str) -> str:
        agent = _name("agent", extractor.replace(":", "/"))
        if agent not in self._kinds["agent"]:
            kind = "detente:LanguageModel" if extractor.startswith("llm:") else "detente:Rule"
            self._kinds["agent"][agent] = {
                "prov:type": [_qualified("prov:SoftwareAgent"), _qualified(kind)],
                "prov:label": extractor,
            }
            self._relate("actedOnBehalfOf", agent, {"prov:delegate": agent, "prov:responsible": self._program})
        return agent

    def _relate(self, kind: str, about: str, relation: dict[str, Any]) -> None:
        self._kinds[kind][f"_:{kind}/{about.removeprefix('detente:')}"] = relation


def _family(statement: Statement) -> str:
    return statement.extractor if statement.proposed_by_model else "rules"


def _name(kind: str, local: str) -> str:
    """A qualified name; whatever may not stand in one is percent-encoded."""
    return f"detente:{kind}/{escaped_path(local)}"


def _qualified(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}
