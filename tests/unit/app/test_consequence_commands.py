"""``detente durability``, ``reactions`` and ``sovereignty`` on a small case: text for people, JSON for programs."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from detente.app.cli import app

CASE = """
case: {id: strip, title: The strip, as_of: 2030-01-01}
actors:
  north: {name: North, required: true}
  south: {name: South, required: true}
  ally: {name: Ally}
issues:
  line:
    question: Who holds the strip?
    scale: {0: South, 100: North}
    reference_point: 50
    sovereignty: {south: {territorial_integrity: -1.0, reversibility: decades}}
stances:
  - {actor: north, issue: line, position: 80, salience: 60}
  - {actor: south, issue: line, position: 30, salience: 80}
packages:
  freeze: {title: Freeze with observers, line: 55, clauses: [peacekeepers, joint_commission]}
  handover: {title: Handover, line: 90, clauses: [aid_stop]}
consequences:
  settlement: {war: interstate, failure: fatal, contiguous: true, prior_disputes: [2, 3, 6], years_of_war: 1}
  regroup: {riser: north, declining: south, riser_now: 0.4, riser_after: {2: [0.5, 0.65, 0.8]}, cost_riser: 0.1,
            cost_declining: 0.1, discount: 0.9}
  trust:
    guarantors:
      ally: {observers: {south: 1.0}, acts: [{what: ends its aid, ally: south, clause: aid_stop, reneged: 0.8}]}
  audience:
    states: {near: {bloc: near, members: 10, ideal_point: 1.0, weight: 0.5}}
coefficients:
  D01: {range: [0.4, 0.6, 1.1], reason: Observers here were few}
sovereignty_floor:
  south: {territorial_integrity: -0.2, note: The government would fall.}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("strip")
    (made / "case.yaml").write_text(CASE, encoding="utf-8")
    return made


def run(folder, verb, *options):
    done = CliRunner().invoke(app, [verb, str(folder), "--draws", "200", *options])
    assert done.exit_code == 0, done.output
    return done.output


def test_durability_says_what_failure_is_what_counts_and_when_re_attack_pays(folder):
    text = run(folder, "durability")
    assert "a clash with deaths, or war" in text
    assert "Freeze with observers" in text
    assert "Peacekeepers with consent" in text
    assert "Observers here were few" in text
    assert "When re-attack would pay" in text
    found = json.loads(run(folder, "durability", "--json"))
    assert {p["package"] for p in found["durability"]["packages"]} == {"freeze", "handover"}
    assert found["regroup"]["riser"] == "north"
    assert next(c for c in found["coefficients"] if c["id"] == "D01")["analyst"]


def test_reactions_says_who_supports_and_who_stops_trusting(folder):
    text = run(folder, "reactions")
    assert "Trust in Ally" in text
    assert "ends its aid" in text
    found = json.loads(run(folder, "reactions", "--json"))
    after = {c["package"]: c["after"]["mean"] for c in found["trust"]["changes"]}
    assert after["handover"] < after["freeze"]
    assert found["precedents"] is None


def test_sovereignty_says_what_is_below_its_floor(folder):
    assert "below its floor of −0.20" in run(folder, "sovereignty")
    rows = json.loads(run(folder, "sovereignty", "--json"))["sovereignty"]
    crossed = {row["package"] for row in rows if row["crosses"]}
    assert crossed == {"handover"}


def test_the_same_question_gets_the_same_answer(folder):
    assert run(folder, "durability", "--json") == run(folder, "durability", "--json")


def test_an_unknown_coefficient_ends_in_one_sentence(folder, tmp_path):
    (tmp_path / "case.yaml").write_text(CASE.replace("D01: {range", "D001: {range"), encoding="utf-8")
    done = CliRunner().invoke(app, ["durability", str(tmp_path), "--draws", "50"])
    assert done.exit_code != 0
    assert "did you mean 'D01'" in str(done.exception or done.output)


def test_check_finds_what_would_keep_the_models_from_answering(tmp_path):
    (tmp_path / "case.yaml").write_text(CASE.replace("[aid_stop]", "[aid_stopp]"), encoding="utf-8")
    done = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert done.exit_code != 0
    assert "did you mean 'aid_stop'" in done.output
    (tmp_path / "case.yaml").write_text(CASE.replace("failure: fatal", "failure: abandoned"), encoding="utf-8")
    assert "use one of: use_of_force, fatal, war" in CliRunner().invoke(app, ["check", str(tmp_path)]).output
