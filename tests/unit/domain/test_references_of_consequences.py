"""What an analyst may get wrong in clauses, in facts about consequences and in the room is named by its field."""

import copy

import pytest

from detente.domain.case import Case
from detente.domain.references import check_references

SOUND = {
    "case": {"id": "canal", "title": "A canal", "as_of": "2025-01-01"},
    "actors": {"north": {"name": "North", "required": True}, "south": {"name": "South", "required": True}},
    "issues": {"tolls": {"question": "Who sets tolls?", "scale": {0: "north", 100: "south"}, "reference_point": 40}},
    "packages": {"share": {"tolls": 50}},
    "clauses": {"ceasefire": {"issue": "tolls", "at_least": 20, "at_most": 80}},
    "consequences": {
        "regroup": {
            "riser": "north", "declining": "south", "riser_now": 0.4, "riser_after": {1: 0.5}, "cost_riser": 0.1,
            "cost_declining": 0.1, "discount": 0.9,
        },
        "precedents": {
            "features": {"land_border": 1.0, "broken_promise": 0.5},
            "weights": {"land_border": 2.0},
            "disputes": {"lake": {"title": "The lake", "claimants": ["South"],
                                  "features": {"broken_promise": 1.0, "shared_water": 1.0}}},
        },
        "sanctions": {"regimes": {"ban": {"target": "north", "exposure": [1, 2, 3], "offset": 0.5}}},
        "energy": {"exporter": "north", "share": 0.1, "taken": {"share": 0.01}, "price": 60},
        "macro": {"risk": {"share": -0.2}},
        "minerals": {"parties": {"north": 0.5}, "investment": 2, "income": 1, "years_to_income": 5},
        "exposure": {"conditions": {"north": {"country": "North", "sanctioned": 0.5}}},
    },
    "room": {
        "players": ["north", "south"],
        "back_channel": {"between": ["north", "south"], "moves": [
            {"date": "2024-01-01", "actor": "north", "move": "hold"},
            {"date": "2024-02-01", "actor": "south", "move": "hold"},
        ]},
    },
}  # fmt: skip
FACTS = "consequences"
SANCTIONS = (FACTS, "sanctions", "regimes", "ban")
DISPUTE = (FACTS, "precedents", "disputes", "lake")


def problems(path, value):
    data = copy.deepcopy(SOUND)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return check_references(Case.model_validate(data))


def test_the_sound_case_has_no_problem():
    assert check_references(Case.model_validate(SOUND)) == []


@pytest.mark.parametrize(
    ("path", "value", "where", "expected"),
    [
        (("clauses", "ceasefire", "at_least"), -1, None, "a number from 0 to 100"),
        (("clauses", "ceasefire", "full"), 600, None, "a number from 0 to 100"),
        (("clauses", "ceasefire", "at_least"), 90, ("clauses", "ceasefire", "at_most"), "at least 90"),
        ((FACTS, "regroup", "declining"), "north", None, "another actor than the riser"),
        ((FACTS, "regroup", "cost_riser"), -0.1, None, "a number of at least 0"),
        ((FACTS, "precedents", "weights"), {"land_bordr": 1.0}, (FACTS, "precedents", "weights", "land_bordr"),
         "a feature of the dispute at hand"),
        ((*DISPUTE, "features"), {"land_bordr": 1.0}, (*DISPUTE, "features", "land_bordr"),
         "a feature of the dispute at hand"),
        ((*DISPUTE, "features"), {"land_border": 1.5}, (*DISPUTE, "features", "land_border"), "a number from 0 to 1"),
        ((*SANCTIONS, "target"), "nroth", None, "an actor defined in this case"),
        ((*SANCTIONS, "offset"), 50, None, "a number from 0 to 1"),
        ((FACTS, "energy", "commodity"), "gas", None, "oil, the one commodity with published elasticities"),
        ((FACTS, "energy", "share"), 10, None, "a number from 0 to 1"),
        ((FACTS, "energy", "taken"), {"shore": 0.1}, (FACTS, "energy", "taken", "shore"), "a package defined"),
        ((FACTS, "macro", "risk"), {"shore": 0.1}, (FACTS, "macro", "risk", "shore"), "a package defined"),
        ((FACTS, "minerals", "parties"), {"nroth": 0.5}, (FACTS, "minerals", "parties", "nroth"), "an actor defined"),
        ((FACTS, "minerals", "years_to_income"), -4, None, "a number of at least 0"),
        ((FACTS, "exposure", "conditions", "north", "sanctioned"), 50, None, "a number from 0 to 1"),
        (("room", "players"), ["north", "north"], ("room", "players", 1), "each actor once"),
        (("room", "back_channel", "moves", 1, "actor"), "east", None, "one of the two parties in 'between'"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_its_field(path, value, where, expected):
    found = problems(path, value)
    assert [p.path for p in found] == [where or path]
    assert found[0].expected.startswith(expected)
    assert all(p.got and p.remedy for p in found)
