"""The worked numbers of the crisis-bargaining literature, one test a model; all to 1e-6 unless digits are named."""

from __future__ import annotations

import numpy as np
import pytest

from detente.agreement.crisis import (
    audience_costs,
    baron_ferejohn,
    commitment,
    fearon,
    power_index,
    private_costs,
    rubinstein,
    self_enforcing,
    solutions,
    two_level,
    zeuthen,
)


def close(*expected: float):
    return pytest.approx(expected if len(expected) > 1 else expected[0], abs=1e-6)


def test_fearon_1995_bargaining_range():
    assert fearon.bargaining_range(0.6, 0.1, 0.2) == close(0.5, 0.8)
    assert fearon.bargaining_range(0.05, 0.1, 0.97) == close(0.0, 1.0)  # cut at the ends of the pie


def test_fearon_range_with_risk_aversion():
    assert fearon.bargaining_range(0.6, 0.1, 0.2, 0.5, 0.5) == close(0.25, 0.96)


def test_n_party_range_is_empty_and_a_side_payment_reopens_it():
    assert fearon.missing([0.5, 0.4, 0.3]) == close(0.2)
    assert fearon.missing([0.3, 0.25, 0.1]) == 0.0


def test_private_costs_uniform():
    best = private_costs.demand_against_uniform(p=0.6, own_cost=0.1, highest=0.4)
    assert (best.demand, best.war, best.worth) == close(0.75, 0.375, 0.65625)
    assert private_costs.uncertainty_for_risk(0.375, 0.1) == close(0.4)


def test_private_costs_two_types():
    assert private_costs.critical_chance(low=0.1, high=0.3, own_cost=0.1) == close(0.5)
    assert private_costs.takes_risk([0.499999, 0.500001], 0.1, 0.3, 0.1).tolist() == [True, False]


def test_powell_2006_commitment_problem():
    game = {"discount": 0.9, "now": 0.7, "cost_declining": 0.1, "cost_rising": 0.1}
    assert commitment.claims(later=[0.4, 0.5], **game) == pytest.approx([1.05, 0.96], abs=1e-6)
    assert commitment.no_settlement_lasts(later=[0.4, 0.5], **game).tolist() == [True, False]
    assert commitment.critical_later(**game) == close(0.4555556)


def test_powell_with_offers_by_the_rising_side():
    assert commitment.critical_drop(0.9, 0.7, 0.1) == close(0.0444444)
    later = 0.7 - np.array([0.0444, 0.0445])
    assert commitment.no_settlement_lasts_against_offers(0.9, 0.7, later, 0.1).tolist() == [False, True]


def test_regroup_thresholds():
    assert commitment.regroup_threshold(0.9, 0.3, 0.1, 0.1) == pytest.approx(0.544, abs=5e-4)
    assert commitment.regroup_threshold(0.7, 0.3, 0.1, 0.1) == pytest.approx(0.67, abs=5e-3)
    broken = commitment.regrouping_breaks_peace(0.9, 0.3, [0.544, 0.545], 0.1, 0.1)
    assert broken.tolist() == [False, True]


def test_audience_costs():
    found = audience_costs.threats(resolved=0.5, p=0.8, target_cost=0.5, audience_cost=0.05, unresolved_war_value=-0.1)
    assert found.belief == close(1 / 1.3)
    assert (found.bluff, found.concede) == close(0.3, 1 / 21)
    assert not found.locked_in


def test_high_audience_costs_lock_the_threat_in():
    found = audience_costs.threats(resolved=0.5, p=0.8, target_cost=0.5, audience_cost=0.25, unresolved_war_value=-0.1)
    assert found.locked_in
    assert (found.bluff, found.concede, found.war) == close(1.0, 1.0, 0.0)  # pooling


def test_rubinstein_1982():
    assert rubinstein.first_share(0.9, 0.8) == close(0.7142857)
    assert rubinstein.nash_power(0.9, 0.8) == close(0.679272)
    assert rubinstein.first_share(0.9, 0.8, outside=0.35) == close(0.65)
    assert rubinstein.binding_outside(0.9, 0.8) == close(0.2857143)
    assert rubinstein.first_share(0.9, 0.8, outside=0.2857142) == close(0.7142857)


def test_solutions_of_a_concave_pie():
    risk = {"power_second": 0.5}
    assert solutions.nash(**risk) == close(0.6666667)
    assert solutions.kalai_smorodinsky(**risk) == close(0.6180340)
    assert solutions.egalitarian(**risk) == close(0.6180340)
    assert solutions.utilitarian(**risk) == close(0.75)
    assert solutions.nash(**risk, weight_first=0.7) == close(14 / 17)


def test_solutions_of_a_concave_pie_with_no_deal_values():
    given = {"power_second": 0.5, "no_deal_first": 0.2, "no_deal_second": 0.1}
    assert solutions.nash(**given) == pytest.approx(0.69661, abs=5e-6)
    assert solutions.kalai_smorodinsky(**given) == pytest.approx(0.67097, abs=5e-6)
    assert solutions.egalitarian(**given) == pytest.approx(0.67238, abs=5e-6)


def test_discrete_kalai_smorodinsky_is_not_the_smallest_spread():
    """Minimising the spread of the ratios picks a worse deal in about 40% of random discrete sets."""
    gains = np.random.default_rng(1).random((20_000, 5, 3))
    ratios = gains / gains.max(axis=1, keepdims=True)
    rows = np.arange(len(gains))
    right = ratios[rows, solutions.discrete_kalai_smorodinsky(gains)].min(axis=1)
    assert np.all(right >= ratios.min(axis=2).max(axis=1))
    mistaken = ratios[rows, np.ptp(ratios, axis=2).argmin(axis=1)].min(axis=1)
    assert (mistaken < right - 1e-12).mean() == pytest.approx(0.4, abs=0.02)
    assert solutions.discrete_kalai_smorodinsky([[0.5, -0.1], [-0.2, 0.9]]) == -1
    assert solutions.discrete_kalai_smorodinsky([[0.9, 0.1], [0.5, 0.6], [-0.1, 1.0]]) == 1


def test_linear_pie_among_n():
    assert solutions.linear([0.3, 0.25, 0.1]) == pytest.approx([0.4166667, 0.3666667, 0.2166667], abs=1e-6)


def test_baron_ferejohn_1989():
    assert baron_ferejohn.closed_rule(3, 2, 1.0) == close(2 / 3, 1 / 3)
    assert baron_ferejohn.closed_rule(5, 3, 0.9) == close(0.64, 0.18)
    assert baron_ferejohn.closed_rule(5, 5, 0.9) == close(0.28, 0.18)


def test_self_enforcing_settlement():
    assert self_enforcing.least_patience(5, 3, 1) == close(0.5)
    assert self_enforcing.largest_temptation(0.5, 3, 1) == close(5.0)


def test_putnam_1988_win_set():
    assert two_level.win_set(0.0, 0.3) == close(0.0, 0.6)


def test_shapley_shubik_1954():
    assert power_index.shapley_shubik(3, [2, 1, 1]) == close(2 / 3, 1 / 6, 1 / 6)


def test_zeuthen():
    first, second = zeuthen.risk_limit(0.8, 0.4), zeuthen.risk_limit(0.9, 0.6, 0.1)
    assert (first, second) == close(0.5, 0.375)
    assert zeuthen.conceding(first, second) == 2
