"""The subject that stands behind its cue: "said Mary Brown, a lawyer in Ohio"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.attribution.lexicon import Lexicon, lexicon
from detente.evidence.attribution.phrases import (
    LONGEST_PHRASE,
    ROLE_OPENERS,
    SUBJECT_PRONOUNS,
    Range,
    is_calendar,
    is_initial,
    is_nominal,
    opens_date,
)
from detente.evidence.attribution.tokens import Token

# "in a statement" and "on Monday" tell of the occasion and are no part of a speaker's name.
OCCASIONS = frozenset({"a", "an", "his", "her", "response", "reference", "statement", "interview"})
ADJUNCT_PREPOSITIONS = frozenset(
    {"during", "after", "before", "about", "as", "because", "since", "despite", "to", "following", "than", "until"}
    | {"into", "through", "on"}
)


def subject_after(tokens: Sequence[Token], start: int, ceiling: int, appositive: bool = True) -> Range | None:
    """The subject standing behind its cue ("said Mary Brown, a lawyer in Ohio, ..."), with its appositive."""
    words = lexicon()
    end = _phrase_from(tokens, start, ceiling, words)
    if end == start:
        return None
    if appositive and end < ceiling and tokens[end].text == ",":
        end_of_appositive = _appositive_from(tokens, end + 1, ceiling, words)
        if end_of_appositive > end + 1:
            end = end_of_appositive
    return start, end


def _phrase_from(tokens: Sequence[Token], start: int, ceiling: int, words: Lexicon) -> int:
    """End of the noun phrase that begins at ``start``."""
    if start >= ceiling:
        return start
    first = tokens[start]
    if first.low in SUBJECT_PRONOUNS:
        return start + 1
    if (
        first.kind != "word"
        or first.low in words.subordinators
        or (first.low in words.prepositions and first.low != "one")
    ):
        return start
    at = start
    while at < ceiling and at - start < LONGEST_PHRASE:
        token = tokens[at]
        if token.kind == "quote":
            if at + 1 < ceiling and tokens[at + 1].kind == "word" and token.end - token.start < 40 and at > start:
                at += 1
                continue
            break
        if token.kind == "mark":
            if token.text == "(":
                closed = next((i for i in range(at, min(ceiling, at + 12)) if tokens[i].text == ")"), None)
                if closed is None:
                    break
                at = closed + 1
                continue
            if token.text in "&$#" or (token.text == "." and at + 1 < ceiling and is_initial(tokens, at)):
                at += 1
                continue
            break
        if at > start and _ends_phrase(tokens, at, ceiling, words):
            break
        at += 1
    while at > start and (tokens[at - 1].low in words.prepositions or tokens[at - 1].low in ("and", "or")):
        at -= 1
    return at


def _ends_phrase(tokens: Sequence[Token], at: int, ceiling: int, words: Lexicon) -> bool:
    token = tokens[at]
    low, before = token.low, tokens[at - 1]
    if low in ("and", "or"):
        return not (
            at + 1 < ceiling and (tokens[at + 1].capital or tokens[at + 1].low in words.determiners) and before.capital
        )
    if low in words.prepositions:
        if at + 1 >= ceiling:
            return True
        following = tokens[at + 1]
        if low in ("in", "at") and following.low in OCCASIONS:
            return True
        return is_calendar(following, words) or low in ADJUNCT_PREPOSITIONS
    if low in words.auxiliaries and low != "'s":
        return True
    if low == "'s":
        return False
    if low in words.subordinators:
        return True
    if opens_date(tokens, at, words) and (token.capital or low in ("yesterday", "today") or low in words.dated):
        return True
    return not token.capital and low in words.adverbs


def _appositive_from(tokens: Sequence[Token], start: int, ceiling: int, words: Lexicon) -> int:
    """End of an appositive that starts at ``start``; ``start`` itself when what stands there is none."""
    if start >= ceiling:
        return start
    opener = tokens[start]
    if opener.kind != "word":
        return start
    if opener.low not in ROLE_OPENERS and (
        opener.low.endswith("ing") or opener.low in words.verbs or not is_nominal(opener, words)
    ):
        return start
    at = start
    while at < ceiling and at - start < 30:
        token = tokens[at]
        if token.kind == "quote" and token.end - token.start > 40:
            break
        if token.kind == "mark" and token.text in ",.;:—–?!":
            if token.text == "," and _list_goes_on(tokens, at, ceiling):
                at += 1
                continue
            break
        at += 1
    return at


def _list_goes_on(tokens: Sequence[Token], comma: int, ceiling: int) -> bool:
    """A comma inside a name such as "the Rivers, Lakes, and Oceans Program"."""
    if comma + 2 >= ceiling or not tokens[comma - 1].capital:
        return False
    following = tokens[comma + 1]
    if following.low == "and":
        return tokens[comma + 2].capital
    return (
        following.capital and tokens[comma + 2].text == "," and comma + 3 < ceiling and tokens[comma + 3].low == "and"
    )
