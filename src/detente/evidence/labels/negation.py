"""Whether a predicate is negated, and what its negation is called."""

from __future__ import annotations

import re

from detente.domain.statement import Stance
from detente.evidence.claims.predicates import Predicate, negated_stance

_NEGATION = re.compile(
    r"\b(?:not|no(?!-)|never|neither|nor|without|cannot|hardly|no longer|none)\b|n['’]t\b", re.IGNORECASE
)
_NO_NEGATION = re.compile(
    r"\b(?:not only|no doubt|not least|not just|not merely|no matter|no wonder|whether or not|with or without|"
    r"not entirely|no later than|not yet)\b",
    re.IGNORECASE,
)
_REFUSABLE = frozenset({"offers", "engages", "open_to", "supports"})
_REFUSING = re.compile(
    r"\b(?:will|would|shall|could) (?:not|never)\b|\b(?:never|cannot)\b|\b(?:wo|would|ca)n['’]t\b", re.I
)
_AFTER = re.compile(r"\s+(?:is|are|was|were|will be|would be)\s+(?:not|never|no longer)\b", re.IGNORECASE)


def resolve_negation(text: str, clause_start: int, predicate: Predicate) -> tuple[Stance, bool, bool, str]:
    """The stance after negation, whether it stays negated, whether a negation was seen, and the reason.

    A negation reaches a predicate from up to five words before it ("not supporting", "without demanding any"),
    or right behind it ("support is not"); one inside the predicate's own phrase ("no willingness") is its meaning.
    """
    begin = max(clause_start, predicate.start - 60)
    harmless = [m.span() for m in _NO_NEGATION.finditer(text, begin, predicate.end)]
    last = None
    for match in _NEGATION.finditer(text, begin, predicate.start):
        if any(a <= match.start() < b for a, b in harmless):
            continue
        between = text[match.end() : predicate.start]
        if len(between.split()) <= 5 and not re.search(r"[,;:]|\b(?:but|and|or|because|which|who|that)\b", between):
            last = match
    after = _AFTER.match(text, predicate.end)
    if last is None and after is None:
        return predicate.stance, False, False, ""
    word = last.group() if last else (after.group().split()[-1] if after else "")
    refusable = predicate.stance in _REFUSABLE and predicate.group in ("acts", "attitudes")
    if last is not None and refusable and _REFUSING.search(text, max(begin, last.start() - 12), last.end()):
        return "rejects", False, True, f"“{word}” with a future verb is a refusal"
    other = negated_stance(predicate.stance)
    if other is not None:
        return other, False, True, f"“{word}” turns {_words(predicate.stance)} into {_words(other)}"
    return predicate.stance, True, True, f"“{word}” negates {_words(predicate.stance)}"


def _words(stance: str) -> str:
    return stance.replace("_", " ")
