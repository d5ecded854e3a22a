"""Where a text names an event: verbs in their clauses, and nouns that it says took place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.statement import Span
from detente.evidence.events.kinds import ASIDE, EventKind, Form, cue_patterns, event_kinds, frames

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
    """Words that name an event, in ``sentence``; ``left`` and ``right`` bound their clause.

    ``firm``: its words say that it took place, not only with whom ("talks between Xia and Yen").
    """

    start: int
    end: int
    kind: EventKind
    form: Form
    sentence: Span
    left: int
    right: int
    firm: bool = True


def find_hits(text: str, sentence: Span) -> list[tuple[int, int, tuple[str, Form, int]]]:
    """All words of events in a sentence, whether or not they tell of one."""
    return cue_patterns().find(text, *sentence)


def find_cues(
    text: str, sentence: Span, hits: Sequence[tuple[int, int, tuple[str, Form, int]]], named: Sequence[Span]
) -> list[Cue]:
    """The cues of a sentence in order; of overlapping ones the longer, then the more specific.

    ``named`` are the mentions of actors in it: a noun behind two of them ("the Xian-Yish talks") names an event.
    """
    kinds = event_kinds()
    found = []
    for start, end, (key, form, deed) in hits:
        if key == ASIDE:
            continue
        left, right = _clause(text, sentence, start, end)
        kind = kinds[key]
        firm = True
        if form == "noun":
            took_place = _took_place(text, sentence, start, end, named)
            if took_place is None:
                continue
            firm = took_place
        if form == "verb" and _is_noun(text, start, end):
            continue
        if deed >= 0:
            thing = kind.objects[deed].search(text, end, min(right, end + OBJECT_WITHIN))
            if thing is None or re.search(r"\bno\s+(?:\w+\s+)?$", text[end : thing.start()]):
                continue
        found.append(Cue(start, end, kind, form, sentence, left, right, firm))
    kept: list[Cue] = []
    for cue in sorted(found, key=lambda c: (c.start - c.end, c.kind.rank, c.start)):
        if not any(cue.start < other.end and other.start < cue.end for other in kept):
            kept.append(cue)
    return sorted(kept, key=lambda c: c.start)


def _clause(text: str, sentence: Span, start: int, end: int) -> Span:
    left = sentence[0]
    for match in _LEFT.finditer(text, sentence[0], start):
        left = match.end()
    which = frames()[1].match(text, end, sentence[1])
    right = _RIGHT.search(text, which.end() if which else end, sentence[1])
    return left, right.start() if right else sentence[1]


def _took_place(text: str, sentence: Span, start: int, end: int, named: Sequence[Span]) -> bool | None:
    """Whether the words around say that it did; False where they only say with whom, None where they say nothing."""
    before, behind = frames()
    followed = behind.match(text, end, sentence[1])
    if before.search(text, max(sentence[0], start - 60), start):
        return True
    if followed is not None:
        return not re.match(r"\s+(?:between|with|on)\b", followed.group())
    joined = any(a < start and b >= start - 2 for a, b in named)
    return False if joined and text[end : end + 4] in (" in ", " on ", " at ") else None


_DETERMINER = re.compile(
    r"\b(?:the|a|an|this|that|these|those|its|their|his|her|of|any|no|further|first|second|last|new)\s+(?:\w+\s+)?$",
    re.I,
)


_GERUND = re.compile(
    r"\b(?:after|on|following|since|is|are|was|were|been|before|while|by|without|of|for|from)\s+(?:\w+ly\s+)?$", re.I
)


def _is_noun(text: str, start: int, end: int) -> bool:
    """ "the vote", "its visit": a verb's bare form behind a determiner is a noun."""
    word = text[start:end].split()[0]
    if word.endswith("ing"):
        return _GERUND.search(text, max(0, start - 24), start) is None
    if word.endswith("ed") and not word.endswith("eed"):
        return bool(
            re.search(
                r"\b(?:the|a|an|this|its|their|his|her|from|of|in|over|on|to)\s+$",
                text[max(0, start - 8) : start],
                re.I,
            )
        )
    return bool(_DETERMINER.search(text[max(0, start - 24) : start]))
