"""A number in a document: what it says, in which unit, and how it is bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Bound = Literal["point", "approx", "upper_bound", "lower_bound", "range"]


@dataclass(frozen=True)
class NumberInText:
    """One number with its place; ``value`` is None for "tens of thousands" and for ranges, which have both ends.

    ``unit`` is a currency code, "percent", "share" (value in [0, 1]) or the noun counted, "" where nothing is named.
    """

    start: int
    end: int
    words: str
    value: float | None
    unit: str
    bound: Bound
    low: float | None = None
    high: float | None = None
