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
    within the clause's verb; noun phrases such as "possible" count anywhere in the clause.
    """

    def first(kind: str, before_only: bool = False) -> str:
        for a, b in cues.get(kind, ()):
            if not before_only or a <= predicate_start:
                return text[a:b]
        return ""

    opening = text[clause[0] : clause[0] + 12]
    if re.match(r"[“\"]?(?:if|unless|should [A-Z])\b", opening, re.IGNORECASE):
        return "conditional", f"“{opening.split()[0].strip('“')}”"
    if hearsay:
        return "reported", "hearsay"
    if word := first("hypothetical"):
        return "hypothetical", f"“{word}”"
    if word := first("opinion"):
        return ("predicted" if first("predicted") else "opinion"), f"“{word}”"
    if word := first("speculative"):
        return "speculative", f"“{word}”"
    if word := first("normative", before_only=True):
        return "normative", f"“{word}”"
    if word := first("conditional"):
        return "conditional", f"“{word}”"
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
    if feared and voice is None:
        return "reported", "a fear the author reports"
    if word := first("reported"):
        return "reported", f"“{word}”"
    return "asserted", ""


_DENIED = re.compile(r"(?<=could)\s+(?:not|never|no longer|be no|be nothing)\b", re.IGNORECASE)
_NOTHING = re.compile(r"\b(?:nothing|nobody|no)\b[^,;.]*$", re.IGNORECASE)


def _denied_before(text: str, clause: int, place: int) -> bool:
    return text[place : place + 5].lower() == "could" and bool(_NOTHING.search(text, clause, place))


def certainty_of(modality: Modality) -> Certainty:
    """Fact-like when asserted, reported when passed on, non-factual under any other modality."""
    if modality == "asserted":
        return "fact_like"
    return "reported" if modality == "reported" else "non_factual"
