"""Numbers in text with value, unit and bound: "nearly three years" is at most three, "over 300%" at least 300.

Dates, years, clock times, ordinals, numbered articles and the page's own counters are no numbers here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from detente.domain.number import Bound, NumberInText
from detente.domain.statement import Span
from detente.evidence.text.dates import find_dates
from detente.evidence.text.lower_case import any_case, lowered

_WORDS = {
    "a dozen": 12, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_WORDS |= {
    f"{ten}-{one}": _WORDS[ten] + _WORDS[one]
    for ten in ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    for one in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "bn": 1e9, "billion": 1e9, "trillion": 1e12, "m": 1e6,
           "mn": 1e6, "tn": 1e12}  # fmt: skip
_PARTS = {"half": 0.5, "a third": 1 / 3, "one third": 1 / 3, "two thirds": 2 / 3, "two-thirds": 2 / 3,
          "a quarter": 0.25,
          "three quarters": 0.75, "three-quarters": 0.75, "a fifth": 0.2, "one quarter": 0.25, "one-quarter": 0.25,
          "one-third": 1 / 3, "one half": 0.5, "a tenth": 0.1,
          "one tenth": 0.1, "one-tenth": 0.1, "nine tenths": 0.9}  # fmt: skip
_PARTS |= {
    f"{count}{mark}{'fifth' if n == 1 else 'fifths'}": n / 5
    for n, count in enumerate(("one", "two", "three", "four"), 1)
    for mark in " -"
}
_COINS = {"dollars": "USD", "dollar": "USD", "euros": "EUR", "euro": "EUR", "pounds": "GBP", "yuan": "CNY",
          "roubles": "RUB", "rubles": "RUB", "rupees": "INR", "yen": "JPY"}  # fmt: skip
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_DOLLARS = {"a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "hk": "HKD", "nz": "NZD", "nt": "TWD", "s": "SGD"}
_BOUNDS: dict[str, Bound] = {
    **dict.fromkeys(["nearly", "almost", "up to", "as much as", "as many as", "as little as", "at most", "less than",
                     "fewer than", "under", "below", "no more than", "not more than", "close to", "just under"],
                    "upper_bound"),
    **dict.fromkeys(["over", "more than", "at least", "no fewer than", "no less than", "not less than", "above",
                     "in excess of", "upwards of", "exceeding", "well over", "just over"], "lower_bound"),
    **dict.fromkeys(["about", "around", "some", "roughly", "approximately", "an estimated", "estimated", "circa",
                     "reportedly", "perhaps", "nearly or"], "approx"),
}  # fmt: skip
_BOUND = "|".join(sorted((re.escape(b) for b in _BOUNDS), key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_SCALE = r"hundred|thousand|million|billion|trillion|bn\b|m\b"
_SCALED = re.compile(rf"[ \-]({_SCALE})$|(?<=\d)(bn|mn|tn|m)$")
# "1.5bn"; "300m" only behind the sign of a currency, where no metres can be meant.
_JOINED_SCALE = r"(?:bn|mn|tn)\b|(?(sign)m\b|(?!))"
_ONE = rf"(?:{_DIGITS}|(?:{_WORD})(?![a-z]))(?:[ \-](?:{_SCALE})|{_JOINED_SCALE})?"
_NUMBER = any_case(
    rf"(?<![\w.,/:+\-])(?P<bound>(?:{_BOUND})\s+)?"
    rf"(?:(?P<country>us|au?|ca?|hk|nz|nt|s)?(?P<sign>[$€£¥])\s?)?"
    rf"(?:(?P<many>(?:tens|hundreds|dozens|scores) of (?:thousands|millions|billions)|(?:thousands|millions|billions|"
    rf"dozens|hundreds|scores)(?: of)?(?=\s+[a-z]))|"
    rf"(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})(?= of\b)|"
    rf"(?:between\s+)?(?P<first>{_ONE})(?:(?:\s?[-–]\s?|\s+(?:to|or|and)\s+)(?:[$€£¥]\s?)?(?P<second>{_ONE}))?)"
    r"(?P<unit>\s?(?:%|percent\b|per cent\b|percentage points\b)|[ \-][A-Za-z][A-Za-z\-]*)?"
)
_ANY = re.compile(rf"\d|\b(?:{_WORD}|{'|'.join(_PARTS)}|thousands|millions|billions|tens|dozens|hundreds|scores)")
_NOT_BEFORE = re.compile(
    r"\b(?:pp?\.|(?i:chapters?|sections?|paragraphs?|pages?|lines?|clauses?|nos?\.|annex|articles?|titles?)|Article|Articles|Resolution|Chapter|Section|Annex|Table|Figure|Tip|Question|Step|Part|Page|No\.|Number|Room|"
    r"Channel|Protocol|Group|Phase|Stage|Route|Day|Version|Flight|Area|Track|COP|Type|Mark|World War)\s+$"
)
_NOT_UNITS = re.compile(
    r"(?:of|or|and|the|a|an|to|in|on|at|by|is|was|are|were|who|which|that|from|with|for|has|have|had|will|would|if|as|but|"
    r"said|says|after|before|st|nd|rd|th|am|pm|other|another|day|side|more|thing|person|man|woman|way|step|part|example|"
    r"hand|key|issue|point|another's|can|could|may|might|must|should|hopes?|wants?|views?|comments?|min|read)\b",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMES = re.compile(r"\s+[A-Z]")


def find_numbers(text: str, start: int, end: int, published: dt.date | None = None) -> list[NumberInText]:
    """Numbers in ``text[start:end]`` in order, none inside a date."""
    low = lowered(text)
    if not _ANY.search(low, start, end):
        return []
    dates = [(d.start, d.end) for d in find_dates(text, start, end, published) if not _AGO.search(text, d.start, d.end)]
    found: list[NumberInText] = []
    for match in _NUMBER.finditer(low, start, end):
        number = _read(text, match)
        if number is not None and not any(a < number.end and number.start < b for a, b in dates):
            found.append(number)
    return found


# A telephone number goes on; an age is no quantity of anything.
_NOT_BEHIND = re.compile(r"-\d|[\- ](?:years?|months?)[\- ]olds?\b")
_AGO = re.compile(r"\bago\b")


def _read(text: str, match: re.Match[str]) -> NumberInText | None:
    unit, stop = _unit(text, match)
    place = match.start() + len(match["bound"] or "")
    last = match.end("second") if match["second"] else match.end("first")
    if _NOT_BEFORE.search(text, max(0, place - 14), place) or (last >= 0 and _NOT_BEHIND.match(text, last)):
        return None
    words = (match["bound"] or "").strip()
    bound: Bound = _BOUNDS.get(words, "point")
    if match["many"]:
        of = re.match(r"(?: of)? (?:\w+ )?([a-z]+s|people)\b", text[match.end("many") : match.end("many") + 40])
        if of is not None and not text[match.end("many") : stop].strip():
            unit, stop = of[1], match.end("many") + of.end()
        unit = unit if _counts(unit, 2) else ""
        return NumberInText(match.start(), stop, text[match.start() : stop], None, unit, "approx")
    if match["part"]:
        share = _PARTS[match["part"]]
        stop = max(stop, _share_end(text, match.end("part")))
        return NumberInText(
            match.start(), stop, text[match.start() : stop], share, "share", bound if words else "approx"
        )
    first = _value(match["first"]) or 0.0
    second = _value(match["second"]) if match["second"] else None
    alone = unit == "" and not match["sign"]
    if alone and second is None and not match["bound"] and not _scaled(match["first"]):
        return None  # a bare number: a year, a label, a count of nothing named
    if _BARE_YEAR.fullmatch(match["first"]) and unit not in _MEASURES and not match["sign"]:
        return None
    if unit and not _counts(unit, first) and not _scaled(match["first"]) and second is None:
        return None  # "Stream 2 pipeline": a name
    if second is not None:
        if second <= first and _scaled(match["first"]) == _scaled(match["second"]):
            return None  # "won 3-0", "fifty-fifty"
        # "3 to 5 million": the scale stands once for both.
        if not _scaled(match["first"]) and _scaled(match["second"]):
            first = first * _factor(match["second"])
        bound = "range"
    if _AGO.match(text, stop + 1) and bound == "point":
        bound, stop = "approx", stop + 4
    value: float | None = first if second is None else None
    return NumberInText(
        match.start(), stop, text[match.start() : stop], value, unit, bound,
        low=first if second is not None else None, high=second,
    )  # fmt: skip


def _unit(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The unit and where it ends: currency, percent, or the noun behind."""
    written = text[match.start("unit") : match.end("unit")] if match["unit"] else ""
    sign = match["sign"]
    end = match.end()
    plain = written.strip(" -").lower()
    if plain in ("%", "percent", "per cent", "percentage points"):
        return "percent", end
    without = end - len(written)
    if sign:
        return _DOLLARS.get(match["country"] or "", _CURRENCIES[sign]), without
    if not plain or _NOT_UNITS.fullmatch(plain) or match["part"]:
        return "", without
    if plain in _COINS:
        return _COINS[plain], end
    if written[:1] == "-":
        # "a three-year-long war", "a 90-minute call": the unit is in the compound, what is measured behind it.
        compound = re.match(r"-(\w+)", written)
        following = re.match(r"(?:-\w+)*(?:\s+[A-Z]\w+)?\s+[a-z]+", text[end:])
        unit = compound[1].lower() if compound else plain
        return unit + ("s" if not unit.endswith("s") else ""), end + (following.end() if following else 0)
    if written.strip()[:1].isupper():
        return "", without
    if plain in ("cubic", "square", "metric", "nautical") and (of := re.match(r" ([a-z]+)", text[end : end + 30])):
        return f"{plain} {of[1]}", end + of.end()
    further = re.match(r" ([a-z]+s|people)\b", text[end : end + 30])
    if not _counts(plain, 2) and further is not None and not _NOT_UNITS.fullmatch(further[1]):
        return further[1], end + further.end()  # "two undeclared sites"
    return plain, end


_MEASURES = frozenset({"percent", "share", "USD", "EUR", "GBP", "people", "troops", "soldiers", "tonnes", "kilometres"}
                      | {"km", "kg", "mw", "gw", "bcm", "ha", "kwh", "mph"})  # fmt: skip


def _counts(unit: str, value: float) -> bool:
    """Whether a noun can be counted with a number: plural, or singular behind "one"."""
    return value == 1 or unit in _MEASURES or unit.endswith("s") or unit in _PLURALS or unit.isupper()


_PLURALS = frozenset({"people", "men", "women", "children", "percent", "dead", "billion", "million"})


def _share_end(text: str, start: int) -> int:
    behind = re.match(r" of (?:the |its |their |all )?(?:[A-Z]\w+ )?\w+", text[start : start + 60])
    return start + (behind.end() if behind else 0)


def _value(words: str) -> float | None:
    low = words.lower()
    scale = _factor(words)
    head = _SCALED.sub("", low)
    if head in _WORDS:
        return _WORDS[head] * scale
    try:
        return float(head.replace(",", "")) * scale
    except ValueError:
        return None


def _scaled(words: str) -> bool:
    return _SCALED.search(words.lower()) is not None


def _factor(words: str) -> float:
    found = _SCALED.search(words.lower())
    return _SCALES[found[1] or found[2]] if found is not None else 1.0


def outside(numbers: Sequence[NumberInText], spans: Sequence[Span]) -> list[NumberInText]:
    """Numbers that lie in none of the spans."""
    return [n for n in numbers if not any(a <= n.start < b for a, b in spans)]
