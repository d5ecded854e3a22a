"""Exposure of an organisation: losses by risk, actions, names that look listed."""

from __future__ import annotations

import numpy as np
import pytest
from made_up_case import made_up_case

from detente.consequences.exposure import RISKS, answer_exposure, condition_of, shares_lost
from detente.consequences.list_match import likeness, match_listed, normalised
from detente.domain.case import Scenario
from detente.domain.economy import Condition, Exposed
from detente.domain.exposure import Holding, ListedName
from detente.domain.quantity import Quantity

SURE = Quantity.value(1.0)


def holding(key="h", kind="purchase", country="X", sector="Energy", value=100.0, **more):
    return Holding(key, f"thing {key}", kind, country, sector, more.pop("counterparty", ""), value, **more)


def case_with(conditions, scenarios=None, **more):
    case = made_up_case(scenarios={})
    exposed = Exposed(conditions=conditions, unit="coins", **more)
    facts = case.consequences.model_copy(update={"exposure": exposed})
    return case.model_copy(update={"consequences": facts, "scenarios": scenarios or {}})


def loss_of(condition, row=None, **more):
    answer = answer_exposure(case_with({"c": Condition(**condition)}, **more), [row or holding()], draws=2000)
    return answer.totals[0]


def test_a_sure_sanction_takes_all_that_cannot_be_had_elsewhere():
    assert loss_of({"sanctioned": SURE}, holding(substitutes=0.3)).loss.mean == pytest.approx(70)


def test_an_interruption_takes_its_months_of_what_hangs_on_it():
    total = loss_of({"interrupted": SURE, "months": Quantity.value(6)}, holding(dependence=0.5, substitutes=0.2))
    assert total.loss.mean == pytest.approx(100 * 0.5 * 0.5 * 0.8)


@pytest.mark.parametrize(("kind", "price", "expected"), [
    ("purchase", 0.2, 20), ("purchase", -0.2, 0), ("sale", -0.2, 20), ("sale", 0.2, 0), ("asset", 0.2, 0),
])  # fmt: skip
def test_prices_hurt_buyers_when_they_rise_and_sellers_when_they_fall(kind, price, expected):
    assert loss_of({"price": Quantity.value(price)}, holding(kind=kind)).loss.mean == pytest.approx(expected)


def test_attacks_meet_assets_and_interruptions_flows():
    attacked = {"attacked": SURE, "damage": Quantity.value(0.4), "interrupted": SURE}
    asset, flow = loss_of(attacked, holding(kind="asset")), loss_of(attacked, holding())
    assert (asset.by_risk["security"], asset.by_risk["interruption"]) == (pytest.approx(40), 0)
    assert flow.by_risk["security"] == 0
    assert flow.by_risk["interruption"] > 0


def test_risks_take_their_share_one_after_the_other_and_never_more_than_all():
    total = loss_of({"sanctioned": SURE, "interrupted": SURE, "price": SURE, "breached": SURE, "outage": SURE})
    assert total.loss.mean == pytest.approx(100)
    assert sum(total.by_risk.values()) > 100


def test_chances_are_shares_of_years_and_rows_of_a_condition_meet_the_same_event():
    answer = answer_exposure(
        case_with({"c": Condition(sanctioned=Quantity.value(0.25))}), [holding("a"), holding("b")], draws=8000
    )
    assert answer.totals[0].loss.mean == pytest.approx(50, abs=3)
    assert answer.totals[0].bad_year == 200


def test_the_condition_that_names_most_is_met():
    facts = Exposed(
        conditions={
            "everywhere": Condition(), "x": Condition(country="x"), "energy": Condition(sector="Energy"),
            "x_energy": Condition(country="X", sector="energy"), "y": Condition(country="Y"),
        }
    )  # fmt: skip
    assert condition_of(facts, holding()) == "x_energy"
    assert condition_of(facts, holding(sector="Food")) == "x"
    assert condition_of(facts, holding(country="Z")) == "energy"
    assert condition_of(facts, holding(country="Z", sector="Food")) == "everywhere"
    assert condition_of(Exposed(conditions={"y": Condition(country="Y")}), holding()) == ""


def test_rows_no_condition_covers_are_named():
    answer = answer_exposure(case_with({"y": Condition(country="Y")}), [holding("left")], draws=100)
    assert answer.unmatched == ("left",)


def test_actions_are_ranked_by_what_they_save_with_the_reason():
    condition = {"sanctioned": Quantity.value(0.5), "price": Quantity.value(0.05)}
    case = case_with({"c": Condition(**condition)}, effect={"hedge": SURE, "monitor": Quantity.value(0.5)})
    answer = answer_exposure(case, [holding()], draws=4000)
    saved = {a.action: a.saves.mean for a in answer.actions}
    assert list(saved) == sorted(saved, key=lambda a: -saved[a])
    assert saved["monitor"] == pytest.approx(50 * 0.5 * 0.95, abs=2)
    assert saved["hedge"] == pytest.approx(5 * 0.5, abs=0.3)
    assert "harden" not in saved
    reasons = {a.action: a.reason for a in answer.actions}
    assert "as stated in the case" in reasons["hedge"]
    assert "assumed effect" in reasons["diversify"]


def test_a_scenario_changes_conditions_and_keeps_the_luck():
    scenarios = {"worse": Scenario(facts={"exposure": {"conditions": {"c": {"sanctioned": 0.6}}}})}
    case = case_with({"c": Condition(sanctioned=Quantity.value(0.2))}, scenarios)
    first, second = answer_exposure(case, [holding()], draws=4000).totals
    assert (first.scenario, second.scenario) == ("baseline", "worse")
    assert second.loss.mean == pytest.approx(60, abs=3)
    assert second.loss.mean > first.loss.mean


def test_nothing_is_said_without_rows_or_conditions():
    assert answer_exposure(case_with({"c": Condition()}), [], draws=10) is None
    assert answer_exposure(made_up_case(), [holding()], draws=10) is None


def test_shares_stay_shares():
    random = np.random.default_rng(1)
    drawn = {"months": random.uniform(0, 40, 50), "price": random.normal(0, 2, 50),
             "damage": random.random(50), "outage": random.random(50)}  # fmt: skip
    events = {risk: (random.random(50) < 0.5).astype(float) for risk in RISKS}
    for kind in ("sale", "purchase", "asset"):
        for share in shares_lost(holding(kind=kind, dependence=0.9, substitutes=0.1), drawn, events).values():
            assert ((share >= 0) & (share <= 1)).all()


@pytest.mark.parametrize(("one", "other", "least", "why"), [
    ("Öst-Bank A.G.", "OST BANK AG", 100, "the same name"),
    ("Trading Example LLC", "Example Trading", 97, "another order"),
    ("Ost Bank", "Ostbank", 98, "other spaces"),
    ("Novotech Exampel", "Novotech Example", 85, "letters differ"),
    ("First Example Bank", "First Example Bank of the North", 88, "shorter name"),
])  # fmt: skip
def test_names_alike_with_score_and_reason(one, other, least, why):
    score, reason = likeness(normalised(one), normalised(other))
    assert score >= least
    assert why in reason


@pytest.mark.parametrize("other", ["Example Water", "Bank of the North", "Zeta"])
def test_other_names_do_not_match(other):
    assert match_listed([holding(counterparty="First Example Bank")], [ListedName(other, "l.csv")]) == ()


def test_aliases_countries_and_details_are_told():
    listed = [ListedName("Real Name", "l.csv", ("First Example Bank",), "X", "programme p")]
    (match,) = match_listed([holding(counterparty="FIRST EXAMPLE BANK, Ltd.")], listed)
    assert "alias" in match.reason
    assert "same country" in match.reason
    assert match.details == "programme p"
    (other,) = match_listed([holding(counterparty="First Example Bank", country="Y")], listed)
    assert "another country (X)" in other.reason
    assert other.score < match.score
