"""A statement within the text it stands in, with what was quoted, who spoke and what was checked marked."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.document import Document
from detente.domain.statement import Span, Statement

AROUND = 160
"""Characters shown before and after, at most; a paragraph's edge ends them earlier."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text; ``mark`` is "" (context), quote, check (a claim check inside the quote), or speaker."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Passage:
    """Text around a quotation; ``verbatim`` is False where the quotation no longer stands in the document."""

    pieces: tuple[Piece, ...]
    verbatim: bool = True


def passage(statement: Statement, document: Document | None) -> Passage:
    """The statement in its paragraph; from its own prefix and suffix where the document does not have it any more."""
    if document is None or document.text[statement.start : statement.end] != statement.quote or not statement.quote:
        pieces = (Piece(statement.prefix), Piece(statement.quote, "quote"), Piece(statement.suffix))
        return Passage(tuple(p for p in pieces if p.text), verbatim=False)
    checks = [(check.start, check.end) for check in statement.checks]
    speaker = [statement.speaker_span] if statement.speaker_span else []
    return Passage(_marked(document.text, statement.spans or ((statement.start, statement.end),), checks, speaker))


def passage_of_quote(quote: str, document: Document | None) -> Passage | None:
    """A quotation found in a document by its words; None where there is no quotation."""
    if not quote:
        return None
    start = document.text.find(quote) if document is not None else -1
    if document is None or start < 0:
        return Passage((Piece(quote, "quote"),), verbatim=False)
    return Passage(_marked(document.text, ((start, start + len(quote)),), [], []))


def _marked(text: str, quotes: Sequence[Span], checks: Sequence[Span], speakers: Sequence[Span]) -> tuple[Piece, ...]:
    first, last = min(a for a, _ in quotes), max(b for _, b in quotes)
    left, right = _left(text, first), _right(text, last)
    cuts = sorted({left, right, *(p for span in (*quotes, *checks, *speakers) for p in span if left <= p <= right)})
    pieces = []
    for start, end in itertools.pairwise(cuts):
        mark = ""
        if _inside(start, end, checks):
            mark = "check"
        elif _inside(start, end, quotes):
            mark = "quote"
        elif _inside(start, end, speakers):
            mark = "speaker"
        pieces.append(Piece(text[start:end], mark))
    before = (Piece("… "),) if left > 0 and not _breaks(text, left) else ()
    after = (Piece(" …"),) if right < len(text) and not _breaks(text, right) else ()
    return (*before, *pieces, *after)


def _inside(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(a <= start and end <= b for a, b in spans)


def _left(text: str, start: int) -> int:
    """Where the shown text begins: the paragraph's edge, otherwise a word's."""
    floor = max(0, start - AROUND)
    edge = text.rfind("\n\n", floor, start)
    if edge >= 0:
        return edge + 2
    if floor == 0:
        return 0
    space = text.find(" ", floor, start)
    return space + 1 if space >= 0 else floor


def _right(text: str, end: int) -> int:
    """Where the shown text ends."""
    ceiling = min(len(text), end + AROUND)
    edge = text.find("\n\n", end, ceiling)
    if edge >= 0:
        return edge
    if ceiling == len(text):
        return ceiling
    space = text.rfind(" ", end, ceiling)
    return space if space >= 0 else ceiling


def _breaks(text: str, position: int) -> bool:
    """Whether a paragraph begins or ends at ``position``."""
    return text[max(0, position - 2) : position] == "\n\n" or text[position : position + 2] == "\n\n"
