"""Which words of doubt, duty and condition reach the point of a clause, and which belong to something else in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from detente.domain.statement import Span, Stance
from detente.evidence.claims.predicates import Predicate

Cues = dict[str, list[Span]]

# A clause of its own begins: what is said behind it is not said of what stands before, nor the other way round.
_BOUNDARY = re.compile(
    r"[;:“”]|\b(?:that|which|who|whom|whose|because|although|though|while|whereas|after|before|since|when|until|but|if|"
    r"unless|as [A-Z]\w+|what|why|how|where)\b|,\s+(?:is|are|was|were|has|have|had|he|she|they|we|I)\b"
)
# Stances whose words take a sentence as their object: what is feared or thought is as sure as that sentence is.
_OF_A_SENTENCE = frozenset({"concerned", "assesses", "discloses"})
_ADJECTIVES = frozenset({"possible", "potential", "apparent", "risk", "risks", "implicit", "seeming", "probable"})
_IS = re.compile(
    r"\b(?:is|are|was|were|be|been|remains?|seems?|looks?|it)\s+(?:\w+ly\s+|not\s+|still\s+|quite\s+|also\s+)*$", re.I
)
_RISKS = re.compile(r"\s+(?:\w+ing|that)\b")
_NO_CONDITION = re.compile(r"\b(?:even|as|what|or)\s+$", re.IGNORECASE)
_WHETHER = re.compile(
    r"\b(?:ask\w*|wonder\w*|see|know\w*|sure|certain|clear|doubt\w*|decid\w+|question\w*|matters?|unclear|tell|check\w*)"
    r"\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_CONDITIONAL_STANCES = frozenset({"offers", "open_to", "acts_against", "engages", "rejects", "requires", "withholds"})
_AUXILIARY = re.compile(
    r"\b(?:will|would|can|could|may|might|shall)\s+(?:not\s+|never\s+|also\s+|\w+ly\s+|be\s+|have\s+)*$"
)


def reaching(
    text: str,
    clause: Span,
    predicate: Predicate | None,
    stance: Stance,
    cues: Mapping[str, Sequence[Span]],
    said_from: int,
) -> Cues:
    """The cues that reach the predicate, by kind.

    A modal verb reaches it from before within one clause; from behind only where the predicate takes a sentence
    ("fear that it may"), is a noun with the modal as its verb, or only introduces speech. Where no predicate was
    found all count. ``said_from`` is where attributed speech begins, ``clause[0]`` for the author's own words.
    """
    return {
        kind: [s for s in spans if _reaches(text, clause, predicate, stance, kind, s, said_from)]
        for kind, spans in cues.items()
    }


def _reaches(
    text: str, clause: Span, predicate: Predicate | None, stance: Stance, kind: str, cue: Span, said_from: int
) -> bool:
    word = text[slice(*cue)].lower()
    if kind == "conditional":
        return _conditions(text, clause, predicate, stance, cue, word)
    if kind == "possible" and word in _ADJECTIVES:
        return _predicative(text, clause, cue, word)
    if kind == "hypothetical" and predicate is not None and cue[0] >= predicate.end:
        return stance in _OF_A_SENTENCE or not _BOUNDARY.search(text, max(predicate.end, said_from), cue[0])
    if predicate is None or kind not in ("possible", "predicted", "normative", "likely"):
        return True
    if predicate.start <= cue[0] < predicate.end:
        return True
    if cue[1] <= predicate.start:
        return not _BOUNDARY.search(text, cue[1], predicate.start)
    if predicate.end <= said_from <= cue[0] or stance in _OF_A_SENTENCE:
        return True
    return predicate.group in ("nouns", "joint") and not _BOUNDARY.search(text, predicate.end, cue[0])


def _predicative(text: str, clause: Span, cue: Span, word: str) -> bool:
    """ "Is possible", "risks losing" weaken a claim; "a possible deal", "a risk" only describe a thing."""
    if word == "risks":
        return bool(_RISKS.match(text, cue[1]))
    if word == "risk":
        return False
    return bool(_IS.search(text, max(clause[0], cue[0] - 30), cue[0]))


def _conditions(text: str, clause: Span, predicate: Predicate | None, stance: Stance, cue: Span, word: str) -> bool:
    """Whether an "if" makes the point itself conditional.

    It does not in "even if", "as if" and "asked if", nor inside what somebody wants, demands or is blamed for.
    """
    before = text[max(clause[0], cue[0] - 24) : cue[0]]
    if word == "if" and (_NO_CONDITION.search(before) or _WHETHER.search(before)):
        return False
    if predicate is None or cue[0] <= predicate.end or stance in _OF_A_SENTENCE | _CONDITIONAL_STANCES:
        return True
    return predicate.group == "adjectives" or bool(
        _AUXILIARY.search(text, max(clause[0], predicate.start - 40), predicate.start)
    )
