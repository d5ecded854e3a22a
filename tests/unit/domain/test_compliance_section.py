"""The compliance section: rules in words, what must agree with the rest of the case."""

from __future__ import annotations

import copy

import pytest
from pydantic import ValidationError

from detente.domain.case import Case
from detente.domain.compliance import Compliance, Option, Preference, alternatives
from detente.domain.references import check_references

SOUND = {
    "case": {"id": "canal", "title": "A canal", "as_of": "2025-01-01"},
    "actors": {"north": {"name": "North", "required": True}, "south": {"name": "South", "required": True}},
    "issues": {"tolls": {"question": "Who sets tolls?", "scale": {0: "north", 100: "south"}, "reference_point": 40}},
    "packages": {"share": {"tolls": 50}},
    "compliance": {
        "options": {
            "north_pays": {"actor": "north", "what": "Pays the share", "kind": "comply", "sets": {"tolls": "no_deal"}},
            "south_closes": {
                "actor": "south", "what": "Closes the locks", "kind": "respond", "packages": ["share"],
                "costs": {"north": [2, 5, 9], "south": 3}, "shifts": {"tolls": [0, 5, 10]},
            },
        },
        "infeasible": ["south_closes and not north_pays"],
        "effects": [{"when": "south_closes or not north_pays", "costs": {"north": -2}}],
        "preferences": {"south": {"wishes": ["north_pays", "not south_closes"], "spread": 0.5}},
    },
    "sources": {"a": {"document": "a.md", "quote": "South wants it."}},
}  # fmt: skip


def changed(path, value):
    data = copy.deepcopy(SOUND)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return Case.model_validate(data)


def test_and_binds_before_or():
    assert alternatives("a and not b or c") == ((("a", True), ("b", False)), (("c", True),))


@pytest.mark.parametrize("rule", ["", "a b", "not", "a and", "a or not not b", "A", "a & b"])
def test_what_is_no_rule_is_refused(rule):
    with pytest.raises(ValueError, match="joined by 'and' and 'or'"):
        alternatives(rule)


def test_a_sound_section_has_no_problem_and_is_written_as_it_was_read():
    case = Case.model_validate(SOUND)
    assert check_references(case) == []
    assert case.compliance.makers == ("north", "south")
    again = Case.model_validate(case.model_dump(mode="json"))
    assert again == case


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("options", "north_pays", "actor"), "nroth", ("options", "north_pays", "actor")),
        (("options", "north_pays", "sets"), {"toll": 3}, ("options", "north_pays", "sets", "toll")),
        (("options", "north_pays", "sets"), {"tolls": 300}, ("options", "north_pays", "sets", "tolls")),
        (("options", "north_pays", "shifts"), {"toll": 3}, ("options", "north_pays", "shifts", "toll")),
        (("options", "north_pays", "costs"), {"east": 3}, ("options", "north_pays", "costs", "east")),
        (("options", "north_pays", "costs"), {"north": 130}, ("options", "north_pays", "costs", "north")),
        (
            ("options", "north_pays", "costs"),
            {"north": "from: statements"},
            ("options", "north_pays", "costs", "north"),
        ),
        (("options", "north_pays", "source"), ["b"], ("options", "north_pays", "source")),
        (("options", "south_closes", "packages"), ["shore"], ("options", "south_closes", "packages", 0)),
        (("infeasible",), ["north_payed"], ("infeasible", 0)),
        (("effects", 0, "when"), "south_opens", ("effects", 0, "when")),
        (("preferences",), {"east": {"wishes": ["north_pays"]}}, ("preferences", "east")),
        (("preferences", "south", "wishes"), ["south_opens"], ("preferences", "south", "wishes", 0)),
        (("preferences", "south"), {"ranking": [["x"], [[], ["north_pays"]]]}, ("preferences", "south", "ranking", 0)),
    ],
)
def test_what_does_not_agree_is_named_by_its_place(path, value, where):
    problems = check_references(changed(("compliance", *path), value))
    assert [p.path for p in problems] == [("compliance", *where)]


def test_a_preference_is_a_ranking_or_wishes():
    for both in ({}, {"ranking": [[]], "wishes": ["a"]}):
        with pytest.raises(ValidationError, match="either a 'ranking' or 'wishes'"):
            Preference.model_validate(both)


def test_a_state_and_a_tie_are_told_apart():
    preference = Preference.model_validate({"ranking": [["a"], [[], ["a", "b"]], []]})
    assert preference.ranking == (("a",), ((), ("a", "b")), ())


def test_as_signed_only_promises_are_taken():
    kinds = ("comply", "violate", "withdraw", "respond")
    assert [Option(actor="a", what="b", kind=kind).signed for kind in kinds] == [True, False, False, False]


def test_a_section_without_options_says_nothing():
    with pytest.raises(ValidationError):
        Compliance.model_validate({"options": {}})
