"""The day a file says it was published, in the spellings that feeds, mails and tables use."""

from __future__ import annotations

import datetime as dt
import email.utils
import re

_COMPACT = re.compile(r"(\d{4})[/.]?(\d\d)[/.]?(\d\d)(?:\D|$)")
_WORDS = re.compile(r"(?:(\d{1,2})\.? ([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?),? (\d{4})\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day_said(value: object) -> dt.date | None:
    """The day, or None where the words leave it open ("03/04/2025") or give none.

    Understood: ISO 8601, RFC 2822 ("Wed, 12 Feb 2025 10:00:00 GMT"), 2025/02/12, 20250212, "12 February 2025",
    "February 12, 2025".
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()[:100]
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        pass
    if compact := _COMPACT.match(text):
        return _day(*compact.groups())
    if words := _WORDS.search(text):
        month = (words[2] or words[3]).lower()[:3]
        return _day(words[5], str(_MONTHS.index(month) + 1), words[1] or words[4]) if month in _MONTHS else None
    try:
        return email.utils.parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
