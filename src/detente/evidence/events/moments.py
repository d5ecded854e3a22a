"""When an event was: the date its clause gives, counted from publication or from the date named before it."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from detente.domain.timeline import Moment
from detente.evidence.text.dates import DateInText, find_dates

ABOUT = 3  # days on each side of "a week ago"

# Behind these a date is an end or a deadline, not the day of what the clause tells.
_DEADLINE = re.compile(
    r"\b(?:by|until|till|before|as of|deadline of|no later than|expire\w*(?: on)?)\s+(?:the\s+)?$", re.I
)
_JOINED = re.compile(r"\s*(?:to|and|until|through|–|-)\s*$")
_FROM = re.compile(r"\b(?:from|between)\s+(?:early |late |mid-)?$", re.I)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
}  # fmt: skip
_AGAIN = re.compile(
    r"\b(?:on |in |at )?(?:the same|that same|that|this) (?:day|evening|night|afternoon|morning|occasion)\b"
    r"|\b(?:on )?the (?P<next>next|following) day\b|\b(?P<before>the day before|the previous day)\b"
    r"|\b(?P<count>a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}) (?P<unit>day|week)s? "
    r"(?P<way>later|earlier|afterwards|before)\b",
    re.IGNORECASE,
)


_AGAIN_ANY = re.compile(r"same|that|this|next|following|before|previous|later|earlier|afterwards")


@dataclass(frozen=True)
class Dated:
    """A date in a text with its days; ``deadline`` where it says by when."""

    start: int
    end: int
    moment: Moment
    deadline: bool = False


def dates_of(
    text: str,
    start: int,
    end: int,
    published: dt.date | None,
    last: Callable[[], Moment | None],
    year: int | None = None,
) -> list[Dated]:
    """The dates of a sentence in order.

    ``last`` gives the latest day named before, from which "the next day" counts; ``year`` stands in where neither the
    date nor a day of publication gives one.
    """
    found = find_dates(text, start, end, published)
    dated: list[Dated] = []
    skip = False
    for one, following in zip_longest(found, found[1:]):
        if skip:
            skip = False
            continue
        moment = _moment(text, one, year)
        if following is not None and _JOINED.fullmatch(text, one.end, following.start):
            until = _moment(text, following, year)
            if _FROM.search(text, max(start, one.start - 14), one.start) and moment.dated and until.dated:
                words = " ".join(text[one.start : following.end].split())
                dated.append(Dated(one.start, following.end, Moment(moment.first, until.last, "range", f"“{words}”")))
                skip = True
                continue
        if moment.dated or moment.reason:
            late = _DEADLINE.search(text, max(start, one.start - 24), one.start) is not None
            late = late or text[one.start : one.start + 3] in ("by ", "unt")
            dated.append(Dated(one.start, one.end, moment, late))
    again = list(_AGAIN.finditer(text, start, end)) if _AGAIN_ANY.search(text, start, end) else []
    before = last() if again else None
    if before is not None and before.first is not None:
        dated += [Dated(m.start(), m.end(), _counted(m, before)) for m in again]
    return sorted(dated, key=lambda d: d.start)


def moment_of(
    text: str, cue: tuple[int, int], clause: tuple[int, int], dates: Sequence[Dated], published: dt.date | None
) -> Moment:
    """When what a cue names was: the nearest date of its clause, then of its sentence; by publication at the latest."""
    usable = [d for d in dates if not d.deadline]
    usable = [d for d in usable if d.moment.dated] or usable
    # "held since 2012" tells of the holding, not of what else the clause says happened.
    lasting = re.search(r"\b(?:had|has|have)\b", text[clause[0] : cue[0]]) is not None
    usable = usable if lasting else [d for d in usable if text[d.start : d.start + 5].lower() != "since"]
    inside = [d for d in usable if clause[0] <= d.start and d.end <= clause[1]]
    if inside:
        return min(inside, key=lambda d: (_distance(d, cue), d.start)).moment
    outside = [
        d
        for d in usable
        if not re.search(
            r"\b(?:that|which|who|whose|when|since|because)\b", text[min(d.end, cue[0]) : max(d.start, cue[0])]
        )
    ]
    if outside:
        return min(outside, key=lambda d: (_distance(d, cue), d.start)).moment
    if published is None:
        return Moment()
    return Moment(None, published, "before", f"no date given; reported on {published}")


def near(last: Moment, reason: str) -> Moment:
    """About the time named just before."""
    return Moment(last.first, last.last, "about", reason)


def _distance(date: Dated, cue: tuple[int, int]) -> float:
    """Characters between; a date behind the cue is nearer than one as far in front."""
    if date.start >= cue[1]:
        return date.start - cue[1]
    return 1.5 * max(0, cue[0] - date.end) + 5


def _moment(text: str, date: DateInText, year: int | None) -> Moment:
    reason = f"“{' '.join(text[date.start : date.end].split())}”"
    value = date.value
    if value.startswith("--"):
        if year is None:
            return Moment(reason=f"{reason}, its year is not given")
        value, reason = f"{year}{value[1:]}", f"{reason}, the year from the document's other dates"
    if not value:
        return Moment()
    try:
        first, last = _days(value)
    except ValueError:
        return Moment()
    if date.precision == "about":
        return Moment(first - dt.timedelta(days=ABOUT), last + dt.timedelta(days=ABOUT), "about", reason)
    return Moment(first, last, date.precision, reason)


def _days(value: str) -> tuple[dt.date, dt.date]:
    parts = [int(p) for p in value.split("-")]
    if len(parts) == 1:
        return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31)
    if len(parts) == 2:
        return dt.date(parts[0], parts[1], 1), dt.date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1])
    day = dt.date(*parts)
    return day, day


def _counted(match: re.Match[str], last: Moment) -> Moment:
    assert last.first is not None  # noqa: S101 - the caller has looked
    base = last.last or last.first
    reason = f"“{' '.join(match.group().split())}”, counted from {base}"
    shift = 1 if match["next"] else -1 if match["before"] else 0
    if match["count"]:
        count = int(match["count"]) if match["count"].isdigit() else _NUMBERS[match["count"].lower()]
        back = match["way"].lower() in ("earlier", "before")
        shift = count * (7 if match["unit"].lower() == "week" else 1) * (-1 if back else 1)
    day = base + dt.timedelta(days=shift)
    precise = last.precision in ("day", "about")
    return Moment(day, day, "day" if precise and last.precision == "day" else "about", reason)
