"""A made-up case that asks for every consequence: two states at war over a valley, an ally far away, five onlookers."""

from __future__ import annotations

import copy
from typing import Any

from detente.domain.case import Case

CASE: dict[str, Any] = {
    "case": {"id": "valley", "title": "The valley", "as_of": "2031-01-01"},
    "actors": {
        "aldova": {"name": "Aldova", "required": True},
        "bereth": {"name": "Bereth", "required": True},
        "meridia": {"name": "Meridia"},
        "orlen": {"name": "Orlen"},
        "tamar": {"name": "Tamar"},
    },
    "issues": {
        "line": {
            "question": "Who holds the valley?",
            "scale": {0: "Bereth", 100: "Aldova, recognised"},
            "reference_point": 40,
            "sovereignty": {"bereth": {"territorial_integrity": -1.0, "reversibility": "decades"}},
        },
        "force": {
            "question": "Which foreign force?",
            "scale": {0: "none", 100: "combat troops"},
            "reference_point": 0,
        },
        "aid": {"question": "How much aid?", "scale": {0: "none", 100: "all"}, "reference_point": 50},
        "relief": {"question": "How much relief?", "scale": {0: "none", 100: "all"}, "reference_point": 0},
        "promise": {"question": "What guarantee?", "scale": {0: "none", 100: "treaty"}, "reference_point": 0},
    },
    "clauses": {
        "peacekeepers": {"issue": "force", "at_least": 30, "at_most": 79},
        "enforcement_mandate": {"issue": "force", "at_least": 80},
        "aid_stop": {"issue": "aid", "at_most": 10},
        "recognition": {"issue": "line", "at_least": 80},
        "relief_in_steps": {"issue": "relief", "at_least": 20, "full": 100},
        "security_guarantee": {"issue": "promise", "at_least": 40, "full": 100},
        "river_board": {"like": "joint_commission", "name": "River board"},
    },
    "packages": {
        "freeze": {"line": 40, "force": 50, "promise": 70, "clauses": ["demilitarised_zone", "river_board"]},
        "surrender": {"line": 100, "aid": 0, "relief": 100, "clauses": ["force_limits_other_side"]},
        "empty": {"provisions": {}},
    },
    "scenarios": {
        "pullout": {
            "title": "Meridia goes home",
            "adds_clauses": ["aid_stop"],
            "drops_clauses": ["security_guarantee"],
            "facts": {"regroup": {"riser_now": 0.45}},
        }
    },
    "consequences": {
        "settlement": {
            "war": "interstate",
            "failure": "use_of_force",
            "contiguous": True,
            "prior_disputes": [4, 6, 9],
            "years_of_war": 3,
            "deaths": [50000, 100000, 200000],
            "outside_pressure": [0.2, 0.5, 0.8],
        },
        "regroup": {
            "riser": "aldova",
            "declining": "bereth",
            "riser_now": [0.3, 0.4, 0.5],
            "riser_after": {1: [0.35, 0.45, 0.55], 3: [0.45, 0.6, 0.75]},
            "cost_riser": [0.05, 0.1, 0.15],
            "cost_declining": [0.05, 0.1, 0.15],
            "discount": [0.85, 0.9, 0.97],
            "guarantor": "meridia",
        },
        "trust": {
            "guarantors": {
                "meridia": {
                    "acts": [
                        {
                            "what": "left Bereth out of the talks",
                            "ally": "bereth",
                            "reneged": 0.3,
                            "date": "2030-06-01",
                        },
                        {"what": "ends its aid", "ally": "bereth", "clause": "aid_stop", "reneged": [0.5, 0.8, 1.0]},
                        {"what": "gives a guarantee", "ally": "bereth", "clause": "security_guarantee", "kept": 0.5},
                    ],
                    "observers": {"orlen": [0.4, 0.6, 0.8], "tamar": 0.1},
                }
            },
        },
        "audience": {
            "states": {
                "north": {"bloc": "north", "members": 30, "ideal_point": 1.5, "weight": 0.5},
                "south": {"bloc": "south", "members": 60, "ideal_point": [-0.6, -0.3, 0.1], "weight": 0.2},
                "isle": {"bloc": "isles", "members": 4, "ideal_point": 1.2, "follows": {"meridia": 0.7}},
                "meridia": {"bloc": "patrons", "ideal_point": 2.2, "weight": 0.3},
                "aldova": {"bloc": "patrons", "ideal_point": -1.5},
            },
            "harshness": {"surrender": 0.2},
            "declared": {"surrender": {"meridia": "support", "aldova": "support"}},
        },
        "precedents": {
            "features": {"annexation": 1.0, "nuclear": 1.0, "treaty": 0.5},
            "weights": {"annexation": 2.0},
            "disputes": {
                "strait": {
                    "title": "The strait",
                    "features": {"annexation": 0.9, "nuclear": 1.0, "treaty": 0.2},
                    "claimants": ["Tamar"],
                },
                "dam": {"title": "The dam", "features": {"annexation": 0.0, "nuclear": 0.0}, "claimants": ["Orlen"]},
            },
        },
    },
    "coefficients": {"P10": {"range": [2, 6, 15], "reason": "our reading of three earlier disputes"}},
}


def made_up_case(**changes: Any) -> Case:
    """The case, with whole sections replaced."""
    return Case.model_validate({**copy.deepcopy(CASE), **changes})
