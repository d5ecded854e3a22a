"""When two numbers count as equal: tolerances are part of a model, not of a compiler.

Coded with bare ``>`` and ``==``, bargaining models become chaotic once actors coincide: a change of the input in the
thirteenth digit, or another summation order, sends them down another branch. Every comparison that decides a branch
goes through one of these.
"""

from __future__ import annotations

from typing import Any

import numpy as np

# Two positions closer than this share of the scale coincide (1e-3 on a scale of 0 to 100).
POSITION_TOLERANCE = 1e-5
# Expected utilities within this of each other, or of zero, are equal; utilities run over a few units.
UTILITY_TOLERANCE = 1e-5
# Shares of the total weight within this are equal: far above rounding (1e-15), far below any stated weight.
SHARE_TOLERANCE = 1e-9


def coincide(first: Any, second: Any, scale_range: Any) -> Any:
    """Whether two positions are the same place on a scale of the given range, elementwise."""
    return np.abs(np.subtract(first, second)) <= POSITION_TOLERANCE * np.asarray(scale_range)


def exceeds(first: Any, second: Any, tolerance: float = UTILITY_TOLERANCE) -> Any:
    """Whether ``first`` is greater than ``second`` by more than the tolerance, elementwise."""
    return np.asarray(first) > np.asarray(second) + tolerance


def reaches(first: Any, second: Any, tolerance: float = UTILITY_TOLERANCE) -> Any:
    """Whether ``first`` is at least ``second``, give or take the tolerance, elementwise."""
    return np.asarray(first) >= np.asarray(second) - tolerance
