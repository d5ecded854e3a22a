"""Rows of what was read: statements, who passed them on, what they suggest, what was dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.domain.analysis import Analysis
from detente.domain.statement import Statement
from detente.report.lookup import Lookup
from detente.report.sections.statements import why_not_moving

Row = dict[str, Any]


def statement_rows(lookup: Lookup, statement: Statement) -> Row:
    """One statement with all its attributes, nested ones flattened."""
    data = statement.to_dict()
    for nested in ("attribution", "checks", "indications", "speaker_span", "cue_span", "content_spans", "numbers"):
        data.pop(nested)
    return {
        **data,
        "spans": "; ".join(f"{a}-{b}" for a, b in statement.spans),
        "speaker_start": statement.speaker_span[0] if statement.speaker_span else None,
        "speaker_end": statement.speaker_span[1] if statement.speaker_span else None,
        "cue_start": statement.cue_span[0] if statement.cue_span else None,
        "cue_end": statement.cue_span[1] if statement.cue_span else None,
        "content_spans": "; ".join(f"{a}-{b}" for a, b in statement.content_spans),
        "numbers": "; ".join(f"{' '.join(n.words.split())} ({n.bound})" for n in statement.numbers),
        "checks": [check.name for check in statement.checks],
        "why_not_moving": why_not_moving(statement),
        "used_for": [
            " ".join(t for t in (e.actor, e.issue, e.parameter) if t) for e in lookup.used_by.get(statement.id, ())
        ],
    }


def attributions_rows(analysis: Analysis) -> Iterator[Row]:
    """Each link of each chain of attribution, outermost first."""
    for s in analysis.reading.statements:
        for i, link in enumerate(s.attribution):
            yield {
                "statement": s.id,
                "order": i,
                "name": link.name,
                "role": link.role,
                "organisation": link.organisation,
                "source_type": link.source_type,
            }


def indications_rows(lookup: Lookup) -> Iterator[Row]:
    """What statements suggest about positions."""
    for s in lookup.analysis.reading.statements:
        for i in s.indications:
            yield {
                "statement": s.id,
                "actor": i.actor,
                "actor_name": lookup.actor(i.actor),
                "issue": i.issue,
                "issue_name": lookup.issue(i.issue),
                "level": i.level,
                "firm": i.firm,
                "reason": i.reason,
                "moves_position": s.moves_position,
            }


def checks_rows(lookup: Lookup) -> Iterator[Row]:
    """Every claim check with the words it is about."""
    for s in lookup.analysis.reading.statements:
        document = lookup.documents.get(s.document)
        for check in s.checks:
            yield {
                "statement": s.id,
                "document": s.document,
                "name": check.name,
                "start": check.start,
                "end": check.end,
                "text": document.text[check.start : check.end] if document is not None else "",
                "explanation": check.explanation,
            }


def documents_rows(analysis: Analysis) -> Iterator[Row]:
    """Every document read."""
    for d in analysis.documents:
        yield {
            "document": d.path,
            "title": d.title,
            "publisher": d.publisher,
            "published": d.published.isoformat() if d.published else None,
            "language": d.language,
            "media_type": d.media_type,
            "characters": len(d.text),
            "sha256": d.sha256,
            "notes": d.notes,
            "statements": sum(1 for s in analysis.reading.statements if s.document == d.path),
        }


def sources_rows(analysis: Analysis) -> Iterator[Row]:
    """The case's own sources."""
    for key, source in analysis.case.sources.items():
        yield {"source": key, **source.model_dump(mode="json")}


def dropped_rows(analysis: Analysis) -> Iterator[Row]:
    """Candidates that did not become statements."""
    for d in analysis.reading.dropped:
        yield {
            "document": d.document,
            "stage": d.stage,
            "reason": d.reason,
            "start": d.start,
            "end": d.end,
            "excerpt": d.excerpt,
        }
