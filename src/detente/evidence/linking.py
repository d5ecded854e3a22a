"""Clauses put together: one takes its issue from the next, its holder from the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.domain.statement import Span
from detente.evidence.actors import Mention
from detente.evidence.holders import Holding
from detente.evidence.lexicon import Lexicon
from detente.evidence.segments import Segment


def merge_segments(segments: list[Segment]) -> list[Segment]:
    """A clause without an issue takes in the next one of its voice that names one and says nothing by itself."""
    merged: list[Segment] = []
    skip = False
    for i, segment in enumerate(segments):
        if skip:
            skip = False
            continue
        following = segments[i + 1] if i + 1 < len(segments) else None
        if (
            following is not None
            and segment.predicate is not None
            and segment.holding.actors
            and not segment.issues
            and following.voice is segment.voice
            and following.issues
            and not (following.predicate is not None and following.holding.direct)
        ):
            segment = replace(
                segment,
                end=following.end,
                issues=following.issues,
                targets=tuple(dict.fromkeys((*segment.targets, *following.targets))),
            )
            skip = True
        merged.append(segment)
    return merged


_ANAPHOR = re.compile(
    r"^[“\"]?(?:\w+ing\b|(?:\w+\s+){0,3}?(?:he|she|they|it|this|these|that|those|his|her|their|its|such|another|which|who|"
    r"examples|without)\b)",
    re.IGNORECASE,
)


_CONTINUES = re.compile(
    r"(?:which|who|whom|whose|and|but|or|without|to|while|though|although|as|he|she|they|it|their|his|her|its|\w+ly\s+\w+ing|"
    r"\w+ing)\b",
    re.IGNORECASE,
)


def link_segments(text: str, segments: list[Segment], last: tuple[str, ...], lexicon: Lexicon) -> list[Segment]:
    """Clauses without a holder of their own take that of the sentence, or of the one before when they point back."""
    linked: list[Segment] = []
    for segment in segments:
        if segment.predicate is not None and not segment.holding.actors and linked:
            speaker = _speaker_goes_on(text, linked[-1], segment)
            if speaker is not None:
                segment = replace(segment, holding=Holding((speaker,), True, "second verb of the speaker"))
        if segment.predicate is not None and not segment.holding.actors:
            inside = next(
                (s.holding.actors for s in reversed(linked) if s.holding.actors and s.voice is segment.voice), ()
            )
            if inside and _CONTINUES.match(text[segment.start : segment.end]):
                segment = replace(segment, holding=Holding(inside, False, "holder of the clause before"))
            elif (
                last
                and _ANAPHOR.match(text[segment.start : segment.end])
                and agrees(text, (segment.start, segment.end), last, lexicon)
            ):
                segment = replace(segment, holding=Holding(last, False, "holder of the sentence before"))
            if segment.holding.actors:
                segment = replace(segment, targets=tuple(t for t in segment.targets if t not in segment.holding.actors))
        linked.append(segment)
    return linked


_GOES_ON = re.compile(r"(?:and|but|yet)\s+(?:(?:has|have|had|also|then|later|instead|again|\w+ly)\s+)*$")


def _speaker_goes_on(text: str, before: Segment, segment: Segment) -> str | None:
    """Who said what stands before "and demanded", when the verb has no subject of its own."""
    voice, predicate = before.voice, segment.predicate
    if voice is None or segment.voice is not None or predicate is None or voice.kind == "direct_quote":
        return None
    opening = text[segment.start : predicate.start]
    return voice.actor if _GOES_ON.fullmatch(opening) and not text[before.end : segment.start].strip(" ,") else None


_ADVERBIAL = re.compile(r"(?:[A-Z][\w’']*\s+[^,;.]{2,60}|[A-Z]\w+ly|However|Meanwhile|Later|Then),\s+")
_DETERMINED = re.compile(
    r"[“\"(]?(?:(?:the|a|an|both|some|many|most|former|senior|top|new|his|her|its|their)\s+)*"
    r"(?:[\w’'\-]+\s+(?:of|from|in)\s+(?:the\s+|both\s+)?|(?:[A-Z][\w.’'\-]*\s+){0,4})",
    re.IGNORECASE,
)
_PRONOUN_FIRST = re.compile(
    r"[“\"(]?(?:he|she|they|it|this|that|these|those|his|her|their|its|such|both)\b", re.IGNORECASE
)


def first_subject(text: str, sentence: Span, mentions: Sequence[Mention], last: tuple[str, ...]) -> tuple[str, ...]:
    """Who a pronoun in the next sentence may stand for: the actor a sentence begins with.

    A sentence that begins with a pronoun hands on ``last``; one about a thing ("The resolution demanded") nobody.
    """
    start, end = sentence
    if _PRONOUN_FIRST.match(text, start, end):
        return last
    opening = _ADVERBIAL.match(text, start, end)
    begin = opening.end() if opening is not None else start
    for mention in mentions:
        if begin <= mention.start and mention.end <= end and mention.form not in ("place", "demonym"):
            return (mention.actor,) if _DETERMINED.fullmatch(text, begin, mention.start) else ()
    return ()


def agrees(text: str, segment: Span, actors: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a clause's first pronoun can stand for these actors: "it" for one that is no person, "they" for several
    or a body of many, "he" for one."""
    pronoun = re.match(
        r"[“\"]?(?:\w+\s+){0,2}?(he|she|they|it|his|her|their|its)\b", text[segment[0] : segment[1]], re.I
    )
    if pronoun is None:
        return True
    kinds = [lexicon.actors[a].kind for a in actors if a in lexicon.actors]
    word = pronoun[1].lower()
    if word in ("he", "she", "his", "her"):
        return len(actors) == 1 and kinds[:1] not in (["organisation"], ["bloc"])
    if word in ("it", "its"):
        return len(actors) == 1 and kinds[:1] != ["person"]
    return len(actors) > 1 or kinds[:1] in (["organisation"], ["bloc"], ["group"])
