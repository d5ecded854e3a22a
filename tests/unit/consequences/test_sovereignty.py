"""The sovereignty ledger and its laws."""

from __future__ import annotations

import pytest

from detente.consequences.sovereignty import DIMENSIONS, sovereignty_costs
from detente.domain.case import Case
from detente.domain.forecast import SovereigntyCost


def make_case(packages: dict[str, dict[str, float]]) -> Case:
    return Case.model_validate(
        {
            "case": {"id": "dam", "title": "A dam", "as_of": "2025-01-01"},
            "actors": {
                "upstream": {"name": "Upstream"},
                "downstream": {"name": "Downstream"},
                "donor": {"name": "Donor"},
            },
            "issues": {
                "filling": {
                    "question": "How fast is the dam filled?",
                    "scale": {0: "twelve years", 100: "three years"},
                    "reference_point": 75,
                    "sovereignty": {
                        "upstream": {"economic_independence": 0.8, "political_autonomy": 0.2, "reversibility": "years"},
                        "downstream": {"economic_independence": -0.6, "reversibility": "decades"},
                    },
                },
                "monitors": {
                    "question": "Who measures the flow?",
                    "scale": {1: "nobody", 5: "a foreign mission"},
                    "reference_point": 1,
                    "sovereignty": {
                        "upstream": {
                            "economic_independence": -0.1,
                            "foreign_security_policy": -0.5,
                            "reversibility": "months",
                        }
                    },
                },
            },
            "packages": packages,
        }
    )


def ledger(case: Case) -> dict[tuple[str, str, str], SovereigntyCost]:
    return {(cost.package, cost.actor, cost.dimension): cost for cost in sovereignty_costs(case)}


def test_clauses_by_hand() -> None:
    costs = ledger(make_case({"deal": {"filling": 25, "monitors": 3}}))
    upstream = costs["deal", "upstream", "economic_independence"]
    assert upstream.effect == pytest.approx(0.8 * -0.5 + -0.1 * 0.5)
    assert upstream.clauses == (("filling", -0.4, "years"), ("monitors", -0.05, "months"))
    assert costs["deal", "upstream", "foreign_security_policy"].effect == pytest.approx(-0.25)
    assert costs["deal", "downstream", "economic_independence"].clauses == (("filling", 0.3, "decades"),)
    assert costs["deal", "upstream", "territorial_integrity"].effect == 0
    assert costs["deal", "upstream", "territorial_integrity"].clauses == ()


def test_every_affected_actor_has_all_four_dimensions_apart_in_the_order_of_the_case() -> None:
    rows = [(cost.package, cost.actor, cost.dimension) for cost in sovereignty_costs(make_case({"b": {}, "a": {}}))]
    assert rows == [(p, a, d) for p in ("b", "a") for a in ("upstream", "downstream") for d in DIMENSIONS]
    assert len(DIMENSIONS) == 4


def test_an_empty_package_costs_nothing() -> None:
    assert all(
        isinstance(cost.effect, float) and cost.effect == 0 and cost.clauses == ()
        for cost in sovereignty_costs(make_case({"empty": {}}))
    )


def test_silence_is_the_reference_point() -> None:
    silent, spoken = (
        [(cost.effect, cost.clauses) for cost in sovereignty_costs(make_case({"deal": provisions}))]
        for provisions in ({"monitors": 4}, {"monitors": 4, "filling": 75})
    )
    assert silent == spoken


@pytest.mark.parametrize("share", [0.25, 0.5, 2.0])
def test_effects_are_linear_in_what_is_moved(share: float) -> None:
    base = ledger(make_case({"deal": {"filling": 65, "monitors": 2}}))
    moved = ledger(make_case({"deal": {"filling": 75 - 10 * share, "monitors": 1 + share}}))
    for key, cost in base.items():
        assert moved[key].effect == pytest.approx(share * cost.effect)


def test_packages_add_up_within_a_dimension() -> None:
    first, second, both = (
        ledger(make_case({"deal": provisions}))
        for provisions in ({"filling": 40}, {"monitors": 2}, {"filling": 40, "monitors": 2})
    )
    for key in both:
        assert both[key].effect == pytest.approx(first[key].effect + second[key].effect)


def test_a_sweetener_in_one_dimension_changes_no_other() -> None:
    """Monitors touch two of the four dimensions; the other two, and everybody else, stay as they were."""
    plain = ledger(make_case({"deal": {"filling": 40}}))
    sweetened = ledger(make_case({"deal": {"filling": 40, "monitors": 5}}))
    changed = {key for key in plain if plain[key] != sweetened[key]}
    assert changed == {
        ("deal", "upstream", "economic_independence"),
        ("deal", "upstream", "foreign_security_policy"),
    }


def test_a_floor_is_crossed_whatever_is_gained_elsewhere() -> None:
    case = make_case({"deal": {"filling": 25, "monitors": 3}, "mild": {"filling": 74}})
    floor = {"upstream": {"economic_independence": -0.2, "foreign_security_policy": -0.25}}
    case = Case.model_validate({**case.model_dump(), "sovereignty_floor": floor})
    costs = ledger(case)
    assert costs["deal", "upstream", "economic_independence"].crosses
    assert costs["deal", "upstream", "economic_independence"].floor == -0.2
    assert not costs["deal", "upstream", "foreign_security_policy"].crosses  # just on it
    assert not costs["mild", "upstream", "economic_independence"].crosses
    assert costs["deal", "upstream", "political_autonomy"].floor is None
    assert costs["deal", "downstream", "economic_independence"].floor is None
