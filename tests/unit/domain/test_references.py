from __future__ import annotations

import copy

import pytest

from detente.domain.case import Case
from detente.domain.references import check_references

SOUND = {
    "case": {"id": "canal", "title": "A canal", "as_of": "2025-01-01"},
    "actors": {"north": {"name": "North", "required": True}, "south": {"name": "South", "required": True}},
    "issues": {"tolls": {"question": "Who sets tolls?", "scale": {0: "north", 100: "south"}, "reference_point": 40}},
    "stances": [
        {"actor": "north", "issue": "tolls", "position": [0, 10, 30], "salience": 80, "red_line": {"max": 60}},
        {"actor": "south", "issue": "tolls", "position": 90, "source": "a"},
    ],
    "leverage": [{"actor": "north", "asset": "locks", "strength": 0.5, "since": "2020-01-01", "issues": ["tolls"]}],
    "no_deal": {"north": {"cost_of_continuing": 10}},
    "ended_by": ["tolls"],
    "packages": {"share": {"tolls": 50}},
    "scenarios": {"drought": {"set": [{"actor": "south", "issue": "tolls", "salience": 100}]}},
    "sources": {"a": {"document": "a.md", "quote": "South wants it."}},
}


def changed(path, value):
    data = copy.deepcopy(SOUND)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return Case.model_validate(data)


def test_a_sound_case_has_no_problem():
    assert check_references(Case.model_validate(SOUND)) == []


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("stances", 0, "actor"), "nroth", ("stances", 0, "actor")),
        (("stances", 0, "issue"), "toll", ("stances", 0, "issue")),
        (("stances", 0, "position"), [0, 10, 130], ("stances", 0, "position")),
        (("stances", 0, "salience"), 101, ("stances", 0, "salience")),
        (("stances", 0, "red_line"), {"min": 70, "max": 60}, ("stances", 0, "red_line")),
        (("stances", 0, "red_line"), {"max": 160}, ("stances", 0, "red_line", "max")),
        (("stances", 1, "source"), "b", ("stances", 1, "source")),
        (("stances", 1, "actor"), "north", ("stances", 1)),
        (("leverage", 0, "strength"), 2, ("leverage", 0, "strength")),
        (("leverage", 0, "issues"), ["x"], ("leverage", 0, "issues", 0)),
        (("leverage", 0, "until"), "2019-01-01", ("leverage", 0, "until")),
        (("no_deal", "north", "cost_of_continuing"), -1, ("no_deal", "north", "cost_of_continuing")),
        (("no_deal",), {"east": {"cost_of_continuing": 1}}, ("no_deal", "east")),
        (("ended_by",), ["peace"], ("ended_by", 0)),
        (("packages", "share"), {"tolls": 150}, ("packages", "share", "tolls")),
        (("packages", "share"), {"toll": 50}, ("packages", "share", "toll")),
        (("scenarios", "drought", "set", 0, "actor"), "east", ("scenarios", "drought", "set", 0, "actor")),
        (("scenarios", "drought", "chosen_by"), "east", ("scenarios", "drought", "chosen_by")),
        (("actors", "north", "represents"), "north", ("actors", "north", "represents")),
        (("sources", "a"), {"quote": "alone"}, ("sources", "a")),
    ],
)
def test_each_disagreement_is_found_where_it_stands(path, value, where):
    problems = check_references(changed(path, value))
    assert [p.path for p in problems] == [where]
    assert problems[0].expected
    assert problems[0].got
    assert problems[0].remedy


def test_a_near_miss_is_suggested():
    (problem,) = check_references(changed(("stances", 0, "actor"), "nroth"))
    assert "north" in problem.remedy
