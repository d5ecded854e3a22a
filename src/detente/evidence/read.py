"""Reading: from documents to statements, with what was dropped and why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from detente.domain.document import Document
from detente.domain.statement import Dropped, Reading, Statement
from detente.evidence.checks import check_statements
from detente.evidence.contradictions import check_contradictions, opposition_notes
from detente.evidence.furniture import machine_translation_note
from detente.evidence.independence import group_statements
from detente.evidence.lexicon import Lexicon
from detente.evidence.positions import read_document
from detente.evidence.speech_records import PART, SPEECH

# Changes whenever the same document could give other statements: stored statements of another version are stale.
EXTRACTOR_VERSION = "3"


def read_documents(
    documents: Sequence[Document],
    lexicon: Lexicon,
    progress: Callable[[int, int, str], None] | None = None,
) -> Reading:
    """All statements of the documents, sorted by document and place, each span verified against the text.

    Parameters
    ----------
    documents : list of Document
        Read together: independence groups, circular figures and stale titles need all of them.
    lexicon : Lexicon
        What to look for.
    progress : callable, optional
        Called with (documents done, of how many, path) before each document and once at the end.

    Returns
    -------
    Reading
        ``dropped`` says at which stage and why a candidate did not become a statement; ``notes`` counts them.
    """
    ordered = sorted(documents, key=lambda d: d.path)
    statements: list[Statement] = []
    dropped: list[Dropped] = []
    for number, document in enumerate(ordered):
        if progress is not None:
            progress(number, len(ordered), document.path)
        found, left = read_document(document, lexicon)
        kept, repeated = _deduplicated(document, found)
        statements += kept
        dropped += left + repeated
    if progress is not None:
        progress(len(ordered), len(ordered), "")
    checked = check_contradictions(check_statements(statements, ordered, lexicon))
    grouped = group_statements(checked, ordered)
    grouped.sort(key=lambda s: (s.document, s.start, s.end, s.id))
    dropped.sort(key=lambda d: (d.document, d.start, d.end, d.stage))
    notes = (*_notes(ordered, grouped, dropped), *opposition_notes(grouped, ordered, lexicon))
    return Reading(tuple(grouped), tuple(dropped), notes)


def document_fingerprint(document: Document, lexicon: Lexicon) -> str:
    """Equal when reading the document alone again would give the same: text, lexicon and extractor are the same."""
    known = repr((sorted(lexicon.actors.items()), sorted(lexicon.issues.items()), sorted(lexicon.case_actors)))
    content = "\x1f".join([EXTRACTOR_VERSION, document.path, document.sha256, str(document.published), known])
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def _deduplicated(document: Document, found: Sequence[Statement]) -> tuple[list[Statement], list[Dropped]]:
    """Of statements that overlap by more than half, the attributed and more confident one; of equal words in one
    document (a paragraph repeated), the first."""
    kept: list[Statement] = []
    dropped: list[Dropped] = []
    seen: set[str] = set()
    for statement in sorted(found, key=lambda s: (not s.extractor.startswith(SPEECH), -s.confidence, s.start)):
        words = " ".join(statement.quote.lower().split())
        reason = ""
        if document.text[statement.start : statement.end] != statement.quote:
            reason = "the quote is not what stands in the document"
        elif words in seen:
            reason = "the same words stand in this document already"
        elif any(_rivals(statement, other) and _overlap(statement, other) > 0.5 for other in kept):
            reason = "overlaps a statement with a named source or a surer one"
        if reason:
            dropped.append(
                Dropped(statement.document, "duplicate", reason, statement.start, statement.end, statement.quote[:120])
            )
            continue
        seen.add(words)
        kept.append(statement)
    return sorted(kept, key=lambda s: (s.start, s.end)), dropped


def _rivals(a: Statement, b: Statement) -> bool:
    """Whether one of two overlapping statements is too many: a part may stand beside the whole it belongs to."""
    return a.extractor.startswith(PART) == b.extractor.startswith(PART)


def _overlap(a: Statement, b: Statement) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / min(a.end - a.start, b.end - b.start) if shared > 0 else 0.0


def _notes(
    documents: Sequence[Document], statements: Sequence[Statement], dropped: Sequence[Dropped]
) -> tuple[str, ...]:
    by_stage: dict[str, int] = {}
    for item in dropped:
        by_stage[item.stage] = by_stage.get(item.stage, 0) + 1
    notes = [f"{len(documents)} documents read, {len(statements)} statements"]
    if by_stage:
        notes.append("left out: " + ", ".join(f"{n} {stage}" for stage, n in sorted(by_stage.items())))
    notes += [
        f"{d.path} says it was translated by a machine: its quotations are back-translations"
        for d in documents
        if machine_translation_note(d.text) is not None
    ]
    silent = [d.path for d in documents if all(s.document != d.path for s in statements)]
    notes += [f"nothing found in {path}" for path in silent]
    return tuple(notes)
