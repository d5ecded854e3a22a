"""What language a text is in, passage by passage: by its script and its commonest short words.

Enough to know where the rules, which read English, do not apply. A passage that gives no evidence (a name, a short
heading) takes the language of the text around it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from detente.evidence.sentences import paragraphs
from detente.evidence.vocabulary import languages

ENGLISH = "en"
UNKNOWN = ""  # a language that is not English and not in the list
WHY = "the rules read English only, the optional language model may read it"
LEAST_WORDS = 3  # short words of another language before a passage can be in it
LEAST_SHARE = 0.12  # of all words of a passage; running text has 0.25 to 0.5
LONG_PASSAGE = 25  # words from which a passage must show some language
NO_ENGLISH = 0.03
LEAST_LETTERS = 6  # of another script

# Neither the "s" of "Britain's" nor the letters of "U.S." are words of a language.
_WORD = re.compile(r"(?<!['’])\b(?![A-Z]\b)[^\W\d_]+")
_SCRIPTS = {
    "kana": "\u3040-\u30ff",
    "hangul": "\uac00-\ud7af\u1100-\u11ff",
    "han": "\u4e00-\u9fff\u3400-\u4dbf",
    "cyrillic": "\u0400-\u052f",
    "arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "hebrew": "\u0590-\u05ff",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "devanagari": "\u0900-\u097f",
    "thai": "\u0e00-\u0e7f",
    "georgian": "\u10a0-\u10ff",
    "armenian": "\u0530-\u058f",
    "ethiopic": "\u1200-\u137f",
}
_OTHER_SCRIPT = re.compile("[" + "".join(_SCRIPTS.values()) + "]")
_BY_SCRIPT = {name: re.compile(f"[{ranges}]") for name, ranges in _SCRIPTS.items()}


@dataclass(frozen=True)
class Passage:
    """A part of a text in one language (ISO 639-1; ``UNKNOWN`` for one not recognised), with its number of words."""

    start: int
    end: int
    language: str
    words: int


def passages(text: str) -> list[Passage]:
    """The paragraphs of a text with their languages, neighbours of one language joined."""
    told = [(start, end, *_language(text[start:end])) for start, end in paragraphs(text)]
    weight: Counter[str] = Counter()
    for _, _, language, words in told:
        if language is not None:
            weight[language] += words
    usual = min(weight, key=lambda code: (-weight[code], code)) if weight else ENGLISH
    joined: list[Passage] = []
    for start, end, language, words in told:
        language = usual if language is None else language
        if joined and joined[-1].language == language:
            joined[-1] = Passage(joined[-1].start, end, language, joined[-1].words + words)
        else:
            joined.append(Passage(start, end, language, words))
    return joined


def main_language(found: list[Passage]) -> str:
    """The language most words are in; English where there are none."""
    weight: Counter[str] = Counter()
    for passage in found:
        weight[passage.language] += passage.words
    return min(weight, key=lambda code: (-weight[code], code)) if weight else ENGLISH


def language_of(text: str) -> tuple[str, tuple[str, ...]]:
    """The main language and a note for each other than English: ``("en", ())``, ``("fr", ("not read: ...",))``.

    The code is "" where the language is not recognised.
    """
    found = passages(text)
    main = main_language(found)
    if main != ENGLISH and all(p.language != ENGLISH for p in found):
        return main, (f"not read: in {language_name(main)}; {WHY}",)
    all_words = sum(p.words for p in found)
    weight: Counter[str] = Counter()
    for passage in found:
        if passage.language != ENGLISH:
            weight[passage.language] += passage.words
    return main, tuple(
        f"in part not read: {_share(weight[code] / all_words)} of its words in {language_name(code)}; {WHY}"
        for code in sorted(weight, key=lambda code: (-weight[code], code))
    )


def foreign_passages(text: str) -> list[Passage]:
    """The passages that are not English."""
    return [passage for passage in passages(text) if passage.language != ENGLISH]


def language_name(code: str) -> str:
    """The English name of a language, "a language that is not recognised" for ``UNKNOWN``."""
    return str(languages()[code]["name"]) if code in languages() else "a language that is not recognised"


def _share(share: float) -> str:
    return f"{share:.0%}" if share >= 0.01 else "under 1%"


def _language(text: str) -> tuple[str | None, int]:
    """The language of a passage, None where it gives no evidence, and how many words (or signs) it has."""
    if not text.isascii():
        other = len(_OTHER_SCRIPT.findall(text))
        if other >= LEAST_LETTERS and 2 * other > sum(c.isalpha() for c in text):
            return _by_script(text), max(len(_WORD.findall(text)), other // 4)
    words = _WORD.findall(text)
    table, counts = _latin_words(), Counter[str]()
    for word in words:
        for code in table.get(word.lower(), ()):
            counts[code] += 1
    english = counts.pop(ENGLISH, 0)
    best = min(counts, key=lambda code: (-counts[code], code), default="")
    if counts[best] >= LEAST_WORDS and counts[best] > 2 * english and counts[best] >= LEAST_SHARE * len(words):
        return best, len(words)
    if english >= LEAST_WORDS or (english and english >= LEAST_SHARE * len(words)):
        return ENGLISH, len(words)
    small = sum(word[0].islower() for word in words)
    if len(words) >= LONG_PASSAGE and english < NO_ENGLISH * len(words) and 2 * small > len(words):
        return UNKNOWN, len(words)
    return None, len(words)


def _by_script(text: str) -> str:
    counts = {name: len(pattern.findall(text)) for name, pattern in _BY_SCRIPT.items()}
    script = max(counts, key=lambda name: counts[name])
    if script == "han" and counts["kana"] > 0.05 * counts["han"]:
        script = "kana"
    rivals = {code: entry for code, entry in languages().items() if entry.get("script") == script}
    words = Counter(_WORD.findall(text.lower()))
    points = {
        code: sum(words[w] for w in str(entry.get("words", "")).split())
        + 2 * sum(text.lower().count(letter) for letter in str(entry.get("letters", "")))
        for code, entry in rivals.items()
    }
    return max(points, key=lambda code: points[code])


@lru_cache(maxsize=1)
def _latin_words() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for code, entry in languages().items():
        if "script" not in entry:
            for word in str(entry["words"]).split():
                table[word] = (*table.get(word, ()), code)
    return table
