"""Noun phrases without a parser: what may stand in one. Positions are token indices into one unit."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.attribution.lexicon import Lexicon
from detente.evidence.attribution.tokens import Token

Range = tuple[int, int]  # half-open, token indices

LONGEST_PHRASE = 28
SUBJECT_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "you", "it", "who", "everyone", "someone", "nobody"})
# What an appositive may start with: "X, the director", "X, who leads Y", "X, his brother".
ROLE_OPENERS = frozenset(
    {"the", "a", "an", "who", "whose", "which", "his", "her", "their", "its", "one", "another"}
    | {"himself", "herself", "then"}
)


def is_nominal(token: Token, words: Lexicon) -> bool:
    """Whether the token can be the head of a noun phrase."""
    if token.kind != "word":
        return token.kind == "quote"
    low = token.low
    return not (
        low in words.subordinators or low in words.prepositions or low in words.auxiliaries or low in words.adverbs
    )


def is_adverb(token: Token) -> bool:
    return (
        len(token.low) > 4
        and token.low.endswith("ly")
        and not token.capital
        and token.low not in ("family", "only", "ally", "rally", "reply", "assembly")
    )


def closed(token: Token, words: Lexicon) -> bool:
    """Whether the token is a function word, which cannot be a name."""
    low = token.low
    return (
        not is_nominal(token, words) or low in words.determiners or low in words.calendar
        or (low in words.pronouns and not token.text.isupper())
    )  # fmt: skip


def opens_date(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """Whether a date stands here without a preposition: "Tuesday", "last week"."""
    if tokens[at].low in words.dated:
        return at + 1 < len(tokens) and tokens[at + 1].low in words.calendar
    return tokens[at].low in words.calendar


def is_calendar(token: Token, words: Lexicon) -> bool:
    return token.low in words.calendar or token.text.isdigit()


def is_initial(tokens: Sequence[Token], stop: int) -> bool:
    return stop > 0 and tokens[stop - 1].capital and len(tokens[stop - 1].text) <= 4
