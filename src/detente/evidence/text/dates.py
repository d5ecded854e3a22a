"""Dates in text: when what a statement speaks of happened, with the precision the words allow."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "month", "year", "about"]

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = "|".join(_MONTHS) + r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
_FULL = "|".join(_MONTHS)
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEKDAY = "|".join(_WEEKDAYS)
_NUMBER = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_DATE = re.compile(
    rf"\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"
    rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>(?:19|20)\d\d))?\b"
    rf"|\b(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,? (?P<year2>(?:19|20)\d\d))?"
    r"|\b(?:[Ii]n|[Ss]ince|[Ll]ast|[Tt]his|[Uu]ntil|[Bb]y|[Ff]rom)(?: early| late| mid-?)? "
    rf"(?P<month4>{_FULL})\b(?! \d|,? (?:19|20)\d\d)"
    rf"|\b(?P<month3>{_MONTH}),? (?P<year3>(?:19|20)\d\d)\b"
    r"|\b(?:in|since|of|by|until|from) (?P<year4>(?:19|20)\d\d)\b"
    r"|\b(?P<count>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve) "
    r"(?P<unit>day|week|month|year)s? ago\b"
    r"|\b(?P<relative>today|yesterday|tomorrow|tonight|(?:last|this|next) (?:week|month|year))\b"
    rf"|\b(?P<which>last |this |next |on |late |early )?(?P<weekday>{_WEEKDAY})\b(?!['’])",
)


_ANY = re.compile(rf"\d|day\b|\b(?:ago|tomorrow|tonight|last|this|next)\b|\b(?:{_FULL})\b")


@dataclass(frozen=True)
class DateInText:
    """A date as the text gives it: ``value`` is ISO (2025, 2025-02 or 2025-02-12), "" when it cannot be resolved."""

    start: int
    end: int
    value: str
    precision: Precision


def find_dates(text: str, start: int, end: int, published: dt.date | None) -> list[DateInText]:
    """Dates in ``text[start:end]`` in order; relative ones are counted from the day of publication.

    A month without a year is the last such month up to publication. A day without a year takes the year that puts it
    at most two months after publication, otherwise none.
    """
    if not _ANY.search(text, start, end):
        return []
    found = []
    for match in _DATE.finditer(text, start, end):
        value, precision = _resolve(match, published)
        found.append(DateInText(match.start(), match.end(), value, precision))
    return found


def _resolve(match: re.Match[str], published: dt.date | None) -> tuple[str, Precision]:
    if match["iso"]:
        return (match["iso"], "day") if _valid(match["iso"]) else ("", "day")
    if match["month4"]:
        if published is None:
            return "", "month"
        month = _month(match["month4"])
        return f"{published.year - (month > published.month)}-{month:02d}", "month"
    if match["year4"]:
        return match["year4"], "year"
    if match["month3"]:
        return f"{match['year3']}-{_month(match['month3']):02d}", "month"
    if match["weekday"]:
        return _weekday(match, published)
    if match["count"] or match["relative"]:
        return _relative(match, published)
    month = _month(match["month"] or match["month2"])
    day = int(match["day"] or match["day2"])
    year = match["year"] or match["year2"]
    if year is None:
        if published is None:
            return f"--{month:02d}-{day:02d}", "day"
        value = f"{published.year}-{month:02d}-{day:02d}"
        if _valid(value) and dt.date.fromisoformat(value) > published + dt.timedelta(days=60):
            value = f"{published.year - 1}-{month:02d}-{day:02d}"
    else:
        value = f"{year}-{month:02d}-{day:02d}"
    return (value, "day") if _valid(value) else ("", "day")


def _relative(match: re.Match[str], published: dt.date | None) -> tuple[str, Precision]:
    if published is None:
        return "", "about"
    if match["relative"]:
        words = match["relative"]
        if words in ("today", "tonight", "yesterday", "tomorrow"):
            shift = {"yesterday": -1, "tomorrow": 1}.get(words, 0)
            return (published + dt.timedelta(days=shift)).isoformat(), "day"
        which, unit = words.split()
        days = {"last": -1, "this": 0, "next": 1}[which] * {"week": 7, "month": 30, "year": 365}[unit]
        kept = {"week": 10, "month": 7, "year": 4}[unit]
        return (published + dt.timedelta(days=days)).isoformat()[:kept], "about"
    count = int(match["count"]) if match["count"].isdigit() else _NUMBER[match["count"]]
    length = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}[match["unit"]]
    when = (published - dt.timedelta(days=round(count * length))).isoformat()
    return when[: {"day": 10, "week": 10, "month": 7, "year": 4}[match["unit"]]], "about"


def _weekday(match: re.Match[str], published: dt.date | None) -> tuple[str, Precision]:
    """The last such day up to publication; with "next" the first one behind it."""
    if published is None:
        return "", "day"
    back = (published.weekday() - _WEEKDAYS.index(match["weekday"])) % 7
    which = (match["which"] or "").strip()
    if which == "next":
        return (published + dt.timedelta(days=7 - back)).isoformat(), "day"
    if which == "last" and back == 0:
        back = 7
    return (published - dt.timedelta(days=back)).isoformat(), "day"


def _month(name: str) -> int:
    return 1 + next(i for i, m in enumerate(_MONTHS) if m.startswith(name.rstrip(".")[:3]))


def _valid(value: str) -> bool:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True
