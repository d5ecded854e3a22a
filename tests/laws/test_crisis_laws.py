"""Laws of crisis bargaining: limits, directions, inverses, and agreement with plain definitions."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

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
from detente.domain.errors import InputError

share = st.floats(0, 1)
cost = st.floats(0, 1)
positive = st.floats(0.01, 1)
patience = st.floats(0.01, 0.99)
exponent = st.floats(0.2, 1)


@given(share, cost, cost, positive, positive)
def test_costly_war_always_leaves_a_range_and_aversion_to_risk_widens_it(p, c1, c2, a, b):
    low, high = fearon.bargaining_range(p, c1, c2)
    assert 0 <= low <= high + 1e-12 <= 1 + 1e-12
    assert low <= p + 1e-12
    assert high >= p - 1e-12
    wider_low, wider_high = fearon.bargaining_range(p, c1, c2, a, b)
    assert wider_low <= low + 1e-12
    assert wider_high >= high - 1e-12


@given(share, cost, cost, cost)
def test_a_higher_cost_only_lowers_what_its_bearer_can_refuse(p, c1, c2, more):
    low, high = fearon.bargaining_range(p, c1, c2)
    lower, same = fearon.bargaining_range(p, c1 + more, c2)
    assert lower <= low
    assert same == high


@given(st.lists(share, min_size=1, max_size=6))
def test_the_side_payment_is_just_enough(no_deal):
    paid = float(fearon.missing(no_deal))
    assert paid == pytest.approx(max(0.0, sum(no_deal) - 1), abs=1e-12)
    assert np.isnan(solutions.linear(no_deal)).all() == (sum(no_deal) > 1)


@given(share, cost, cost, cost)
def test_optimism_closes_the_range_at_the_sum_of_the_costs(p, c1, c2, optimism):
    assume(p + optimism <= 1)
    assume(abs(optimism - c1 - c2) > 1e-9)
    values = [fearon.no_deal_value(p + optimism, c1), fearon.no_deal_value(1 - p, c2)]
    assert (sum(values) > 1) == (optimism > fearon.optimism_that_closes_it(c1, c2))


@given(share, cost, cost, cost)
def test_the_risky_demand_is_the_best_one(p, own, a, b):
    lowest, highest = min(a, b), max(a, b)
    best = private_costs.demand_against_uniform(p, own, highest, lowest)
    assert p <= best.demand <= 1
    assert 0 <= best.war <= 1
    assume(highest - lowest > 1e-6)
    demands = np.linspace(0, 1, 201)
    refused = np.clip((demands - p - lowest) / (highest - lowest), 0, 1)
    assert np.all(demands * (1 - refused) + (p - own) * refused <= best.worth + 1e-9)


@given(st.floats(0, 0.499), positive)
def test_uncertainty_and_risk_are_each_others_inverse(war, own):
    top = float(private_costs.uncertainty_for_risk(war, own))
    assert private_costs.demand_against_uniform(0.0, own, min(top, 2.0)).war == pytest.approx(
        war if top <= 2 else (1 - own / 2) / 2, abs=1e-9
    )


@given(patience, share, share, cost, cost)
def test_the_critical_probability_is_where_war_begins(d, now, later, c1, c2):
    critical = float(commitment.critical_later(d, now, c1, c2))
    assume(abs(later - critical) > 1e-9)
    assert bool(commitment.no_settlement_lasts(d, now, later, c1, c2)) == (later < critical)


@given(patience, share, share, cost, cost)
def test_regrouping_is_the_commitment_problem_in_the_risers_words(d, now, later, c1, c2):
    threshold = float(commitment.regroup_threshold(d, now, c1, c2))
    assume(abs(later - threshold) > 1e-9)
    assert bool(commitment.regrouping_breaks_peace(d, now, later, c1, c2)) == (later > threshold)
    assert (d * later - now > c1 + d * c2) == (later > threshold)


@given(patience, share, share, cost)
def test_without_a_shift_there_is_no_commitment_problem(d, p, other, c):
    assert not commitment.no_settlement_lasts(d, p, p, c, c)
    if other >= p:
        assert not commitment.no_settlement_lasts_against_offers(d, p, other, c)


@given(share, share, cost, st.floats(0, 2))
def test_threats_are_probabilities_and_believed_at_the_critical_belief(q, p, target_cost, audience):
    found = audience_costs.threats(q, p, target_cost, audience, unresolved_war_value=-np.inf)
    for value in (found.bluff, found.concede, found.war):
        assert 0 <= value <= 1
    assert found.war <= q
    if found.belief < 1 and 1e-6 < q < found.belief:
        posterior = q / (q + (1 - q) * float(found.bluff))
        assert posterior == pytest.approx(float(found.belief))
        assert found.concede == pytest.approx(audience / (1 + audience))


@given(st.floats(0.01, 0.99), share, cost, st.floats(0, 1), st.floats(0, 1))
def test_higher_audience_costs_never_make_the_target_bolder(q, p, target_cost, a, b):
    low, high = sorted((a, b))
    less, more = audience_costs.threats(q, p, target_cost, [low, high], unresolved_war_value=-0.3).concede
    assert less <= more + 1e-12


@given(patience, patience, share)
def test_patience_pays_in_alternating_offers(d1, d2, outside):
    x = rubinstein.first_share(d1, d2)
    assert 1 - d2 <= x <= 1
    assert rubinstein.first_share(min(d1 + 0.005, 0.995), d2) >= x
    limited = rubinstein.first_share(d1, d2, outside)
    assert limited == (x if outside <= 1 - x else 1 - outside)
    assert rubinstein.binding_outside(d1, d2) == pytest.approx(1 - float(x), abs=1e-12)


@given(st.floats(0.3, 3), st.floats(0.3, 3))
def test_quick_offers_approach_the_nash_powers(r1, r2):
    short = 1e-6
    d1, d2 = np.exp(-r1 * short), np.exp(-r2 * short)
    assert rubinstein.first_share(d1, d2) == pytest.approx(float(rubinstein.nash_power(d1, d2)), abs=1e-4)


@settings(max_examples=40)
@given(exponent, exponent, st.floats(-0.5, 0.9), st.floats(-0.5, 0.9), st.floats(0.05, 0.95))
def test_solutions_are_what_they_say(a, b, d1, d2, w):
    found = [float(f(a, b, d1, d2)) for f in (solutions.nash, solutions.kalai_smorodinsky, solutions.egalitarian)] + [
        float(solutions.nash(a, b, d1, d2, w))
    ]
    low, high = max(d1, 0) ** (1 / a), 1 - max(d2, 0) ** (1 / b)
    if low >= high:
        assert np.isnan(found).all()
        return
    assert all(low - 1e-12 <= x <= high + 1e-12 for x in found)
    assume(high - low > 1e-3)
    grid = np.linspace(low, high, 400)[1:-1]
    gain1, gain2 = grid**a - d1, (1 - grid) ** b - d2

    def gains(x):
        return max(x**a - d1, 0.0), max((1 - x) ** b - d2, 0.0)

    first, second = gains(found[0])
    assert first * second >= (gain1 * gain2).max() - 1e-9
    first, second = gains(found[3])
    assert first**w * second ** (1 - w) >= (gain1**w * gain2 ** (1 - w)).max() - 1e-9
    assert min(gains(found[2])) >= np.minimum(gain1, gain2).max() - 1e-9
    most1, most2 = high**a - d1, (1 - low) ** b - d2
    first, second = gains(found[1])
    assert min(first / most1, second / most2) >= np.minimum(gain1 / most1, gain2 / most2).max() - 1e-9


@given(st.lists(st.floats(0, 0.3), min_size=2, max_size=4), st.floats(0, 0.1))
def test_raising_ones_no_deal_value_never_hurts_in_the_linear_pie(no_deal, more):
    assume(sum(no_deal) + more < 1)
    before = solutions.linear(no_deal)
    after = solutions.linear([no_deal[0] + more, *no_deal[1:]])
    assert after[0] >= before[0] - 1e-12
    assert np.all(after[1:] <= before[1:] + 1e-12)
    assert after.sum() == pytest.approx(1)


@given(st.integers(1, 9), share, st.data())
def test_closed_rule_pays_out_the_pie(n, d, data):
    k = data.draw(st.integers(1, n))
    proposer, partner = baron_ferejohn.closed_rule(n, k, d)
    assert proposer + (k - 1) * partner == pytest.approx(1)
    assert proposer >= partner - 1e-12


@given(st.floats(-5, 5), st.floats(0.01, 5), st.floats(0, 5), patience)
def test_patience_enough_is_where_breaking_stops_paying(p, reward_over, temptation_over, d):
    r, t = p + reward_over, p + reward_over + temptation_over
    least = float(self_enforcing.least_patience(t, r, p))
    assert 0 <= least <= 1
    assume(abs(d - least) > 1e-9)
    keep, breaking = r / (1 - d), t + d * p / (1 - d)
    assert bool(self_enforcing.holds(d, t, r, p)) == (keep >= breaking)
    assert self_enforcing.least_patience(self_enforcing.largest_temptation(d, r, p), r, p) == pytest.approx(d)


@given(share, share, share)
def test_the_win_set_is_what_would_be_ratified(q, m, x):
    low, high = two_level.win_set(q, m)
    assume(min(abs(x - low), abs(x - high)) > 1e-9)
    assert bool(two_level.ratified(x, q, m)) == (low < x < high)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=5), st.data())
def test_power_index_by_all_orders(weights, data):
    assume(sum(weights) > 0)
    quota = data.draw(st.integers(1, sum(weights)))
    swings = [0] * len(weights)
    orders = list(permutations(range(len(weights))))
    for order in orders:
        reached = 0
        for party in order:
            if reached < quota <= reached + weights[party]:
                swings[party] += 1
            reached += weights[party]
    found = power_index.shapley_shubik(quota, weights)
    assert found == pytest.approx([s / len(orders) for s in swings], abs=1e-12)


def test_power_index_of_a_large_council():
    """Twenty-five parties of distinct weights: far too many orders to list, exact all the same."""
    found = power_index.shapley_shubik(200, list(range(3, 28)))
    assert sum(found) == pytest.approx(1, abs=1e-12)
    assert list(found) == sorted(found)


@given(st.floats(0.1, 5), st.floats(0, 1), st.floats(0.1, 5), st.floats(0, 1))
def test_the_lower_risk_limit_is_the_smaller_nash_product(own1, given1, own2, given2):
    """Zeuthen's rule moves towards the larger product of gains (Harsanyi 1956)."""
    other1, other2 = own1 * given1, own2 * given2
    products = own1 * other2, other1 * own2
    assume(abs(products[0] - products[1]) > 1e-9)
    who = zeuthen.conceding(zeuthen.risk_limit(own1, other1), zeuthen.risk_limit(own2, other2))
    assert who == (1 if products[0] < products[1] else 2)


def test_numbers_outside_their_range_are_refused_by_name():
    with pytest.raises(InputError, match=r"p: expected a number in \[0, 1\], got 1.4"):
        fearon.bargaining_range(1.4, 0.1, 0.1)
    with pytest.raises(InputError, match="cost"):
        fearon.bargaining_range([0.5, 0.6], [0.1, -0.1], 0.1)
    with pytest.raises(InputError, match="quota"):
        power_index.shapley_shubik(9, [2, 1])
    with pytest.raises(InputError, match="nan"):
        two_level.win_set(float("nan"), 0.5)
