"""What charts are drawn from: places on a strip in percent, and numbers that know where they come from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.forecast import Interval

LABEL_GAP = 7.0
"""Two labels closer than this, in percent of the strip, go on different lines."""


@dataclass(frozen=True)
class Number:
    """A number as shown, the place on the page it rests on, and the same said in words."""

    text: str
    href: str = ""
    words: str = ""


@dataclass(frozen=True)
class Bar:
    """An interval on a strip, in percent of its width."""

    low: float
    mid: float
    high: float

    @property
    def width(self) -> float:
        """Length of the interval."""
        return self.high - self.low


@dataclass(frozen=True)
class Phrase:
    """A piece of a sentence; ``href`` is where on the page it comes from, or ""."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Tick:
    """A labelled place on an axis; ``lane`` is the line its label goes on, 0 nearest to the axis."""

    at: float
    text: str
    words: str = ""
    lane: int = 0


def place(value: float, low: float, high: float) -> float:
    """Where a value lies on a strip from ``low`` to ``high``, in percent, kept on the strip."""
    if not math.isfinite(value) or high <= low:
        return 0.0 if value == -math.inf else 100.0 if value == math.inf else 50.0
    return round(min(100.0, max(0.0, (value - low) / (high - low) * 100.0)), 3)


def bar(interval: Interval, low: float, high: float) -> Bar | None:
    """An interval on a strip; None where its median is not known."""
    if math.isnan(interval.mid):
        return None
    return Bar(*(place(v, low, high) for v in (interval.low, interval.mid, interval.high)))


def ticks(points: Sequence[tuple[float, str, str]]) -> tuple[Tick, ...]:
    """Labels (at, text, words) put on as few lines as keep them apart."""
    last: list[float] = []
    made = []
    for at, text, words in sorted(points):
        need = max(LABEL_GAP, 1.6 * len(text))
        lane = next((i for i, end in enumerate(last) if at - end >= need), len(last))
        if lane == len(last):
            last.append(at)
        last[lane] = at
        made.append(Tick(at, text, words, lane))
    return tuple(made)


def columns(histogram: Sequence[float]) -> tuple[tuple[float, float, float], ...]:
    """A histogram as (left, width, height) in percent; the highest column fills the strip."""
    top = max(histogram, default=0.0)
    if top <= 0:
        return ()
    width = 100.0 / len(histogram)
    return tuple(
        (round(i * width, 3), round(width, 3), round(share / top * 100.0, 2))
        for i, share in enumerate(histogram)
        if share > 0
    )
