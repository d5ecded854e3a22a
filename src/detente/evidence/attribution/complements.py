"""What a cue governs: where its content starts and ends, right of it or left of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from detente.evidence.attribution.cues import Cue
from detente.evidence.attribution.lexicon import Lexicon, lexicon
from detente.evidence.attribution.phrases import SUBJECT_PRONOUNS, Range, is_nominal
from detente.evidence.attribution.quotations import inner_text
from detente.evidence.attribution.tokens import Token, Unit

WH_WORDS = frozenset({"whether", "how", "why", "what", "if", "who", "when", "where", "which"})
STOP_PUNCTUATION = frozenset({".", "?", "!", ";"})
ADDRESSED = frozenset({"that", "to", "about", "whether", "how", "why", "what", "not", "if", "for"})
RELATIVES = frozenset({"who", "which", "that", "whose", "where"})  # the verb behind one of them is not the clause's own
LONGEST_ADJUNCT = 24


@dataclass(frozen=True)
class Complement:
    """Content right of a cue: token range and the construction ("quote", "clause", "person", "to", "object")."""

    start: int
    end: int
    frame: str


def sentence_bounds(unit: Unit, at: int) -> Range:
    """The sentence of the unit that holds token ``at``."""
    index = bisect_right(unit.breaks, at)
    return unit.breaks[index - 1], unit.breaks[index] if index < len(unit.breaks) else len(unit.tokens)


def complement_after(unit: Unit, cue: Cue, relative: bool) -> Complement | None:
    """Content on the right of the cue, None where the cue has none there.

    ``relative`` says that the cue stands in a relative clause or an apposition, whose content ends at its comma.
    """
    tokens = unit.tokens
    _, limit = sentence_bounds(unit, cue.head)
    found = _start(tokens, cue, limit)
    if found is None:
        return None
    start, frame = found
    if tokens[start].kind == "quote" and _is_speech(tokens[start]):
        end = _quotes_joined(tokens, start, limit)
    else:
        end = _content_end(tokens, start, limit, cue, relative, frame)
    while end > start and tokens[end - 1].kind == "mark" and tokens[end - 1].text in ",.;:—–-?!":
        end -= 1
    return Complement(start, end, frame) if end > start else None


def _start(tokens: Sequence[Token], cue: Cue, limit: int) -> tuple[int, str] | None:
    words = lexicon()
    frames = cue.verb.frames
    at = cue.end
    speaks = bool(frames & {"clause", "quote", "person"})
    while at < limit and tokens[at].low in words.adverbs and tokens[at].kind == "word":
        at += 1
    if at >= limit:
        return None
    token = tokens[at]
    if token.kind == "quote":
        return at, "quote" if speaks else "object"
    if token.text == ":":
        return (at + 1, "quote") if at + 1 < limit and speaks else None
    if token.text == "," and at + 1 < limit and speaks:
        if tokens[at + 1].kind == "quote":
            return at + 1, "quote"
        return _after_interpolation(tokens, at, limit)
    if token.text in ("—", "–") and speaks:
        closing = next((i for i in range(at + 1, min(limit, at + 14)) if tokens[i].text == token.text), None)
        if closing is not None and closing + 1 < limit and tokens[closing + 1].low == "that":
            return closing + 1, "clause"
    if token.kind == "mark" and token.text not in ("$", "#"):
        return None
    if token.low == "that" and speaks and not _demonstrative(tokens, at, limit, words):
        return at, "clause"
    if token.low in WH_WORDS and (speaks or "object" in frames):
        return at, "clause"
    if token.low == "to":
        following = tokens[at + 1] if at + 1 < limit else token
        verb = not following.capital and following.low not in words.determiners and is_nominal(following, words)
        if "to" in frames and following.kind == "word" and verb:
            return at, "to"
        return _after_adjunct(tokens, at, limit) if speaks else None
    if "person" in frames:
        person = _after_person(tokens, at, limit, words)
        if person is not None:
            return person, "person"
    if token.low in words.prepositions or token.low in words.calendar:
        if speaks:
            after = _after_adjunct(tokens, at, limit)
            if after is not None:
                return after
        if token.low in words.calendar and token.capital:
            return _bare(tokens, at + 1, limit, cue, words)
        return None
    return _bare(tokens, at, limit, cue, words)


def _bare(tokens: Sequence[Token], at: int, limit: int, cue: Cue, words: Lexicon) -> tuple[int, str] | None:
    """A clause without "that", or a noun phrase, right behind the verb."""
    if at >= limit:
        return None
    token = tokens[at]
    frames = cue.verb.frames
    if token.kind == "mark" and token.text not in ("$", "#", "‘"):
        return None
    if token.low in words.subordinators and token.low not in (
        "that",
        "what",
        "both",
        "as",
        "if",
        "because",
        "when",
        "while",
        "once",
        "after",
    ):
        return None
    # Verbs in a headline are capitalised like everything else and cannot be told from names.
    headline = tokens[cue.head].capital and cue.head > 0
    if "clause" in frames and (headline or has_finite_verb(tokens, at, limit, RELATIVES)):
        return at, "clause"
    if "object" in frames:
        if token.low in words.adverbs or token.low in words.auxiliaries:
            return None
        return at, "object"
    return None


def has_finite_verb(tokens: Sequence[Token], at: int, limit: int, stops: frozenset[str] = frozenset()) -> bool:
    """Whether a finite verb stands among the first words: what is a clause, as far as this can be known."""
    words = lexicon()
    for index in range(at + 1, min(limit, at + 26)):
        token, before = tokens[index], tokens[index - 1]
        low = token.low
        if token.text in (";", ":") or low in stops:
            return False
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


def _demonstrative(tokens: Sequence[Token], at: int, limit: int, words: Lexicon) -> bool:
    return at + 1 >= limit or tokens[at + 1].text in (",", ".")


def _after_person(tokens: Sequence[Token], at: int, limit: int, words: Lexicon) -> int | None:
    """Start of the clause behind an addressee: "told the paper that ...", "told CNN he would ..."."""
    first = tokens[at]
    if first.kind != "word" or first.low in words.prepositions or first.low in ("that", "how", "why", "what"):
        return None
    for index in range(at + 1, min(limit, at + 16)):
        token = tokens[index]
        if token.kind == "quote" or token.low in ADDRESSED:
            return index
        if token.low in SUBJECT_PRONOUNS and token.low != "who":
            return index
        if token.text == ":":
            return index + 1 if index + 1 < limit else None
        if token.text == ",":
            if index + 1 < limit and tokens[index + 1].kind == "quote":
                return index + 1
            continue
        if token.kind == "mark":
            return None
        previous = tokens[index - 1]
        starts_phrase = token.low in words.determiners or (
            token.capital
            and not previous.capital
            and previous.low not in words.prepositions
            and previous.low not in words.determiners
            and index > at + 0
        )
        if (
            starts_phrase
            and previous.low not in words.prepositions
            and previous.low not in ("and", "or")
            and previous.low not in words.determiners
            and has_finite_verb(tokens, index, limit)
        ):
            return index
    return None


def _after_adjunct(tokens: Sequence[Token], at: int, limit: int) -> tuple[int, str] | None:
    """Content behind "in a statement", "to reporters on Tuesday", "at a rally in Ohio"."""
    for index in range(at, min(limit, at + LONGEST_ADJUNCT)):
        token = tokens[index]
        if token.kind == "quote" and index > at:
            if tokens[index - 1].text in (",", ":") or tokens[index - 1].low == "that" or _is_speech(token):
                return index, "quote"
            continue
        if token.low == "that":
            return index, "clause"
        if token.text == ":":
            return (index + 1, "quote") if index + 1 < limit else None
        if token.text in (";", ".", "—", "–"):
            return None
        if index > at and token.low in SUBJECT_PRONOUNS and token.low != "who" and tokens[index - 1].text != ",":
            return index, "clause"
    return None


def _after_interpolation(tokens: Sequence[Token], comma: int, limit: int) -> tuple[int, str] | None:
    """Content behind "said, however, that ..." or "said, in a statement, '...'"."""
    closing = next((i for i in range(comma + 1, min(limit, comma + 14)) if tokens[i].text == ","), None)
    if closing is None or closing + 1 >= limit:
        return None
    following = tokens[closing + 1]
    if following.kind == "quote":
        return closing + 1, "quote"
    return (closing + 1, "clause") if following.low == "that" else None


def _is_speech(token: Token) -> bool:
    """A quoted passage that stands for itself, as opposed to quoted words in a sentence."""
    inner = inner_text(token.text)
    return len(inner) > 1 and inner[0].isupper() and (inner[-1] in ".,!?…—" or inner.count(" ") > 12)


def _quotes_joined(tokens: Sequence[Token], start: int, limit: int) -> int:
    """End of a run such as "A" and "B", or of one quotation; a sentence that goes on after it is taken along."""
    end = start + 1
    while (
        end + 1 < limit
        and (tokens[end].low in ("and", "or") or tokens[end].text == ",")
        and tokens[end + 1].kind == "quote"
    ):
        end += 2
    return end


def _content_end(tokens: Sequence[Token], start: int, limit: int, cue: Cue, relative: bool, frame: str) -> int:
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
            return closing and (
                after is None or after.kind == "mark" or after.low in words.prepositions or after.low in words.calendar
            )
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
