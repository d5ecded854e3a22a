"""The stance of speech in which no known predicate was found: how its words judge what they speak of."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from detente.domain.statement import Span, Stance
from detente.evidence.claims.demands import ordered
from detente.evidence.claims.predicates import Predicate
from detente.evidence.claims.segments import Segment
from detente.evidence.text.patterns import PatternSet
from detente.evidence.vocabulary import judgements

_STANCES: dict[str, Stance] = {
    "approves": "supports",
    "worries": "concerned",
    "needs": "requires",
    "wants": "seeks",
    "readiness": "open_to",
}


def judged_stance(text: str, segment: Segment) -> tuple[Stance, str] | None:
    """The stance the words of judgement in a clause of attributed speech give it, with the reason; None without any.

    What most of the words say counts, of as many the first. A negated approval disapproves; a negated worry, wish or
    reproach says nothing that can be told by words. Where nobody judges, what the speaker says it will or will not do
    is its intention or its refusal.
    """
    start, end = _content(segment)
    found = [(a, text[a:b], key) for a, b, key in _patterns().find(text, start, end)]
    counted: Counter[str] = Counter()
    words: dict[str, str] = {}
    taken = -1
    for place, word, key in found:
        if place < taken:
            continue  # part of a longer one
        taken = place + len(word)
        kept = _negated(text, start, place, key)
        if kept:
            counted[kept] += 1
            words.setdefault(kept, f"not {word}" if kept != key else word)
    if counted:
        key = max(counted, key=lambda k: counted[k])
        return _stance(text, segment, key), f"the speaker judges by “{' '.join(words[key].split())}”"
    return _intention(text, segment)


def calls(text: str, predicate: Predicate) -> bool:
    """Whether a predicate is a verb by which something is called what it is ("called it a danger")."""
    return _CALLS.match(text, predicate.start, predicate.end) is not None


def warns(text: str, predicate: Predicate) -> bool:
    """Whether somebody warns: what is warned of may be a reproach ("warned that the deal was a mistake")."""
    return _WARNS.match(text, predicate.start, predicate.end) is not None


_CALLS = re.compile(
    r"(?:call|describ|characteri[sz]|brand|label|depict|portray|deem|regard|view|see)\w*", re.IGNORECASE
)
_WARNS = re.compile(r"warn(?:s|ed|ing)?$", re.IGNORECASE)


def _content(segment: Segment) -> Span:
    voice = segment.voice
    start = segment.start if voice is None else max(segment.start, voice.content[0][0])
    return (start, segment.end) if start < segment.end else (segment.start, segment.end)


def _stance(text: str, segment: Segment, key: str) -> Stance:
    if key != "disapproves":
        return _STANCES[key]
    speaker = segment.voice.actor if segment.voice is not None else None
    acting = segment.holding.direct and speaker not in segment.holding.actors
    about = acting or segment.holding.reason.startswith("whom the clause is about")
    person = _SOMEBODY.match(text, *_content(segment)) is not None
    return "accuses" if about or person else "opposes"


# "He is", "Those are", at the beginning of what is said: somebody is judged.
_SOMEBODY = re.compile(r"[“\"']*(?:And |But |So )?(?:he|she|they|you|these people|those people)\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|no|never|neither|nor|without|cannot|hardly|nothing|isn['’]t|less)\b|n['’]t\b", re.IGNORECASE
)


def _negated(text: str, start: int, place: int, key: str) -> str:
    """The judgement once a negation up to three words before it is taken in; "" where nothing is left of it."""
    before = text[max(start, place - 36) : place]
    match = max(_NOT.finditer(before), key=lambda found: found.end(), default=None)
    if match is None or len(before[match.end() :].split()) > 3 or re.search(r"[,;:.]", before[match.end() :]):
        return key
    return "disapproves" if key in ("approves", "readiness") else ""


_INTENTION = re.compile(
    r"\b(?:it|we|I|he|she|they|[A-Z][\w’'\-]+)(?:['’]ll|\s+[“\"]?(?:will|would|is going to|are going to|was going to))"
    r"(?P<no>\s+(?:not|never|under no circumstances))?\s+(?!(?:be|have to|need to|like|mean|remain|become)\b)\w+"
    r"|\b(?:we|I|[A-Z][\w’'\-]+)(?:['’]ll|\s+[“\"]?(?:will|would))(?P<no3>\s+(?:not|never))?\s+(?:be|remain|become)\b"
    r"|\b(?P<no2>wo|would|ca|could)n['’]t\s+[“\"]?(?!be\b)\w+"
    r"|\b(?P<no4>cannot|can not|could not|will never)\s+[“\"]?(?!be\b)\w+"
)


def _intention(text: str, segment: Segment) -> tuple[Stance, str] | None:
    voice = segment.voice
    if voice is None:
        return None
    if (order := ordered(text, segment)) is not None:
        return order.stance, f"“{text[order.start : order.end]}”: the speaker tells another what to do"
    if voice.actor is None or voice.actor not in segment.holding.actors:
        return None
    found = _INTENTION.search(text, *_content(segment))
    if found is None:
        return None
    words = " ".join(found.group().split())
    refused = any(found[name] for name in ("no", "no2", "no3", "no4"))
    return (
        ("rejects", f"“{words}”: what the speaker will not do")
        if refused
        else ("seeks", f"“{words}”: what the speaker will do")
    )


@lru_cache(maxsize=1)
def _patterns() -> PatternSet[str]:
    return PatternSet([(key, pattern) for key, patterns in judgements().items() for pattern in patterns])
