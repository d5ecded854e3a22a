import numpy as np
import pytest

from detente.agreement.zone import reach, required_parties
from detente.domain.errors import CaseError


def test_two_issues_valued_differently_make_room_for_a_trade(make_draws):
    # a cares 3:1 about issue 0, b 3:1 about issue 1, and they want opposites; each gets what it cares about most.
    draws = make_draws([[0.0, 0.0], [100.0, 100.0]], salience=[[0.75, 0.25], [0.25, 0.75]])
    best = reach(required_parties(draws))
    assert best.exists.all()
    assert best.point == pytest.approx(np.array([[0.0, 100.0]]))
    assert best.margin == pytest.approx(0.25)


def test_without_a_trade_and_without_a_cost_nobody_gains(make_draws):
    best = reach(required_parties(make_draws([[0.0], [100.0]])))
    assert not best.exists.any()
    assert best.margin == pytest.approx(0.0)


def test_an_indifferent_party_gains_only_what_no_deal_costs_it(make_draws):
    draws = make_draws([[[0.0], [0.0]]] * 2, salience=[[1.0], [0.0]], cost=[[0.1, 0.0], [0.1, 0.2]])
    assert reach(required_parties(draws)).exists.tolist() == [False, True]


def test_red_lines_that_leave_nothing(make_draws):
    draws = make_draws([[0.0], [100.0]], high=[[40.0], [np.inf]], low=[[-np.inf], [60.0]], cost=0.5)
    best = reach(required_parties(draws))
    assert np.isneginf(best.margin).all()
    assert np.isnan(best.point).all()
    assert not best.exists.any()


def test_red_lines_that_touch_leave_their_point(make_draws):
    draws = make_draws([[0.0], [100.0]], high=[[60.0], [np.inf]], low=[[-np.inf], [60.0]], cost=0.5)
    best = reach(required_parties(draws))
    assert best.point.tolist() == [[60.0]]
    assert best.exists.all()


def test_red_lines_of_others_do_not_veto(make_draws):
    draws = make_draws([[0.0], [100.0]], low=[[-np.inf], [101.0]], cost=0.5, required=[True, False])
    assert reach(required_parties(draws)).exists.all()


def test_a_case_that_requires_nobody_is_refused_with_the_remedy(make_draws):
    with pytest.raises(CaseError, match=r"actors\.a\.required: true"):
        required_parties(make_draws([[0.0], [100.0]], required=False))
