"""Divisions of a pie of 1: Nash, Kalai-Smorodinsky, egalitarian and utilitarian between two, and linear among many.

Two sides with utilities u1 = x^a and u2 = (1 - x)^b of the first side's share x, exponents in (0, 1]: the less, the
more averse to risk. Each answer is one share a draw, found by bisection of a function that falls in x, to the last
bit; nan where no division leaves both more than their no-deal values. The engines of the same names do this over
several issues; these are the textbook's two-sided case, for many draws at once.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.agreement.crisis.values import Values, checked

CITATION = (
    "Nash 1950, Econometrica 18(2): 155-162; Kalai & Smorodinsky 1975, Econometrica 43(3): 513-518; "
    "Kalai 1977, Econometrica 45(7): 1623-1630"
)

_STEPS = 60


def nash(
    power_first: ArrayLike = 1.0,
    power_second: ArrayLike = 1.0,
    no_deal_first: ArrayLike = 0.0,
    no_deal_second: ArrayLike = 0.0,
    weight_first: ArrayLike = 0.5,
) -> Values:
    """The share that maximises (u1 - d1)^w (u2 - d2)^(1 - w), w in [0, 1].

    Nash 1950; unequal weights: Harsanyi & Selten 1972, Management Science 18(5): P80-P106.
    """
    a, b, d1, d2 = _given(power_first, power_second, no_deal_first, no_deal_second)
    w = checked("weight_first", weight_first)

    def slope(x: Values) -> Values:
        gain1, gain2 = x**a - d1, (1 - x) ** b - d2
        # The derivative of the log product, times both gains and (1 - x)^(1 - b): the same sign without dividing by 0.
        falls: Values = w * a * x ** (a - 1) * gain2 * (1 - x) ** (1 - b) - (1 - w) * b * gain1
        return falls

    return _where_it_crosses(slope, a, b, d1, d2, w)


def kalai_smorodinsky(
    power_first: ArrayLike = 1.0,
    power_second: ArrayLike = 1.0,
    no_deal_first: ArrayLike = 0.0,
    no_deal_second: ArrayLike = 0.0,
) -> Values:
    """The share at which both gain the same part of the most each could gain while the other still accepts."""
    a, b, d1, d2 = _given(power_first, power_second, no_deal_first, no_deal_second)
    low, high = _ends(a, b, d1, d2)
    most1, most2 = high**a - d1, (1 - low) ** b - d2
    return _where_it_crosses(lambda x: ((1 - x) ** b - d2) * most1 - (x**a - d1) * most2, a, b, d1, d2)


def egalitarian(
    power_first: ArrayLike = 1.0,
    power_second: ArrayLike = 1.0,
    no_deal_first: ArrayLike = 0.0,
    no_deal_second: ArrayLike = 0.0,
) -> Values:
    """The share at which both gain the same over no deal; both utilities must be in one unit for it to mean much."""
    a, b, d1, d2 = _given(power_first, power_second, no_deal_first, no_deal_second)
    return _where_it_crosses(lambda x: ((1 - x) ** b - d2) - (x**a - d1), a, b, d1, d2)


def utilitarian(power_first: ArrayLike = 1.0, power_second: ArrayLike = 1.0) -> Values:
    """The share that maximises the sum of utilities; where both are linear every share does, and the answer is 1/2."""
    a, b, none, _ = _given(power_first, power_second, 0.0, 0.0)

    def slope(x: Values) -> Values:
        falls: Values = a * x ** (a - 1) * (1 - x) ** (1 - b) - b
        return falls

    share = _where_it_crosses(slope, a, b, none, none)
    return np.where((a == 1) & (b == 1), 0.5, share)


def linear(no_deal: ArrayLike, weights: ArrayLike | None = None) -> Values:
    """Shares of a pie among n parties with linear utilities, x_i = d_i + w_i (1 - sum d), (..., party).

    The Nash solution with weights that add up to 1; equal unless given, and then also the egalitarian and the
    Kalai-Smorodinsky one. nan for all where the no-deal values take more than there is.
    """
    d = checked("no_deal", no_deal, -np.inf, np.inf)
    if weights is None:
        w = np.full(d.shape, 1.0 / d.shape[-1])
    else:
        w = checked("weights", weights, high=np.inf)
        w = w / w.sum(axis=-1, keepdims=True)
    left = 1 - d.sum(axis=-1, keepdims=True)
    return np.where(left >= 0, d + w * left, np.nan)


def discrete_kalai_smorodinsky(gains: ArrayLike) -> NDArray[np.int64]:
    """The option whose smallest gain ratio is largest, of (..., option, party) gains over no deal; first of equals.

    Ratios are to the most a party gains at an option nobody loses by. -1 where every option leaves somebody without
    gain. To minimise the spread of the ratios instead is a common mistake, and often picks an option worse for
    whoever gets least.
    """
    values = checked("gains", gains, -np.inf, np.inf)
    accepted = np.asarray((values > 0).all(axis=-1, keepdims=True))
    most = np.where(accepted, values, 0.0).max(axis=-2, keepdims=True)
    ratio = np.divide(values, most, out=np.full(values.shape, -np.inf), where=accepted & (most > 0))
    smallest = ratio.min(axis=-1)
    best = smallest.argmax(axis=-1)
    return np.where(accepted[..., 0].any(axis=-1), best, -1).astype(np.int64)


def _given(
    power_first: ArrayLike, power_second: ArrayLike, no_deal_first: ArrayLike, no_deal_second: ArrayLike
) -> tuple[Values, Values, Values, Values]:
    a, b = checked("power_first", power_first, above=True), checked("power_second", power_second, above=True)
    d1 = checked("no_deal_first", no_deal_first, -np.inf, 1.0)
    d2 = checked("no_deal_second", no_deal_second, -np.inf, 1.0)
    a, b, d1, d2 = np.broadcast_arrays(a, b, d1, d2)
    return a, b, d1, d2


def _ends(a: Values, b: Values, d1: Values, d2: Values) -> tuple[Values, Values]:
    """The least share the first accepts and the greatest the second leaves it."""
    return np.maximum(d1, 0.0) ** (1 / a), 1 - np.maximum(d2, 0.0) ** (1 / b)


def _where_it_crosses(
    falling: Callable[[Values], Values], a: Values, b: Values, d1: Values, d2: Values, *others: Values
) -> Values:
    """Where a function that falls between the ends changes sign; nan where the ends leave nothing between them."""
    shape = np.broadcast_shapes(a.shape, *(other.shape for other in others))
    low, high = (np.broadcast_to(end, shape).astype(np.float64) for end in _ends(a, b, d1, d2))
    room = low < high
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        with np.errstate(divide="ignore", invalid="ignore"):
            more = falling(middle) > 0
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    return np.where(room, 0.5 * (low + high), np.nan)
