"""Numbers or arrays of draws that broadcast against each other, checked against the range a formula is defined on."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.domain.errors import InputError

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]


def checked(
    name: str, value: ArrayLike, low: float = 0.0, high: float = 1.0, *, above: bool = False, below: bool = False
) -> Values:
    """``value`` as floats; raises InputError naming the first number outside [low, high].

    ``above``, ``below``: the lower, the upper bound itself is refused, too. nan is always refused.
    """
    values = np.asarray(value, dtype=np.float64)
    fits = (values > low if above else values >= low) & (values < high if below else values <= high)
    if not np.all(fits):
        shown = f"a number in {'(' if above else '['}{low:g}, {high:g}{')' if below or np.isinf(high) else ']'}"
        worst = values[~fits].flat[0] if values.ndim else float(values)
        raise InputError(name, shown, f"{worst:g}", "correct the number")
    return values
