"""Clauses without a parser: where a sentence ends, whether a verb is in sight, where content begins and ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from detente.evidence.attribution.lexicon import lexicon
from detente.evidence.attribution.phrases import SUBJECT_PRONOUNS, Range, is_nominal
from detente.evidence.attribution.tokens import Token, Unit

INTERPOSING = frozenset({",", "—", "–"})
RELATIVES = frozenset({"who", "which", "that", "whose", "where"})  # the verb behind one of them is not the clause's own


def sentence_bounds(unit: Unit, at: int) -> Range:
    """The sentence of the unit that holds token ``at``."""
    index = bisect_right(unit.breaks, at)
    return unit.breaks[index - 1], unit.breaks[index] if index < len(unit.breaks) else len(unit.tokens)


def has_finite_verb(tokens: Sequence[Token], at: int, limit: int, stops: frozenset[str] = frozenset()) -> bool:
    """Whether a finite verb stands among the first words: what is a clause, as far as this can be known."""
    words = lexicon()
    for index in range(at + 1, min(limit, at + 26)):
        token, before = tokens[index], tokens[index - 1]
        low = token.low
        if token.text in (";", ":") or low in stops:
            return False
        if token.kind == "quote" and token.end - token.start > 25:
            return True
        if token.kind != "word":
            continue
        if low in words.auxiliaries and low not in ("to", "not", "'s", "being", "having", "never"):
            return True
        if before.low in SUBJECT_PRONOUNS and (low == "'s" or is_nominal(token, words)):
            return True
        if token.capital:
            continue
        if low in words.past_forms or (low.endswith("ed") and len(low) > 4):
            return True
        if low in words.verbs and any(v.forms & {"past", "third"} for v in words.verbs[low]):
            return True
    return False


def clause_like(tokens: Sequence[Token], start: int, end: int) -> bool:
    quoted = any(t.kind == "quote" and t.end - t.start > 16 for t in tokens[start:end])
    return quoted or has_finite_verb(tokens, start, end)


def clause_end(tokens: Sequence[Token], start: int, limit: int) -> int:
    end = start
    while end < limit and not (tokens[end].kind == "mark" and tokens[end].text in ",;.—–)?!"):
        end += 1
    return end


def left_start(tokens: Sequence[Token], end: int, floor: int) -> int:
    """Start of the content that ends at ``end``: a quotation alone, or the clause back to the sentence's start."""
    if tokens[end].kind == "quote":
        if end == floor or tokens[end - 1].text in (":", ";"):
            return end
        if tokens[end - 1].text == "," and end - 2 >= floor and tokens[end - 2].kind == "quote":
            return left_start(tokens, end - 2, floor)
    at = end
    while at > floor and tokens[at - 1].text != ";":
        at -= 1
    return at


def trimmed(tokens: Sequence[Token], start: int, end: int) -> int:
    while end > start and tokens[end - 1].kind == "mark":
        end -= 1
    return end
