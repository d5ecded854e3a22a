"""Clauses: found by rule, by listing, by scenario; the vocabulary knows of no conflict."""

from __future__ import annotations

import re

import pytest
from made_up_case import made_up_case

from detente.consequences.parts.clauses import clause_vocabulary, clauses_of_case, held_clauses
from detente.consequences.parts.coefficients import Coefficients
from detente.domain.errors import InputError
from detente.domain.references import check_references

OURS = ("durability", "regroup", "reactions", "precedent", "trust")


def held(case, package, scenario=None):
    known = clauses_of_case(case)
    change = case.scenarios[scenario] if scenario else None
    return {h.clause.id: h for h in held_clauses(case, case.packages[package], known, change)}


def test_every_term_a_clause_feeds_has_a_coefficient():
    table = Coefficients(draws=2)
    readings = ("strong_treaties_matter", "deaths_civil")
    for clause in clause_vocabulary().values():
        for model in set(clause.feeds) & set(OURS):
            for term in clause.feeds[model]:
                assert table.ids(model, term, readings), (clause.id, model, term)


def test_the_vocabulary_covers_what_settlements_are_made_of_and_names_nobody():
    known = clause_vocabulary()
    assert {
        "peacekeepers", "enforcement_mandate", "demilitarised_zone", "security_guarantee", "joint_commission",
        "relief_in_steps", "recognition", "inspections", "resource_deal", "ceasefire", "political_settlement",
        "prisoner_exchange", "elections", "aid_stop", "rearmament", "civil_society", "withdrawal_of_advancing_side",
        "force_limits_rising_side",
    } <= set(known)  # fmt: skip
    text = " ".join(f"{c.name} {c.means}" for c in known.values())
    assert set(re.findall(r"\b[A-Z][a-z]+\b", text)) & {"Russia", "Ukraine", "Egypt", "Nato"} == set()
    assert all(c.name and c.means for c in known.values())
    assert {other for c in known.values() for other in c.instead_of} <= set(known)


def test_by_rule_by_list_and_by_degree():
    found = held(made_up_case(), "freeze")
    assert list(found) == ["peacekeepers", "demilitarised_zone", "security_guarantee", "river_board"]
    assert found["security_guarantee"].degree == pytest.approx(0.7)
    assert found["peacekeepers"].degree == 1
    assert found["demilitarised_zone"].why == "listed in the package"
    assert "50" in found["peacekeepers"].why
    assert found["peacekeepers"].issue == "force"


def test_silence_is_the_reference_point():
    case = made_up_case(clauses={"control_in_fact": {"issue": "line", "at_least": 40}})
    case = case.model_copy(update={"packages": {"empty": case.packages["empty"]}, "scenarios": {}})
    assert "reference point" in held(case, "empty")["control_in_fact"].why


def test_a_scenario_adds_and_drops():
    found = held(made_up_case(), "freeze", "pullout")
    assert "aid_stop" in found
    assert "security_guarantee" not in found


def test_a_case_may_add_its_own_by_likeness_or_by_what_it_feeds():
    own = clauses_of_case(made_up_case())["river_board"]
    assert own.own
    assert own.feeds == clause_vocabulary()["joint_commission"].feeds
    clauses = {"hotline": {"name": "Hotline", "feeds": {"durability": ["joint_commission"]}}}
    case = made_up_case(clauses=clauses, packages={"p": {"clauses": ["hotline"]}}, scenarios={})
    assert held(case, "p")["hotline"].terms("durability") == ("joint_commission",)


def test_a_clause_nobody_described_is_refused_with_a_near_one():
    with pytest.raises(InputError, match="peacekeepers"):
        clauses_of_case(made_up_case(packages={"p": {"clauses": ["peacekepers"]}}))
    with pytest.raises(InputError, match="like"):
        clauses_of_case(made_up_case(clauses={"hotline": {"name": "Hotline"}}, packages={}, scenarios={}))


def test_an_act_hangs_on_a_clause_there_is():
    acts = [{"what": "ends its aid", "ally": "bereth", "clause": "aid_stopp", "reneged": 1.0}]
    facts = {"trust": {"guarantors": {"meridia": {"observers": {"orlen": 0.5}, "acts": acts}}}}
    with pytest.raises(InputError, match=r"acts\[0\].*did you mean 'aid_stop'"):
        clauses_of_case(made_up_case(consequences=facts))


def test_rules_refer_to_issues_of_the_case():
    case = made_up_case(clauses={"peacekeepers": {"issue": "forces", "at_least": 1}})
    assert any(p.path == ("clauses", "peacekeepers", "issue") for p in check_references(case))
