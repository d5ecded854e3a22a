"""What the words of a span, and those around it, allow at most."""

from __future__ import annotations

import re

from detente.domain.statement import Modality, Span
from detente.evidence.claims.predicates import find_predicates
from detente.evidence.labels.cues import find_cues
from detente.evidence.labels.modality import modality_of
from detente.evidence.labels.strength import STRENGTH


def modality_by_rule(text: str, sentence: Span, span: Span) -> tuple[Modality, str]:
    """What the words of a span, those before it in its clause, and a condition behind it allow; and the word.

    The clause begins behind the last colon, semicolon, dash or quotation mark before the span.
    """
    left = max([sentence[0], *(m.end() for m in _CLAUSE.finditer(text, sentence[0], span[0]))])
    cues = find_cues(text, left, span[1])
    predicates = find_predicates(text, *span)
    place = min((p.start for p in predicates), default=span[1])
    modality, word = modality_of(text, (left, span[1]), place, cues, None, bool(cues.get("hearsay")))
    behind = _CONDITION.match(text, span[1], max(sentence[1], span[1]))
    if behind is not None and STRENGTH.index(modality) < STRENGTH.index("conditional"):
        return "conditional", f"“{behind['word']}”"
    return modality, word


def cut_off(text: str, sentence: Span, span: Span) -> str:
    """The word that turns the sense of a span round and stands right before it, or "" when none does."""
    found = _TURNED.search(text, sentence[0], span[0])
    return found["word"] if found else ""


_CLAUSE = re.compile(r"[;:“”\"—–]")
_CONDITION = re.compile(
    r"[^.;”\"]{0,80}?\b(?P<word>if|unless|provided(?= that)|on condition|only (?:if|after|when|once))\b", re.IGNORECASE
)
# Up to three words may stand between ("did not fully support"); a comma or another clause ends the reach.
_TURNED = re.compile(
    r"(?P<word>\b(?:not|never|no|nor|neither|without|cannot|hardly|nobody|none|den(?:y|ies|ied|ying)|"
    r"refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|fail(?:s|ed|ing)?|unwilling|reject(?:s|ed|ing)?|ruled? out|"
    r"rules out|false|untrue)\b|n['’]t\b)(?:[ \t]+(?!but\b|and\b|which\b|who\b)[\w’'\-]+){0,3}\s+[“\"]?$",
    re.IGNORECASE,
)
