from __future__ import annotations

import pytest

from detente.domain.case import Case
from detente.domain.references import check_references


def case_with(**provisions):
    return Case.model_validate(
        {
            "case": {"id": "canal", "title": "A canal", "as_of": "2025-01-01"},
            "actors": {"north": {"name": "North", "required": True}},
            "issues": {
                "tolls": {"question": "Who sets tolls?", "scale": {0: "north", 100: "south"}, "reference_point": 40},
                "depth": {"question": "How deep?", "scale": {2: "shallow", 9: "deep"}, "reference_point": 3},
            },
            "provisions": provisions,
            "sources": {"a": {"note": "A law."}},
        }
    )


SOUND = {
    "shared": {"issue": "tolls", "at": 50, "requires": "dredged", "source": "a"},
    "northern": {"issue": "tolls", "at": 0, "excludes": ["dredged"]},
    "dredged": {"issue": "depth", "at": 9, "title": "Dredging", "requires_any": ["shared"]},
}


def test_one_name_stands_for_a_list_of_one():
    case = case_with(**SOUND)
    assert case.provisions["shared"].requires == ("dredged",)
    assert check_references(case) == []


@pytest.mark.parametrize(
    ("provision", "path", "expected"),
    [
        ({"issue": "toll", "at": 50}, ("issue",), "an issue defined in this case"),
        ({"issue": "tolls", "at": 150}, ("at",), "a number from 0 to 100"),
        (
            {"issue": "tolls", "at": 50, "requires": "dreged"},
            ("requires", 0),
            "an entry of 'provisions' defined in this case",
        ),
        ({"issue": "tolls", "at": 50, "excludes": "wrong"}, ("excludes", 0), "another provision"),
        (
            {"issue": "tolls", "at": 50, "requires": "northern"},
            ("requires", 0),
            "a provision on another issue: a draft takes one on each",
        ),
        ({"issue": "tolls", "at": 50, "requires": "dredged", "excludes": "dredged"}, ("requires", 0), "one of the two"),
        ({"issue": "tolls", "at": 50, "source": "b"}, ("source",), "a source defined under 'sources'"),
    ],
)
def test_what_does_not_fit_is_named(provision, path, expected):
    problems = check_references(case_with(**SOUND, wrong=provision))
    assert [(p.path, p.expected) for p in problems] == [(("provisions", "wrong", *path), expected)]
