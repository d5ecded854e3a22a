"""Statements and reviews as tables: labels as reviewed, what the program had read beside them where it differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from detente.domain.statement import Review, Statement
from detente.storage.exports.ledger.contents import Ledger

Row = dict[str, Any]
LABELS = (
    "source_type", "actors", "targets", "issues", "stance", "negated", "modality", "certainty", "kind",
)  # fmt: skip


def ledger_tables(ledger: Ledger) -> dict[str, list[Row]]:
    """Tables ``statements``, ``indications`` and ``reviews``."""
    return {
        "statements": [_statement(ledger, s) for s in ledger.statements],
        "indications": [row for s in ledger.statements for row in _indications(ledger, s)],
        "reviews": [
            *(_review(key, r) for key, given in ledger.reviews.items() for r in given),
            *(_review("", r) for r in ledger.orphans),
        ],
    }


def _statement(ledger: Ledger, read: Statement) -> Row:
    seen = ledger.reviewed.get(read.id)
    shown = seen or read
    given = ledger.reviews.get(read.id, ())
    changed = {name: getattr(read, name) for name in LABELS if getattr(read, name) != getattr(shown, name)}
    return {
        "statement": read.id,
        "document": read.document,
        "start": read.start,
        "end": read.end,
        "quote": read.quote,
        "prefix": read.prefix,
        "suffix": read.suffix,
        "speaker": read.speaker,
        "attribution": [" / ".join(p for p in (a.name, a.role, a.organisation) if p) for a in read.attribution],
        **{name: getattr(shown, name) for name in LABELS},
        "levels": [f"{i.actor}.{i.issue}={i.level}" for i in shown.indications],
        "event": read.event,
        "time_said": read.time_said,
        "time_about": read.time_about,
        "time_precision": read.time_precision,
        "checks": [f"{c.name}: {c.explanation}" for c in read.checks],
        "moves_position": ledger.moves(read.id),
        "status": ("rejected" if seen is None else "reviewed") if given else "as read",
        "verdicts": [f"{r.verdict} by {r.by}" for r in given],
        "as_read": changed,
        "extractor": read.extractor,
        "confidence": read.confidence,
        "reason": shown.reason,
        "independence_group": read.independence_group,
        "document_sha256": read.document_sha256,
    }


def _indications(ledger: Ledger, read: Statement) -> Iterator[Row]:
    for told in ledger.reviewed.get(read.id, read).indications:
        yield {"statement": read.id, **{f.name: getattr(told, f.name) for f in fields(told)}}


def _review(statement: str, review: Review) -> Row:
    return {
        "statement": statement,
        "given_for": review.statement,
        "verdict": review.verdict,
        "by": review.by,
        "at": review.at,
        "correction": review.correction,
        "note": review.note,
        "quote": review.seen.get("quote", ""),
        "orphaned": not statement,
    }
