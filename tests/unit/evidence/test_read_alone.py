"""A long document is read in parts: the same statements at the same places as if it were read whole."""

from __future__ import annotations

import pytest

from detente.domain.document import Document
from detente.evidence import read_alone as module
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read_alone import read_alone, windows

PARAGRAPH = (
    "Kenya rejected sanctions number {n} on Chile. “We will not accept clause {n} of the treaty,” said Chilean Foreign "
    "Minister Ana Paz. Analysts said the ceasefire cost {n}% of exports.\n\n"
)


def document(paragraphs: int) -> Document:
    return Document("a.txt", "".join(PARAGRAPH.format(n=n) for n in range(paragraphs)), "text/plain")


@pytest.mark.parametrize(
    "text", ["", "a" * 90_000, "a" * 300_000, "word " * 60_000, "One.\n\n" * 50_000, "x.\n" * 70_000]
)
def test_windows_cover_the_text_in_order_and_are_short(text):
    found = windows(text)
    assert "".join(text[a:b] for a, b in found) == text
    assert len(found) == 1 or all(b - a <= module.WINDOW for a, b in found)
    assert (len(found) == 1) == (len(text) <= module.LONG)


def test_a_long_document_gives_what_it_gives_in_one_piece(monkeypatch):
    given = document(150)
    lexicon = lexicon_from_documents([given])
    whole = read_alone(given, lexicon)
    monkeypatch.setattr(module, "LONG", 5000)
    monkeypatch.setattr(module, "WINDOW", 4000)
    assert len(windows(given.text)) > 5
    statements, _ = read_alone(given, lexicon)

    def places(items):
        # Labels may lean on what the rest of the text is about; places and words may not.
        return [(s.id, s.start, s.end, s.quote, s.spans, s.speaker_span, s.cue_span, s.content_spans) for s in items]

    assert places(statements) == places(whole[0])
    assert len(statements) > 300
    assert all(given.text[s.start : s.end] == s.quote and s.document_sha256 == given.sha256 for s in statements)
