"""How often a vote is decisive: the share of orders of voting in which it turns a losing coalition into a winning one.

Shapley & Shubik 1954, American Political Science Review 48(3): 787-792. Exact, by counting coalitions by size and
weight (dynamic programming; Mann & Shapley 1962, RAND RM-3158). Weights need not be whole numbers: equal sums are then
told apart only to rounding, so use whole numbers for a quota that sums may hit exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial, lcm

from detente.domain.errors import InputError

CITATION = "Shapley & Shubik 1954, American Political Science Review 48(3): 787-792"


def shapley_shubik(quota: float, weights: Sequence[float]) -> tuple[float, ...]:
    """Each party's index in [0, 1]; they add up to 1.

    A coalition wins when its weights reach ``quota``, in (0, sum of weights]. Weights are in [0, inf).
    Raises InputError for a quota nobody or everybody reaches.
    """
    exact = [Fraction(weight) for weight in weights]
    need = Fraction(quota)
    if any(weight < 0 for weight in exact):
        raise InputError("weights", "numbers of at least 0", f"{min(weights):g}", "correct the weight")
    if not 0 < need <= sum(exact):
        raise InputError("quota", f"a number in (0, {float(sum(exact)):g}]", f"{quota:g}", "correct the quota")
    unit = lcm(need.denominator, *(weight.denominator for weight in exact))
    whole, quota_in_units = [int(weight * unit) for weight in exact], int(need * unit)
    coalitions = _counts(whole)
    orders = factorial(len(whole))
    by_weight = {weight: _swings(_without(coalitions, weight), weight, quota_in_units, len(whole)) for weight in whole}
    return tuple(float(Fraction(by_weight[weight], orders)) for weight in whole)


_Counts = dict[tuple[int, int], int]


def _swings(others: _Counts, weight: int, quota: int, parties: int) -> int:
    """Orders in which a party of this weight joins a losing coalition of the others and makes it win."""
    return sum(
        count * factorial(size) * factorial(parties - size - 1)
        for (size, total), count in others.items()
        if quota - weight <= total < quota
    )


def _counts(weights: Sequence[int]) -> _Counts:
    """Number of coalitions by (size, weight)."""
    counts: _Counts = {(0, 0): 1}
    for weight in weights:
        grown = dict(counts)
        for (size, total), count in counts.items():
            key = (size + 1, total + weight)
            grown[key] = grown.get(key, 0) + count
        counts = grown
    return counts


def _without(counts: _Counts, weight: int) -> _Counts:
    """The coalitions a party of this weight is not in: those of a given size less those it joined one smaller."""
    left: _Counts = {}
    for size, total in sorted(counts):
        others = counts[size, total] - left.get((size - 1, total - weight), 0)
        if others:
            left[size, total] = others
    return left
