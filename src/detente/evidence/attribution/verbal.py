"""Attributions that a cue verb signals: source, cue and content as token ranges of one unit."""

from __future__ import annotations

from dataclasses import dataclass

from detente.evidence.attribution.complements import complement_after, sentence_bounds
from detente.evidence.attribution.cues import Cue, find_cues
from detente.evidence.attribution.lexicon import lexicon
from detente.evidence.attribution.phrases import Range, subject_after, subject_before
from detente.evidence.attribution.quotations import ends_as_speech, inner_text
from detente.evidence.attribution.tokens import Token, Unit


@dataclass(frozen=True)
class Found:
    """One attribution in a unit; ``content`` as token ranges, ``rule`` the pattern that held."""

    content: tuple[Range, ...]
    source: Range | None
    cue: Range
    rule: str
    lemma: str


def find_verbal(unit: Unit) -> list[Found]:
    """Attributions signalled by verbs, in the order of their cues."""
    tokens = unit.tokens
    found: list[Found] = []
    subject: Range | None = None
    for cue in find_cues(tokens):
        floor, limit = sentence_bounds(unit, cue.head)
        if subject is not None and not floor <= subject[0]:
            # A sentence inside one unit starts afresh, except after a quotation that runs over.
            subject = None
        if cue.form == "passive":
            item = _passive(unit, cue, floor, limit)
        elif cue.form == "ing":
            item = _participle(unit, cue, floor, subject)
        elif cue.form == "infinitive":
            item = None
        else:
            item = _finite(unit, cue, floor, limit, subject)
        if item is not None:
            found.append(item)
            if item.source is not None and cue.form == "finite" and item.rule != "object-clause":
                subject = item.source
    return found


def _finite(unit: Unit, cue: Cue, floor: int, limit: int, inherited: Range | None) -> Found | None:
    tokens = unit.tokens
    span = (cue.start, cue.end)
    lemma = " ".join((cue.verb.lemma, *cue.verb.particles))
    inverted = _inverted(unit, cue, floor, limit, lemma)
    if inverted is not None:
        return inverted
    source = subject_before(tokens, cue.start, floor)
    before = tokens[cue.start - 1] if cue.start > floor else None
    coordinated = source is None and before is not None and (before.low in ("and", "or", "but") or before.text == ",")
    if coordinated:
        source = inherited
    if source is None:
        return None
    if not coordinated and "follows" in cue.verb.frames:
        follows = _follows(unit, cue, source, floor, limit, lemma)
        if follows is not None:
            return follows
    relative = tokens[source[1] - 1].low in ("who", "which")
    complement = complement_after(unit, cue, relative)
    if complement is None:
        return None
    content = [(complement.start, complement.end)]
    return Found(tuple(content), source, span, f"{complement.frame}:after", lemma)


def _follows(unit: Unit, cue: Cue, source: Range, floor: int, limit: int, lemma: str) -> Found | None:
    """ "CONTENT, she said." and "CONTENT, she said, CONTENT."."""
    tokens = unit.tokens
    left = source[0] - 1
    if left < floor:
        return None
    mark = tokens[left]
    if mark.kind == "quote":
        if not ends_as_speech(mark.text):
            return None
    elif mark.text not in (",", "—", "–") or left == floor:
        return None
    start = _left_start(tokens, left, floor)
    end = left + 1 if mark.kind == "quote" else left
    if end <= start:
        return None
    if mark.kind != "quote" and not (_stands_alone(unit, cue, limit) and _clause_like(tokens, start, end + 1)):
        return None
    pieces = [(start, end)]
    right = _resumed(unit, cue, limit, quoted=mark.kind == "quote")
    if right is not None:
        pieces.append(right)
    return Found(
        tuple(pieces), source, (cue.start, cue.end), "quote:before" if mark.kind == "quote" else "clause:before", lemma
    )


def _stands_alone(unit: Unit, cue: Cue, limit: int) -> bool:
    """Nothing the cue could govern stands behind it: a mark, the end, or an adjunct such as "on Monday"."""
    words = lexicon()
    if cue.end >= limit:
        return True
    after = unit.tokens[cue.end]
    if after.kind == "mark":
        return after.text != ":"
    if after.low in words.calendar or after.low in words.prepositions:
        return complement_after(unit, cue, False) is None
    if "person" in cue.verb.frames:
        return complement_after(unit, cue, False) is None
    return False


def _inverted(unit: Unit, cue: Cue, floor: int, limit: int, lemma: str) -> Found | None:
    """ "CONTENT, said the minister"."""
    tokens = unit.tokens
    if "inverts" not in cue.verb.frames or cue.start != cue.head or cue.start <= floor:
        return None
    mark = tokens[cue.start - 1]
    if mark.kind == "quote":
        if not ends_as_speech(mark.text):
            return None
    elif mark.text not in (",", "—", "–"):
        return None
    source = subject_after(tokens, cue.end, limit)
    if source is None:
        return None
    if mark.kind != "quote":
        # "X, the minister, said Y" has its subject on the left.
        first = tokens[source[0]]
        after = tokens[source[1]] if source[1] < limit else None
        if not (after is None or after.kind == "mark" or after.low in lexicon().prepositions or after.kind == "quote"):
            return None
        if not (first.capital or first.low in lexicon().determiners or first.low in ("one", "he", "she", "they")):
            return None
        if not _clause_like(tokens, floor, cue.start):
            return None
    start = _left_start(tokens, cue.start - 1, floor)
    end = cue.start if mark.kind == "quote" else cue.start - 1
    if end <= start:
        return None
    pieces = [(start, end)]
    at = source[1]
    if mark.kind == "quote" and at < limit:
        for index in range(at, limit):
            if tokens[index].kind == "quote" and tokens[index - 1].text in (",", ":", "—", "–", "."):
                pieces.append((index, index + 1))
                break
    return Found(
        tuple(pieces), source, (cue.start, cue.end), "quote:before" if mark.kind == "quote" else "clause:before", lemma
    )


def _clause_like(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    words = lexicon()
    return any(
        t.low in words.auxiliaries
        or (t.low in words.verbs and not t.capital)
        or (t.low.endswith("ed") and len(t.low) > 4)
        for t in tokens[start : end - 1]
    )


def _participle(unit: Unit, cue: Cue, floor: int, inherited: Range | None) -> Found | None:
    """ ", adding that ..." with the subject of the sentence."""
    tokens = unit.tokens
    complement = complement_after(unit, cue, False)
    if complement is None:
        return None
    source = inherited
    if source is None:
        source = _sentence_subject(tokens, floor, cue.start)
    if source is None:
        source = _next_subject(tokens, complement.end, sentence_bounds(unit, cue.head)[1])
    lemma = " ".join((cue.verb.lemma, *cue.verb.particles))
    return Found(
        ((complement.start, complement.end),), source, (cue.start, cue.end), f"{complement.frame}:participle", lemma
    )


def _passive(unit: Unit, cue: Cue, floor: int, limit: int) -> Found | None:
    return None


def _resumed(unit: Unit, cue: Cue, limit: int, quoted: bool) -> Range | None:
    """Where the content goes on behind an interposed "she said"."""
    tokens = unit.tokens
    if quoted:
        for index in range(cue.end, min(limit, cue.end + 30)):
            if tokens[index].kind == "quote":
                before = tokens[index - 1]
                if index == cue.end or before.text in (",", ":", "—", "–", ".", ";"):
                    return index, index + 1
                joined = before.low in ("and", "but", "that") and tokens[index - 2].text in (",", "and", "but")
                return (index, index + 1) if joined else None
            interposed = tokens[index].low in lexicon().verbs and tokens[index - 1].text == ","
            if interposed and not _resumes_in_lower_case(tokens, index, limit):
                return None
        return None
    if cue.end < limit and tokens[cue.end].text == "," and cue.end + 1 < limit:
        following = tokens[cue.end + 1]
        if following.low.endswith("ing") and following.low in lexicon().verbs:
            return None
        end = limit
        while end > cue.end + 1 and tokens[end - 1].kind == "mark":
            end -= 1
        return (cue.end + 1, end) if end > cue.end + 1 else None
    return None


def _resumes_in_lower_case(tokens: tuple[Token, ...], start: int, limit: int) -> bool:
    """ "A," she said, pointing at the map, "b.": the second part goes on in the middle of a sentence."""
    for token in tokens[start : min(limit, start + 30)]:
        if token.kind == "quote":
            return inner_text(token.text)[:1].islower()
    return False


def _left_start(tokens: tuple[Token, ...], end: int, floor: int) -> int:
    """Start of the content that ends at ``end``: a quotation alone, or the clause back to the sentence's start."""
    if tokens[end].kind == "quote":
        if end == floor or tokens[end - 1].text in (":", ";"):
            return end
        before = tokens[end - 1]
        if before.text == "," and end - 2 >= floor and tokens[end - 2].kind == "quote":
            return _left_start(tokens, end - 2, floor)
    at = end
    while at > floor and tokens[at - 1].text != ";":
        at -= 1
    return at


def _sentence_subject(tokens: tuple[Token, ...], floor: int, before: int) -> Range | None:
    words = lexicon()
    for at in range(floor, before):
        token = tokens[at]
        finite = token.low in words.auxiliaries and token.low != "to" or (
            token.low in words.verbs and not token.capital
        ) or (token.low.endswith("ed") and not token.capital and len(token.low) > 4)  # fmt: skip
        if finite and at > floor:
            phrase = subject_before(tokens, at, floor)
            if phrase is not None:
                return phrase
    at = next((i for i in range(floor, before) if tokens[i].capital), None)
    return subject_after(tokens, at, before) if at is not None else None


def _next_subject(tokens: tuple[Token, ...], start: int, limit: int) -> Range | None:
    at = start
    while at < limit and tokens[at].kind == "mark":
        at += 1
    return subject_after(tokens, at, limit) if at < limit else None
