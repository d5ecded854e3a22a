"""Words of modality, negation and judgement found in a stretch of text."""

from __future__ import annotations

import re
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
        necessity = text[a:b].lower() == "would have" and text[b : b + 4] == " to "
        wish = text[a:b].lower() == "would" and _WISHED.match(text, b) is not None
        if not _is_month(text, a, b) and not necessity and not wish:
            found.setdefault(key, []).append((a, b))
    return found


_WISHED = re.compile(r"\s+(?:like|prefer|rather|welcome|appreciate)\b")
_DAY_BEFORE = re.compile(
    r"(?:\b\d{1,2}(?:st|nd|rd|th)?(?: of)?|\b(?:early|mid|late|last|next|in|since|until|by))[ \-]$", re.I
)
_DAY_BEHIND = re.compile(r",? \d")


def _is_month(text: str, start: int, end: int) -> bool:
    """Whether a "may" is the month or a name: capitalised, or beside a day or a year in any spelling."""
    if text[start:end].lower() != "may":
        return False
    beside = _DAY_BEFORE.search(text[max(0, start - 12) : start]) or _DAY_BEHIND.match(text, end)
    return text[start:end] == "May" or bool(beside)
