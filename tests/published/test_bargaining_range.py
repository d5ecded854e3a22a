"""Bargaining ranges and equal-gain divisions, against worked numbers."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from builders import draws_with
from detente.agreement.egalitarian import max_min
from detente.agreement.judge import judge
from detente.domain.case import Case, CaseInfo
from detente.domain.draws import Draws


def test_fearon_1995_bargaining_range():
    """[max(0, p - cA), min(1, p + cB)]: p = .6, cA = .1, cB = .2 -> [.5, .8] (International Organization 49:379)."""
    draws = war(p=0.6, cost_a=0.1, cost_b=0.2)
    offers = np.round(np.arange(0, 1001) / 1000, 3)
    case = Case.model_validate(
        {
            "case": CaseInfo(id="fearon", title="Fearon", as_of=dt.date(1995, 6, 1)),
            "packages": {f"x{i}": {"pie": float(x)} for i, x in enumerate(offers)},
        }
    )
    answer = judge(draws, case)
    accepted = offers[answer.acceptable[0]]
    assert (accepted.min(), accepted.max()) == (0.501, 0.799)  # at the ends themselves nobody gains
    margin_a = dict(zip(offers, answer.margin[0, :, 0], strict=True))
    margin_b = dict(zip(offers, answer.margin[0, :, 1], strict=True))
    assert margin_a[0.5] == pytest.approx(0.0, abs=1e-6)
    assert margin_b[0.8] == pytest.approx(0.0, abs=1e-6)
    assert answer.best[0, 0] == pytest.approx(0.65, abs=1e-6)
    assert answer.best_margin[0] == pytest.approx(15.0, abs=1e-6)


def test_fearon_range_is_cut_at_the_ends_of_the_pie():
    """p + cB beyond the whole pie: p = .9, cB = .2 -> [.8, 1]; the middle of what the worst-off gets is .95."""
    answer = judge(
        war(p=0.9, cost_a=0.1, cost_b=0.2), Case(case=CaseInfo(id="x", title="x", as_of=dt.date(1995, 6, 1)))
    )
    assert answer.best[0, 0] == pytest.approx(0.95, abs=1e-6)


def test_n_parties_have_no_range_when_their_no_deal_values_sum_to_more_than_the_pie():
    """(.5, .4, .3) -> empty; what is missing, shared equally, is a side payment of .2."""
    margin, _ = divided_pie(0.5, 0.4, 0.3)
    assert margin < 0
    assert 3 * margin == pytest.approx(-0.2, abs=1e-6)


def test_equal_gains_on_a_linear_pie():
    """x_i = d_i + (1 - sum d) / n: d = (.3, .25, .1) -> .4166667, .3666667, .2166667."""
    margin, shares = divided_pie(0.3, 0.25, 0.1)
    assert shares == pytest.approx([0.4166667, 0.3666667, 0.2166667], abs=1e-6)
    assert margin == pytest.approx(0.35 / 3, abs=1e-6)


def divided_pie(*no_deal: float) -> tuple[float, list[float]]:
    """Three parties: the first two hold shares x and y, the third what is left, 1 - x - y."""
    position = np.array([[[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]])
    rate = np.array([[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]])
    ceiling = 1 - np.array([no_deal])
    best = max_min(position, rate, ceiling, np.zeros((1, 2)), np.ones((1, 2)), np.zeros(2))
    x, y = best.point[0]
    return float(best.margin[0]), [float(x), float(y), float(1 - x - y)]


def war(p: float, cost_a: float, cost_b: float) -> Draws:
    """A pie of 1; a wants all of it, b none of it to a; without a deal a expects p of it, and both pay."""
    return draws_with(
        actors=("a", "b"),
        issues=("pie",),
        position=np.array([[[1.0], [0.0]]]),
        cost_of_continuing=np.array([[cost_a, cost_b]]),
        scale_high=1.0,
        reference_point=p,
    )
