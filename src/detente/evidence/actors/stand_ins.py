"""Whom the source of reported speech stands for when it names nobody: "it said", "its prime minister", "his office"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from detente.domain.statement import Span
from detente.evidence.actors.mention_grammar import after_preposition, is_agent
from detente.evidence.actors.mentions import Mention
from detente.evidence.actors.pronouns import agrees, opening_mention
from detente.evidence.labels.source_names import person_behind
from detente.evidence.lexicon import Lexicon

MOST_SENTENCES = 4  # looked back within the paragraph
_PERSONAL = re.compile(r"(?:he|she|it|they|his|her|its|their)", re.IGNORECASE)
_POSSESSED = re.compile(r"(?P<who>its|their|his|her)\s+(?P<what>[^,;]{2,80})", re.IGNORECASE)
# Words of a possessor that speak for it as a whole: a statement on its website is its own.
_OWN_WORD = re.compile(r"\b(?:statement|website|letter|post|communiqu[ée]|announcement|office|account|channel)\b", re.I)
_OTHER = {"she": re.compile(r"[“\"(]?(?:he|his)\b", re.I), "he": re.compile(r"[“\"(]?(?:she|her)\b", re.I)}
_AND = re.compile(r"(?:,? and|, (?=[A-Z]))\s*(?:the\s+)?[A-Z]")
_POINTS_BACK = re.compile(r"[“\"(]?(?:he|she|it|they|his|her|its|their|this|that|these|both)\b", re.IGNORECASE)


def antecedent_of(
    text: str, source: Span, sentences: Sequence[Span], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Mention, str] | None:
    """The mention a pronoun or possessive source stands for, and the source's words with the name put in.

    Looks at the subjects of the sentence itself and of those before it in the paragraph; a sentence about somebody the
    word does not fit ends the search. None where nothing fits.
    """
    words = text[slice(*source)].strip()
    if _PERSONAL.fullmatch(words):
        pronoun, put = words.lower(), "{}"
    elif (possessed := _POSSESSED.fullmatch(words)) is not None:
        pronoun, put = possessed["who"].lower(), "{}’s " + possessed["what"]
    elif (own := re.search(r"\b(its|their)\b", words)) is not None and _OWN_WORD.search(words):
        pronoun, put = own[1], "{}"
    else:
        return None
    found = _subject_before(text, source[0], pronoun, sentences, mentions, lexicon)
    if found is None and pronoun in _ONE:
        found = _person_before(text, source[0], pronoun, sentences, mentions, lexicon)
    if found is None:
        return None
    name = person_behind(text[found.start : found.end], found.actor, lexicon) or lexicon.actors[found.actor].name
    return found, put.format(name)


def _person_before(
    text: str, place: int, pronoun: str, sentences: Sequence[Span], mentions: Sequence[Mention], lexicon: Lexicon
) -> Mention | None:
    """The one person who acts in the nearest sentence before in which any does, over the end of a paragraph too."""
    at = bisect_right(sentences, place, key=lambda s: s[0]) - 1
    for start, end in reversed(sentences[max(0, at - FARTHEST_PERSON) : max(0, at)]):
        if pronoun in _OTHER and _OTHER[pronoun].match(text, start):
            return None
        acting = [
            m
            for m in mentions
            if start <= m.start < end and _somebody(text, m, lexicon) and not after_preposition(text, m, start)
            and text[m.end : m.end + 1] not in ("'", "’") and not _quoted(text, start, m.start)
        ]  # fmt: skip
        if acting:
            return acting[0] if len({m.actor for m in acting}) == 1 else None
    return None


def _quoted(text: str, start: int, place: int) -> bool:
    before = text[start:place]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1 or before.count("''") % 2 == 1


FARTHEST_PERSON = 6  # sentences
_ONE = frozenset(["he", "she", "his", "her"])


def _somebody(text: str, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether "he" may be meant by a mention: a person, or a state under its leader's name."""
    if lexicon.actors[mention.actor].kind == "person":
        return True
    return bool(person_behind(text[mention.start : mention.end], mention.actor, lexicon))


def _subject_before(
    text: str, place: int, pronoun: str, sentences: Sequence[Span], mentions: Sequence[Mention], lexicon: Lexicon
) -> Mention | None:
    at = bisect_right(sentences, place, key=lambda s: s[0]) - 1
    for back in range(MOST_SENTENCES + 1):
        index = at - back
        if index < 0:
            return None
        start, end = sentences[index]
        if back and "\n" in text[end:place]:
            return None
        stop = min(end, place)
        other = _OTHER.get(pronoun) is not None and bool(_OTHER[pronoun].match(text, start))
        met: Mention | None = None
        for mention in mentions:
            if mention.start < start or mention.end > stop or mention.form == "place":
                continue
            demonym = mention.form == "demonym"
            if pronoun in _ONE and not _somebody(text, mention, lexicon):
                continue
            if back and other and lexicon.actors[mention.actor].kind == "person":
                met = mention  # "He met Brown. She said ...": not him of whom the sentence speaks
                continue
            if after_preposition(text, mention, start) or (demonym and not is_agent(text, mention)):
                continue
            if back and opening_mention(text, (start, end), [mention])[1] is False:
                return None  # the sentence is about somebody or something else
            several = _AND.match(text, mention.end) is not None
            fits = not several or pronoun in ("they", "their")
            if fits and agrees(pronoun, (mention.actor,), lexicon, plural=demonym or several):
                return mention
            if back:
                return None
        if met is not None:
            return met
        if back and not _POINTS_BACK.match(text, start):
            return None
    return None
