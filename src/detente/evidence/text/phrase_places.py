"""Where any of some names stands in a text, whole, the longest first: as an expression of choices would find them.

Names differ from document to document; looking for each is many times faster than making an expression of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.domain.statement import Span


def phrase_places(text: str, phrases: Iterable[str], before: str = "", behind: str = "") -> Iterator[Span]:
    """Where the phrases stand, from left to right and not overlapping; of two that begin together the longer one.

    No letter, digit or underscore may stand right before or behind, nor any sign of ``before`` or ``behind``.
    """
    found: list[Span] = []
    for phrase in phrases:
        at = text.find(phrase) if phrase else -1
        while at >= 0:
            end = at + len(phrase)
            if _is_edge(text[at - 1 : at], before) and _is_edge(text[end : end + 1], behind):
                found.append((at, end))
            at = text.find(phrase, at + 1)
    reached = 0
    for at, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if at >= reached:
            yield at, end
            reached = end


def _is_edge(char: str, signs: str) -> bool:
    return not char or not (char.isalnum() or char == "_" or char in signs)
