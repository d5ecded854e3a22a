"""Inputs taken from a case already drawn are what drawing them anew gives, and what differs is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from detente.domain.case import Case
from detente.measurement.estimate import ARRAYS, inputs_of

STANCES = [
    {"actor": "a", "issue": "land", "position": [0, 10, 30], "salience": 80, "red_line": {"max": [20, 40, 50]}},
    {"actor": "b", "issue": "land", "position": "from: statements", "salience": [20, 50, 60]},
    {"actor": "b", "issue": "water", "position": 30, "salience": 70, "red_line": {"min": 20, "firmness": 0.5}},
]
CASE = {
    "case": {"id": "t", "title": "T", "as_of": "2025-06-01"},
    "actors": {"a": {"name": "A", "kind": "state"}, "b": {"name": "B", "kind": "state"}},
    "issues": {
        name: {"question": "?", "scale": {0: "n", 100: "y"}, "reference_point": 50} for name in ("land", "water")
    },
    "stances": STANCES,
    "leverage": [
        {"actor": "a", "asset": "dam", "kind": "tangible", "strength": [0.2, 0.4, 0.9], "since": "2020-01-01"},
    ],
    "no_deal": {"a": {"cost_of_continuing": [1, 5, 9]}},
}
CHANGES = {
    "nothing": {},
    "a stance": {"stances": [{**STANCES[0], "position": [0, 20, 25]}, *STANCES[1:]]},
    "a red line less": {"stances": [{k: v for k, v in STANCES[0].items() if k != "red_line"}, *STANCES[1:]]},
    "a stance more": {"stances": [*STANCES, {"actor": "a", "issue": "water", "position": 90, "salience": 10}]},
    "a cost": {"no_deal": {"a": {"cost_of_continuing": 30}, "b": {"cost_of_continuing": [2, 3, 4]}}},
    "a stance less": {"stances": STANCES[:2]},
    "an asset less": {"leverage": []},
    "a flag": {"actors": {**CASE["actors"], "b": {"name": "B", "kind": "state", "required": True}}},
}


@pytest.mark.parametrize("change", CHANGES)
def test_same_as_drawn_anew(change: str) -> None:
    before = inputs_of(Case.model_validate(CASE), (), draws=300, seed=1)
    copies = {name: getattr(before.draws, name).copy() for name in ARRAYS}
    changed = Case.model_validate({**CASE, **CHANGES[change]})
    anew = inputs_of(changed, (), draws=300, seed=1, describe=False).draws
    found = inputs_of(changed, (), draws=300, seed=1, describe=False, like=before).draws
    for name in (*ARRAYS, "present", "required", "at_table", "scale_low", "scale_high", "reference_point"):
        assert np.array_equal(getattr(found, name), getattr(anew, name)), name
    assert dict(found.basis) == dict(anew.basis)
    assert all(np.array_equal(copies[name], getattr(before.draws, name)) for name in ARRAYS)


def test_arrays_in_which_nothing_differs_are_shared() -> None:
    before = inputs_of(Case.model_validate(CASE), (), draws=300, seed=1)
    changed = Case.model_validate({**CASE, **CHANGES["a cost"]})
    found = inputs_of(changed, (), draws=300, seed=1, describe=False, like=before).draws
    assert found.cost_of_continuing is not before.draws.cost_of_continuing
    assert all(getattr(found, name) is getattr(before.draws, name) for name in ARRAYS if name != "cost_of_continuing")
