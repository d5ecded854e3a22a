"""Where the content of a cue ends: at the sentence's end, or where another voice or verb takes over."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.attribution.clauses import INTERPOSING
from detente.evidence.attribution.cues import Cue
from detente.evidence.attribution.lexicon import Lexicon, lexicon
from detente.evidence.attribution.phrases import opens_date
from detente.evidence.attribution.tokens import Token

TURNS = frozenset({"but", "although", "though", "while", "whereas", "even"})
# Behind a noun phrase that is the content, these add something the source did not say.
ADDITIONS = frozenset({"who", "which", "where", "as", "when", "after", "before", "so", "because"})


def content_end(tokens: Sequence[Token], start: int, limit: int, cue: Cue, relative: bool, frame: str) -> int:
    """End of the content that starts at ``start``; ``relative`` content ends at its first comma."""
    words = lexicon()
    depth = 0
    for at in range(start, limit):
        token = tokens[at]
        if token.text == ")":
            if depth == 0:
                return at
            depth -= 1
        elif token.text == "(":
            depth += 1
        elif depth > 0 or at == start:
            continue
        elif (
            token.text == ";"
            or (token.text in INTERPOSING and (relative or _breaks_off(tokens, at, limit, frame, words)))
            or (token.low in ("and", "but") and at > start + 1 and _same_subject_verb(tokens, at, limit, cue, words))
        ):
            return at
    return limit


def _breaks_off(tokens: Sequence[Token], comma: int, limit: int, frame: str, words: Lexicon) -> bool:
    """Whether the content ends at this comma."""
    at = comma + 1
    while at < limit and tokens[at].low in words.adverbs:
        at += 1
    if at >= limit:
        return True
    following = tokens[at]
    low = following.low
    if low == "according" or low in TURNS or _closes_with_report(tokens, at, limit, words):
        return True
    if low.endswith("ing") and low in words.verbs:
        return True
    if low == "and" and at + 1 < limit:
        return _same_subject_verb(tokens, at, limit, None, words)
    return frame == "object" and low in ADDITIONS


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
