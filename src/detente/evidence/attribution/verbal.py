"""Attributions that a cue verb signals: source, cue and content as token ranges of one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.evidence.attribution.complements import complement_after, has_finite_verb, sentence_bounds
from detente.evidence.attribution.cues import Cue, find_cues
from detente.evidence.attribution.lexicon import lexicon
from detente.evidence.attribution.phrases import Range, subject_after, subject_before
from detente.evidence.attribution.quotations import ends_as_speech, inner_text
from detente.evidence.attribution.tokens import Token, Unit

RELATIVE_WORDS = frozenset({"what", "which", "whom", "that", "who"})
INTERPOSING = frozenset({",", "—", "–"})


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
    found: list[Found] = []
    subject: Range | None = None  # of the last finite cue in the same sentence, for coordinated verbs
    for cue in find_cues(unit.tokens):
        floor, limit = sentence_bounds(unit, cue.head)
        if subject is not None and subject[0] < floor:
            subject = None
        reading = _READINGS.get(cue.form)
        item = reading(unit, cue, floor, limit, subject) if reading is not None else None
        if item is not None:
            found.append(item)
            if item.source is not None and cue.form == "finite":
                subject = item.source
    return found


def _finite(unit: Unit, cue: Cue, floor: int, limit: int, inherited: Range | None) -> Found | None:
    tokens = unit.tokens
    inverted = _inverted(unit, cue, floor, limit)
    if inverted is not None:
        return inverted
    if cue.end < limit and tokens[cue.end].low == "by":
        return None  # a participle behind its noun: "a measure opposed by the unions"
    source = subject_before(tokens, cue.start, floor)
    before = tokens[cue.start - 1] if cue.start > floor else None
    if source is None:
        if before is not None and (before.low in ("and", "or", "but") or before.text in INTERPOSING):
            source = inherited or sentence_subject(tokens, floor, cue.start)
        elif cue.verb.lemma == "ask" and (before is None or before.low in ("when", "if")):
            return _asked(unit, cue)
        if source is None:
            return None
    elif "follows" in cue.verb.frames:
        item = _as_parenthesis(unit, cue, source, floor, limit) or _follows(unit, cue, source, floor, limit)
        if item is not None:
            return item
    if "raising" in cue.verb.frames:
        return _raising(unit, cue, source, limit)
    fronted = _fronted(tokens, source, floor)
    relative = tokens[source[1] - 1].low in ("who", "which") or fronted is not None
    complement = complement_after(unit, cue, relative)
    if complement is None:
        return _relative_object(unit, cue, source, fronted, limit)
    content = [(complement.start, complement.end)]
    if fronted is not None and complement.frame in ("clause", "object", "quote"):
        content.insert(0, fronted)
    return Found(tuple(content), source, (cue.start, cue.end), f"{complement.frame}:after", _lemma(cue))


def _raising(unit: Unit, cue: Cue, subject: Range, limit: int) -> Found | None:
    """ "The donors appear to have ties ...": the whole clause is the content, and nobody is named as its source."""
    if cue.end >= limit or unit.tokens[cue.end].low not in ("to", "that", "as"):
        return None
    end = _clause_end(unit.tokens, cue.end, limit)
    content = ((cue.end, end),) if unit.tokens[subject[0]].low == "it" else (subject, (cue.end, end))
    return Found(content, None, (cue.start, cue.end), "clause:raising", _lemma(cue)) if end > cue.end + 1 else None


def _clause_end(tokens: Sequence[Token], start: int, limit: int) -> int:
    end = start
    while end < limit and not (tokens[end].kind == "mark" and tokens[end].text in ",;.—–)?!"):
        end += 1
    return end


def _fronted(tokens: Sequence[Token], source: Range, floor: int) -> Range | None:
    """The "what" of "what the minister called a disgrace"."""
    at = source[0] - 1
    return (at, at + 1) if at >= floor and tokens[at].low in ("what", "which", "whom") else None


def _relative_object(unit: Unit, cue: Cue, source: Range, fronted: Range | None, limit: int) -> Found | None:
    """ "which he described as a success": a preposition links the relative word to what is said of it."""
    at = cue.end
    if fronted is None or at >= limit or unit.tokens[at].low != "as":
        return None
    end = _clause_end(unit.tokens, at, limit)
    return (
        Found((fronted, (at, end)), source, (cue.start, cue.end), "object:relative", _lemma(cue)) if end > at else None
    )


def _asked(unit: Unit, cue: Cue) -> Found | None:
    complement = complement_after(unit, cue, True)
    if complement is None:
        return None
    return Found(((complement.start, complement.end),), None, (cue.start, cue.end), "clause:asked", _lemma(cue))


def _as_parenthesis(unit: Unit, cue: Cue, source: Range, floor: int, limit: int) -> Found | None:
    """ "As the paper noted, CONTENT." and "CONTENT, as the paper noted, CONTENT."."""
    tokens = unit.tokens
    at = source[0] - 1
    if at < floor or tokens[at].low != "as" or cue.verb.lemma in ("continue", "go", "begin"):
        return None
    closing = next((i for i in range(cue.end, min(limit, cue.end + 14)) if tokens[i].kind == "mark"), limit)
    content: list[Range] = []
    if at > floor + 1 and tokens[at - 1].kind == "mark":
        content.append((_left_start(tokens, at - 1, floor), at - 1))
    elif at > floor + 1:
        return None
    if closing + 1 < limit and tokens[closing].text in INTERPOSING:
        content.append((closing + 1, _trimmed(tokens, closing + 1, limit)))
    content = [(a, b) for a, b in content if b > a]
    if not content or (at <= floor + 1 and not has_finite_verb(tokens, *content[0])):
        return None
    return Found(tuple(content), source, (cue.start, cue.end), "clause:as", _lemma(cue))


def _follows(unit: Unit, cue: Cue, source: Range, floor: int, limit: int) -> Found | None:
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
    start = _left_start(tokens, left, floor)
    end = left + 1 if quoted else left
    if end <= start:
        return None
    resumed = _resumed(unit, cue, limit, quoted)
    if not quoted:
        interposed = cue.end < limit and tokens[cue.end].text == mark.text and resumed is not None
        clause = _clause_like(tokens, start, end) or (interposed and has_finite_verb(tokens, cue.end, limit))
        if not (clause and _stands_alone(unit, cue, limit)):
            return None
    content = ((start, end),) if resumed is None else ((start, end), resumed)
    return Found(content, source, (cue.start, cue.end), "quote:before" if quoted else "clause:before", _lemma(cue))


def _stands_alone(unit: Unit, cue: Cue, limit: int) -> bool:
    """Nothing the cue could govern stands behind it: a mark, the end, or an adjunct such as "on Monday"."""
    words = lexicon()
    if cue.end >= limit:
        return True
    after = unit.tokens[cue.end]
    if after.kind == "mark":
        return after.text != ":"
    adjunct = after.low in words.calendar or after.low in words.prepositions
    return (adjunct or "person" in cue.verb.frames) and complement_after(unit, cue, False) is None


def _inverted(unit: Unit, cue: Cue, floor: int, limit: int) -> Found | None:
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
        if not (closed and opens and _clause_like(tokens, floor, cue.start - 1)):
            return None
    start = _left_start(tokens, cue.start - 1, floor)
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
        tuple(content), source, (cue.start, cue.end), "quote:before" if quoted else "clause:before", _lemma(cue)
    )


def _participle(unit: Unit, cue: Cue, floor: int, limit: int, inherited: Range | None) -> Found | None:
    """ ", adding that ..." with the subject of the sentence."""
    tokens = unit.tokens
    complement = complement_after(unit, cue, False)
    if complement is None:
        return None
    source = inherited or sentence_subject(tokens, floor, cue.start)
    if source is None:
        at = complement.end
        while at < limit and tokens[at].kind == "mark":
            at += 1
        source = subject_after(tokens, at, limit) if at < limit else None
    content = ((complement.start, complement.end),)
    return Found(content, source, (cue.start, cue.end), f"{complement.frame}:participle", _lemma(cue))


# Passives that tell what is said of their subject ("is expected to", "was seen as"), not what was done to it.
RAISED = frozenset(
    {"expect", "believe", "say", "report", "consider", "see", "view", "regard", "know", "describe", "think", "call"}
    | {"allege", "project", "predict", "estimate", "dub", "label", "portray", "ask", "deem", "name"}
)


def _passive(unit: Unit, cue: Cue, floor: int, limit: int, inherited: Range | None) -> Found | None:
    """ "is expected to leave", "was seen as a success", "was criticised by the minister for leaving"."""
    tokens = unit.tokens
    if cue.end < limit and tokens[cue.end].low == "by":
        return _by_agent(unit, cue, floor, limit)
    if cue.verb.lemma not in RAISED or cue.verb.particles:
        return None
    at = cue.end
    if at >= limit or not (
        tokens[at].low in ("to", "as", "that", "about", "whether", "if")
        or cue.verb.lemma in ("call", "dub", "label", "deem", "consider")
    ):
        return None
    end = _clause_end(tokens, at, limit)
    subject = subject_before(tokens, cue.start, floor)
    if end <= at + 1 or (subject is None and tokens[at].low != "that"):
        return None
    content = [(at, end)]
    if subject is not None and tokens[subject[0]].low != "it":
        content.insert(0, subject)
    return Found(tuple(content), None, (cue.start, cue.end), "clause:passive", _lemma(cue))


def _by_agent(unit: Unit, cue: Cue, floor: int, limit: int) -> Found | None:
    """ "was criticised by the minister": the agent is the source, the subject the content."""
    tokens = unit.tokens
    agent = subject_after(tokens, cue.end + 1, limit)
    patient = subject_before(tokens, cue.start, floor)
    if agent is None or patient is None or not {"judge", "think", "report"} & set(cue.verb.groups):
        return None
    if not (
        tokens[agent[0]].capital
        or tokens[agent[0]].low in lexicon().determiners
        or tokens[agent[1] - 1].low.endswith("s")
    ):
        return None
    return Found((patient,), agent, (cue.start, cue.end + 1), "object:passive", _lemma(cue))


def _resumed(unit: Unit, cue: Cue, limit: int, quoted: bool) -> Range | None:
    """Where the content goes on behind an interposed "she said"."""
    tokens, words = unit.tokens, lexicon()
    if not quoted:
        if not (cue.end + 1 < limit and tokens[cue.end].text in INTERPOSING):
            return None
        following = tokens[cue.end + 1]
        if following.low.endswith("ing") and following.low in words.verbs:
            return None
        end = _trimmed(tokens, cue.end + 1, limit)
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


def _left_start(tokens: Sequence[Token], end: int, floor: int) -> int:
    """Start of the content that ends at ``end``: a quotation alone, or the clause back to the sentence's start."""
    if tokens[end].kind == "quote":
        if end == floor or tokens[end - 1].text in (":", ";"):
            return end
        if tokens[end - 1].text == "," and end - 2 >= floor and tokens[end - 2].kind == "quote":
            return _left_start(tokens, end - 2, floor)
    at = end
    while at > floor and tokens[at - 1].text != ";":
        at -= 1
    return at


def _clause_like(tokens: Sequence[Token], start: int, end: int) -> bool:
    quoted = any(t.kind == "quote" and t.end - t.start > 16 for t in tokens[start:end])
    return quoted or has_finite_verb(tokens, start, end)


def sentence_subject(tokens: Sequence[Token], floor: int, before: int) -> Range | None:
    """The subject of the first finite verb between ``floor`` and ``before``, or the name the sentence opens with."""
    words = lexicon()
    for at in range(floor + 1, before):
        token = tokens[at]
        if token.kind != "word" or token.capital:
            continue
        low = token.low
        if (
            (low in words.auxiliaries and low not in ("to", "'s", "not"))
            or low in words.verbs
            or low in words.past_forms
            or (low.endswith("ed") and len(low) > 4)
        ):
            phrase = subject_before(tokens, at, floor)
            if phrase is not None:
                return phrase
    at = next((i for i in range(floor, before) if tokens[i].capital), before)
    end = at
    while end < before and tokens[end].capital:
        end += 1
    return (at, end) if end > at and tokens[at].low not in words.prepositions else None


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> int:
    while end > start and tokens[end - 1].kind == "mark":
        end -= 1
    return end


def _lemma(cue: Cue) -> str:
    return " ".join((cue.verb.lemma, *cue.verb.particles))


_READINGS = {"finite": _finite, "ing": _participle, "passive": _passive}
