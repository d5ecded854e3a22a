"""Levers: signs that theory demands, the closed form against a difference, nothing from those without a veto."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import draws_with
from detente.agreement.margins import loss, loss_rates
from detente.domain.draws import Draws
from detente.engines.catalogue import get_engine
from detente.insight.levers import find_levers, settlement_change_by_capability, settlement_change_by_no_deal


def pie(n: int = 1, cost=(0.3, 0.2)) -> Draws:
    """Two parties that want opposite ends of one issue, no deal being its middle."""
    return draws_of(np.repeat([[[100.0], [0.0]]], n, axis=0), cost=cost)


def draws_of(position, *, cost, salience=1.0, required=(True, True)) -> Draws:
    """Draws from positions (draw, actor, issue); who is not said to be required is not."""
    _, actors, issues = np.shape(position)
    return draws_with(
        position,
        actors="abcdefgh"[:actors],
        issues="klmnop"[:issues],
        salience=salience,
        cost_of_continuing=cost,
        reference_point=50.0,
        required=[*required, *[False] * (actors - len(required))],
    )


def by_name(draws: Draws) -> dict:
    return {(x.actor, x.parameter, x.settlement): x for x in find_levers(draws)[0]}


def test_in_the_linear_pie_a_point_of_no_deal_value_is_half_a_point_of_the_deal():
    """x_1 = d_1 + (1 - d_1 - d_2)/2, so that dx_1/dd_1 = 1/2, and the other loses as much."""
    found = by_name(pie())
    for settlement in ("nash", "egalitarian"):
        first, second = found["a", "no_deal", settlement], found["b", "no_deal", settlement]
        assert first.means["k"] == pytest.approx(0.5, abs=1e-4)
        assert second.means["k"] == pytest.approx(-0.5, abs=1e-4)
        assert (first.mean_utilities["a"], first.mean_utilities["b"]) == pytest.approx((0.5, -0.5), abs=1e-4)
        assert (first.helps, first.hurts, first.defined, first.exact) == (1.0, 0.0, 1.0, False)


def test_more_power_moves_the_asymmetric_point_one_way():
    lever = by_name(pie())["a", "capability", "nash:asymmetric"]
    # x = d_1 + b_1 (1 - d_1 - d_2): from b_1 = .95/1.95 to 1.05/2.05, of a surplus of .5.
    assert lever.means["k"] == pytest.approx(100 * 0.5 * (1.05 / 2.05 - 0.95 / 1.95), abs=1e-2)
    assert lever.helps == 1


def test_without_a_zone_no_settlement_moves():
    found = by_name(pie(cost=(-0.2, 0.0)))["a", "no_deal", "nash"]
    assert found.defined == 0
    assert np.isnan(found.means["k"])


def test_only_parties_with_a_veto_have_a_no_deal_lever():
    draws = draws_of([[[100.0], [0.0], [80.0]]], cost=(0.3, 0.2, 0.2))
    assert {x.actor for x in find_levers(draws)[0] if x.parameter == "no_deal"} == {"a", "b"}
    moved = [get_engine("nash").solve(replace(draws, cost_of_continuing=c)).outcome for c in (
        np.array([[0.3, 0.2, 0.0]]), np.array([[0.3, 0.2, 0.9]]))]  # fmt: skip
    assert np.array_equal(*moved)


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(2, 4), st.integers(1, 3))
def test_the_closed_form_of_the_compromise_is_its_difference(seed, actors, issues):
    numbers = np.random.default_rng(seed)
    draws = draws_of(numbers.random((3, actors, issues)) * 100, cost=np.full(actors, 0.2),
                     salience=numbers.random((3, actors, issues)))  # fmt: skip
    levers = list(find_levers(replace(draws, required=np.zeros(actors, dtype=bool)))[0])
    assert [x.settlement for x in levers] == ["compromise"] * actors
    for a, lever in enumerate(levers):
        outcomes = []
        for times in (1 - 1e-4, 1 + 1e-4):
            capability = np.array(draws.capability)
            capability[:, a] *= times
            outcomes.append(get_engine("compromise").solve(replace(draws, capability=capability)).outcome)
        slope = (outcomes[1] - outcomes[0]) / 2e-4 * 0.1
        assert [lever.means[k] for k in draws.issues] == pytest.approx(slope.mean(axis=0), abs=1e-3)
        rates = loss_rates(draws)
        gain = (loss(draws, rates, outcomes[0]) - loss(draws, rates, outcomes[1]))[:, a] / 2e-4 * 0.1 * 100
        assert lever.mean_utilities[draws.actors[a]] == pytest.approx(gain.mean(), abs=1e-2)
        assert lever.hurts == 0  # the compromise moves towards whoever gains weight


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(2, 3), st.integers(1, 4), st.sampled_from(["nash", "egalitarian"]))
def test_a_better_alternative_never_hurts_its_owner(seed, parties, issues, engine):
    """Disagreement point monotonicity (Thomson 1987), over several issues, in every draw."""
    numbers = np.random.default_rng(seed)
    draws = draws_of(numbers.random((4, parties, issues)) * 100, cost=0.1 + 0.5 * numbers.random((4, parties)),
                     salience=0.1 + 0.9 * numbers.random((4, parties, issues)), required=[True] * parties)  # fmt: skip
    rates = loss_rates(draws)
    before, after = settlement_change_by_no_deal(draws, 0, engine)
    both = np.isfinite(before).all(axis=1) & np.isfinite(after).all(axis=1)
    gain = (loss(draws, rates, before) - loss(draws, rates, after))[both, 0]
    assert np.all(gain > -1e-5)


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(1, 3))
def test_more_power_in_the_product_never_hurts_its_owner(seed, issues):
    numbers = np.random.default_rng(seed)
    draws = draws_of(numbers.random((4, 2, issues)) * 100, cost=0.1 + 0.5 * numbers.random((4, 2)),
                     salience=0.1 + 0.9 * numbers.random((4, 2, issues)))  # fmt: skip
    rates = loss_rates(draws)
    before, after = settlement_change_by_capability(draws, 0)
    gain = (loss(draws, rates, before) - loss(draws, rates, after))[:, 0]
    assert np.all(gain > -1e-5)
