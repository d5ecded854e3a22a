"""Reading one document by itself: all of a reading that does not need the other documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.domain.document import Document
from detente.domain.statement import Dropped, Span, Statement
from detente.evidence.claims.positions import read_document
from detente.evidence.claims.records import EMBEDDED
from detente.evidence.claims.speech_records import PART, SPEECH
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.languages import ENGLISH, WHY, Passage, language_name, passages

LANGUAGE = "language"  # the stage at which what is not English is dropped
LONG = 100_000  # characters, some fifty pages
WINDOW = 50_000
BLOCK = 1000


def read_alone(document: Document, lexicon: Lexicon) -> tuple[list[Statement], list[Dropped]]:
    """The statements of a document, each once and in the order of the text, and what was dropped.

    Passages that are not English give no statement: each is dropped at the stage "language", with its language.
    """
    found = passages(document.text)
    foreign = [p for p in found if p.language != ENGLISH]
    if foreign and len(foreign) == len(found):
        main = max(foreign, key=lambda p: p.words)
        return [], [_foreign(document, Passage(0, len(document.text), main.language, main.words))]
    statements, dropped = _read(document, lexicon)
    if foreign:
        statements = [s for s in statements if not _inside(s.start, s.end, foreign)]
        dropped = [d for d in dropped if not _inside(d.start, d.end, foreign)]
        dropped += [_foreign(document, passage) for passage in foreign]
    kept, repeated = _deduplicated(document, statements)
    return kept, dropped + repeated


def windows(text: str) -> list[tuple[int, int]]:
    """The parts in which a text is read: all of one up to LONG characters, otherwise some paragraphs at a time.

    What a clause means is looked for among all clauses and names of a part, which takes more than linear time.
    """
    if len(text) <= LONG:
        return [(0, len(text))]
    found, start = [], 0
    while len(text) - start > WINDOW:
        end = next((at + len(mark) for mark in ("\n\n", "\n", ". ", " ")
                    if (at := text.rfind(mark, start + WINDOW // 2, start + WINDOW)) >= 0), start + WINDOW)  # fmt: skip
        found.append((start, end))
        start = end
    return [*found, (start, len(text))]


def _read(document: Document, lexicon: Lexicon) -> tuple[list[Statement], list[Dropped]]:
    parts = windows(document.text)
    if len(parts) == 1:
        return read_document(document, lexicon)
    sha256 = document.sha256
    statements: list[Statement] = []
    dropped: list[Dropped] = []
    for start, end in parts:
        found, left = read_document(replace(document, text=document.text[start:end]), lexicon)
        statements += [_moved(s, start, sha256) for s in found]
        dropped += [replace(d, start=d.start + start, end=d.end + start) for d in left]
    return statements, dropped


def _moved(statement: Statement, by: int, sha256: str) -> Statement:
    """The statement of a part as one of the whole document."""

    def span(given: Span | None) -> Span | None:
        return (given[0] + by, given[1] + by) if given is not None else None

    return replace(
        statement,
        document_sha256=sha256,
        start=statement.start + by,
        end=statement.end + by,
        spans=tuple((a + by, b + by) for a, b in statement.spans),
        content_spans=tuple((a + by, b + by) for a, b in statement.content_spans),
        speaker_span=span(statement.speaker_span),
        cue_span=span(statement.cue_span),
        checks=tuple(replace(c, start=c.start + by, end=c.end + by) for c in statement.checks),
        id="",  # made anew of the place in the whole
    )


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
    near: dict[int, list[Statement]] = {}  # those kept by the blocks of text they lie in
    dropped: list[Dropped] = []
    seen: set[str] = set()
    for statement in sorted(found, key=lambda s: (not s.extractor.startswith(SPEECH), -s.confidence, s.start)):
        words = " ".join(statement.quote.lower().split())
        blocks = range(statement.start // BLOCK, statement.end // BLOCK + 1)
        reason = ""
        if document.text[statement.start : statement.end] != statement.quote:
            reason = "the quote is not what stands in the document"
        elif words in seen:
            reason = "the same words stand in this document already"
        elif any(
            _rivals(statement, other) and _overlap(statement, other) > 0.5 for b in blocks for other in near.get(b, ())
        ):
            reason = "overlaps a statement with a named source or a surer one"
        if reason:
            dropped.append(
                Dropped(statement.document, "duplicate", reason, statement.start, statement.end, statement.quote[:120])
            )
            continue
        seen.add(words)
        kept.append(statement)
        for block in blocks:
            near.setdefault(block, []).append(statement)
    return sorted(kept, key=lambda s: (s.start, s.end)), dropped


def _rivals(a: Statement, b: Statement) -> bool:
    """Whether one of two overlapping statements is too many: a part may stand beside the whole it belongs to."""
    return all(a.extractor.startswith(rule) == b.extractor.startswith(rule) for rule in (PART, EMBEDDED))


def _overlap(a: Statement, b: Statement) -> float:
    """The share of the shorter one that both hold, in [0, 1]; what stands between two quotations is not theirs."""
    if min(a.end, b.end) <= max(a.start, b.start):
        return 0.0
    shared = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a.spans for y in b.spans)
    return shared / max(1, min(sum(e - s for s, e in a.spans), sum(e - s for s, e in b.spans)))
