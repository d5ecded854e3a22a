"""Deals, drafts, laws and talks that do something: a statement about those whose they are ("the bill would ban")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from detente.evidence.actors.holders import Holding
from detente.evidence.actors.linking import Antecedent
from detente.evidence.actors.mentions import Mention
from detente.evidence.claims.segments import Segment
from detente.evidence.text.finite import verb_behind
from detente.evidence.vocabulary import collectives

_OPENING = (
    r"(?:(?:but|and|yet|so|while|although|though|because|as|if|when|moreover|however|meanwhile|still|thus|therefore|for|by|"
    r"in|on|under|despite|after|with|that)\b[^,;.:“”]{0,60}?,?\s+)??"
)
_DETERMINED = r"(?:the|this|that|these|those|its|their|his|her|an?|any|such|new|further|[A-Z][\w.’'\-]*)"


def with_instrument(text: str, segment: Segment, last: Antecedent, mentions: Sequence[Mention]) -> Segment:
    """A clause in which a deal, draft or law does something, held by those whose it is.

    The owner stands in the subject itself ("the Xian draft", "a bill passed by the House"); otherwise whom the sentence
    before speaks of may be meant, which is only inferred.
    """
    if segment.holding.actors and (segment.holding.direct or segment.voice is not None):
        return segment
    by_pronoun = _pronoun(text, segment, last)
    if by_pronoun is not segment:
        return by_pronoun
    match, verb = None, None
    for pattern in _subjects():
        match = pattern.match(text, segment.start, segment.end)
        if match is not None:
            plural = match["thing"].endswith("s")
            verb = verb_behind(text, match.end("thing"), segment.end, plural=plural)
        if verb is not None:
            break
    if match is None or verb is None:
        return segment
    owners = tuple(
        dict.fromkeys(m.actor for m in mentions if match.start() <= m.start and m.end <= verb[0] and m.form != "place")
    )
    words = " ".join(match["whole"].split())
    if owners:
        return replace(segment, holding=Holding(owners[:2], True, f"whose “{words}” it is"))
    topic = last.topic or last.earlier
    if not topic:
        return segment
    why = f"“{words}” may be theirs, of whom the sentence before speaks"
    return replace(segment, holding=Holding(topic, False, why, thing=True))


_IT = re.compile(rf"[“\"(]?{_OPENING}it\b", re.IGNORECASE)


def _pronoun(text: str, segment: Segment, last: Antecedent) -> Segment:
    """ "Moreover, it violates the law": where no party is "it", the thing the sentence before was about."""
    match = _IT.match(text, segment.start, segment.end)
    if match is None or not last.thing or (segment.holding.actors and segment.holding.direct):
        return segment
    if verb_behind(text, match.end(), segment.end, plural=False, near=True) is None:
        return segment
    return replace(
        segment,
        holding=Holding(last.thing, False, "“it” may be theirs, of whom the sentence before speaks", thing=True),
    )


@lru_cache(maxsize=1)
def _subjects() -> tuple[re.Pattern[str], ...]:
    """The first thing a clause names, and the last of a few words together ("the sanctions bill")."""
    things = "|".join(sorted(collectives()["things"], key=lambda w: (-len(w), w)))
    return tuple(
        re.compile(
            rf"[“\"(]?{_OPENING}(?P<whole>(?:{_DETERMINED}\s+)(?:[\w’'\-]+\s+){{0,4}}{few}(?P<thing>(?:{things})s?))\b",
            re.IGNORECASE,
        )
        for few in ("?", "")
    )
