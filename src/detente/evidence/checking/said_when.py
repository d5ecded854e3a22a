"""The days a statement stands for, and whether two statements speak of different times.

A position that a party held before and another that it holds later are a change, no contradiction.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from detente.domain.statement import Statement

Days = tuple[dt.date, dt.date]

_BEFORE = re.compile(
    r"\b(?:initially|originally|previously|formerly|earlier|at first|at the outset|in the past|once|used to|"
    r"until (?:now|then|recently)|had (?:long |always |earlier |previously |initially |first )?(?!to\b)\w+ed|"
    r"no longer|any ?more|dropped (?:its|his|her|their)|abandoned|reversed|softened|hardened|"
    r"changed (?:its|his|her|their))\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:now|today|since then|has since|have since|later|afterwards|eventually|finally|in the end|by then|"
    r"has come to|this time|from now on|any ?more|no longer)\b",
    re.IGNORECASE,
)


def days_of(statement: Statement, published: dt.date | None) -> Days | None:
    """The days a statement speaks of, otherwise the day of publication; None where nothing tells."""
    own = days_named(statement)
    if own is not None:
        return own
    return (published, published) if published is not None else None


def days_named(statement: Statement) -> Days | None:
    """The days of a date in the statement's own words; None without one of a day or month."""
    about = statement.time_about if statement.time_precision in ("day", "month") else ""
    if not about or about.startswith("-"):
        return None
    try:
        parts = [int(p) for p in about.split("-")]
        if len(parts) == 3:
            day = dt.date(*parts)
            return day, day
        if len(parts) == 2:
            last = calendar.monthrange(parts[0], parts[1])[1]
            return dt.date(parts[0], parts[1], 1), dt.date(parts[0], parts[1], last)
    except ValueError:
        pass
    return None


def apart(first: Days | None, second: Days | None) -> bool:
    """Whether both are known and have no day in common."""
    return first is not None and second is not None and (first[1] < second[0] or second[1] < first[0])


def of_different_times(a: Statement, b: Statement) -> bool:
    """Whether two statements of one document speak of different times, by their dates or words such as "initially"."""
    days = days_named(a), days_named(b)
    if apart(*days) or (days[0] is None) != (days[1] is None):
        return True
    return any(pattern.search(s.quote) is not None for pattern in (_BEFORE, _AFTER) for s in (a, b))
