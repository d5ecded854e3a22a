"""A run's answer on keeping a deal: the same draws as everything else, numbers named, scenarios comparable."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from detente.domain.case import Case
from detente.ensemble.design import Design
from detente.ensemble.simulate import simulate
from detente.ensemble.stability import MOST_DRAWS, drawn_numbers, stability_of

CASE = {
    "case": {"id": "canal", "title": "A canal", "as_of": "2025-01-01"},
    "actors": {
        "north": {"name": "North", "required": True, "capability": 1},
        "south": {"name": "South", "required": True, "capability": 1},
    },
    "issues": {"tolls": {"question": "Who sets tolls?", "scale": {0: "north", 100: "south"}, "reference_point": 40}},
    "stances": [
        {"actor": "north", "issue": "tolls", "position": [0, 10, 60], "salience": 50},
        {"actor": "south", "issue": "tolls", "position": [50, 90, 100], "salience": 50},
    ],
    "no_deal": {"north": {"cost_of_continuing": [0, 5, 10]}, "south": {"cost_of_continuing": [0, 5, 10]}},
    "packages": {"share": {"title": "Share", "tolls": 50}},
    "scenarios": {
        "nothing": {"set": []},
        "flood": {"set": [{"actor": "north", "issue": "tolls", "position": [80, 90, 100]}]},
    },
    "compliance": {
        "options": {
            "pays": {"actor": "north", "what": "North pays", "kind": "comply", "sets": {"tolls": 20},
                     "costs": {"north": [0, 20, 40]}},
            "shuts": {"actor": "south", "what": "South shuts", "kind": "respond",
                      "costs": {"north": [1, 5, 9], "south": 1}},
        },
    },
}  # fmt: skip
DESIGN = Design(draws=300, engines=("compromise",))


def answer_of(data=CASE, design=DESIGN):
    return stability_of(simulate(Case.model_validate(data), (), design), design.seed)


@pytest.fixture(scope="module")
def answer():
    return answer_of()


def test_a_case_that_says_nothing_has_no_answer():
    assert answer_of({k: v for k, v in CASE.items() if k != "compliance"}) is None


def test_packages_then_no_deal(answer):
    assert [(p.package, p.states) for p in answer.packages] == [("share", 4), ("", 2)]
    assert [(o.id, o.signed) for o in answer.options] == [("pays", True), ("shuts", False)]
    assert answer.draws == 300
    assert answer.packages[1].accepted_and_kept is None


def test_acceptable_and_kept_is_no_more_than_either(answer):
    share = answer.packages[0]
    assert 0 < share.accepted_and_kept.share <= share.kept["seq"].share
    assert share.kept_if_accepted.share == pytest.approx(
        share.accepted_and_kept.share * 300 / share.kept_if_accepted.n, abs=1e-12
    )


def test_a_scenario_that_changes_nothing_changes_no_share_and_one_that_does_can(answer):
    kept = answer.packages[0].kept["seq"]
    assert answer.scenarios["nothing"] == {"share": kept}
    # a north that wants high tolls loses by not paying
    assert answer.scenarios["flood"]["share"].share > kept.share


def test_equal_seeds_give_equal_answers():
    assert answer_of() == answer_of()


def test_numbers_keep_their_draws_when_the_case_says_more_or_more_are_drawn():
    case = Case.model_validate(CASE)
    more = copy.deepcopy(CASE)
    more["compliance"]["options"] = {
        "digs": {"actor": "south", "what": "South digs", "costs": {"south": [0, 1, 2]}},
        **more["compliance"]["options"],
    }
    more["compliance"]["effects"] = [{"when": "digs", "costs": {"north": [0, 1, 2]}}] * 2
    few = drawn_numbers(case.compliance, 50, 1)
    many = drawn_numbers(Case.model_validate(more).compliance, 80, 1)
    added = {("digs", "cost", "south"), ("when digs", "cost", "north"), ("when digs (2)", "cost", "north")}
    assert set(many) == set(few) | added
    for name, values in few.items():
        np.testing.assert_array_equal(values, many[name][:50])
    assert few["pays", "cost", "north"].std() > 0
    assert few["shuts", "cost", "south"].std() == 0


def test_no_more_draws_are_looked_at_than_are_needed():
    assert answer_of(design=Design(draws=MOST_DRAWS + 50, engines=("compromise",))).draws == MOST_DRAWS
