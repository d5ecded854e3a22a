"""How strongly a statement is put: modality, and the certainty it leaves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from detente.domain.statement import Certainty, Kind, Modality

Cues = Mapping[str, Sequence[tuple[int, int]]]


def modality_of(
    text: str,
    clause: tuple[int, int],
    predicate_start: int,
    cues: Cues,
    voice: Kind | None,
    hearsay: bool,
    feared: bool = False,
) -> tuple[Modality, str]:
    """The weakest reading the words allow, and the word that gave it.

    "if" before the predicate makes it conditional; a modal verb counts when it stands before the predicate or
    within the clause's verb; noun phrases such as "possible" count anywhere in the clause. Which cues reach the point
    of the clause at all is told by :func:`detente.evidence.labels.scope.reaching`.
    """

    def first(kind: str, before_only: bool = False) -> str:
        for a, b in cues.get(kind, ()):
            if not before_only or a <= predicate_start:
                return text[a:b]
        return ""

    opening = text[clause[0] : clause[0] + 12]
    if re.match(r"[“\"]?(?:if|unless|should [A-Z])\b", opening, re.IGNORECASE):
        if word := first("hypothetical"):
            return "hypothetical", f"“{word}”"
        return "conditional", f"“{opening.split()[0].strip('“')}”"
    if hearsay:
        return "reported", "hearsay"
    if word := first("hypothetical"):
        return "hypothetical", f"“{word}”"
    if word := first("opinion") or (_thought(text, clause) if voice is not None else ""):
        return ("predicted" if first("predicted") else "opinion"), f"“{word}”"
    if word := first("speculative"):
        return "speculative", f"“{word}”"
    if word := first("normative", before_only=True):
        return ("conditional", "“unless”") if first("conditional") == "unless" else ("normative", f"“{word}”")
    if word := first("conditional"):
        return "conditional", f"“{word}”"
    if voice in ("direct_quote", "partial_quote"):
        if _BARGAIN.match(text, clause[0]):
            return "conditional", "an order, and what follows when it is done"
        if let := _LET.match(text, *clause):
            return "normative", f"“{let.group().strip('“ ')}”, which asks something of a third"
    for a, b in cues.get("possible", ()):
        # "Could not be decided" is no possibility, it is its denial.
        if (feared or a <= predicate_start) and not _DENIED.match(text, b) and not _denied_before(text, clause[0], a):
            return "possible", f"“{text[a:b]}”"
    if word := first("likely", before_only=True):
        return "likely", f"“{word}”"
    if word := first("predicted", before_only=True):
        return "predicted", f"“{word}”"
    if voice == "indirect_quote":
        return "reported", "indirect speech"
    if feared and voice is None and (felt := _FELT.search(text, *clause)):
        return "reported", f"“{felt.group()}”: a feeling the author reports"
    if word := first("reported"):
        return "reported", f"“{word}”"
    return "asserted", ""


_DENIED = re.compile(r"(?<=could)\s+(?:not|never|no longer|be no|be nothing)\b", re.IGNORECASE)
_NOTHING = re.compile(r"\b(?:nothing|nobody|no)\b[^,;.]*$", re.IGNORECASE)
# "Release them all, and we will talk": an order as a condition.
_BARGAIN = re.compile(r"[“\"]?[A-Z][a-z]+\s[^,;.]{3,60},? and (?:we|I|they|you)(?:['’]ll| will| can| shall)\b")
_LET = re.compile(r"[“\"]?Let\s(?=(?:the|them|him|her|[A-Z][a-z]+)\b)(?!me\b)")
_THOUGHT = re.compile(
    r"\b(?:thinks?|thought|believe[sd]?|feels?|felt|reckons?|considers?)\s(?:that\b|it\b|he\b|she\b|they\b|we\b|there\b|"
    r"this\b|(?:the|his|her|their|its|[A-Z])[\w’']*\s(?:\w+\s){0,3}?(?:is|are|was|were|has|have|had|will|would|should|can|could)\b)"
)
_FELT = re.compile(r"\b(?:feel|feels|felt|feeling|think|believe|believes|perceive|perceives)\b", re.IGNORECASE)


def _thought(text: str, clause: tuple[int, int]) -> str:
    """ "He thinks that", inside what somebody says: an opinion, not a fact."""
    found = _THOUGHT.search(text, *clause)
    return found.group().split()[0] if found else ""


def _denied_before(text: str, clause: int, place: int) -> bool:
    return text[place : place + 5].lower() == "could" and bool(_NOTHING.search(text, clause, place))


def certainty_of(modality: Modality) -> Certainty:
    """Fact-like when asserted, reported when passed on, non-factual under any other modality."""
    if modality == "asserted":
        return "fact_like"
    return "reported" if modality == "reported" else "non_factual"
