"""Where the content of a cue ends: at the sentence's end, or where another voice or verb takes over."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.attribution.cues import Cue
from detente.evidence.attribution.lexicon import Lexicon, lexicon
from detente.evidence.attribution.phrases import opens_date
from detente.evidence.attribution.tokens import Token


def content_end(tokens: Sequence[Token], start: int, limit: int, cue: Cue, relative: bool, frame: str) -> int:
    words = lexicon()
    at = start
    depth = 0
    while at < limit:
        token = tokens[at]
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            if depth == 0:
                return at
            depth -= 1
        elif depth == 0 and token.kind == "mark":
            if token.text == ";":
                return at
            if (
                token.text in (",", "—", "–")
                and at > start
                and _breaks_off(tokens, at, limit, relative, frame, words, start)
            ):
                return at
        elif (
            depth == 0
            and at > start + 1
            and token.low in ("and", "but")
            and _same_subject_verb(tokens, at, limit, cue, words)
        ):
            return at
        at += 1
    return limit


def _breaks_off(
    tokens: Sequence[Token], comma: int, limit: int, relative: bool, frame: str, words: Lexicon, start: int
) -> bool:
    """Whether the content ends at this comma."""
    if relative:
        return True
    at = comma + 1
    while at < limit and tokens[at].low in words.adverbs:
        at += 1
    if at >= limit:
        return True
    following = tokens[at]
    if following.low == "according" or _closes_with_report(tokens, at, limit, words):
        return True
    if following.low in ("but", "although", "though", "while", "whereas", "even"):
        return True
    if following.low.endswith("ing") and following.low in words.verbs:
        return any("ing" in v.forms for v in words.verbs[following.low])
    if following.low == "and" and at + 1 < limit:
        return _same_subject_verb(tokens, at, limit, None, words)
    if frame == "object" and following.low in (
        "who",
        "which",
        "where",
        "as",
        "when",
        "after",
        "before",
        "a",
        "an",
        "the",
        "so",
        "because",
    ):
        return following.low not in ("a", "an", "the")
    return False


def _closes_with_report(tokens: Sequence[Token], start: int, limit: int, words: Lexicon) -> bool:
    """ "..., officials said." at the end belongs to whoever reports it all."""
    for at in range(start, min(limit, start + 9)):
        token = tokens[at]
        if token.low in words.verbs and not token.capital and at > start:
            closing = any("inverts" in v.frames and v.forms & {"past", "third", "base"} for v in words.verbs[token.low])
            after = tokens[at + 1] if at + 1 < limit else None
            if after is None or after.kind == "mark":
                return closing
            return closing and (after.low in words.prepositions or opens_date(tokens, at + 1, words))
        if token.kind != "word" or token.low in words.auxiliaries or token.low in words.subordinators:
            return False
    return False


def _same_subject_verb(tokens: Sequence[Token], conjunction: int, limit: int, cue: Cue | None, words: Lexicon) -> bool:
    """ "said X and called Y": the second verb starts an attribution of its own."""
    at = conjunction + 1
    while at < limit and (tokens[at].low in words.adverbs or tokens[at].low.endswith("ly")):
        at += 1
    if at >= limit or tokens[at].low not in words.verbs or tokens[at].capital:
        return False
    kinds = {form for v in words.verbs[tokens[at].low] for form in v.forms}
    if cue is None:
        return "past" in kinds
    wanted = cue.verb.forms & {"past", "third", "ing"}
    return bool(kinds & wanted) and not (
        "third" in kinds and "past" not in kinds and at + 1 < limit and tokens[at + 1].text in (",", ".")
    )
