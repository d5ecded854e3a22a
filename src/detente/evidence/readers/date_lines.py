"""The day of publication that a document's own words or its name give, where its format tells none.

Looked at, the surest first: a line that says so ("Published: 18 February 2025"), a line that is nothing but a date, a
byline with a date, a dateline with a year, a dated web address at the top, a date in the file's name. A day without a
year is completed only by the year that another of these gives. What leaves a choice ("03/04/2025") gives no date, and
none is made up.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

HEAD_LINES = 15  # lines of the top that may say when a text was published
TAIL_LINES = 6
LONGEST_LINE = 160  # characters of a line that says when; sentences are longer
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_DATE = (
    r"(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?:[T ]\d\d:\d\d\S*)?"
    rf"|{_WEEKDAY}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\.?[ \-](?:of )?(?P<m1>{_MONTH}),?[ \-](?P<y1>(?:19|20)\d\d)"
    rf"|{_WEEKDAY}(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d\d)"
    r"|(?P<n1>\d{1,2})[./](?P<n2>\d{1,2})[./](?P<y3>(?:19|20)\d\d)"
    r"|(?P<y4>(?:19|20)\d\d)[./](?P<n3>\d{1,2})[./](?P<n4>\d{1,2}))"
)
_TIME = (
    r"(?:\s*(?:,|\||•|·|-|–|—|at)?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?i:[ap]\.?m\.?)?"
    r"\s*(?:\(?[A-Z]{2,5}\)?(?:[+\-]\d{1,4})?)?)?"
)
_MORE = r"(?:\s*[|•·/(–—\-][^.]{0,40})?"
_FIRST = re.compile(
    r"(?i:^\W{0,4}(?:first |originally )?(?:published|posted|date|dated|issued|released|created|publication date|"
    rf"date of publication|release date)(?: on| at)?\s*:?\s*(?:on )?){_DATE}"
)
_LATER = re.compile(rf"(?i:^\W{{0,4}}(?:last )?(?:updated|modified|revised|edited)(?: on| at)?\s*:?\s*(?:on )?){_DATE}")
_INSIDE = re.compile(rf"(?i:\b(?:first published|published|posted)(?: on| at)?\s*:?\s*){_DATE}")
_ALONE = re.compile(rf"^\W{{0,3}}{_DATE}{_TIME}{_MORE}[\s)\]*_|]{{0,3}}$")
_BYLINE = re.compile(
    rf"^\W{{0,3}}(?i:by)\s+[^\W\d_].{{1,90}}?[\s,|•·(–—\-]+(?i:on )?{_DATE}{_TIME}{_MORE}[\s)\]*_|]{{0,3}}$"
)
_BEHIND = re.compile(
    rf"^[^\W\d_].{{1,60}}?\s*[|•·–—]\s*{_DATE}{_TIME}{_MORE}[\s)\]*_|]{{0,3}}$"
)  # "The Courier | 12 May 2025"
_PLACE = r"^(?:[A-ZÀ-Þ][A-ZÀ-Þ.’'\-]+[, /]*){1,5}(?:[A-Z][\w.]+)?,?\s+"
_DATELINE = re.compile(
    rf"{_PLACE}(?:\([\w .]+\)\s*[\-–—,]?\s*)?{_DATE}\s*(?:\([^)]{{1,40}}\)|[/\-][\w /]{{2,30}}[/\-]*)?\s*[\-–—:]"
)
_DAY_ONLY = re.compile(
    rf"{_PLACE}(?:\([\w .]+\)\s*[\-–—,]?\s*)?(?:(?P<m>{_MONTH}) (?P<d>\d{{1,2}})|(?P<d0>\d{{1,2}}) (?P<m0>{_MONTH}))"
    r"\s*(?:\([^)]{1,40}\)|/[\w /]{2,30}/)?\s*[\-–—:]"
)
_ADDRESS = re.compile(r"https?://\S{3,100}?/((?:19|20)\d\d)[/\-](\d\d)[/\-](\d\d)(?=[/\-_.]|\s|$)")
_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([\-_./]?)(\d\d)\2(\d\d)(?!\d)")


@dataclass(frozen=True)
class DateLine:
    """A day of publication and the words that give it."""

    day: dt.date
    words: str


def date_line(text: str, name: str = "") -> DateLine | None:
    """The day a text was published, by its words or by ``name`` (its path), or None."""
    head, tail = _lines(text)
    for pattern, lines in ((_FIRST, head), (_INSIDE, head), (_FIRST, tail)):
        if (found := _in_lines(pattern, lines)) is not None:
            return found
    for pattern in (_ALONE, _BYLINE, _BEHIND):
        if (found := _in_lines(pattern, head)) is not None:
            return found
    for line in _starts(text):
        match = _DATELINE.match(line)
        if match is not None and (day := _day(match)) is not None:
            return DateLine(day, f"“{match.group().strip(' -–—:')}”")
    beside = _in_address(text) or _in_name(name) or _in_lines(_LATER, head) or _in_lines(_LATER, tail)
    return _completed(text, beside) or beside if beside is not None else None


def _completed(text: str, beside: DateLine) -> DateLine | None:
    """The day of a dateline without a year, in the year that puts it up to the day that is given elsewhere."""
    short = next((match for line in _starts(text) if (match := _DAY_ONLY.match(line)) is not None), None)
    if short is None:
        return None
    for year in (beside.day.year, beside.day.year - 1):
        day = _made(year, short["m"] or short["m0"], short["d"] or short["d0"])
        if day is not None and day <= beside.day:
            return DateLine(day, f"“{short.group().strip(' -–—:')}”, its year by {beside.words}")
    return None


def _lines(text: str) -> tuple[list[str], list[str]]:
    head = [line.strip() for line in text[:4000].splitlines() if line.strip()][:HEAD_LINES]
    tail = [line.strip() for line in text[-1500:].splitlines() if line.strip()][-TAIL_LINES:]
    return [x for x in head if len(x) <= LONGEST_LINE], [x for x in tail if len(x) <= LONGEST_LINE]


def _starts(text: str) -> list[str]:
    """The beginnings of the first lines, where a dateline stands."""
    return [line.strip()[:120] for line in text[:4000].splitlines() if line.strip()][:HEAD_LINES]


def _in_lines(pattern: re.Pattern[str], lines: list[str]) -> DateLine | None:
    for line in lines:
        match = pattern.search(line)
        if match is not None and (day := _day(match)) is not None:
            return DateLine(day, f"“{' '.join(match.group().split())[:80]}”")
    return None


def _in_address(text: str) -> DateLine | None:
    match = _ADDRESS.search(text, 0, 3000)
    if match is None:
        return None
    day = _numbers(match[1], match[2], match[3])
    return DateLine(day, "the date in its web address") if day is not None else None


def _in_name(name: str) -> DateLine | None:
    for match in _NAME.finditer(name):
        day = _numbers(match[1], match[3], match[4])
        if day is not None:
            return DateLine(day, "the date in its name")
    return None


def _day(match: re.Match[str]) -> dt.date | None:
    if match["iso"]:
        try:
            return dt.date.fromisoformat(match["iso"])
        except ValueError:
            return None
    if match["y1"] or match["y2"]:
        return _made(int(match["y1"] or match["y2"]), match["m1"] or match["m2"], match["d1"] or match["d2"])
    if match["y4"]:
        return _numbers(match["y4"], match["n3"], match["n4"])
    first, second = int(match["n1"]), int(match["n2"])
    if first == second or second > 12:
        return _numbers(match["y3"], str(first), str(second))
    return _numbers(match["y3"], str(second), str(first)) if first > 12 else None  # "03/04/2025" leaves a choice


def _made(year: int, month: str, day: str) -> dt.date | None:
    return _numbers(str(year), str(_MONTHS.index(month.lower()[:3]) + 1), day)


def _numbers(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
