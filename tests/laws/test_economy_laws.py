"""Laws of sanctions, energy, a fund and exposure: every signed factor moves its answer one way; losses stay losses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.consequences.energy import income_change, price_change
from detente.consequences.exposure import RISKS, shares_lost
from detente.consequences.list_match import likeness, normalised
from detente.consequences.minerals import fund_value
from detente.consequences.parts.coefficients import all_coefficients
from detente.consequences.sanctions import LOOSE, STRICT, relief_value
from detente.domain.exposure import Holding

share = st.floats(0.0, 1.0)
amount = st.floats(0.0, 1e6)
name = st.text(alphabet="abcdefgh ÄÖé.-", min_size=1, max_size=20)


def one(value: float) -> np.ndarray:
    return np.array([float(value)])


def test_every_sanctions_coefficient_has_the_published_sign():
    table = all_coefficients()
    for ids in (LOOSE, STRICT):
        assert 0 < table[ids["major"]].log_mean < table[ids["severe"]].log_mean
        assert table[ids["institution"]].log_mean > 0
    assert table[LOOSE["security"]].log_mean < 0


@given(amount, share, share, share, share)
def test_relief_grows_with_what_is_freed_and_seen_and_falls_with_what_was_replaced(
    exposure, offset, seen, degree, more
):
    value = relief_value(one(exposure), one(offset), one(seen), degree)[0]
    assert 0 <= value <= exposure
    assert relief_value(one(exposure), one(max(offset, more)), one(seen), degree)[0] <= value
    assert relief_value(one(exposure), one(offset), one(max(seen, more)), degree)[0] >= value


@given(st.floats(-0.1, 0.1), st.floats(0.01, 0.5), st.floats(-0.5, -0.01))
def test_more_supply_lowers_the_price_and_none_leaves_it(supply, of_supply, of_demand):
    change = price_change(one(supply), one(of_supply), one(of_demand))[0]
    assert change == pytest.approx(0) if supply == 0 else (change < 0) == (supply > 0)
    assert change > -1
    stiffer = price_change(one(supply), one(of_supply / 2), one(of_demand))[0]
    assert abs(stiffer) >= abs(change) - 1e-12


@given(st.floats(0.01, 0.4), st.floats(0.01, 0.2), st.floats(0.05, 0.5), st.floats(-0.5, -0.05))
def test_a_cut_earns_more_than_a_discount_of_the_same_share(part, of_world, of_supply, of_demand):
    price = price_change(one(-part * of_world), one(of_supply), one(of_demand))
    assert income_change(one(-part), price)[0] >= income_change(one(0.0), one(-part))[0]


@given(amount, amount, st.floats(0, 30), st.floats(0, 0.5), share, st.floats(0, 5))
def test_a_fund_falls_with_delay_discount_and_investment(investment, income, start, rate, chance, more):
    drawn = {
        "investment": one(investment), "income": one(income), "years_to_income": one(start),
        "discount_rate": one(rate), "chance": one(chance),
    }  # fmt: skip
    value = fund_value(drawn, 30)[0]
    slack = 1e-9 * (1 + abs(value))
    for worse in ("investment", "years_to_income", "discount_rate"):
        assert fund_value({**drawn, worse: drawn[worse] + more}, 30)[0] <= value + slack
    assert fund_value({**drawn, "income": one(income + more)}, 30)[0] >= value - slack


@given(st.sampled_from(["sale", "purchase", "asset"]), share, share, st.floats(0, 24), st.floats(-2, 2), share, share,
       st.lists(st.booleans(), min_size=5, max_size=5), share)  # fmt: skip
def test_losses_are_shares_and_fall_with_substitutes(
    kind, dependence, substitutes, months, price, damage, outage, on, more
):
    drawn = {"months": one(months), "price": one(price), "damage": one(damage), "outage": one(outage)}
    events = {risk: one(flag) for risk, flag in zip(RISKS, on, strict=True)}

    def lost(stuck):
        holding = Holding("h", "w", kind, "X", "", "", 1.0, dependence, stuck)
        return {risk: float(values[0]) for risk, values in shares_lost(holding, drawn, events).items()}

    found, safer = lost(substitutes), lost(max(substitutes, more))
    assert all(0 <= value <= 1 for value in found.values())
    assert all(safer[risk] <= found[risk] + 1e-12 for risk in RISKS)


@given(name, name)
def test_likeness_is_symmetric_and_a_name_is_like_itself(one_name, other):
    first, second = normalised(one_name), normalised(other)
    assert likeness(first, second)[0] == pytest.approx(likeness(second, first)[0])
    assert 0 <= likeness(first, second)[0] <= 100
    assert normalised(first) == first
    if first:
        assert likeness(first, first)[0] == 100
