"""Statements and reviews in the forms of other programs: they come back whole, and follow the published schemas."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace

import jsonschema
import openpyxl
import pytest
from lxml import etree

from detente.domain.statement import Attribution, ClaimCheck, Indication, Review, Statement
from detente.storage.exports import write_tables, write_workbook
from detente.storage.exports.ledger import (
    Ledger,
    export_actor_network,
    export_annotations,
    export_json_lines,
    export_provenance,
    ledger_tables,
)
from detente.storage.store import DocumentRecord

TEXT = "On Friday, “Northland rejects the tolls of Southland”, Ana Vey of Eastmark said. =Rain & <snow>\x07 fell."
FIRST = Statement(
    document="fold er/a–b.txt", document_sha256="0", start=11, end=51, quote=TEXT[11:51], spans=((11, 51),),
    prefix=TEXT[:11], suffix=TEXT[51:83], attribution=(Attribution("Ana Vey", "envoy", "Eastmark", "named_official"),),
    speaker="Ana Vey", speaker_span=(54, 61), cue="said", cue_span=(74, 78), source_type="named_official",
    actors=("northland",), targets=("southland",), issues=("tolls",), stance="rejects", modality="reported",
    certainty="reported", kind="direct_quote", extractor="rule:speech:direct", independence_group="g1",
    indications=(Indication("northland", "tolls", 0, "cue", firm=True),), time_said="2025-05-20", confidence=0.8,
)  # fmt: skip
SECOND = Statement(
    document="b.txt", document_sha256="1", start=0, end=4, quote="=Rain & <snow>\x07 \ud800", spans=((0, 2), (3, 4)),
    actors=("southland", "northland"), targets=("northland",), stance="supports", extractor="llm:big model/7",
    checks=(ClaimCheck("anonymous_source", 0, 4, "nobody is named"),),
)  # fmt: skip
THIRD = replace(FIRST, document="b.txt", start=60, end=64, quote="true", stance="offers", negated=True, id="s-third")
REVIEWS = (
    Review(FIRST.id, "corrected", "Ann O’Neil", "2025-06-01T10:00:00+00:00", {"stance": "opposes"}, "softer",
           seen=FIRST.to_dict()),
    Review(FIRST.id, "accepted", "bob", "2025-06-02T10:00:00+00:00"),
)  # fmt: skip
LEDGER = Ledger(
    case="the harbour", version="1.2", statements=(FIRST, SECOND, THIRD),
    reviewed={FIRST.id: replace(FIRST, stance="opposes"), SECOND.id: SECOND},
    reviews={FIRST.id: REVIEWS, THIRD.id: (Review(THIRD.id, "rejected", "bob", "2025-06-03"),)},
    orphans=(Review("s-gone", "vouched", "bob", "2025-06-03", seen={"quote": "gone"}),),
    documents={
        FIRST.document: DocumentRecord(
            FIRST.document, "0", "A–B", dt.date(2025, 5, 20), "The Paper", "text/plain", "en"
        )
    },
    actors={"northland": "Northland", "southland": "Southland"}, issues={"tolls": "The tolls"},
)  # fmt: skip
EMPTY = Ledger(case="empty", version="1", statements=(), reviewed={})


def whole(statement):
    """As any encoder can take it: half of a character pair becomes a question mark."""
    return Statement.from_dict(json.loads(json.dumps(statement.to_dict()).replace("\\ud800", "?")))


# --- JSONL, CSV, XLSX ---------------------------------------------------------------------------------------------


def test_json_lines_come_back_whole():
    lines = [json.loads(line) for line in export_json_lines(LEDGER)]
    assert [Statement.from_dict(line) for line in lines] == [whole(s) for s in LEDGER.statements]
    assert lines[0]["as_reviewed"]["stance"] == "opposes"
    assert [r["by"] for r in lines[0]["reviews"]] == ["Ann O’Neil", "bob"]
    assert lines[0]["publisher"] == "The Paper"
    assert lines[2]["as_reviewed"] is None
    assert "reviews" not in lines[1]
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in export_json_lines(LEDGER))


def test_tables_show_what_counts_and_what_was_read():
    tables = ledger_tables(LEDGER)
    first, second, third = tables["statements"]
    assert (first["stance"], first["as_read"], first["status"]) == ("opposes", {"stance": "rejects"}, "reviewed")
    assert first["verdicts"] == ["corrected by Ann O’Neil", "accepted by bob"]
    assert first["moves_position"]
    assert (second["status"], second["moves_position"]) == ("as read", False)
    assert (third["status"], third["moves_position"]) == ("rejected", False)
    assert [i["actor"] for i in tables["indications"]] == ["northland", "northland"]
    assert [(r["by"], r["orphaned"]) for r in tables["reviews"]] == [
        ("Ann O’Neil", False), ("bob", False), ("bob", False), ("bob", True),
    ]  # fmt: skip


def test_tables_as_csv_and_workbook(tmp_path):
    tables = ledger_tables(LEDGER)
    paths = write_tables(tables, tmp_path)
    assert sorted(p.name for p in paths) == ["indications.csv", "reviews.csv", "statements.csv"]
    assert "'=Rain & <snow>" in (tmp_path / "statements.csv").read_text("utf-8-sig")
    book = openpyxl.load_workbook(write_workbook(tables, tmp_path / "a.xlsx"))
    rows = list(book["statements"].iter_rows(values_only=True))
    assert rows[1][rows[0].index("quote")] == FIRST.quote
    assert ledger_tables(EMPTY)["statements"] == []


# --- W3C Web Annotation -------------------------------------------------------------------------------------------

SELECTOR = {
    "oneOf": [
        {
            "type": "object", "required": ["type", "start", "end"], "additionalProperties": False,
            "properties": {
                "type": {"const": "TextPositionSelector"}, "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 0}, "refinedBy": {"$ref": "#/$defs/selector"},
            },
        },
        {
            "type": "object", "required": ["type", "exact"], "additionalProperties": False,
            "properties": {
                "type": {"const": "TextQuoteSelector"}, "exact": {"type": "string"}, "prefix": {"type": "string"},
                "suffix": {"type": "string"},
            },
        },
    ]
}  # fmt: skip
# Of https://www.w3.org/TR/annotation-model/ and the vocabulary's motivations.
ANNOTATIONS = {
    "$defs": {
        "selector": SELECTOR,
        "agent": {"type": "object", "required": ["type"], "properties": {"type": {"enum": ["Person", "Software"]}}},
        "body": {
            "type": "object", "required": ["type", "value"],
            "properties": {
                "type": {"const": "TextualBody"}, "value": {"type": "string"}, "format": {"type": "string"},
                "purpose": {"enum": ["assessing", "classifying", "describing", "tagging"]},
            },
            "additionalProperties": False,
        },
        "target": {
            "type": "object", "required": ["type", "source", "selector"],
            "properties": {
                "type": {"const": "SpecificResource"},
                "source": {"type": "object", "required": ["id"], "properties": {"type": {"const": "Text"}}},
                "selector": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/selector"}},
            },
        },
        "annotation": {
            "type": "object", "required": ["id", "type", "target"],
            "properties": {
                "type": {"const": "Annotation"}, "motivation": {"enum": ["classifying", "assessing"]},
                "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"},
                "creator": {"$ref": "#/$defs/agent"}, "generator": {"$ref": "#/$defs/agent"},
                "body": {"type": "array", "items": {"$ref": "#/$defs/body"}},
                "target": {"oneOf": [{"type": "string"}, {"$ref": "#/$defs/target"}]},
            },
        },
    },
    "type": "object", "required": ["@context", "id", "type", "total", "first"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"}, "type": {"const": "AnnotationCollection"},
        "total": {"type": "integer"},
        "first": {
            "type": "object", "required": ["id", "type", "items"],
            "properties": {
                "type": {"const": "AnnotationPage"},
                "items": {"type": "array", "items": {"$ref": "#/$defs/annotation"}},
            },
        },
    },
}  # fmt: skip


@pytest.mark.parametrize("ledger", [LEDGER, EMPTY])
def test_annotations_follow_the_model(ledger):
    collection = json.loads(export_annotations(ledger))
    jsonschema.Draft202012Validator(ANNOTATIONS).validate(collection)
    items = collection["first"]["items"]
    assert collection["total"] == len(items)
    assert len({i["id"] for i in items}) == len(items)
    for item in items:
        assert re.fullmatch(r"urn:detente:[\w%.~\-]+:[\w\-]+(:review:\d+)?", item["id"])


def test_an_annotation_finds_its_words_and_gives_the_statement_back():
    first = json.loads(export_annotations(LEDGER))["first"]["items"][0]
    position, context = first["target"]["selector"]
    assert TEXT[position["start"] : position["end"]] == FIRST.quote
    within = TEXT[context["start"] : context["end"]]
    refined = context["refinedBy"]
    assert refined["prefix"] + refined["exact"] + refined["suffix"] == within
    described = next(b for b in first["body"] if b["purpose"] == "describing")
    assert Statement.from_dict(json.loads(described["value"])) == FIRST
    assert first["target"]["source"] == {
        "id": "sources/fold%20er/a%E2%80%93b.txt", "type": "Text", "format": "text/plain", "language": "en",
    }  # fmt: skip
    reviews = [i for i in json.loads(export_annotations(LEDGER))["first"]["items"] if i["motivation"] == "assessing"]
    assert [r["creator"]["name"] for r in reviews] == ["Ann O’Neil", "bob", "bob"]
    assert reviews[0]["target"] == first["id"]


# --- PROV-JSON ----------------------------------------------------------------------------------------------------


def relation(*required):
    return {
        "type": "object",
        "additionalProperties": {
            "type": "object", "required": list(required),
            "properties": {name: {"$ref": "#/$defs/name"} for name in required},
        },
    }  # fmt: skip


RECORDS = {"type": "object", "propertyNames": {"$ref": "#/$defs/name"}, "additionalProperties": {"type": "object"}}
# Of the W3C member submission of 24 April 2013 (PROV-JSON), for the kinds that are written.
PROV = {
    "$defs": {"name": {"type": "string", "pattern": r"^(_|[A-Za-z][\w\-]*):[\w/%.~\-]+$"}},
    "type": "object", "required": ["prefix"], "additionalProperties": False,
    "properties": {
        "prefix": {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}},
        "entity": RECORDS, "activity": RECORDS, "agent": RECORDS,
        "wasGeneratedBy": relation("prov:entity", "prov:activity"), "used": relation("prov:activity", "prov:entity"),
        "wasDerivedFrom": relation("prov:generatedEntity", "prov:usedEntity"),
        "wasAttributedTo": relation("prov:entity", "prov:agent"),
        "wasAssociatedWith": relation("prov:activity", "prov:agent"),
        "actedOnBehalfOf": relation("prov:delegate", "prov:responsible"),
        "wasInvalidatedBy": relation("prov:entity", "prov:activity"),
    },
}  # fmt: skip
ENDS = {
    "prov:entity": "entity", "prov:generatedEntity": "entity", "prov:usedEntity": "entity", "prov:activity": "activity",
    "prov:agent": "agent", "prov:delegate": "agent", "prov:responsible": "agent",
}  # fmt: skip


@pytest.mark.parametrize("ledger", [LEDGER, EMPTY])
def test_provenance_follows_the_schema_and_names_only_what_it_declares(ledger):
    document = json.loads(export_provenance(ledger))
    jsonschema.Draft202012Validator(PROV).validate(document)
    for kind in document.keys() - {"prefix", "entity", "activity", "agent"}:
        for record in document[kind].values():
            for end, declared in ENDS.items():
                assert end not in record or record[end] in document[declared]


def test_every_statement_leads_to_its_document_rule_and_reviewers():
    document = json.loads(export_provenance(LEDGER))
    name = f"detente:statement/{FIRST.id}"
    (derived,) = [d for d in document["wasDerivedFrom"].values() if d["prov:generatedEntity"] == name]
    assert derived["prov:usedEntity"] == "detente:document/fold%20er/a%E2%80%93b.txt"
    assert derived["prov:type"]["$"] == "prov:Quotation"
    agents = {a["prov:agent"] for a in document["wasAttributedTo"].values()}
    assert {
        "detente:agent/rule/speech/direct",
        "detente:agent/llm/big%20model/7",
        "detente:person/Ann%20O%E2%80%99Neil",
    } <= agents
    assert {"$": "detente:LanguageModel", "type": "prov:QUALIFIED_NAME"} in document["agent"][
        "detente:agent/llm/big%20model/7"
    ]["prov:type"]
    revised = f"{name}/revision/1"
    assert json.loads(document["entity"][revised]["detente:correction"]) == {"stance": "opposes"}
    (rejected,) = document["wasInvalidatedBy"].values()
    assert rejected["prov:entity"] == "detente:statement/s-third"
    assert document["activity"][f"detente:review/{FIRST.id}/1"]["prov:endTime"] == "2025-06-01T10:00:00+00:00"


# --- GraphML ------------------------------------------------------------------------------------------------------

SPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}


@pytest.mark.parametrize("ledger", [LEDGER, EMPTY])
def test_the_network_is_a_graph(ledger):
    tree = etree.fromstring(export_actor_network(ledger).encode())
    keys = {k.get("id"): k for k in tree.findall("g:key", SPACE)}
    (graph,) = tree.findall("g:graph", SPACE)
    nodes = [n.get("id") for n in graph.findall("g:node", SPACE)]
    edges = graph.findall("g:edge", SPACE)
    assert len(set(nodes)) == len(nodes)
    assert len({e.get("id") for e in edges}) == len(edges)
    for element in (*graph.findall("g:node", SPACE), *edges):
        for data in element.findall("g:data", SPACE):
            assert keys[data.get("key")].get("for") == etree.QName(element).localname
    for edge in edges:
        assert {edge.get("source"), edge.get("target")} <= set(nodes)


def test_edges_are_statements_and_say_what_they_are():
    tree = etree.fromstring(export_actor_network(LEDGER).encode())
    edges = {
        (e.get("source"), e.get("target")): {d.get("key"): d.text for d in e.findall("g:data", SPACE)}
        for e in tree.iterfind(".//g:edge", SPACE)
    }
    assert {ends: data["relation"] for ends, data in edges.items()} == {
        ("northland", "southland"): "opposes", ("southland", "northland"): "agrees_with",
        ("speaker:Ana Vey", "northland"): "speaks_about",
    }  # fmt: skip
    assert edges["northland", "southland"]["stance"] == "opposes"  # as reviewed; the rejected one is left out
    assert edges["northland", "southland"]["statement"] == FIRST.id
    assert edges["southland", "northland"]["moves"] == "false"
    labels = {n.get("id"): n[0].text for n in tree.iterfind(".//g:node", SPACE)}
    assert labels["northland"] == "Northland"
