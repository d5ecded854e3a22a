"""Trust: published numbers, spillover, hard times, who hedges."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from made_up_case import CASE, made_up_case

from detente.consequences.answer import answer_consequences
from detente.consequences.trust import posterior, weight


def changes(acts=None, **facts):
    case = copy.deepcopy(CASE["consequences"]["trust"])
    case |= facts
    if acts is not None:
        case["guarantors"]["meridia"]["acts"] = acts
    found = made_up_case(consequences={"trust": case}, scenarios={})
    answer = answer_consequences(found, draws=500).trust
    return {(c.package, c.observer): c for c in answer.changes}


@pytest.mark.parametrize(("times", "mean"), [(0, 0.75), (1, 0.682), (2, 0.625), (3, 0.577)])
def test_published_means_after_full_reneges(times, mean):
    a, b = posterior(np.zeros(1), np.full(1, float(times)))
    assert (a / (a + b))[0] == pytest.approx(mean, abs=0.0005)


def test_the_same_through_a_case():
    acts = [{"what": f"default {i}", "ally": "bereth", "reneged": 1.0} for i in range(3)]
    found = changes(acts)["empty", "bereth"]
    assert found.before.mean == pytest.approx(0.75)
    assert found.after.mean == pytest.approx(0.577, abs=0.0005)
    assert found.change.mean == pytest.approx(0.577 - 0.75, abs=0.0005)
    assert found.hedges > found.hedged_before


def test_exclusion_from_the_talks_is_a_partial_default_with_its_stated_fraction():
    acts = [{"what": "left out of the talks", "ally": "bereth", "reneged": 0.4}]
    assert changes(acts)["empty", "bereth"].after.mean == pytest.approx(7.5 / 10.4)


@pytest.mark.parametrize(("spillover", "learns"), [("none", False), ("prior", True), ("similarity", True)])
def test_the_toggle_decides_whether_others_learn(spillover, learns):
    acts = [{"what": "default", "ally": "bereth", "reneged": 1.0}]
    found = changes(acts, spillover=spillover)
    assert (found["empty", "orlen"].after.mean < 0.75 - 1e-9) is learns
    assert found["empty", "bereth"].after.mean == pytest.approx(7.5 / 11)


def test_those_alike_learn_more():
    acts = [{"what": "default", "ally": "bereth", "reneged": 1.0}]
    found = changes(acts)
    means = [found["empty", who].after.mean for who in ("bereth", "orlen", "tamar")]
    assert means == sorted(means)
    assert means[0] < means[1] < means[2] < 0.75


def test_hard_times_and_age_teach_less():
    one = np.ones(1)
    assert weight(one, 0 * one, 0.0, 10.0) == 1
    assert weight(one, 0.6 * one, 0.0, 10.0) == pytest.approx(0.4)
    assert weight(one, 0 * one, 10.0, 10.0) == pytest.approx(np.exp(-1))


def test_kept_promises_raise_trust_and_a_clause_decides_which_act_happens():
    found = changes()
    assert found["freeze", "bereth"].change.mean > 0
    assert found["surrender", "bereth"].change.mean < 0
    assert found["freeze", "bereth"].acts == ("gives a guarantee",)
    assert found["empty", "bereth"].acts == ()


def test_past_acts_count_before_and_after():
    found = changes()["empty", "bereth"]
    assert found.before.mean == found.after.mean < 0.75


def test_without_a_clause():
    acts = [{"what": "no promise", "ally": "bereth", "without_clause": "security_guarantee", "reneged": 0.5}]
    found = changes(acts)
    assert found["freeze", "bereth"].change.mean == 0
    assert found["empty", "bereth"].change.mean < 0


def test_an_interval_is_that_of_what_is_not_known_about_the_guarantor():
    found = changes([{"what": "default", "ally": "bereth", "reneged": 1.0}])["empty", "bereth"]
    assert found.after.interval.low < 0.52 < 0.83 < found.after.interval.high
    assert found.after.interval.mid == found.after.mean
