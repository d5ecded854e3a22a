"""Which actors a pronoun may stand for: those that fit it, and the subject a sentence opens with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.domain.statement import Span
from detente.evidence.actors.mentions import Mention
from detente.evidence.lexicon import Lexicon


def agrees(pronoun: str, actors: Sequence[str], lexicon: Lexicon, plural: bool = False) -> bool:
    """ "It" stands for one that is no person, "they" for several or a body of many, "he" for one that is no body."""
    if not actors:
        return False
    kinds = [lexicon.actors[a].kind for a in actors if a in lexicon.actors]
    if pronoun in ("he", "she", "his", "her"):
        return len(actors) == 1 and kinds[:1] not in (["organisation"], ["bloc"])
    if pronoun in ("it", "its"):
        return len(actors) == 1 and kinds[:1] != ["person"]
    return plural or len(actors) > 1 or kinds[:1] in (["organisation"], ["bloc"], ["group"])


def opening_mention(text: str, sentence: Span, mentions: Sequence[Mention]) -> tuple[Mention | None, bool]:
    """The first mention behind an adverbial, and whether nothing but its own article and title stands before it."""
    opening = _ADVERBIAL.match(text, *sentence)
    begin = opening.end() if opening is not None else sentence[0]
    first = next((m for m in mentions if begin <= m.start and m.end <= sentence[1]), None)
    return first, first is not None and _DETERMINED.fullmatch(text, begin, first.start) is not None


_ADVERBIAL = re.compile(r"(?:[A-Z][\w’']*\s+[^,;.]{2,60}|[A-Z]\w+ly|However|Meanwhile|Later|Then),\s+")
_DETERMINED = re.compile(
    r"[“\"(]?(?:(?:the|a|an|both|some|many|most|former|senior|top|new|his|her|its|their)\s+)*"
    r"(?:[\w’'\-]+\s+(?:of|from|in)\s+(?:the\s+|both\s+)?|(?:(?-i:[A-Z])[\w.’'\-]*\s+){0,4})",
    re.IGNORECASE,
)
