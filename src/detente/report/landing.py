"""Where a deal would land on an issue, over all engines, and whether they agree."""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.case import Issue
from detente.domain.forecast import Interval
from detente.report import words
from detente.report.lookup import Lookup

DISAGREEMENT = 0.10
"""Engines disagree when their medians lie further apart than this share of the scale."""


MOST_NAMED = 3


@dataclass(frozen=True)
class Landing:
    """All engines together: hull of their central 80%, mean of their medians, each median by name."""

    interval: Interval
    medians: tuple[tuple[str, float], ...]
    agree: bool
    nearest: str


def landing(lookup: Lookup, issue: str) -> Landing | None:
    """Where the engines say an issue lands in the case as it stands; None where none of them says anything."""
    outcomes = [
        o
        for o in lookup.analysis.forecast.baseline.outcomes
        if o.issue == issue and o.defined > 0 and o.distribution.interval.mid == o.distribution.interval.mid
    ]
    if not outcomes:
        return None
    intervals = [o.distribution.interval for o in outcomes]
    mids = [i.mid for i in intervals]
    middle = sum(mids) / len(mids)
    record = lookup.issue_record(issue)
    return Landing(
        interval=Interval(min(i.low for i in intervals), middle, max(i.high for i in intervals)),
        medians=tuple((lookup.engine(o.engine, o.reading), o.distribution.interval.mid) for o in outcomes),
        agree=max(mids) - min(mids) <= DISAGREEMENT * lookup.span(issue),
        nearest=scale_words(record, middle) if record is not None else "",
    )


def medians_in_words(found: Landing, span: float) -> str:
    """Each model's median by name; of more than three, the lowest and the highest."""
    if len(found.medians) <= MOST_NAMED:
        return words.joined([f"{name} near {words.number(mid, span)}" for name, mid in found.medians])
    (low, least), (high, greatest) = (f(found.medians, key=lambda item: item[1]) for f in (min, max))
    return (
        f"of {len(found.medians)} models, from {low} near {words.number(least, span)} to {high} near "
        f"{words.number(greatest, span)}"
    )


def scale_words(issue: Issue, value: float) -> str:
    """The described point of the scale that a value is nearest to, in the words of the case."""
    return issue.scale[min(sorted(issue.scale), key=lambda point: abs(point - value))]
