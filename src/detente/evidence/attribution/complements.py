"""What a cue governs on its right: "said that ...", "told her that ...", "wants to ...", "praised ..."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.evidence.attribution.clauses import RELATIVES, clause_end, has_finite_verb, sentence_bounds
from detente.evidence.attribution.content_end import content_end
from detente.evidence.attribution.cues import Cue
from detente.evidence.attribution.lexicon import Lexicon, lexicon
from detente.evidence.attribution.phrases import SUBJECT_PRONOUNS, is_nominal, opens_date
from detente.evidence.attribution.quotations import inner_text
from detente.evidence.attribution.tokens import Token, Unit

WH_WORDS = frozenset({"whether", "how", "why", "what", "if", "who", "when", "where", "which"})
ADDRESSED = frozenset({"that", "to", "about", "whether", "how", "why", "what", "not", "if", "for"})
CLAUSE_OPENERS = frozenset({"that", "what", "both", "as", "if", "because", "when", "while", "once", "after"})
LONGEST_ADJUNCT = 24
_FINITE_AUXILIARIES = frozenset({"has", "have", "had", "is", "are", "was", "were", "will", "would", "could", "should"})


@dataclass(frozen=True)
class Complement:
    """Content right of a cue: token range and the construction ("quote", "clause", "person", "to", "object")."""

    start: int
    end: int
    frame: str


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
        end = content_end(tokens, start, limit, cue, relative, frame)
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
    if tokens[cue.end].low in ("there", "here", "most", "all", "both", "much", "more"):
        at = cue.end  # not an adverb of the verb but the start of its clause
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
    dated = opens_date(tokens, at, words)
    if token.low in words.prepositions or dated:
        if speaks:
            after = _after_adjunct(tokens, at, limit)
            if after is not None:
                return after
        if dated:
            return _bare(tokens, at + 1 + (token.low in words.dated), limit, cue, words)
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
    if token.low in words.subordinators and token.low not in CLAUSE_OPENERS:
        return None
    # Verbs in a headline are capitalised like everything else and cannot be told from names.
    headline = tokens[cue.head].capital and cue.head > 0
    if "clause" in frames and (headline or has_finite_verb(tokens, at, limit, RELATIVES)):
        return at, "clause"
    # What follows "say" or "believe" is a clause even when its verb is a word nobody listed.
    if "clause" in frames and cue.verb.lemma in words.never_nouns and clause_end(tokens, at, limit) - at >= 4:
        return at, "clause"
    if "object" in frames:
        if token.low in words.adverbs or token.low in words.auxiliaries:
            return None
        return at, "object"
    return None


def _demonstrative(tokens: Sequence[Token], at: int, limit: int, words: Lexicon) -> bool:
    return at + 1 >= limit or tokens[at + 1].text in (",", ".")


def _after_person(tokens: Sequence[Token], at: int, limit: int, words: Lexicon) -> int | None:
    """Start of the clause behind an addressee: "told the paper that ...", "told CNN he would ..."."""
    first = tokens[at]
    if first.kind != "word" or first.low in words.prepositions or first.low in ("that", "how", "why", "what"):
        return None
    for index in range(at + 1, min(limit, at + 16)):
        token = tokens[index]
        if token.low in _FINITE_AUXILIARIES and index > at:
            return None  # "inform the president has raised concerns": no addressee, a subject
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
            and token.low not in words.calendar
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
