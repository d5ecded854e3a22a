"""Statements as W3C Web Annotations (JSON-LD), for annotation tools and for anybody who must find the words again.

https://www.w3.org/TR/annotation-model/ : section 3.1 bodies, 4.2.4 text quote selector, 4.2.5 text position selector,
4.2.9 refinement, 5.1 collections.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from detente.domain.statement import Review, Statement
from detente.storage.exports.ledger.contents import PROGRAM, Ledger, escaped_path, printable

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TAGGED = ("kind", "stance", "modality", "certainty", "source_type")


def export_annotations(ledger: Ledger) -> str:
    """All statements as one AnnotationCollection: each a classifying annotation, each review one that assesses it.

    The words are found in two ways: by position, and by the quotation within the stretch that position and context
    span. Addresses are below ``urn:detente:CASE``; a document's is relative to the case folder.
    """
    items = [_annotation(ledger, s) for s in ledger.statements]
    items += [
        _assessment(ledger, key, number, review)
        for key, given in ledger.reviews.items()
        for number, review in enumerate(given, start=1)
    ]
    base = f"urn:detente:{escaped_path(ledger.case)}"
    collection = {
        "@context": CONTEXT,
        "id": f"{base}:statements",
        "type": "AnnotationCollection",
        "label": f"Statements of the case {ledger.case}",
        "generator": _software(f"{PROGRAM} {ledger.version}"),
        "total": len(items),
        "first": {"id": f"{base}:statements:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return printable(json.dumps(collection, ensure_ascii=False, indent=1)) + "\n"


def _annotation(ledger: Ledger, statement: Statement) -> dict[str, Any]:
    return {
        "id": _address(ledger, statement.id),
        "type": "Annotation",
        "motivation": "classifying",
        "generator": _software(statement.extractor),
        "body": [
            *({"type": "TextualBody", "purpose": "tagging", "value": f"{n}: {getattr(statement, n)}"} for n in TAGGED),
            *({"type": "TextualBody", "purpose": "tagging", "value": f"actor: {a}"} for a in statement.actors),
            *({"type": "TextualBody", "purpose": "tagging", "value": f"issue: {i}"} for i in statement.issues),
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "application/json",
                "value": json.dumps(statement.to_dict(), ensure_ascii=False),
            },
        ],
        "target": _target(ledger, statement),
    }


def _target(ledger: Ledger, statement: Statement) -> dict[str, Any]:
    record = ledger.documents.get(statement.document)
    source: dict[str, Any] = {"id": f"sources/{escaped_path(statement.document)}", "type": "Text"}
    if record is not None and record.media_type:
        source["format"] = record.media_type
    if record is not None and record.language:
        source["language"] = record.language
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": statement.start, "end": statement.end},
            {
                "type": "TextPositionSelector",
                "start": statement.start - len(statement.prefix),
                "end": statement.end + len(statement.suffix),
                "refinedBy": _quote(statement),
            },
        ],
    }


def _quote(statement: Statement) -> dict[str, str]:
    found = {"type": "TextQuoteSelector", "exact": statement.quote}
    found |= {name: text for name, text in (("prefix", statement.prefix), ("suffix", statement.suffix)) if text}
    return found


def _assessment(ledger: Ledger, statement: str, number: int, review: Review) -> dict[str, Any]:
    value = json.dumps({"verdict": review.verdict, "correction": review.correction, "note": review.note},
                       ensure_ascii=False)  # fmt: skip
    found: dict[str, Any] = {
        "id": f"{_address(ledger, statement)}:review:{number}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"type": "Person", "name": review.by},
        "body": [
            {"type": "TextualBody", "purpose": "assessing", "value": review.verdict},
            {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": value},
        ],
        "target": _address(ledger, statement),
    }
    if "T" in review.at:  # the model asks for a date with a time
        found["created"] = review.at
    return found


def _software(name: str) -> Mapping[str, str]:
    return {"type": "Software", "name": name}


def _address(ledger: Ledger, statement: str) -> str:
    return f"urn:detente:{escaped_path(ledger.case)}:{statement}"
