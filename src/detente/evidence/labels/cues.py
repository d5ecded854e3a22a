"""Words of modality, negation and judgement found in a stretch of text."""

from __future__ import annotations

from functools import lru_cache

from detente.evidence.patterns import PatternSet
from detente.evidence.vocabulary import modality


@lru_cache(maxsize=1)
def _patterns() -> PatternSet[str]:
    return PatternSet([(key, p) for key, patterns in modality().items() for p in patterns])


def find_cues(text: str, start: int, end: int) -> dict[str, list[tuple[int, int]]]:
    """Spans by kind of cue (``modality.yaml``), each in the order of the text."""
    found: dict[str, list[tuple[int, int]]] = {}
    for a, b, key in _patterns().find(text, start, end):
        if text[a:b] != "May":  # the month, or a name
            found.setdefault(key, []).append((a, b))
    return found
