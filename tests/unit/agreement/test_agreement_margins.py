import numpy as np
import pytest

from detente.agreement.margins import loss, loss_rates, margins


def test_an_actor_has_one_at_its_ideal_and_nothing_at_the_opposite(make_draws):
    draws = make_draws([[10.0, 70.0]], salience=[[0.2, 0.6]])
    rates = loss_rates(draws)
    assert loss(draws, rates, np.array([10.0, 70.0])) == pytest.approx(0.0)
    assert loss(draws, rates, np.array([100.0, 0.0])) == pytest.approx(1.0)


def test_loss_by_hand(make_draws):
    # Weights 1/4 and 3/4 of a scale of 100; the greatest loss is .25 * .9 + .75 * .7 = .75.
    draws = make_draws([[10.0, 70.0]], salience=[[0.2, 0.6]])
    at_reference = loss(draws, loss_rates(draws), draws.reference_point)
    assert at_reference == pytest.approx((0.25 * 0.4 + 0.75 * 0.2) / 0.75)


def test_the_reference_point_is_better_than_no_deal_by_the_cost_of_continuing(make_draws):
    draws = make_draws([[0.0], [100.0]], cost=[0.1, 0.25], reference=30.0)
    rates = loss_rates(draws)
    assert margins(draws, rates, draws.reference_point) == pytest.approx(np.array([[0.1, 0.25]]))
    assert margins(draws, rates, draws.reference_point, cost_ends=False) == pytest.approx(0.0)


def test_an_actor_that_cares_about_nothing_is_indifferent(make_draws):
    draws = make_draws([[0.0, 0.0]], salience=0.0, cost=0.1)
    rates = loss_rates(draws)
    assert (rates == 0).all()
    assert margins(draws, rates, np.array([100.0, 3.0])) == pytest.approx(0.1)


def test_salience_on_an_issue_without_a_stance_does_not_count(make_draws):
    heard = make_draws([[0.0, 50.0]], present=[[True, False]])
    assert loss_rates(heard)[0, 0] == pytest.approx([0.01, 0.0])


def test_a_point_may_differ_by_draw(make_draws):
    draws = make_draws([[[0.0]], [[0.0]]])
    assert loss(draws, loss_rates(draws), np.array([[10.0], [40.0]]))[:, 0] == pytest.approx([0.1, 0.4])
