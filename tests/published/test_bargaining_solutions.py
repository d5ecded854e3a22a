"""Textbook numbers of bargaining theory: alternating offers, two parties on a frontier, a pie among many."""

from __future__ import annotations

import math

import numpy as np
import pytest

from builders import draws_with
from detente.domain.draws import Draws
from detente.engines.catalogue import get_engine
from detente.engines.parts.bargaining import (
    alternating_offers_power,
    alternating_offers_share,
    best_by_smallest_ratio,
    egalitarian_share,
    kalai_smorodinsky_share,
    linear_shares,
    nash_share,
    utilitarian_share,
)


def first(x: float) -> float:
    return x


def second(x: float) -> float:
    return math.sqrt(max(0.0, 1 - x))


def test_rubinstein_1982() -> None:
    assert alternating_offers_share(0.9, 0.8) == pytest.approx(0.7142857, abs=5e-8)
    assert alternating_offers_power(0.9, 0.8) == pytest.approx(0.679272, abs=5e-7)
    assert alternating_offers_share(0.9, 0.8, outside=0.35) == pytest.approx(0.65, abs=1e-12)
    assert alternating_offers_share(0.9, 0.8, outside=0.2857142) == pytest.approx(0.7142857, abs=5e-8)


def test_two_parties_one_of_them_averse_to_risk() -> None:
    golden = (math.sqrt(5) - 1) / 2
    assert nash_share(first, second) == pytest.approx(2 / 3, abs=1e-6)
    assert kalai_smorodinsky_share(first, second) == pytest.approx(golden, abs=1e-12)
    assert egalitarian_share(first, second) == pytest.approx(golden, abs=1e-12)
    assert utilitarian_share(first, second) == pytest.approx(0.75, abs=1e-6)
    assert nash_share(first, second, powers=(0.7, 0.3)) == pytest.approx(14 / 17, abs=1e-6)


def test_two_parties_with_no_deal_values() -> None:
    no_deal = (0.2, 0.1)
    assert nash_share(first, second, no_deal) == pytest.approx(0.69661, abs=5e-6)
    assert kalai_smorodinsky_share(first, second, no_deal) == pytest.approx(0.67097, abs=5e-6)
    assert egalitarian_share(first, second, no_deal) == pytest.approx(0.67238, abs=5e-6)


@pytest.mark.parametrize("solve", [nash_share, kalai_smorodinsky_share, egalitarian_share])
def test_no_share_where_no_deal_is_worth_too_much(solve) -> None:  # type: ignore[no-untyped-def]
    assert math.isnan(solve(first, second, (0.9, 0.9)))
    assert math.isnan(solve(first, second, (1.5, 0.0)))


def test_a_pie_among_three() -> None:
    shares = linear_shares((0.3, 0.25, 0.1))
    assert shares == pytest.approx((0.4166667, 0.3666667, 0.2166667), abs=5e-8)
    assert sum(shares) == pytest.approx(1)
    assert linear_shares((0.0, 0.2), powers=(3.0, 1.0)) == pytest.approx((0.6, 0.4))
    assert all(math.isnan(share) for share in linear_shares((0.5, 0.4, 0.3)))


def test_smallest_ratio_not_smallest_spread() -> None:
    """The second option has the same ratio for both, which is not what the solution asks for."""
    gains = [(0.6, 0.9), (0.5, 0.5), (1.0, 0.1), (0.1, 1.0), (2.0, -0.1)]
    assert best_by_smallest_ratio(gains) == 0
    assert best_by_smallest_ratio([(0.1, -0.2), (-0.1, 0.3)]) == -1


def two_on_one_issue(costs: tuple[float, float], capability: tuple[float, float] = (1.0, 1.0)) -> Draws:
    """Parties at the ends of one scale, no deal in the middle: utilities 1 - x and x, no-deal values .5 - cost."""
    return draws_with(
        actors=("low", "high"),
        issues=("share",),
        position=np.array([[[0.0], [10.0]]]),
        capability=np.array(capability).reshape(1, 2, 1),
        cost_of_continuing=np.array([costs]),
        scale_high=10.0,
        reference_point=5.0,
    )


def test_engines_split_the_pie_as_the_closed_form() -> None:
    draws = two_on_one_issue((0.1, 0.25))
    expected = linear_shares((0.4, 0.25))[1] * 10
    for name in ("nash", "kalai_smorodinsky", "egalitarian"):
        assert get_engine(name).solve(draws).outcome[0, 0] == pytest.approx(expected, abs=1e-6), name


def test_nash_with_powers_by_capability() -> None:
    draws = two_on_one_issue((0.1, 0.25), capability=(1.0, 3.0))
    expected = linear_shares((0.4, 0.25), powers=(1.0, 3.0))[1] * 10
    assert get_engine("nash").solve(draws, reading="asymmetric").outcome[0, 0] == pytest.approx(expected, abs=1e-6)
