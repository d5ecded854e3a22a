"""A document cut into passages, each short enough for one question and made of whole paragraphs where possible."""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.statement import Span
from detente.evidence.text.sentences import paragraphs, split_sentences


@dataclass(frozen=True)
class Passage:
    """A stretch of a document's text."""

    start: int
    end: int


def passages_of(text: str, limit: int) -> list[Passage]:
    """Passages of at most ``limit`` characters that together hold every paragraph, in order."""
    return _gathered(paragraphs(text), text, limit)


def halves_of(text: str, passage: Passage) -> list[Passage]:
    """The passage in two or three parts, cut between sentences where it has several; itself when it is too short."""
    length = passage.end - passage.start
    if length < 200:
        return [passage]
    own = text[passage.start : passage.end]
    parts = _gathered(split_sentences(own), own, length // 2 + 1)
    return [Passage(p.start + passage.start, p.end + passage.start) for p in parts]


def _gathered(spans: list[Span], text: str, limit: int) -> list[Passage]:
    found: list[Passage] = []
    for start, end in (piece for span in spans for piece in _pieces(text, span, limit)):
        if found and end - found[-1].start <= limit:
            found[-1] = Passage(found[-1].start, end)
        else:
            found.append(Passage(start, end))
    return found


def _pieces(text: str, span: Span, limit: int) -> list[Span]:
    """A paragraph, its sentences when it is too long, and a sentence cut at white space when that is too long."""
    start, end = span
    if end - start <= limit:
        return [span]
    sentences = [(start + a, start + b) for a, b in split_sentences(text[start:end])]
    if len(sentences) > 1:
        return [piece for s in sentences for piece in _pieces(text, s, limit)]
    pieces = []
    while end - start > limit:
        cut = text.rfind(" ", start + limit // 2, start + limit)
        cut = start + limit if cut < 0 else cut
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]
