"""The regroup clock: published thresholds, limits, what removes a re-attack."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from made_up_case import CASE, made_up_case

from detente.consequences.answer import answer_consequences
from detente.consequences.parts.regroup_clock import breaks_down, first_year, threshold
from detente.consequences.regroup import SAFE


def clock(facts=None, packages=None, **changes):
    case = copy.deepcopy(CASE["consequences"])
    case["regroup"] = {**case["regroup"], **(facts or {})}
    found = made_up_case(consequences=case, scenarios={}, **({"packages": packages} if packages else {}), **changes)
    return {p.package: p for p in answer_consequences(found, draws=2000).regroup.packages}


@pytest.mark.parametrize(("discount", "expected"), [(0.9, 0.544), (0.7, 0.67)])
def test_published_thresholds(discount, expected):
    """bargaining.md, row 3b: p0=.3, c=.1."""
    found = threshold(*(np.array([v]) for v in (discount, 0.3, 0.1, 0.1)))
    assert found[0] == pytest.approx(expected, abs=0.0015)
    just = [np.array([v]) for v in (found[0] - 1e-6, found[0] + 1e-6)]
    pays = [bool(breaks_down(*(np.array([v]) for v in (discount, 0.3)), p, *(np.array([0.1]),) * 2)[0]) for p in just]
    assert pays == [False, True]


def test_a_side_that_does_not_count_the_future_never_attacks_for_it():
    assert clock({"discount": 0})["surrender"].chance == 0
    assert clock({"discount": 0})["surrender"].words == "re-attack never pays within 10 years"


def test_without_a_shift_there_is_peace():
    flat = clock({"riser_now": 0.5, "riser_after": {1: 0.5, 5: 0.5}}, packages={"plain": {"provisions": {}}})
    assert flat["plain"].chance == 0
    assert flat["plain"].removes is None


def test_relief_at_once_makes_the_date_earlier_than_relief_in_steps():
    packages = {
        "steps": {"clauses": ["relief_in_steps", "aid_stop"]},
        "once": {"clauses": ["relief_at_once", "aid_stop"]},
    }
    same = {"G17": {"value": 0.08, "reason": "the same relief"}, "G18": {"value": 0.08, "reason": "the same relief"}}
    found = clock(packages=packages, coefficients=same)
    assert found["once"].year.interval.mid < found["steps"].year.interval.mid
    by = dict(found["once"].by_year), dict(found["steps"].by_year)
    assert all(by[0][year] >= by[1][year] for year in by[0])
    assert any(by[0][year] > by[1][year] for year in by[0])


def test_a_guarantee_counts_with_the_chance_that_it_is_honoured():
    packages = {"promise": {"clauses": ["security_guarantee"]}, "nothing": {"provisions": {}}}
    trusted = clock(packages=packages)
    unreliable = clock(packages=packages, coefficients={"A01": {"value": 0.05, "reason": "never keeps its word"}})
    gain = [found["promise"].threshold.mean - found["nothing"].threshold.mean for found in (trusted, unreliable)]
    assert gain[0] > 3 * gain[1] > 0


def test_a_force_that_fights_takes_the_place_of_one_that_watches():
    packages = {
        "both": {"clauses": ["peacekeepers", "enforcement_mandate"]},
        "one": {"clauses": ["enforcement_mandate"]},
    }
    found = clock(packages=packages)
    assert found["both"].threshold == found["one"].threshold or (
        found["both"].threshold.mean == pytest.approx(found["one"].threshold.mean)
    )


def test_the_smallest_change_removes_the_reason_and_is_named():
    plain = clock()["empty"]
    assert plain.chance > SAFE
    assert plain.removes.chance <= SAFE
    assert len(plain.removes.adds) + len(plain.removes.drops) == 1
    added = clock(packages={"empty": {"clauses": list(plain.removes.adds)}})["empty"]
    assert added.chance <= SAFE + 0.01


def test_a_pause_that_is_safe_needs_no_change():
    freeze = clock()["freeze"]
    assert freeze.chance <= SAFE
    assert freeze.removes is None


def test_first_year_is_the_first_and_nan_where_there_is_none():
    years = np.array([0.5, 1.0, 1.5])
    pays = np.array([[False, True, False], [False, False, False], [True, True, True]])
    assert np.array_equal(first_year(pays, years), [1.0, np.nan, 0.5], equal_nan=True)


def test_the_date_is_a_month_after_the_case_was_seen():
    assert clock()["surrender"].date.split()[1] >= "2031"
