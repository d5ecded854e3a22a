"""Durability: the published rows, the shape, rival readings, what each clause does."""

from __future__ import annotations

import numpy as np
import pytest
from made_up_case import CASE, made_up_case

from detente.consequences.answer import answer_consequences
from detente.consequences.durability import reference_rows
from detente.consequences.parts.clauses import Held, clause_vocabulary
from detente.consequences.parts.coefficients import Coefficients, all_coefficients
from detente.consequences.parts.hazard import Reading, clause_effects
from detente.consequences.parts.reference_classes import log_first_year_hazard, reference_classes
from detente.consequences.parts.weibull import survival, survival_at
from detente.domain.errors import CaseError
from detente.domain.references import check_references

RHO = np.random.default_rng(0).normal(0.49, 0.06, 4000)
PUBLISHED = [  # consequences.md, section 1
    ("civil_ceasefire", "return_to_war", 44, {1: 0.52, 2: 0.46, 5: 0.27}),
    ("civil_ceasefire_with_peacekeepers", "return_to_war", 30, {1: 0.77, 2: 0.63, 5: 0.57}),
    ("interstate_contiguous", "use_of_force", 46, {1: 0.67, 2: 0.46, 5: 0.35}),
    ("interstate_contiguous", "fatal", 46, {1: 0.72, 2: 0.57, 5: 0.41}),
    ("interstate_contiguous", "war", 46, {1: 0.96, 2: 0.89, 5: 0.83}),
    ("contiguous_stalemate", "use_of_force", 8, {1: 0.38, 2: 0.13, 5: 0.0}),
    ("ceasefire_over_territory", "return_to_war", 59, {2: 0.78, 5: 0.60}),
    ("agreement_over_territory", "return_to_war", 45, {2: 0.98, 5: 0.91}),
]


def durability(facts=None, **changes):
    settlement = {**CASE["consequences"]["settlement"], **(facts or {})}
    case = made_up_case(consequences={"settlement": settlement}, scenarios={}, **changes)
    return answer_consequences(case, draws=2000).durability


@pytest.mark.parametrize(("key", "failure", "n", "row"), PUBLISHED)
def test_the_classes_are_the_published_ones(key, failure, n, row):
    found = reference_classes()[key].failures[failure]
    assert (found.n, found.survival) == (n, row)


@pytest.mark.parametrize(("key", "failure", "n", "row"), PUBLISHED)
def test_the_model_returns_every_row_within_eight_points(key, failure, n, row):
    (found,) = [r for r in reference_rows(RHO, "whole_row") if (r.key, r.failure) == (key, failure)]
    assert {year for year, _, _ in found.points} == set(row)
    for _, published, modelled in found.points:
        assert modelled == pytest.approx(published, abs=0.08)


@pytest.mark.parametrize(("key", "failure", "n", "row"), PUBLISHED)
def test_calibrated_on_the_first_year_it_is_exact_there(key, failure, n, row):
    level = log_first_year_hazard({float(year): share for year, share in row.items()}, RHO, "first_year")
    assert survival_at(RHO, level, float(min(row))) == pytest.approx(row[min(row)])


def test_calibrated_on_the_first_year_three_rows_miss_later_ones_which_is_why_it_is_not_the_default():
    off = {
        (row.key, row.failure)
        for row in reference_rows(RHO, "first_year")
        for _, published, modelled in row.points
        if abs(published - modelled) > 0.08
    }
    assert off == {
        ("interstate_contiguous", "use_of_force"), ("interstate_contiguous", "war"),
        ("contiguous_stalemate", "use_of_force"),
    }  # fmt: skip


def test_doubling_the_money_for_peacekeepers_moves_a_ten_year_risk_of_40_to_31_percent():
    rho = np.array([0.49])
    level = np.log(-np.log([0.60])) - rho * np.log(10)
    doubled = 1 - survival_at(rho, level + all_coefficients()["D20"].log_mean, 10.0)
    assert 1 - survival_at(rho, level, 10.0) == pytest.approx(0.40)
    assert doubled == pytest.approx(0.31, abs=0.005)


def test_risk_is_greatest_at_the_start():
    shares = survival(np.array([0.48]), np.array([-1.0]), (2.0, 10.0))[0]
    assert np.log(shares[0]) / np.log(shares[1]) == pytest.approx(0.46, abs=0.005)


def test_no_five_year_risk_is_narrower_than_twenty_points():
    for facts in ({}, {"prior_disputes": 0, "outside_pressure": None, "failure": "war"}, {"prior_disputes": 40}):
        for package in durability(facts).packages:
            for under in package.survival:
                assert under.risk_5.interval.high - under.risk_5.interval.low >= 0.2 - 1e-12
                assert 0 <= under.risk_5.interval.low <= under.risk_5.interval.high <= 1


def test_all_failures_and_all_readings_are_shown_with_n():
    answer = durability()
    shown = {(u.failure, u.variant) for u in answer.packages[0].survival}
    assert {f for f, _ in shown} == {"use_of_force", "fatal", "war"}
    assert {v for f, v in shown if f == "use_of_force"} == {"", *answer.variants}
    assert len(answer.variants) == 4
    assert all(u.n == 46 for u in answer.packages[0].survival)


def test_the_failure_definition_changes_the_answer_by_a_factor_of_three():
    risk = {u.failure: u.risk_5.mean for u in durability().packages[0].survival if not u.variant}
    assert risk["use_of_force"] > 3 * risk["war"]


def test_rival_readings_disagree_where_they_should():
    answer = durability()
    freeze = {u.variant: u.risk_5.mean for u in answer.packages[0].survival if u.failure == "use_of_force"}
    for deaths in ("deaths_civil", "deaths_interstate"):
        assert freeze[f"strong_treaties_matter+{deaths}"] < freeze[f"treaties_hardly_matter+{deaths}"]
    for treaty in ("strong_treaties_matter", "treaties_hardly_matter"):
        assert freeze[f"{treaty}+deaths_civil"] > freeze[f"{treaty}+deaths_interstate"]


def test_contributions_add_up_from_the_class_to_the_result():
    for package in durability().packages:
        total = sum(c.shift.mean for c in package.contributions)
        assert package.start.mean + total == pytest.approx(package.result.mean, abs=1e-9)


def test_a_clause_contributes_what_the_literature_says_in_direction():
    freeze = durability().packages[0]
    shift = {c.key: c.shift.mean for c in freeze.contributions}
    assert shift["peacekeepers"] > 0
    assert shift["river_board"] > 0
    assert shift["prior_disputes"] < 0
    dropped = {c.key: c.dropped.mean for c in freeze.contributions}
    assert dropped["peacekeepers"] < 0


def effects(*held):
    reading = Reading("", "", ("strong_treaties_matter", "deaths_civil"))
    clauses = tuple(Held(clause_vocabulary()[key], degree, "") for key, degree in held)
    return {e.key: e.beta for e in clause_effects(Coefficients(draws=500), clauses, reading)}


def test_enforcement_takes_the_place_of_consent():
    both = effects(("peacekeepers", 1.0), ("enforcement_mandate", 1.0))
    assert not both["peacekeepers"].any()
    assert np.array_equal(both["enforcement_mandate"], effects(("enforcement_mandate", 1.0))["enforcement_mandate"])


def test_a_treaty_cannot_be_more_than_strong():
    four = ("demilitarised_zone", "force_limits_rising_side", "inspections", "security_guarantee")
    whole = sum(effects(*((key, 1.0) for key in four)).values())
    more = sum(effects(*((key, 1.0) for key in (*four, "force_limits_other_side"))).values())
    assert np.allclose(whole, more)
    half = effects(("demilitarised_zone", 1.0), ("inspections", 1.0))
    assert np.allclose(sum(half.values()), 0.5 * whole)


def test_what_the_class_already_has_is_not_counted_twice():
    answer = durability(
        {"war": "civil", "failure": "return_to_war", "reference_class": "civil_ceasefire_with_peacekeepers"}
    )
    shift = {c.key: c.shift.mean for c in answer.packages[0].contributions}
    assert shift["peacekeepers"] == 0


def test_a_failure_the_class_does_not_know_is_refused():
    with pytest.raises(CaseError, match="use_of_force, fatal, war"):
        durability({"failure": "return_to_war"})


def test_an_unknown_class_is_refused():
    with pytest.raises(CaseError, match="did you mean"):
        durability({"reference_class": "interstate_contigous"})


def test_it_says_that_another_kind_of_war_was_used():
    assert any("another kind of war" in note for note in durability().notes)
    civil = durability({"war": "civil", "failure": "return_to_war", "prior_disputes": None, "deaths": None})
    assert not any("another kind of war" in note for note in civil.notes)


def own(survival, **facts):
    stated = {"name": "agreements on shared rivers", "survival": survival}
    return durability({"war": "none", "failure": "abandoned", "own_class": stated, **facts})


def test_where_there_was_no_war_the_analyst_states_the_class():
    answer = own({1: 0.8, 5: 0.6})
    found = answer.packages[0].survival[0]
    assert (found.reference, found.n, found.failure) == ("own", 0, "abandoned")
    assert answer.packages[0].start.mean == pytest.approx(0.6, abs=0.08)
    assert {c.kind for c in answer.packages[0].contributions} == {"circumstance", "clause"}
    assert {c.key for c in answer.packages[0].contributions if c.kind == "circumstance"} == {"outside_pressure"}


def test_the_analysts_class_carries_its_own_uncertainty():
    sure, unsure = (own(s).packages[0].start.interval for s in ({5: 0.5}, {5: [0.05, 0.5, 0.95]}))
    assert unsure.high - unsure.low > sure.high - sure.low + 0.2


def test_without_a_war_and_without_a_class_there_is_nothing_to_compare_with():
    facts = {"settlement": {"war": "none", "failure": "abandoned"}}
    assert any("compared with" in p.remedy for p in check_references(made_up_case(consequences=facts)))
