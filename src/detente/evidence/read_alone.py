"""Reading one document by itself: all of a reading that does not need the other documents."""

from __future__ import annotations

from collections.abc import Sequence

from detente.domain.document import Document
from detente.domain.statement import Dropped, Statement
from detente.evidence.languages import ENGLISH, WHY, Passage, language_name, passages
from detente.evidence.lexicon import Lexicon
from detente.evidence.positions import read_document
from detente.evidence.records import EMBEDDED
from detente.evidence.speech_records import PART, SPEECH

LANGUAGE = "language"  # the stage at which what is not English is dropped


def read_alone(document: Document, lexicon: Lexicon) -> tuple[list[Statement], list[Dropped]]:
    """The statements of a document, each once and in the order of the text, and what was dropped.

    Passages that are not English give no statement: each is dropped at the stage "language", with its language.
    """
    found = passages(document.text)
    foreign = [p for p in found if p.language != ENGLISH]
    if foreign and len(foreign) == len(found):
        main = max(foreign, key=lambda p: p.words)
        return [], [_foreign(document, Passage(0, len(document.text), main.language, main.words))]
    statements, dropped = read_document(document, lexicon)
    if foreign:
        statements = [s for s in statements if not _inside(s.start, s.end, foreign)]
        dropped = [d for d in dropped if not _inside(d.start, d.end, foreign)]
        dropped += [_foreign(document, passage) for passage in foreign]
    kept, repeated = _deduplicated(document, statements)
    return kept, dropped + repeated


def _foreign(document: Document, passage: Passage) -> Dropped:
    reason = f"in {language_name(passage.language)}: {WHY}"
    excerpt = " ".join(document.text[passage.start : passage.start + 120].split())
    return Dropped(document.path, LANGUAGE, reason, passage.start, passage.end, excerpt)


def _inside(start: int, end: int, foreign: Sequence[Passage]) -> bool:
    """Whether any of a span lies in one of these passages."""
    return any(start < passage.end and passage.start < end for passage in foreign)


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
    return all(a.extractor.startswith(rule) == b.extractor.startswith(rule) for rule in (PART, EMBEDDED))


def _overlap(a: Statement, b: Statement) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / min(a.end - a.start, b.end - b.start) if shared > 0 else 0.0
