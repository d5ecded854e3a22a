"""Noun phrases around a cue, found without a parser: who speaks, with title, role and appositive.

All positions are token indices into one unit; a phrase is a half-open range of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.attribution.lexicon import Lexicon, lexicon
from detente.evidence.attribution.tokens import Token

Range = tuple[int, int]

LONGEST_PHRASE = 28
SUBJECT_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "you", "it", "who", "everyone", "someone", "nobody"})
# What an appositive may start with: "X, the director", "X, who leads Y", "X, his brother".
ROLE_OPENERS = frozenset(
    {"the", "a", "an", "who", "whose", "which", "his", "her", "their", "its", "one", "another"}
    | {"himself", "herself", "then"}
)
# "in a statement" and "on Monday" tell of the occasion and are no part of a speaker's name.
OCCASIONS = frozenset({"a", "an", "his", "her", "response", "reference", "statement", "interview"})
ADJUNCT_PREPOSITIONS = frozenset(
    {"during", "after", "before", "about", "as", "because", "since", "despite", "to", "following", "than", "until"}
    | {"into", "through", "on"}
)


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


def is_nominal(token: Token, words: Lexicon) -> bool:
    """Whether the token can be the head of a noun phrase."""
    if token.kind != "word":
        return token.kind == "quote"
    low = token.low
    return not (
        low in words.subordinators or low in words.prepositions or low in words.auxiliaries or low in words.adverbs
    )


def _phrase_ending(tokens: Sequence[Token], end: int, floor: int) -> Range | None:
    """The noun phrase that ends just before ``end``."""
    words = lexicon()
    verb_end = end
    while end > floor and (tokens[end - 1].low in words.adverbs or _is_adverb(tokens[end - 1])):
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
            before.text == "." and here.kind == "word" and _is_initial(tokens, start - 1)
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
            and not _is_calendar(here, words)
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
    return not (_is_adverb(before) or low in words.adverbs)


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
        opening = token.low in words.subordinators or token.low in words.adverbs or _is_adverb(token)
        calendar = _is_calendar(token, words) and (following.capital or following.low in words.determiners)
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
            if token.text in "&$#" or (token.text == "." and at + 1 < ceiling and _is_initial(tokens, at)):
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
        return _is_calendar(following, words) or low in ADJUNCT_PREPOSITIONS
    if low in words.auxiliaries and low != "'s":
        return True
    if low == "'s":
        return False
    if low in words.subordinators:
        return True
    if _is_calendar(token, words) and (
        token.capital or low in ("yesterday", "today", "last", "this", "earlier", "recently", "later")
    ):
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
    """A comma inside a name such as "the Europe, Russia, and Eurasia Program"."""
    if comma + 2 >= ceiling or not tokens[comma - 1].capital:
        return False
    following = tokens[comma + 1]
    if following.low == "and":
        return tokens[comma + 2].capital
    return (
        following.capital and tokens[comma + 2].text == "," and comma + 3 < ceiling and tokens[comma + 3].low == "and"
    )


def _matching_bracket(tokens: Sequence[Token], closed: int, floor: int) -> int | None:
    for at in range(closed - 1, max(floor - 1, closed - 15), -1):
        if tokens[at].text == "(":
            return at
    return None


def _is_adverb(token: Token) -> bool:
    return (
        len(token.low) > 4
        and token.low.endswith("ly")
        and not token.capital
        and token.low not in ("family", "only", "ally", "rally", "reply", "assembly")
    )


def _is_calendar(token: Token, words: Lexicon) -> bool:
    return token.low in words.calendar or token.text.isdigit()


def _is_initial(tokens: Sequence[Token], stop: int) -> bool:
    return stop > 0 and tokens[stop - 1].capital and len(tokens[stop - 1].text) <= 4
