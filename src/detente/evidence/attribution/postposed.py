"""Cues behind or inside their content: "..., she said", "..., said the minister, ...", "as the paper noted"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.attribution.clauses import INTERPOSING, clause_like, has_finite_verb, left_start, trimmed
from detente.evidence.attribution.complements import complement_after
from detente.evidence.attribution.cues import Cue
from detente.evidence.attribution.found import Found, lemma_of
from detente.evidence.attribution.lexicon import lexicon
from detente.evidence.attribution.phrases import Range, opens_date
from detente.evidence.attribution.quotations import ends_as_speech, inner_text
from detente.evidence.attribution.subject_after import subject_after
from detente.evidence.attribution.tokens import Token, Unit


def as_parenthesis(unit: Unit, cue: Cue, source: Range, floor: int, limit: int) -> Found | None:
    """ "As the paper noted, CONTENT." and "CONTENT, as the paper noted, CONTENT."."""
    tokens = unit.tokens
    at = source[0] - 1
    if at < floor or tokens[at].low != "as" or cue.verb.lemma in ("continue", "go", "begin"):
        return None
    closing = next((i for i in range(cue.end, min(limit, cue.end + 14)) if tokens[i].kind == "mark"), limit)
    content: list[Range] = []
    if at > floor + 1 and tokens[at - 1].kind == "mark":
        content.append((left_start(tokens, at - 1, floor), at - 1))
    elif at > floor + 1:
        return None
    if closing + 1 < limit and tokens[closing].text in INTERPOSING:
        content.append((closing + 1, trimmed(tokens, closing + 1, limit)))
    content = [(a, b) for a, b in content if b > a]
    if not content or (at <= floor + 1 and not has_finite_verb(tokens, *content[0])):
        return None
    return Found(tuple(content), source, (cue.start, cue.end), "clause:as", lemma_of(cue))


def follows(unit: Unit, cue: Cue, source: Range, floor: int, limit: int) -> Found | None:
    """ "CONTENT, she said." and "CONTENT, she said, CONTENT."."""
    tokens = unit.tokens
    left = source[0] - 1
    if left < floor:
        return None
    mark = tokens[left]
    quoted = mark.kind == "quote"
    if quoted:
        if not (ends_as_speech(mark.text) or (left == floor and _stands_alone(unit, cue, limit))):
            return None
    elif mark.text not in INTERPOSING or left == floor:
        return None
    start = left_start(tokens, left, floor)
    end = left + 1 if quoted else left
    if end <= start:
        return None
    resumed = _resumed(unit, cue, limit, quoted)
    if not quoted:
        if cue.end + 1 < limit and tokens[cue.end].text in (",", ":") and tokens[cue.end + 1].kind == "quote":
            return None  # "When the talks ended, she said, '...'": the content is on the right
        interposed = cue.end < limit and tokens[cue.end].text == mark.text and resumed is not None
        clause = clause_like(tokens, start, end) or (
            interposed and (limit - cue.end > 5 or has_finite_verb(tokens, cue.end, limit))
        )
        # A present tense nobody listed ("X enriches Y, the agency said"): the comma and "said" tell enough.
        said = cue.verb.lemma == "say" and tokens[source[0] - 1].text == ","
        clause = clause or (said and end - start >= 4)
        if not (clause and _stands_alone(unit, cue, limit)):
            return None
    content = ((start, end),) if resumed is None else ((start, end), resumed)
    return Found(content, source, (cue.start, cue.end), "quote:before" if quoted else "clause:before", lemma_of(cue))


def inverted(unit: Unit, cue: Cue, floor: int, limit: int) -> Found | None:
    """ "CONTENT, said the minister"."""
    tokens, words = unit.tokens, lexicon()
    if "inverts" not in cue.verb.frames or cue.start != cue.head or cue.start <= floor:
        return None
    mark = tokens[cue.start - 1]
    quoted = mark.kind == "quote"
    if not (ends_as_speech(mark.text) if quoted else mark.text in INTERPOSING):
        return None
    source = subject_after(tokens, cue.end, limit)
    if source is None:
        return None
    if not quoted:
        # "X, the minister, said Y" has its subject on the left.
        first, after = tokens[source[0]], tokens[source[1]] if source[1] < limit else None
        closed = after is None or after.kind != "word" or after.low in words.prepositions
        opens = first.capital or first.low in words.determiners or first.low in ("one", "he", "she", "they")
        if not (closed and opens and clause_like(tokens, floor, cue.start - 1)):
            return None
    start = left_start(tokens, cue.start - 1, floor)
    end = cue.start if quoted else cue.start - 1
    if end <= start:
        return None
    content = [(start, end)]
    if quoted:
        for index in range(source[1], limit):
            if tokens[index].kind == "quote" and tokens[index - 1].text in (",", ":", "—", "–", "."):
                content.append((index, index + 1))
                break
    return Found(
        tuple(content), source, (cue.start, cue.end), "quote:before" if quoted else "clause:before", lemma_of(cue)
    )


def _stands_alone(unit: Unit, cue: Cue, limit: int) -> bool:
    """Nothing the cue could govern stands behind it: a mark, the end, or an adjunct such as "on Monday"."""
    words = lexicon()
    if cue.end >= limit:
        return True
    after = unit.tokens[cue.end]
    if after.kind == "mark":
        return after.text != ":"
    adjunct = opens_date(unit.tokens, cue.end, words) or after.low in words.prepositions
    return (adjunct or "person" in cue.verb.frames) and complement_after(unit, cue, False) is None


def _resumed(unit: Unit, cue: Cue, limit: int, quoted: bool) -> Range | None:
    """Where the content goes on behind an interposed "she said"."""
    tokens, words = unit.tokens, lexicon()
    if not quoted:
        if not (cue.end + 1 < limit and tokens[cue.end].text in INTERPOSING):
            return None
        following = tokens[cue.end + 1]
        if following.low.endswith("ing") and following.low in words.verbs:
            return None
        end = trimmed(tokens, cue.end + 1, limit)
        return (cue.end + 1, end) if end > cue.end + 1 else None
    for index in range(cue.end, min(limit, cue.end + 30)):
        if tokens[index].kind == "quote":
            before = tokens[index - 1]
            if index == cue.end or before.text in (",", ":", "—", "–", ".", ";"):
                return index, index + 1
            joined = before.low in ("and", "but", "that") and tokens[index - 2].text in (",", "and", "but")
            return (index, index + 1) if joined else None
        interposed = tokens[index].low in words.verbs and tokens[index - 1].text == ","
        if interposed and not _resumes_in_lower_case(tokens, index, limit):
            return None
    return None


def _resumes_in_lower_case(tokens: Sequence[Token], start: int, limit: int) -> bool:
    """ "A," she said, pointing at the map, "b.": the second part goes on in the middle of a sentence."""
    for token in tokens[start : min(limit, start + 30)]:
        if token.kind == "quote":
            return inner_text(token.text)[:1].islower()
    return False
