"""Attributions that a cue verb signals: source, cue and content as token ranges of one unit."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.attribution.clauses import INTERPOSING, clause_end, sentence_bounds
from detente.evidence.attribution.complements import complement_after
from detente.evidence.attribution.cues import Cue, find_cues
from detente.evidence.attribution.found import Found, lemma_of
from detente.evidence.attribution.lexicon import lexicon
from detente.evidence.attribution.phrases import Range, closed
from detente.evidence.attribution.postposed import as_parenthesis, follows, inverted
from detente.evidence.attribution.subject_after import subject_after
from detente.evidence.attribution.subject_before import subject_before
from detente.evidence.attribution.tokens import Token, Unit
from detente.evidence.attribution.unnamed import asked, passive, raising


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
    item = inverted(unit, cue, floor, limit)
    if item is not None:
        return item
    if cue.end < limit and tokens[cue.end].low == "by":
        return None  # a participle behind its noun: "a measure opposed by the unions"
    source = subject_before(tokens, cue.start, floor)
    before = tokens[cue.start - 1] if cue.start > floor else None
    if source is None:
        if before is not None and (before.low in ("and", "or", "but") or before.text in INTERPOSING):
            source = inherited or sentence_subject(tokens, floor, cue.start)
        elif cue.verb.lemma == "ask" and (before is None or before.low in ("when", "if")):
            return asked(unit, cue)
        if source is None:
            return None
    elif "follows" in cue.verb.frames:
        item = as_parenthesis(unit, cue, source, floor, limit) or follows(unit, cue, source, floor, limit)
        if item is not None:
            return item
    if (quoted := _is_how(tokens, source, floor)) is not None:
        return Found((quoted,), source, (cue.start, cue.end), "quote:how", lemma_of(cue))
    if "raising" in cue.verb.frames:
        return raising(unit, cue, source, limit)
    fronted = _fronted(tokens, source, floor)
    relative = tokens[source[1] - 1].low in ("who", "which") or fronted is not None
    complement = complement_after(unit, cue, relative)
    if complement is None:
        return _relative_object(unit, cue, source, fronted, floor, limit)
    content = [(complement.start, complement.end)]
    if fronted is not None and complement.frame in ("clause", "object", "quote"):
        content.insert(0, fronted)
    return Found(tuple(content), source, (cue.start, cue.end), f"{complement.frame}:after", lemma_of(cue))


def _is_how(tokens: Sequence[Token], source: Range, floor: int) -> Range | None:
    """The quotation of "“A river without a lawyer” is how Jane Brown describes it"."""
    at = source[0]
    if at - 3 < floor or tokens[at - 1].low != "how" or tokens[at - 2].low not in ("is", "was"):
        return None
    return (at - 3, at - 2) if tokens[at - 3].kind == "quote" else None


def _fronted(tokens: Sequence[Token], source: Range, floor: int) -> Range | None:
    """The "what" of "what the minister called a disgrace"."""
    at = source[0] - 1
    return (at, at + 1) if at >= floor and tokens[at].low in ("what", "which", "whom") else None


def _relative_object(
    unit: Unit, cue: Cue, source: Range, fronted: Range | None, floor: int, limit: int
) -> Found | None:
    """ "which he described as a success", "an event that he said changed him": the relative word is part of it."""
    words, at = lexicon(), cue.end
    if at >= limit:
        return None
    link, before = unit.tokens[at], unit.tokens[source[0] - 1] if source[0] > floor else None
    if fronted is None and before is not None and before.low in ("that", "who") and "clause" in cue.verb.frames:
        fronted = (source[0] - 1, source[0])
    verb = "clause" in cue.verb.frames and (
        link.low in words.past_forms or link.low in words.auxiliaries or (link.low.endswith("ed") and len(link.low) > 4)
    )
    end = clause_end(unit.tokens, at, limit)
    if fronted is None or end <= at or not (link.low == "as" or verb):
        return None
    return Found((fronted, (at, end)), source, (cue.start, cue.end), "object:relative", lemma_of(cue))


def _participle(unit: Unit, cue: Cue, floor: int, limit: int, inherited: Range | None) -> Found | None:
    """ ", adding that ..." with the subject of the sentence."""
    tokens = unit.tokens
    complement = complement_after(unit, cue, False)
    if complement is None:
        return None
    source = subject_of_participle(tokens, cue.start, floor)
    if source is None:
        source = inherited or sentence_subject(tokens, floor, cue.start)
    if source is None:
        at = complement.end
        while at < limit and tokens[at].kind == "mark":
            at += 1
        source = subject_after(tokens, at, limit) if at < limit else None
    if source is None:
        return None  # "Understanding this is crucial": nobody's understanding
    content = ((complement.start, complement.end),)
    return Found(content, source, (cue.start, cue.end), f"{complement.frame}:participle", lemma_of(cue))


def subject_of_participle(tokens: Sequence[Token], start: int, floor: int) -> Range | None:
    """The noun right before: "with the minister calling it a first step", "groups supporting the plan"."""
    if start <= floor or tokens[start - 1].kind != "word" or closed(tokens[start - 1], lexicon()):
        return None
    return subject_before(tokens, start, floor)


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
    at = next((i for i in range(floor, before) if tokens[i].capital and not closed(tokens[i], words)), before)
    end = at
    while end < before and tokens[end].capital:
        end += 1
    return (at, end) if end > at else None


_READINGS = {"finite": _finite, "ing": _participle, "passive": passive}
