"""Words of modality, negation and judgement found in a stretch of text."""

from __future__ import annotations

import re
from functools import lru_cache

from detente.evidence.text.patterns import PatternSet
from detente.evidence.vocabulary import modality


@lru_cache(maxsize=1)
def _patterns() -> PatternSet[str]:
    return PatternSet([(key, p) for key, patterns in modality().items() for p in patterns])


def find_cues(text: str, start: int, end: int) -> dict[str, list[tuple[int, int]]]:
    """Spans by kind of cue (``modality.yaml``), each in the order of the text."""
    found: dict[str, list[tuple[int, int]]] = {}
    for a, b, key in _patterns().find(text, start, end):
        unreal = text[a:b].lower().endswith((" have", "\u00a0have")) and _PARTICIPLE.match(text, b) is None
        journey = text[a:b].lower() == "going to" and (
            _PLACE.match(text, b) or not _GOING.search(text, max(0, a - 12), a)
        )
        wish = text[a:b].lower() == "would" and _WISHED.match(text, b) is not None
        if not _is_month(text, a, b) and not unreal and not journey and not wish:
            found.setdefault(key, []).append((a, b))
    return found


# "Would have failed" is unreal; "would have no choice", "would have to" are not.
_PARTICIPLE = re.compile(
    r"\s+(?:not\s+|never\s+|also\s+|\w+ly\s+)*(?:\w{2,}ed|\w{2,}en|\w{2,}wn|\w{2,}ught|had|made|done|gone|come|become|led|left|"
    r"lost|met|put|cut|won|held|kept|paid|said|sent|set|sold|spent|stood|struck|told|built|found|got|heard|let|meant|"
    r"read|run|shut|begun|let)\b"
)
_GOING = re.compile(r"(?:\b(?:is|are|was|were|be|am|not)|['’](?:s|re|m))\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_PLACE = re.compile(r"\s+(?:the|a|an|[A-Z])")
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
