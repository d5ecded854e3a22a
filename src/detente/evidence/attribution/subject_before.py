"""The subject that stands before its verb: "Mary Brown, a lawyer in Ohio, said"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.attribution.lexicon import Lexicon, lexicon
from detente.evidence.attribution.phrases import (
    LONGEST_PHRASE,
    ROLE_OPENERS,
    SUBJECT_PRONOUNS,
    Range,
    is_adverb,
    is_calendar,
    is_initial,
    is_nominal,
)
from detente.evidence.attribution.tokens import Token


def subject_before(tokens: Sequence[Token], verb: int, floor: int) -> Range | None:
    """The subject whose verb group starts at ``verb``, not reaching below ``floor``; None when there is none."""
    end = verb
    if end <= floor:
        return None
    last = tokens[end - 1]
    if last.text == ",":
        return _before_interpolation(tokens, end - 1, floor)
    if last.text in ("—", "–", "-", "―"):
        return _before_dash(tokens, end - 1, floor)
    if last.low == "who" and end - 1 > floor:
        at = end - 1
        if tokens[at - 1].text == ",":
            at -= 1
        phrase = _phrase_ending(tokens, at, floor)
        return (phrase[0], end) if phrase is not None else (end - 1, end)
    return _phrase_ending(tokens, end, floor)


def _phrase_ending(tokens: Sequence[Token], end: int, floor: int) -> Range | None:
    """The noun phrase that ends just before ``end``."""
    words = lexicon()
    verb_end = end
    while end > floor and (tokens[end - 1].low in words.adverbs or is_adverb(tokens[end - 1])):
        end -= 1
    if end <= floor or (tokens[end - 1].kind == "mark" and tokens[end - 1].text != ")"):
        # "most said ...": what looked like an adverb is the subject itself.
        return (end, end + 1) if tokens[end].low in ("most", "all", "both") and end < verb_end else None
    head = tokens[end - 1]
    if head.low in SUBJECT_PRONOUNS:
        return end - 1, end
    if head.text == ")":
        opened = _matching_bracket(tokens, end - 1, floor)
        if opened is None or opened <= floor:
            return None
        bracketed = _phrase_ending(tokens, opened, floor)
        return (bracketed[0], end) if bracketed is not None else None
    if head.kind == "mark" or not (is_nominal(head, words) or head.low in words.pronouns or head.low == "'s"):
        return None
    start = end - 1
    while start > floor and end - start < LONGEST_PHRASE:
        before = tokens[start - 1]
        if not _joins_left(tokens, start, before, floor, words):
            break
        start -= 1
    start = _trim_opening(tokens, start, end, words)
    return (start, end) if start < end else None


def _joins_left(tokens: Sequence[Token], start: int, before: Token, floor: int, words: Lexicon) -> bool:
    low, here = before.low, tokens[start]
    if before.kind == "quote":
        return before.end - before.start < 40 and before.text[-2:-1] not in ",.?!" and start - 2 >= floor
    if before.kind == "mark":
        if before.text == "&":
            return True
        if before.text == ")":
            return here.capital
        return before.text in ("$", "#") or (
            before.text == "." and here.kind == "word" and is_initial(tokens, start - 1)
        )
    if low in SUBJECT_PRONOUNS or here.low in SUBJECT_PRONOUNS:
        return False
    if low in ("and", "or", "&"):
        return _joins_and(tokens, start, floor, words)
    if low in words.determiners or low == "'s":
        return here.low not in ("the", "a", "an", "his", "her", "their", "this") or low in ("all", "both", "half", "of")
    if low in words.prepositions:
        # The phrase goes on to the left of "of", "for", "in" only when a noun stands there.
        return (
            start - 2 >= floor
            and tokens[start - 2].kind == "word"
            and is_nominal(tokens[start - 2], words)
            and tokens[start - 2].low not in words.verbs
            and low not in ("because", "before", "after", "until", "since", "than", "as", "despite", "during")
            and not is_calendar(here, words)
        )
    if low in words.subordinators or low in words.auxiliaries:
        return False
    if here.low in words.determiners and here.low not in (
        "top",
        "former",
        "senior",
        "local",
        "federal",
        "other",
        "more",
        "at",
    ):
        # Left of "the ...", another noun belongs to something else, unless it is a quantity ("all", "some of").
        return False
    if low in words.verbs and not before.capital and _reads_as_verb(tokens, start - 1, floor, words):
        return False
    return not (is_adverb(before) or low in words.adverbs)


def _joins_and(tokens: Sequence[Token], start: int, floor: int, words: Lexicon) -> bool:
    if start - 2 < floor:
        return False
    before, here = tokens[start - 2], tokens[start]
    if before.kind != "word" or not is_nominal(before, words):
        return False
    if before.capital and (here.capital or here.low in ("other", "the", "his", "her")):
        return True
    return before.low.endswith("s") and not here.capital and before.low not in words.verbs


def _reads_as_verb(tokens: Sequence[Token], at: int, floor: int, words: Lexicon) -> bool:
    """Tell the verb from the noun where a form is both ("campaign", "press", "reports")."""
    kinds = {form for verb in words.verbs[tokens[at].low] if not verb.particles for form in verb.forms}
    if not kinds:
        return False
    if at - 1 < floor:
        return "past" in kinds
    before = tokens[at - 1]
    if before.low in words.determiners or before.low == "'s" or before.low in words.prepositions:
        return False
    if kinds <= {"base"}:
        # A base form needs a plural or an auxiliary before it; "campaign manager" has neither.
        return before.low in SUBJECT_PRONOUNS or before.low in words.auxiliaries or before.low in words.adverbs or (
            before.low.endswith("s") and not before.capital
        )  # fmt: skip
    return True


def _trim_opening(tokens: Sequence[Token], start: int, end: int, words: Lexicon) -> int:
    while start < end - 1:
        token, following = tokens[start], tokens[start + 1]
        opening = token.low in words.subordinators or token.low in words.adverbs or is_adverb(token)
        calendar = is_calendar(token, words) and (following.capital or following.low in words.determiners)
        dangling = token.low in words.prepositions or token.kind == "mark" or token.low == "'s"
        if not (opening or calendar or dangling) or token.low in ("one", "some", "many"):
            break
        start += 1
    return start


def _before_interpolation(tokens: Sequence[Token], comma: int, floor: int) -> Range | None:
    """Subject of "X, the director of Y, said" and of "X, in an interview, said"."""
    words = lexicon()
    nearest: Range | None = None
    at = comma - 1
    while at > floor and comma - at < 45:
        if tokens[at].text == "," and at > floor and at < comma - 1:
            opener = tokens[at + 1]
            head = tokens[at - 1]
            if (head.kind == "word" and is_nominal(head, words)) or head.text == ")":
                phrase = _phrase_ending(tokens, at, floor)
                if phrase is not None and (tokens[phrase[0]].capital or tokens[phrase[0]].low in words.determiners):
                    role = opener.low in ROLE_OPENERS or opener.capital or (
                        opener.kind == "word" and is_nominal(opener, words) and opener.low not in words.verbs
                        and not opener.low.endswith(("ing", "ed"))
                    )  # fmt: skip
                    candidate = (phrase[0], comma + 1) if role else phrase
                    if nearest is None or (phrase[1] - phrase[0] <= 6 and tokens[phrase[1] - 1].capital):
                        nearest = candidate
                    if tokens[phrase[1] - 1].capital and opener.low in ROLE_OPENERS:
                        return candidate
        elif tokens[at].text in (";", ":") or tokens[at].kind == "quote":
            break
        at -= 1
    if nearest is None:
        one = tokens[comma - 1]
        if one.low in words.adverbs:
            return subject_before(tokens, comma - 1, floor)
    return nearest


def _before_dash(tokens: Sequence[Token], dash: int, floor: int) -> Range | None:
    for at in range(dash - 1, max(floor, dash - 40), -1):
        if tokens[at].text in ("—", "–", "-", "―"):
            phrase = _phrase_ending(tokens, at, floor)
            return (phrase[0], dash + 1) if phrase is not None else None
    return None


def _matching_bracket(tokens: Sequence[Token], closed: int, floor: int) -> int | None:
    for at in range(closed - 1, max(floor - 1, closed - 15), -1):
        if tokens[at].text == "(":
            return at
    return None
