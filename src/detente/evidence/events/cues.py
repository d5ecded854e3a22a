"""Where a text names an event: verbs in their clauses, and nouns that it says took place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.statement import Span
from detente.evidence.events.kinds import EventKind, Form, cue_patterns, event_kinds, frames

OBJECT_WITHIN = 110  # characters between a verb and the object that makes it an event
_LEFT = re.compile(
    r";|:\s|\s[–—]\s|\b(?:that|because|although|though|while|whereas|but|who|which|where|when|if|unless|until|so)\b"
    r"|\b(?:after|before)\s+(?=\w+ing\b|[A-Z])|[“”\"]"
)
_RIGHT = re.compile(
    r";|:\s|\s[–—]\s|\b(?:that|because|although|though|while|whereas|but|who|which|where|unless|until)\b|[“”\"]"
)


@dataclass(frozen=True)
class Cue:
    """Words that name an event, in ``sentence``; ``left`` and ``right`` bound their clause."""

    start: int
    end: int
    kind: EventKind
    form: Form
    sentence: Span
    left: int
    right: int


def find_hits(text: str) -> list[tuple[int, int, tuple[str, Form, int]]]:
    """All words of events in a text, whether or not they tell of one."""
    return cue_patterns().find(text, 0, len(text))


def find_cues(
    text: str, sentence: Span, hits: Sequence[tuple[int, int, tuple[str, Form, int]]], named: Sequence[Span]
) -> list[Cue]:
    """The cues of a sentence in order; of overlapping ones the longer, then the more specific.

    ``named`` are the mentions of actors in it: a noun behind two of them ("the Xian-Yish talks") names an event.
    """
    kinds = event_kinds()
    found = []
    for start, end, (key, form, deed) in hits:
        left, right = _clause(text, sentence, start, end)
        kind = kinds[key]
        if form == "noun" and not _took_place(text, sentence, start, end, named):
            continue
        if form == "verb" and _is_noun(text, start, end):
            continue
        if deed >= 0:
            thing = kind.objects[deed].search(text, end, min(right, end + OBJECT_WITHIN))
            if thing is None:
                continue
        found.append(Cue(start, end, kind, form, sentence, left, right))
    kept: list[Cue] = []
    for cue in sorted(found, key=lambda c: (c.start - c.end, c.kind.rank, c.start)):
        if not any(cue.start < other.end and other.start < cue.end for other in kept):
            kept.append(cue)
    return sorted(kept, key=lambda c: c.start)


def _clause(text: str, sentence: Span, start: int, end: int) -> Span:
    left = sentence[0]
    for match in _LEFT.finditer(text, sentence[0], start):
        left = match.end()
    right = _RIGHT.search(text, end, sentence[1])
    return left, right.start() if right else sentence[1]


def _took_place(text: str, sentence: Span, start: int, end: int, named: Sequence[Span]) -> bool:
    before, behind = frames()
    if behind.match(text, end, sentence[1]):
        return True
    if before.search(text, max(sentence[0], start - 60), start):
        return True
    return any(a < start and b >= start - 2 for a, b in named) and text[end : end + 4] in (" in ", " on ", " at ")


_DETERMINER = re.compile(
    r"\b(?:the|a|an|this|that|these|those|its|their|his|her|of|any|no|further|first|second|last|new)\s+(?:\w+\s+)?$",
    re.I,
)


def _is_noun(text: str, start: int, end: int) -> bool:
    """ "the vote", "its visit": a verb's bare form behind a determiner is a noun."""
    word = text[start:end].split()[0]
    if word.endswith(("ed", "ing")) and not word.endswith("eed"):
        return bool(re.search(r"\b(?:the|a|an|this|its|their|his|her)\s+$", text[max(0, start - 8) : start], re.I))
    return bool(_DETERMINER.search(text[max(0, start - 24) : start]))
