"""``detente interests``, ``leverage`` and ``crisis`` on a small case: text for people, JSON for programs."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from detente.app.cli import app

CASE = """\
case: {id: lakes, title: Two lakes, as_of: 2025-06-01}
actors:
  highland: {name: Highland, required: true, at_table: true, capability: 2}
  lowland: {name: Lowland, required: true, at_table: true, capability: [1, 2, 3]}
issues:
  release: {question: How much water?, scale: {0: none, 100: all}, reference_point: 50}
  gauges: {question: Who sees the gauges?, scale: {0: nobody, 100: all}, reference_point: 50}
stances:
  - {actor: highland, issue: release, position: [0, 5, 10], salience: [80, 90, 100]}
  - {actor: highland, issue: gauges, position: 0, salience: 20}
  - {actor: lowland, issue: release, position: 100, salience: 20}
  - {actor: lowland, issue: gauges, position: [90, 95, 100], salience: 90}
leverage:
  - {actor: highland, asset: the upper gates, strength: 0.7, since: 2025-03-01, half_life: 1y}
no_deal: {highland: {cost_of_continuing: [5, 10, 15]}, lowland: {cost_of_continuing: 10}}
crisis:
  issue: release
  first: lowland
  second: highland
  win_probability: 0.4
  sides: {lowland: {war_cost: 0.1}, highland: {war_cost: 0.1, cost_seen_highest: 0.4}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("lakes")
    (path / "case.yaml").write_text(CASE, encoding="utf-8")
    return path


def run(folder, verb, *options):
    done = CliRunner().invoke(app, [verb, str(folder), "--draws", "60", *options])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_interests_name_the_trade_that_pays(folder):
    text = run(folder, "interests")
    assert "Highland gets Release" in text
    assert "Lowland gets Gauges" in text
    found = json.loads(run(folder, "interests", "--json"))
    assert {(t["first"], t["gets"], t["second"], t["gives"]) for t in found["trades"]} == {
        ("highland", "release", "lowland", "gauges")
    }
    assert found["trades"][0]["pays"]["share"] == 1
    assert {e["parameter"] for e in found["estimates"]} == {"position", "salience"}


def test_leverage_says_from_what_and_which_way(folder):
    text = run(folder, "leverage")
    assert "the upper gates began 2025-03-01 +0.70" in text
    found = json.loads(run(folder, "leverage", "--json"))
    assert set(found) == {"estimates", "levers", "lever_draws", "assets", "ledger"}
    assert {(x["actor"], x["parameter"]) for x in found["levers"]} == {
        (a, p) for a in ("highland", "lowland") for p in ("no_deal", "capability")
    }
    assert found["assets"][0]["mean_gain"] > 0


def test_the_crisis_is_answered_as_far_as_the_case_states_it(folder):
    text = run(folder, "crisis")
    assert "everything from 30 to 50 on the scale is better for both" in text
    crisis = json.loads(run(folder, "crisis", "--json"))["crisis"]
    assert crisis["room"]["low"]["mid"] == pytest.approx(0.3)
    assert [r["demander"] for r in crisis["risks"]] == ["lowland"]
    assert crisis["commitment"] is None


def test_equal_runs_print_equal_bytes(folder):
    assert run(folder, "leverage", "--json") == run(folder, "leverage", "--json")
