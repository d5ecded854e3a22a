"""Sanctions, energy, the wider economy and a resource fund."""

from __future__ import annotations

import numpy as np
import pytest
from made_up_case import made_up_case
from scipy.special import expit

from detente.consequences.answer import answer_consequences
from detente.consequences.energy import VARIANTS, income_change, price_change
from detente.consequences.minerals import fund_value
from detente.consequences.parts.coefficients import all_coefficients
from detente.consequences.sanctions import LOOSE, STRICT, relief_value
from detente.domain.economy import Energy, Fund, Macro, Regime, Sanctions
from detente.domain.quantity import Quantity

PAIRS = {"cci": (0.11, -0.13), "bh": (0.15, -0.35), "km": (0.015, -0.26)}


def case_with(**facts):
    case = made_up_case(scenarios={})
    return case.model_copy(update={"consequences": case.consequences.model_copy(update=facts)})


def at_means(ids, *names):
    table = all_coefficients()
    return expit(sum(table[ids[name]].log_mean for name in names))


def test_no_institution_major_cost_security_issue_as_published():
    assert at_means(LOOSE, "intercept", "major", "security") == pytest.approx(0.57, abs=0.005)
    assert at_means(STRICT, "intercept", "major", "security") == pytest.approx(0.37, abs=0.005)


def test_a_regime_answers_with_both_definitions_and_its_coefficients():
    regime = Regime(target="b", cost="major", security_issue=True)
    found = answer_consequences(case_with(sanctions=Sanctions(regimes={"r": regime})), draws=4000)
    (one,) = found.sanctions.regimes
    assert one.success.mean == pytest.approx(0.57, abs=0.01)
    assert one.strict.mean == pytest.approx(0.37, abs=0.01)
    assert one.success.coefficients == ("S04", "S06", "S08")
    assert {use.id for use in found.coefficients} >= {"S04", "S06", "S08"}
    assert "56%" in one.raw


def test_relief_is_worth_what_is_not_replaced_as_far_as_it_can_be_seen():
    ones = np.ones(3)
    assert relief_value(100 * ones, 0.4 * ones, 0.5 * ones, 0.5) == pytest.approx([15, 15, 15])


@pytest.mark.parametrize(("variant", "change"), [("cci", -0.0408), ("bh", -0.0198), ("km", -0.0357)])
def test_one_percent_more_supply_lowers_the_price_by_two_to_four_percent(variant, change):
    supply, demand = PAIRS[variant]
    found = price_change(np.array([0.01]), np.array([supply]), np.array([demand]))[0]
    assert found == pytest.approx(change, abs=5e-4)
    assert -0.0415 < found < -0.0195


def test_the_shipped_elasticities_are_the_quoted_pairs():
    table = all_coefficients()
    for key, (_, supply, demand) in VARIANTS.items():
        assert (table[supply].mean, table[demand].mean) == PAIRS[key]
        assert table[supply].provenance == "secondary"


@pytest.mark.parametrize("variant", PAIRS)
def test_a_discount_costs_the_exporter_more_than_a_cut_of_the_same_share(variant):
    supply, demand = (np.array([value]) for value in PAIRS[variant])
    share = 0.1
    price = price_change(np.array([-0.2 * share]), supply, demand)
    cut = income_change(np.array([-0.2]), price)[0]
    discount = income_change(np.array([0.0]), np.array([-0.2]))[0]
    assert discount < cut < 0


def test_energy_runs_the_three_pairs_side_by_side_and_pools_them():
    energy = Energy(
        exporter="b", share=Quantity.value(0.1), taken={"surrender": Quantity.value(0.01)}, price=Quantity.value(60)
    )
    found = answer_consequences(case_with(energy=energy), draws=6000).energy
    change = next(c for c in found.changes if c.package == "surrender")
    means = {key: figure.mean for key, figure in change.by_variant.items()}
    assert means["bh"] < means["km"] < means["cci"]
    assert change.pooled.mean == pytest.approx(np.mean(list(means.values())), rel=0.02)
    assert change.price.mean == pytest.approx(60 * (1 + change.pooled.mean), rel=1e-6)
    assert change.income.mean < 0
    untouched = next(c for c in found.changes if c.package == "empty")
    assert untouched.pooled.mean == 0


def test_risk_is_scaled_from_2022():
    found = answer_consequences(case_with(macro=Macro(risk={"surrender": Quantity.value(-1)})), draws=8000).macro
    (effect,) = found.effects
    assert effect.output.mean == pytest.approx(1.5, abs=0.03)
    assert effect.inflation.mean == pytest.approx(-1.3, abs=0.03)
    assert effect.output.coefficients == ("G01",)


def number(value):
    return np.array([float(value)])


def test_a_fund_by_hand():
    drawn = {
        "investment": number(10), "income": number(2), "years_to_income": number(5), "discount_rate": number(0),
        "chance": number(0.5),
    }  # fmt: skip
    assert fund_value(drawn, 20)[0] == pytest.approx(0.5 * (2 * 15 - 10))
    rate = {**drawn, "discount_rate": number(0.1)}
    annuity = sum(2 / 1.1 ** (5 + (k + 0.5) / 1000) / 1000 for k in range(15_000))
    assert fund_value(rate, 20)[0] == pytest.approx(0.5 * (annuity - 10), rel=1e-4)


def test_the_fund_is_shared_swept_and_only_where_a_package_has_it():
    fund = Fund(
        parties={"a": Quantity.value(0.6), "b": Quantity.value(0.4)},
        investment=Quantity.range(1, 2, 3), income=Quantity.range(0, 1, 5), years_to_income=Quantity.value(2),
    )  # fmt: skip
    case = case_with(minerals=fund)
    assert answer_consequences(case, draws=500).minerals.values == ()
    package = case.packages["empty"].model_copy(update={"clauses": ("resource_deal",)})
    case = case.model_copy(update={"packages": {**case.packages, "empty": package}})
    found = answer_consequences(case, draws=2000).minerals
    assert {v.package for v in found.values} == {"empty"}
    worth = {v.actor: v.value.mean for v in found.values}
    assert worth["a"] == pytest.approx(1.5 * worth["b"])
    assert found.sweep[0].name == "income"
    assert found.sweep[0].high > found.sweep[0].low


def test_an_analysts_number_replaces_a_coefficient_with_its_reason():
    from detente.domain.consequences import CoefficientOverride

    case = case_with(macro=Macro(risk={"surrender": Quantity.value(1)}))
    case = case.model_copy(update={"coefficients": {"G01": CoefficientOverride(value=-3, reason="a worse shock")}})
    found = answer_consequences(case, draws=200)
    assert found.macro.effects[0].output.mean == pytest.approx(-3)
    use = found.by_id["G01"]
    assert use.analyst
    assert use.reason == "a worse shock"
