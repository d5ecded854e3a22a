"""Attributions without a verb: "according to X", "the minister's claim that ...", "in X's view"."""

from __future__ import annotations

from detente.evidence.attribution.clauses import clause_like, left_start, sentence_bounds, trimmed
from detente.evidence.attribution.found import Found
from detente.evidence.attribution.lexicon import lexicon
from detente.evidence.attribution.phrases import Range
from detente.evidence.attribution.subject_after import subject_after
from detente.evidence.attribution.subject_before import subject_before
from detente.evidence.attribution.tokens import Unit


def find_nominal(unit: Unit) -> list[Found]:
    """Attributions signalled by prepositions and nouns."""
    return [*_according(unit), *_nouns(unit), *_hearsay(unit)]


def _according(unit: Unit) -> list[Found]:
    tokens = unit.tokens
    found = []
    for at in range(len(tokens) - 2):
        if tokens[at].low != "according" or tokens[at + 1].low != "to":
            continue
        floor, limit = sentence_bounds(unit, at)
        opening = at <= floor + 1
        source = subject_after(tokens, at + 2, limit, appositive=not opening)
        if source is None:
            continue
        content: list[Range] = []
        end = source[1]
        if opening:
            start = end + 1 if end < limit and tokens[end].text == "," else end
            content = [(start, trimmed(unit.tokens, start, limit))]
        else:
            left = at - 1 if tokens[at - 1].text in (",", "—", "–", "(") else at
            start = left_start(unit.tokens, left, floor)
            content = [(start, left)]
            if end + 1 < limit and tokens[end].text == "," and _resumes(unit, end + 1):
                right = (end + 1, trimmed(unit.tokens, end + 1, limit))
                # "In addition, according to the ministry, CONTENT": the left part is no clause, and no content.
                content = [*content, right] if clause_like(unit.tokens, start, left) or left - start > 8 else [right]
        content = [(a, b) for a, b in content if b > a]
        if content:
            found.append(Found(tuple(content), source, (at, at + 2), "according", "according to"))
    return found


def _resumes(unit: Unit, at: int) -> bool:
    """Whether the content goes on behind an interposed "according to X"."""
    low = unit.tokens[at].low
    return not low.endswith("ing") and low not in ("which", "who", "but", "and", "while")


def _hearsay(unit: Unit) -> list[Found]:
    """ "A deal is reportedly on the table": said by somebody, nobody says by whom."""
    words = lexicon()
    for at, token in enumerate(unit.tokens):
        if token.low in words.hearsay:
            floor, limit = sentence_bounds(unit, at)
            content = [(floor, trimmed(unit.tokens, floor, at)), (at + 1, trimmed(unit.tokens, at + 1, limit))]
            kept = tuple((a, b) for a, b in content if b > a)
            if kept:
                return [Found(kept, None, (at, at + 1), "hearsay", token.low)]
    return []


def _nouns(unit: Unit) -> list[Found]:
    tokens, words = unit.tokens, lexicon()
    found = []
    for at in range(1, len(tokens) - 1):
        links = words.nouns.get(tokens[at].low)
        if links is None:
            continue
        following = tokens[at + 1]
        clause = "clause" in links and (following.low == "that" or following.kind == "quote")
        if not (clause or following.low in links):
            continue
        floor, limit = sentence_bounds(unit, at)
        owner = _owner(unit, at, floor)
        if owner is None:
            continue
        start = at + 1 if following.low in ("that", "to") or following.kind == "quote" else at + 2
        end = _noun_content_end(unit, start, limit)
        if end > start:
            found.append(
                Found(((start, end),), owner, (at, at + 1), f"noun:{following.low or 'quote'}", tokens[at].low)
            )
    return found


def _owner(unit: Unit, noun: int, floor: int) -> Range | None:
    tokens = unit.tokens
    at = noun - 1
    while at > floor and noun - at < 4 and _may_qualify(unit, at):
        at -= 1
    if tokens[at].low in ("his", "her", "their", "its", "my", "our"):
        return at, at + 1
    if tokens[at].low == "'s" and at > floor:
        start = at - 1
        if tokens[start].capital:
            # A name is its capitals; what stands before it may be a verb nobody listed.
            while start > floor and (tokens[start - 1].capital or tokens[start - 1].low in ("of", "the", "and", "&")):
                start -= 1
            while start < at - 1 and tokens[start].low in ("of", "and", "&"):
                start += 1
            return start, at + 1
        phrase = subject_before(tokens, at, floor)
        return (phrase[0], at + 1) if phrase is not None else None
    return None


def _may_qualify(unit: Unit, at: int) -> bool:
    """An adjective between the possessor and the noun: "the minister's earlier claim"."""
    token, words = unit.tokens[at], lexicon()
    if token.kind != "word" or token.low in ("'s", "his", "her", "their", "its", "my", "our"):
        return False
    return token.low not in words.past_forms and (token.low not in words.verbs or token.low.endswith("ed"))


def _noun_content_end(unit: Unit, start: int, limit: int) -> int:
    """End of what the noun governs: the next comma, or the verb the noun itself is the subject of."""
    tokens = unit.tokens
    own_verbs = 1 if tokens[start].low == "that" else 0
    at = start + 1
    while at < limit:
        token = tokens[at]
        if token.kind == "mark" and token.text in ",;—–.)":
            break
        if at > start + 1 and _finite(unit, at):
            if own_verbs == 0:
                break
            own_verbs -= 1
        at += 1
    return trimmed(unit.tokens, start, at)


def _finite(unit: Unit, at: int) -> bool:
    """Whether a finite verb stands here that is not the second part of a verb group."""
    words, token, before = lexicon(), unit.tokens[at], unit.tokens[at - 1]
    if token.kind != "word" or token.capital or before.low in words.determiners or before.low in words.auxiliaries:
        return False
    if token.low in words.auxiliaries:
        return token.low not in ("to", "not", "'s", "be", "been", "never")
    if token.low.endswith("ed") and len(token.low) > 4:
        return before.low not in words.adverbs and before.low not in words.prepositions
    return token.low in words.past_forms or any(
        "third" in v.forms and not v.particles for v in words.verbs.get(token.low, ())
    )
