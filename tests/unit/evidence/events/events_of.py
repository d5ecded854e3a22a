"""Hand-made documents and their timeline."""

from __future__ import annotations

import datetime as dt

from detente.domain.case import Actor, Case, CaseInfo
from detente.domain.document import Document
from detente.domain.timeline import Timeline
from detente.evidence.events.timeline import find_timeline
from detente.evidence.lexicon import lexicon_from_case, lexicon_from_documents
from detente.evidence.read import read_documents


def document(text: str, day: str | None = "2031-03-10", path: str = "a.txt") -> Document:
    published = dt.date.fromisoformat(day) if day else None
    return Document(path, text, "text/plain", path, published, "The Example Courier", "en")


def timeline(*documents: Document, case: Case | None = None) -> Timeline:
    lexicon = lexicon_from_documents(documents) if case is None else lexicon_from_case(case, documents)
    return find_timeline(documents, read_documents(documents, lexicon).statements, lexicon, case)


def case(*required: str, others: tuple[str, ...] = ()) -> Case:
    names = {"chile": "Chile", "peru": "Peru", "bolivia": "Bolivia", "brazil": "Brazil"}
    return Case(
        case=CaseInfo(id="made-up", title="Made up", as_of=dt.date(2031, 12, 31)),
        actors={k: Actor(name=names[k], required=k in required, at_table=True) for k in (*required, *others)},
    )


def parties(event: object) -> set[str]:
    return set(event.parties)  # type: ignore[attr-defined]
