"""What language a text is in, passage by passage: by its script and its commonest short words.

Enough to know where the rules, which read English, do not apply. A passage that gives no evidence (a name, a short
heading) takes the language of the text around it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from detente.evidence.text.sentences import paragraphs, split_sentences
from detente.evidence.vocabulary import languages

ENGLISH = "en"
UNKNOWN = ""  # a language that is not English and not in the list
WHY = "the rules read English only, the optional language model may read it"
LEAST_WORDS = 3  # short words of another language before a passage can be in it
LEAST_SHARE = 0.12  # of all words of a passage; running text has 0.25 to 0.5
LONG_PASSAGE = 25  # words from which a passage must show some language
NO_ENGLISH = 0.03
SENTENCE = 14  # words from which prose without a single short word of English is in no language that is known
PROSE = 0.65  # share of words in small letters
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
    """The paragraphs of a text with their languages, neighbours of one language joined.

    A paragraph that shows words of English and of another language is looked at sentence by sentence.
    """
    told = [part for start, end in paragraphs(text) for part in _parts(text, start, end)]
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


MIXED = 3  # short words of the other language that make one look at the sentences of a paragraph


def _parts(text: str, start: int, end: int) -> list[tuple[int, int, str | None, int]]:
    """A paragraph with its language, or the stretches of it where its sentences are in several."""
    language, words, rival = _language(text[start:end])
    whole = [(start, end, language, words)]
    if rival < MIXED:
        return whole
    parts: list[tuple[int, int, str | None, int]] = []
    for a, b in split_sentences(text[start:end]):
        own, count, _ = _language(text[start + a : start + b])
        own = own if own is not None else (parts[-1][2] if parts else language)
        if parts and parts[-1][2] == own:
            parts[-1] = (parts[-1][0], start + b, own, parts[-1][3] + count)
        else:
            parts.append((start + a, start + b, own, count))
    return parts if len({own for _, _, own, _ in parts}) > 1 else whole


def _counts(words: list[str]) -> tuple[Counter[str], int]:
    """How many commonest short words of each language there are, and the most of one that are none in English."""
    table, counts, foreign = _latin_words(), Counter[str](), Counter[str]()
    for word in words:
        codes = table.get(word.lower(), ())
        for code in codes:
            counts[code] += 1
        if codes and ENGLISH not in codes:
            for code in codes:
                foreign[code] += 1
    return counts, max(foreign.values(), default=0)


# "Lula da Silva", "Den Haag": the particles of names are no words of their language.
_PARTICLES = re.compile(
    r"(?<=[^\W\d_])((?: (?:de|da|do|dos|das|di|del|della|van|von|der|den|la|le|el|los|las|du|des|y|e|al|bin|zu)){1,3})"
    r"(?= [A-ZÀ-ÖØ-Þ])"
)
_CAPITAL_BEFORE = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'\-]*$")


def _without_particles(text: str) -> str:
    def kept(match: re.Match[str]) -> str:
        return "" if _CAPITAL_BEFORE.search(text, max(0, match.start() - 30), match.start()) else match.group()

    return _PARTICLES.sub(kept, text)


def _language(text: str) -> tuple[str | None, int, int]:
    """The language of a passage, None where it gives no evidence, how many words (or signs) it has, and how many short
    words of English there are in another language, or of another language in English."""
    if not text.isascii():
        other = len(_OTHER_SCRIPT.findall(text))
        if other >= LEAST_LETTERS and 2 * other > sum(c.isalpha() for c in text):
            return _by_script(text), max(len(_WORD.findall(text)), other // 4), 0
    words = _WORD.findall(text)
    counts, foreign = _counts(words)
    english = counts.pop(ENGLISH, 0)
    most = max(counts.values(), default=0)
    if foreign >= LEAST_WORDS or (most >= LEAST_WORDS and most > 2 * english):
        counts, foreign = _counts(_WORD.findall(_without_particles(text)))
        counts.pop(ENGLISH, 0)
    best = min(counts, key=lambda code: (-counts[code], code), default="")
    if counts[best] >= LEAST_WORDS and counts[best] > 2 * english and counts[best] >= LEAST_SHARE * len(words):
        return best, len(words), english
    if english >= LEAST_WORDS or (english and english >= LEAST_SHARE * len(words)):
        return ENGLISH, len(words), foreign
    small = sum(word[0].islower() for word in words)
    if len(words) >= LONG_PASSAGE and english < NO_ENGLISH * len(words) and 2 * small > len(words):
        return UNKNOWN, len(words), 0
    if len(words) >= SENTENCE and not english and small >= PROSE * len(words):
        return UNKNOWN, len(words), 0
    return None, len(words), 0


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
