"""Interests, leverage over time and as a derivative, and the crisis: page, Markdown and tables."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from analysis_fixture import analysis

from detente.domain.analysis import Analysis
from detente.domain.case import Case
from detente.domain.crisis import Crisis
from detente.ensemble.design import scenarios
from detente.ensemble.simulate import Simulated
from detente.insight.bargaining import with_bargaining
from detente.measurement.estimate import estimate
from detente.report import render_html, tables
from detente.report.catalogue import section
from detente.report.lookup import Lookup
from detente.report.sections.crisis import crisis_section
from detente.report.sections.interests import interests_section
from detente.report.sections.ledger_history import history_section
from detente.report.sections.levers import levers_section

CRISIS = {
    "issue": "territory", "first": "aldova", "second": "bereth",
    "win_probability": {"value": [0.5, 0.6, 0.7], "source": "s1", "note": "a <hunch>"},
    "sides": {
        "aldova": {"war_cost": 0.1, "expects": 0.75, "patience": 0.9, "breach_gain": 0.1, "audience_cost": 0.05,
                   "resolved": 0.5, "unresolved_war_value": -0.1},
        "bereth": {"war_cost": 0.45, "expects": {"value": 0.5, "guess": True}, "cost_seen_highest": 0.8,
                   "patience": 0.8, "ratification": {"body": "Diet", "median": 30}},
    },
    "shift": {"by": "the next harvest", "change": -0.05, "discount": 0.9},
}  # fmt: skip


@cache
def given(*, crisis: bool = True) -> Analysis:
    base = analysis()
    case: Case = base.case
    if crisis:
        case = case.model_copy(update={"crisis": Crisis.model_validate(CRISIS)})
    draws, _ = estimate(case, (), draws=60, seed=1)
    baseline = Simulated("baseline", scenarios(case)[0][1], case, draws, (), {}, None)
    return replace(base, case=case, forecast=with_bargaining(base.forecast, case, baseline, 1))


@cache
def page() -> str:
    return render_html(given())


def text_of(key: str, **options) -> str:
    return "\n".join(section(key).text(Lookup(given(**options))))


def test_the_heat_table_has_every_stance_and_required_parties_first():
    found = interests_section(Lookup(given()))
    needed = [required for _, required in found.actors]
    assert needed == sorted(needed, reverse=True)
    held = {(a, i) for a, i, name in Lookup(given()).estimates if name == "position"}
    assert sum(cell.shade is not None for row in found.rows for cell in row.cells) == len(held)
    territory = next(row for row in found.rows if row.key == "territory")
    aldova = territory.cells[[name for name, _ in found.actors].index("Aldova")]
    assert (aldova.position.text, aldova.range, aldova.shade, aldova.red_lines[0].text) == ("84", "68 to 96", 4, "≥ 40")
    assert aldova.position.href.startswith("#basis")


def test_trades_stand_in_groups_and_name_who_else_pays():
    trades = given().forecast.bargaining.trades
    found = interests_section(Lookup(given()))
    assert trades
    assert next(g.heading for g in found.groups) == "Trades between the parties whose consent is needed"
    shown = [row for group in found.groups for row in group.rows]
    assert all(row.pays.href == "#how-trades" for row in shown)
    assert f"{shown[0].first} gets {shown[0].gets}" in text_of("interests")


def test_the_ledger_over_time_is_drawn_and_its_reasons_told():
    found = history_section(Lookup(given()))
    assert found is not None
    first = found.rows[0]
    assert first.figure is not None
    assert 'aria-label="Leverage ledger of ' in first.figure
    assert "Which way it is moving" in text_of("leverage")
    ledger = given().forecast.bargaining.ledger
    for row in found.rows:
        total = sum(c.change for c in ledger.causes if Lookup(given()).actor(c.actor) == row.actor)
        shown = float(row.change.text.replace("−", "-"))
        assert shown == pytest.approx(total, abs=0.006)


def test_levers_say_who_gains_and_who_pays():
    found = levers_section(Lookup(given()))
    assert found is not None
    assert {row.required for row in found.no_deal} == {True}
    assert [row.settlement for row in found.weight] == ["compromise"] * len(found.weight)
    gains = [float(row.own.text.split(" ")[0].replace("−", "-")) for row in found.weight]
    assert gains == sorted(gains, reverse=True)
    assert "no deal worth 1 point more" in text_of("leverage")
    assert [row.asset for row in found.assets] == [w.asset for w in given().forecast.bargaining.assets]
    assert "What each asset is worth" in text_of("leverage")


def test_the_crisis_is_told_in_questions_with_its_citations_and_guesses():
    found = crisis_section(Lookup(given()))
    assert found is not None
    by_question = {f.question: f for f in found.findings}
    hopes = by_question["Do their hopes leave room?"]
    assert "125%" in hopes.text
    assert hopes.guessed
    assert not by_question["What could be ratified at home?"].guessed
    assert "Bereth's Diet would accept" in by_question["What could be ratified at home?"].text
    assert "the next harvest" in by_question["Can a settlement of today survive tomorrow's balance?"].text
    assert all(f.citation for f in found.findings)
    assert found.guesses == 1
    assert "rests on guesses" in text_of("crisis")


def test_without_a_crisis_the_section_says_how_to_state_one():
    assert crisis_section(Lookup(given(crisis=False))) is None
    assert "section 'crisis'" in text_of("crisis", crisis=False)


def test_text_of_the_case_is_escaped_on_the_page():
    assert "a &lt;hunch&gt;" in page()
    assert "a <hunch>" not in page()


def test_equal_analyses_draw_equal_bytes():
    first = [r.figure for r in history_section(Lookup(given())).rows]
    assert first == [r.figure for r in history_section(Lookup(given())).rows]


def test_tables_hold_all_of_it():
    found, answer = tables(given()), given().forecast.bargaining
    assert len(found["trades"]) == len(answer.trades)
    assert len(found["externalities"]) == sum(len(t.others) for t in answer.trades)
    assert len(found["ledger_points"]) == len(answer.ledger.points)
    assert len(found["crisis_inputs"]) == len(answer.crisis.inputs)
    width = next(r for r in found["crisis"] if r["what"] == "room width")
    assert width["value_p50"] == pytest.approx(answer.crisis.room.width.mid)
    for name in (
        "trades",
        "externalities",
        "levers",
        "asset_worth",
        "ledger_points",
        "ledger_causes",
        "crisis",
        "crisis_findings",
    ):
        assert all(list(row) == list(found[name][0]) for row in found[name]), name
        assert all(v is None or isinstance(v, str | int | float | bool) for row in found[name] for v in row.values())


def test_every_link_on_the_page_has_a_target_and_ids_are_unique():
    ids = re.findall(r'\sid="([^"]+)"', page())
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in re.findall(r'href="(#[^"]+)"', page())} <= set(ids)
