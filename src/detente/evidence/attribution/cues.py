"""Cue verbs in a unit: each with its auxiliaries, its form and the place its complement starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.evidence.attribution.lexicon import CueVerb, Lexicon, lexicon
from detente.evidence.attribution.phrases import SUBJECT_PRONOUNS, closed, is_nominal
from detente.evidence.attribution.tokens import Token

MODALS = frozenset(
    {"will", "would", "could", "can", "may", "might", "should", "must", "shall", "cannot", "'ll", "to", "let"}
    | {"does", "do", "did", "doesn't", "don't", "didn't", "won't", "wouldn't", "couldn't", "can't", "shouldn't"}
)
HAVE = frozenset({"has", "have", "had", "having", "'ve", "'d", "hasn't", "haven't", "hadn't"})
ADJECTIVE_ENDINGS = ("ing", "al", "ic", "ive", "ous", "able", "ible", "ful", "less", "ary", "ory", "ish")
BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "'m", "get", "gets", "got"}
    | {"isn't", "aren't", "wasn't", "weren't"}
)


@dataclass(frozen=True)
class Cue:
    """A cue verb at token ``head``; its verb group is ``start`` to ``end`` (particles included).

    ``form`` is how it reads here: "finite", "ing", "passive" or "infinitive".
    """

    start: int
    head: int
    end: int
    verb: CueVerb
    form: str


def find_cues(tokens: Sequence[Token]) -> list[Cue]:
    """Cue verbs of a unit in order, homographs that read as nouns left out."""
    words = lexicon()
    found: list[Cue] = []
    at = 0
    headline = _title_case(tokens)
    while at < len(tokens):
        cue = None
        # A capitalised word inside a sentence is a name ("the United States"), except in a headline.
        listed = tokens[at].low in words.verbs and tokens[at].low not in words.not_cues
        if listed and (not tokens[at].capital or headline or at == 0):
            cue = _cue_at(tokens, at, words)
        if cue is None:
            at += 1
            continue
        # "declined to say": the outer verb is the cue, the inner one part of its content.
        found.append(cue)
        at = cue.end
    return found


def _title_case(tokens: Sequence[Token]) -> bool:
    long_words = [t for t in tokens if t.kind == "word" and len(t.text) > 3]
    return len(long_words) >= 4 and sum(t.capital for t in long_words) >= 0.75 * len(long_words)


def _cue_at(tokens: Sequence[Token], head: int, words: Lexicon) -> Cue | None:
    for verb in words.verbs[tokens[head].low]:
        end = head + 1
        for particle in verb.particles:
            while (
                end < len(tokens)
                and verb.particles
                and tokens[end].low in words.adverbs
                and tokens[end].low != particle
            ):
                end += 1
            if end >= len(tokens) or tokens[end].low != particle:
                end = -1
                break
            end += 1
        if end < 0:
            continue
        start, form = _verb_group(tokens, head, verb, words)
        if form:
            return Cue(start, head, end, verb, form)
        if not verb.particles:
            return None
    return None


def _verb_group(tokens: Sequence[Token], head: int, verb: CueVerb, words: Lexicon) -> tuple[int, str]:
    start = head
    forms = verb.forms
    auxiliaries: list[str] = []
    while start > 0:
        before = tokens[start - 1]
        low = before.low
        if before.kind == "mark":
            break
        if low == "'s" and not _is_contracted_be(tokens, start - 1, forms):
            break
        adverb = low in words.adverbs or (low.endswith("ly") and len(low) > 4 and not before.capital)
        leading = low in words.leading and auxiliaries[-1:] == ["to"] and not before.capital
        if low in words.auxiliaries:
            auxiliaries.append(low)
        elif not (adverb or leading):
            break
        start -= 1
    nearest = auxiliaries[0] if auxiliaries else ""
    if nearest:
        return start, _form_after(nearest, auxiliaries, forms)
    return start, _form_alone(tokens, start, head, forms, words)


def _form_after(nearest: str, auxiliaries: list[str], forms: frozenset[str]) -> str:
    if nearest in ("not", "never"):
        nearest = auxiliaries[1] if len(auxiliaries) > 1 else ""
    if nearest in MODALS:
        if "base" not in forms:
            return ""
        return "infinitive" if auxiliaries == ["to"] else "finite"
    if nearest in HAVE:
        return "finite" if forms & {"participle", "past"} else ""
    if nearest in BE:
        if "ing" in forms:
            return "finite"
        if "been" in auxiliaries[:1] and forms & {"participle", "past"}:
            return "passive"
        return "passive" if "participle" in forms or "past" in forms else ""
    return "finite" if forms & {"past", "third", "base"} else ""


def _form_alone(tokens: Sequence[Token], start: int, head: int, forms: frozenset[str], words: Lexicon) -> str:
    before = tokens[start - 1] if start > 0 else None
    if "ing" in forms:
        if before is None or before.text in (",", "—", "–", ";") or before.kind == "quote":
            return "ing"
        if before.low in ("and", "while", "by", "in", "but", "before", "after", "or", "when"):
            return "ing"
        # "critics calling it a first step", not "of supporting it" nor "the supporting cast".
        noun = before.capital or before.low.endswith("s") or before.low == "percent"
        return "ing" if noun and not closed(before, words) and before.low not in words.verbs else ""
    if before is None:
        # "Says Smith: ..." at the start of a sentence; a capitalised noun otherwise.
        return "finite" if forms & {"past", "third"} and not forms & {"base"} else ""
    if before.low in words.determiners and before.low not in words.pronouns:
        return ""
    if before.low in words.prepositions and before.low not in ("who", "which"):
        return ""
    if before.low == "'s":
        return ""
    if tokens[head].low in words.homographs or before.text.isdigit():
        after = tokens[head + 1] if head + 1 < len(tokens) else None
        return (
            "finite"
            if after is not None and (after.low == "that" or after.text == ":" or after.kind == "quote")
            else ""
        )
    if tokens[head].low in words.noun_forms and _adjectival(before):
        return ""
    if "past" in forms or "third" in forms:
        return "finite"
    # Base form: a plural subject must stand before it.
    low = before.low
    counted = low.endswith(("s", "ed")) or before.capital or low in words.determiners or low in words.calendar
    if tokens[head].low in words.never_nouns and counted and low not in ("his", "this", "us", "as"):
        return "finite"
    if low in SUBJECT_PRONOUNS or low in ("who", "people", "many", "some", "others", "those", "and", "most"):
        return "finite" if low not in ("he", "she", "it") else ""
    plural = before.kind == "word" and low.endswith("s") and not low.endswith("ss") and is_nominal(before, words)
    return "finite" if plural and (low not in words.verbs or low in words.impersonal) else ""


def _adjectival(token: Token) -> bool:
    """ "disparaging comments", "late-night posts": what stands before is an adjective, so the form is a noun."""
    low = token.low
    return not token.capital and ("-" in low or low.endswith(ADJECTIVE_ENDINGS) or low in ("recent", "personal", "new"))


def _is_contracted_be(tokens: Sequence[Token], at: int, forms: frozenset[str]) -> bool:
    """The "'s" of "he's hoping", not the possessive of "Smith's claim"."""
    if "ing" in forms:
        return True
    return at > 0 and tokens[at - 1].low in SUBJECT_PRONOUNS and bool(forms & {"participle", "past"})
