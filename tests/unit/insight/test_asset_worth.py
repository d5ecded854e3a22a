"""What each asset is worth: against a closed form, against the case without it, and never to its owner's harm."""

from __future__ import annotations

import numpy as np
import pytest

from detente.domain.case import Case
from detente.insight.asset_worth import asset_worths, capability_without
from detente.measurement.capability import FLOOR
from detente.measurement.estimate import estimate


def case_of(*assets, **capability) -> Case:
    return Case.model_validate(
        {
            "case": {"id": "x", "title": "X", "as_of": "2025-01-01"},
            "actors": {a: {"name": a, "required": True, "capability": capability.get(a)} for a in ("a", "b")},
            "issues": {
                k: {"question": "?", "scale": {0: "", 100: ""}, "reference_point": 50} for k in ("k", "l")
            },
            "stances": [
                {"actor": a, "issue": k, "position": at, "salience": 100}
                for a, at in (("a", 100), ("b", 0))
                for k in ("k", "l")
            ],
            "leverage": list(assets),
        }
    )  # fmt: skip


def asset(actor="a", name="gates", **more) -> dict:
    return {"actor": actor, "asset": name, "strength": 1.0, "since": "2024-01-01", **more}


def worths(case: Case):
    draws, _ = estimate(case, (), draws=40, seed=1)
    return {w.asset: w for w in asset_worths(case, draws, 1)}


def test_the_difference_it_makes_in_closed_form():
    """With a at 1 + 1 and b at 1 the outcome is 100 * 2/3, without it 50: a sixth of the scale, of a's own range."""
    found = worths(case_of(asset(issues=["k"]), a=1, b=1))["gates"]
    assert found.means == pytest.approx({"k": 100 / 6, "l": 0.0})
    assert found.mean_gain == pytest.approx(100 / 6 / 2)  # k is half of what a cares about
    assert (found.actor, found.kind, found.place) == ("a", "tangible", 0)


def test_the_most_useful_comes_first_and_what_is_over_is_left_out():
    case = case_of(
        asset(name="small", strength=0.2),
        asset(name="large"),
        asset(name="over", until="2024-06-01"),
        asset("b", "theirs"),
    )
    draws, _ = estimate(case, (), draws=40, seed=1)
    found = asset_worths(case, draws, 1)
    assert next(w.asset for w in found) in ("large", "theirs")
    assert {w.asset for w in found} == {"small", "large", "theirs"}
    assert [w.mean_gain for w in found] == sorted((w.mean_gain for w in found), reverse=True)
    assert all(w.gain.low >= 0 for w in found)


def test_without_its_only_asset_an_actor_keeps_the_floor():
    case = case_of(asset(), b=1)
    assert np.array_equal(capability_without(case, 0, draws=5, seed=1), np.full((5, 2), FLOOR))


def test_the_draws_of_a_second_asset_of_the_same_name_stay():
    twice = case_of(asset(strength=[0.1, 0.5, 0.9]), asset(strength=[0.2, 0.3, 0.8]), a=1)
    alone = capability_without(twice, 0, draws=50, seed=1)
    draws, _ = estimate(twice, (), draws=50, seed=1)
    first = draws.capability[:, 0] - alone
    second = draws.capability[:, 0] - capability_without(twice, 1, draws=50, seed=1)
    assert 1 + first + second == pytest.approx(draws.capability[:, 0])


def test_without_a_ledger_there_is_nothing_to_tell():
    assert worths(case_of(a=1, b=1)) == {}
