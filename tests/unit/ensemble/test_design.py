from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from builders import draws_with
from detente.domain.case import Actor, Case, CaseInfo, Change, Issue, Scenario, Stance
from detente.domain.quantity import Quantity
from detente.ensemble.design import Design, apply_to_case, apply_to_draws, scenarios

CASE = Case(
    case=CaseInfo(id="canal", title="A canal", as_of=dt.date(2025, 1, 1)),
    actors={"north": Actor(name="North", required=True), "south": Actor(name="South")},
    issues={"tolls": Issue(question="?", scale={0: "a", 100: "b"}, reference_point=40)},
    stances=(Stance.model_validate({"actor": "north", "issue": "tolls", "position": 10, "red_line": {"max": 60}}),),
    scenarios={"drought": Scenario(title="Drought")},
)


def after(**change):
    return apply_to_case(CASE, Scenario(set=(Change.model_validate(change),)))


def test_blocks_cover_every_draw_once():
    blocks = list(Design(draws=7, block=3).blocks())
    assert blocks == [(0, 0, 3), (1, 3, 6), (2, 6, 7)]


def test_the_case_as_it_stands_comes_first():
    assert [key for key, _ in scenarios(CASE)] == ["baseline", "drought"]


def test_a_position_is_replaced_and_the_rest_stays():
    stance = after(actor="north", issue="tolls", position=30).stance("north", "tolls")
    assert stance.position == Quantity.value(30)
    assert stance.red_line == CASE.stances[0].red_line


def test_a_red_line_can_be_lifted():
    assert after(actor="north", issue="tolls", red_line="none").stance("north", "tolls").red_line is None


def test_a_stance_that_was_not_there_is_added():
    assert after(actor="south", issue="tolls", position=90).stance("south", "tolls").position == Quantity.value(90)


def test_consent_can_become_required():
    assert after(actor="south", required=True).required == ("north", "south")


def test_cost_of_continuing_is_set():
    assert after(actor="south", cost_of_continuing=5).no_deal["south"].cost_of_continuing == Quantity.value(5)


@pytest.mark.parametrize(("issue", "expected"), [(None, [[2, 2], [1, 1]]), ("tolls", [[2, 1], [1, 1]])])
def test_capability_is_multiplied_on_one_issue_or_all(issue, expected):
    draws = draws_with(np.ones((1, 2, 2)), actors=("north", "south"), issues=("tolls", "depth"))
    scenario = Scenario(set=(Change(actor="north", issue=issue, capability_times=2.0),))
    assert apply_to_draws(draws, scenario).capability[0].tolist() == expected
    assert (draws.capability == 1).all()
