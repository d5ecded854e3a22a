"""Intervals in words, and figures made from draws."""

from __future__ import annotations

import numpy as np

from detente.domain.axes import PerDraw
from detente.domain.consequence_answer import Figure
from detente.domain.forecast import Interval

MINUS = "\N{MINUS SIGN}"


def interval_of(draws: PerDraw) -> Interval:
    """The central 80% of draws around their median."""
    low, mid, high = (float(v) for v in np.quantile(draws, (0.1, 0.5, 0.9)))
    return Interval(low, mid, high)


def interval_words(interval: Interval, digits: int = 2) -> str:
    """ "between 0.36 and 1.00, most likely near 0.60"."""
    return _between(*(_number(v, digits) for v in (interval.low, interval.mid, interval.high)))


def share_words(interval: Interval) -> str:
    """ "between 43% and 78%, most likely near 61%"."""
    return _between(*(_percent(v) for v in (interval.low, interval.mid, interval.high)))


def points_words(interval: Interval) -> str:
    """A change of a share, in percentage points: "between −4 and +9 points, most likely near +3"."""
    low, mid, high = (_signed(v * 100) for v in (interval.low, interval.mid, interval.high))
    return f"near {mid} points" if low == high else f"between {low} and {high} points, most likely near {mid}"


def change_words(interval: Interval) -> str:
    """A change as a share, to a tenth of a percent: "between −2.1% and +0.4%, most likely near −0.8%"."""
    low, mid, high = (_signed_tenth(v * 100) for v in (interval.low, interval.mid, interval.high))
    return f"near {mid}" if low == high else f"between {low} and {high}, most likely near {mid}"


def figure(
    draws: PerDraw,
    *,
    words: str = "number",
    clauses: tuple[str, ...] = (),
    coefficients: tuple[str, ...] = (),
    facts: tuple[str, ...] = (),
    interval: Interval | None = None,
) -> Figure:
    """A figure of draws; ``words``: number, share, points, change. ``interval`` replaces that of the draws."""
    found = interval or interval_of(draws)
    said = {"number": interval_words, "share": share_words, "points": points_words, "change": change_words}[words](
        found
    )
    return Figure(found, float(np.mean(draws)), said, clauses, coefficients, facts)


def _between(low: str, mid: str, high: str) -> str:
    if low == high:
        return mid if mid.startswith(("under", "over")) else f"near {mid}"
    near = mid if mid.startswith(("under", "over")) else f"near {mid}"
    if low.startswith("under"):
        return f"at most {high}, most likely {near}"
    if high.startswith("over"):
        return f"at least {low}, most likely {near}"
    return f"between {low} and {high}, most likely {near}"


def _number(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    return (text.lstrip("-") if float(text) == 0 else text).replace("-", MINUS)


def _signed(value: float) -> str:
    text = _number(value, 0)
    return f"+{text}" if value > 0 and text != "0" else text


def _signed_tenth(value: float) -> str:
    text = _number(value, 1)
    return f"+{text}%" if value > 0 and float(text) > 0 else f"{text}%"


def _percent(value: float) -> str:
    if 0 < value < 0.005:
        return "under 1%"
    if 0.995 < value < 1:
        return "over 99%"
    return f"{value * 100:.0f}%"
