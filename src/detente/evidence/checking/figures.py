"""Figures in a claim: value, unit and bound, and whether a source for them can be found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.evidence.text.lower_case import any_case, lowered

_BOUND = (
    r"(?P<bound>as much as|as many as|at least|at most|up to|more than|less than|fewer than|over|under|nearly|almost|"
    r"about|around|some|roughly|approximately|an estimated|estimated|tens of|hundreds of|by)?\s*"
)
_MONEY = (
    r"(?P<money>[$€£¥]\s?\d[\d.,]*\s?(?:thousand|million|billion|trillion|bn|m\b)?|"
    r"\d[\d.,]*\s?(?:(?:thousand|million|billion|trillion) )?(?:US )?"
    r"(?:dollars|euros|pounds|yuan|rubles|roubles|USD|EUR))"
)
_PERCENT = r"(?P<percent>\d[\d.,]*\s?(?:%|percent|per cent|percentage points))"
_SHARE = (
    r"(?P<share>(?:half|a third|two[ \-]thirds|a quarter|three[ \-]quarters) of "
    r"(?:the |its |all )?\w+(?: \w+)?)"
)
_NO_NOUN = (
    r"(?!(?:to|from|in|on|at|by|for|with|and|or|but|a|an|the|of|is|are|was|were|has|have|had|will|would|could|than|as|"
    r"that|which|who|after|before|since|until|per|each|every|into|over|under|behind|during|because|while|if)\b)"
)
_FEW = r"(?:two|three|four|five|six|seven|eight|nine|ten|half a) "
_LARGE = rf"(?P<large>(?:\d[\d.,]*\s?|{_FEW})?(?:thousands?|millions?|billions?)\b(?: of)?(?: {_NO_NOUN}\w+){{0,2}})"
_COUNT = rf"(?P<count>\d{{1,3}}(?:[.,]\d{{3}})+(?: (?:square|cubic) \w+| {_NO_NOUN}\w+)?)"
_MEASURE = (
    r"(?P<measure>\d[\d.,]*\s?(?:billion |million )?(?:cubic met(?:er|re)s|bcm|barrels|tonnes|tons|megawatts|MW|"
    r"kilograms|kg|centrifuges|troops|soldiers|missiles|tanks|people|civilians|casualties|deaths|dead|refugees|migrants|"
    r"jobs))"
)
# How every alternative below begins, looked at first: most words begin none.
_OPENS = (
    r"(?=\s*(?:[\d$€£¥]|as |at |up |more|less|fewer|over|under|nearly|almost|about|around|some|roughly|approx|an? |"
    r"estim|tens|hundreds|by|half|two|three|four|five|six|seven|eight|nine|ten|thousand|million|billion))"
)
_FIGURE = any_case(rf"(?<![\w\-/]){_OPENS}{_BOUND}(?:{_MONEY}|{_PERCENT}|{_SHARE}|{_MEASURE}|{_LARGE}|{_COUNT})")
_ANY = any_case(r"\d|\b(?:half|third|thirds|quarters?|thousands?|millions?|billions?)\b")
_SHARES = re.compile(r"%|percent|per cent|\b(?:half|third|thirds|quarters?) of ")
_MONEY_ONLY = any_case(r"[$€£¥]\s?\d[\d.,]*\s?(?:thousand|million|billion|trillion|bn|m\b)?")
_FINDABLE = re.compile(r"https?://|www\.|doi\.org|\bTable \d|\bResolution \d|\bArticle \d")
# "half of" an amount counts; "half of" a talk does not.
_COUNTED = any_case(
    r"econom|population|budget|export|import|territor|land|water|income|revenue|gdp|trade|energy|gas|oil|force"
)


@dataclass(frozen=True)
class Figure:
    """A number in text with its unit and the word that bounds it ("as much as")."""

    start: int
    end: int
    words: str
    unit: str
    bound: str


def find_figures(text: str, start: int, end: int) -> list[Figure]:
    """Percentages, amounts, shares, counts and measures; no dates, ages, ordinals or names ("Article 5")."""
    low = lowered(text)
    if not _ANY.search(low, start, end):
        return []
    found: list[Figure] = []
    for match in (*_FIGURE.finditer(low, start, end), *_MONEY_ONLY.finditer(low, start, end)):
        groups = match.groupdict()
        unit = next((k for k in ("money", "percent", "share", "large", "count", "measure") if groups.get(k)), "money")
        if unit == "share" and not _COUNTED.search(match.group()):
            continue
        if any(f.start < match.end() and match.start() < f.end for f in found):
            continue
        words = text[match.start() : match.end()]
        begin, stop = match.end() - len(words.lstrip()), match.start() + len(words.rstrip())
        found.append(Figure(begin, stop, words.strip(), unit, groups.get("bound") or ""))
    return sorted(found, key=lambda f: f.start)


def has_findable_source(text: str, start: int, end: int) -> bool:
    """Whether the sentence leads to where the figure can be looked up: an address, a numbered document."""
    return bool(_FINDABLE.search(text, start, end))


def is_statistic(text: str, start: int, end: int) -> bool:
    """Whether a clause's point may be a figure: it holds a percentage or a share."""
    if not _SHARES.search(lowered(text), start, end):
        return False
    return any(f.unit in ("percent", "share") for f in find_figures(text, start, end))
