"""Rows of what happened: events, who was there, the places that report them, silences, conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from detente.domain.analysis import Analysis
from detente.domain.timeline import Timeline

Row = dict[str, Any]


def timeline_tables(analysis: Analysis) -> dict[str, list[Row]]:
    """Every table by name; empty where nobody asked what happened."""
    timeline = analysis.timeline or Timeline()
    return {
        "events": list(_events(timeline)),
        "event_people": list(_people(timeline)),
        "event_reports": list(_reports(timeline)),
        "silences": [_dated(asdict(s)) for s in timeline.silences],
        "conflicts": [asdict(c) for c in timeline.conflicts],
    }


def _events(timeline: Timeline) -> Iterator[Row]:
    for e in timeline.events:
        yield {
            "event": e.id,
            "kind": e.kind,
            "kind_name": e.kind_name,
            "status": e.status,
            "first": e.when.first.isoformat() if e.when.first else None,
            "last": e.when.last.isoformat() if e.when.last else None,
            "precision": e.when.precision,
            "date_reason": e.when.reason,
            "channel": e.channel,
            "venue": e.venue,
            "parties": list(e.parties),
            "told": [t.party for t in e.told],
            "absent": [f"{a.party} ({a.why})" for a in e.absent],
            "documents": list(e.documents),
            "statements": list(e.statements),
            "merged": list(e.merged),
            "notes": list(e.notes),
        }


def _people(timeline: Timeline) -> Iterator[Row]:
    for e in timeline.events:
        for p in e.participants:
            yield {"event": e.id, **asdict(p), "by": None, "quote": None}
        for t in e.told:
            told = {"actor": t.party, "party": t.party, "party_name": t.party_name, "name": t.party_name}
            yield {"event": e.id, **told, "role": "told_later", "by": t.by, "quote": t.quote}
        for a in e.absent:
            away = {"actor": a.party, "party": a.party, "party_name": a.party_name, "name": a.party_name}
            yield {"event": e.id, **away, "role": f"absent ({a.why})", "by": None, "quote": a.quote or None}


def _reports(timeline: Timeline) -> Iterator[Row]:
    for e in timeline.events:
        for r in e.reports:
            row = _dated(asdict(r))
            row["statements"] = list(r.statements)
            yield {"event": e.id, **row}


def _dated(row: Row) -> Row:
    return {
        k: (v.isoformat() if hasattr(v, "isoformat") else list(v) if isinstance(v, tuple) else v)
        for k, v in row.items()
    }
