"""The crisis of a case, answered over draws: known numbers in, the literature's numbers out."""

from __future__ import annotations

import numpy as np
import pytest

from detente.agreement.crisis.answer import answer_crisis
from detente.domain.case import Case
from detente.domain.references import check_references
from detente.measurement.crisis import draw_crisis
from detente.measurement.estimate import guesses


def case_of(**crisis) -> Case:
    sides = {"a": {"war_cost": 0.1}, "b": {"war_cost": 0.2}}
    for actor, more in crisis.pop("sides", {}).items():
        sides[actor] = {**sides.get(actor, {}), **more}
    return Case.model_validate(
        {
            "case": {"id": "x", "title": "X", "as_of": "2025-01-01"},
            "actors": {key: {"name": key.upper()} for key in ("a", "b", "c")},
            "issues": {"pie": {"question": "?", "scale": {0: "b's", 100: "a's"}, "reference_point": 0}},
            "crisis": {
                "issue": "pie", "first": "a", "second": "b", "win_probability": 0.6, "sides": sides, **crisis,
            },
        }
    )  # fmt: skip


def answer_of(case: Case, draws: int = 50):
    assert not check_references(case)
    found = draw_crisis(case, draws=draws, seed=1)
    assert found is not None
    return answer_crisis(found)


def test_room_on_the_pie_and_on_the_scale():
    room = answer_of(case_of()).room
    assert (room.low.mid, room.high.mid, room.width.mid) == pytest.approx((0.5, 0.8, 0.3))
    assert (room.low_point.mid, room.high_point.mid) == pytest.approx((50, 80))
    assert room.division_point.mid == pytest.approx(65)
    assert room.empty.share == 0
    assert room.optimism is None
    assert room.missing is None


def test_what_the_case_does_not_state_is_not_answered():
    found = answer_of(case_of())
    assert (found.risks, found.commitment, found.threats, found.win_sets, found.ratifiable, found.patience) == (
        (), None, (), (), None, (),
    )  # fmt: skip
    assert len(found.citations) == 2


def test_a_third_side_that_holds_out_closes_the_range_until_somebody_pays():
    found = answer_of(case_of(win_probability=0.6, sides={"b": {"war_cost": 0.0}, "c": {"expects": 0.3}})).room
    assert found.holding_out["a"].mid == pytest.approx(0.5)
    assert found.empty.share == 1
    assert found.missing is not None
    assert found.missing.mid == pytest.approx(0.2)


def test_mutual_optimism_beyond_the_costs_closes_the_range():
    closed = answer_of(case_of(sides={"a": {"expects": 0.8}, "b": {"expects": 0.6}})).room
    assert closed.optimism is not None
    assert closed.optimism.mid == pytest.approx(0.4)
    assert closed.empty.share == 1
    assert closed.missing is not None
    assert closed.missing.mid == pytest.approx(0.1)


def test_risk_of_war_from_private_costs():
    (risk,) = answer_of(case_of(sides={"b": {"cost_seen_highest": 0.4}})).risks
    assert (risk.demander, risk.other) == ("a", "b")
    assert (risk.demand.mid, risk.chance) == pytest.approx((0.75, 0.375))
    assert risk.safe.share == 0


def test_commitment_problem_of_either_side():
    costs = {"a": {"war_cost": 0.1}, "b": {"war_cost": 0.1}}
    falling = answer_of(case_of(win_probability=0.7, sides=costs, shift={"change": -0.3, "discount": 0.9})).commitment
    rising = answer_of(case_of(win_probability=0.3, sides=costs, shift={"change": 0.3, "discount": 0.9})).commitment
    for found, riser in ((falling, "b"), (rising, "a")):
        assert found is not None
        assert found.war.share == 1
        assert found.claims.mid == pytest.approx(1.05)
        assert found.critical.mid == pytest.approx(0.7 - 0.4555556, abs=1e-6)
        assert found.rising[riser] == 1


def test_threats_and_their_bluffs():
    sides = {"a": {"audience_cost": 0.05, "resolved": 0.5, "unresolved_war_value": -0.1}, "b": {"war_cost": 0.5}}
    (threat,) = answer_of(case_of(win_probability=0.8, sides=sides)).threats
    assert (threat.bluff.mid, threat.concede.mid) == pytest.approx((0.3, 1 / 21))
    assert threat.locked_in.share == 0


def test_ratification_narrows_what_can_be_signed():
    found = answer_of(case_of(sides={"b": {"ratification": {"body": "Senate", "median": 30}}}))
    (senate,) = found.win_sets
    assert (senate.low.mid, senate.high.mid) == pytest.approx((0, 60))  # status quo: the reference point, 0
    assert senate.covers.share == 1
    found_low, found_high = found.signable_low, found.signable_high
    assert found_low is not None
    assert found_high is not None
    assert (found_low.mid, found_high.mid) == pytest.approx((50, 60))
    both = answer_of(
        case_of(sides={"b": {"ratification": {"median": 30}}, "a": {"ratification": {"median": 90, "status_quo": 75}}})
    )
    assert [w.covers.share for w in both.win_sets] == [1, 1]
    assert both.ratifiable is not None
    assert both.signable_low is None
    assert both.ratifiable.share == 0  # each would pass alone, nothing passes both


def test_patience_and_temptation():
    sides = {"a": {"patience": 0.9, "breach_gain": 0.3}, "b": {"patience": 0.8}}
    first, second = answer_of(case_of(sides=sides)).patience
    assert first.first_share is not None
    assert first.first_share.mid == pytest.approx(0.7142857)
    assert first.least is not None
    assert first.least.mid == pytest.approx(0.3 / (0.3 + 0.15))  # the deal is worth .65, fighting .5
    assert first.holds is not None
    assert first.holds.share == 1
    assert second.least is None


def test_inputs_say_what_they_rest_on():
    case = case_of(win_probability={"value": [0.4, 0.6, 0.7], "note": "a hunch", "guess": True})
    inputs = {(i.actor, i.parameter): i for i in answer_of(case, draws=2000).inputs}
    one = inputs["", "win_probability"]
    assert (one.basis.kind, one.basis.reason) == ("guess", "a hunch")
    assert 0.4 < one.interval.low < one.interval.mid < one.interval.high < 0.7
    assert inputs["a", "war_cost"].basis.kind == "analyst"


def test_guesses_are_listed_among_what_was_guessed():
    case = case_of(win_probability={"value": [0.4, 0.6, 0.7], "guess": True}, sides={"a": {"patience": 0.9}})
    said = "fighting: probability that fighting on gives it all to A: 0.6 (0.4 to 0.7), not yet confirmed"
    assert guesses(case, ()) == (said,)


def test_each_number_keeps_its_draws_when_others_change():
    wide = {"value": [0.1, 0.2, 0.5]}
    before = draw_crisis(case_of(sides={"a": {"war_cost": wide}}), draws=200, seed=3)
    after = draw_crisis(case_of(sides={"a": {"war_cost": wide, "patience": [0.5, 0.7, 0.9]}}), draws=200, seed=3)
    assert before is not None
    assert after is not None
    assert np.array_equal(before.values["a", "war_cost"], after.values["a", "war_cost"])


@pytest.mark.parametrize(
    ("change", "where", "expected"),
    [
        ({"win_probability": 1.2}, "crisis.win_probability", "a number from 0 to 1"),
        ({"win_probability": "from: statements"}, "crisis.win_probability", "a number from 0 to 1"),
        ({"second": "d"}, "crisis.second", "an actor defined in this case"),
        ({"second": "c"}, "crisis.sides", "a war_cost of the second contender"),
        ({"issue": "pies"}, "crisis.issue", "an issue defined in this case"),
        ({"sides": {"a": {"patience": 1.0}}}, "crisis.sides.a.patience", "a number above 0 and below 1"),
        ({"sides": {"a": {"cost_seen_lowest": 0.1}}}, "crisis.sides.a.cost_seen_lowest", "no more than"),
        ({"sides": {"a": {"ratification": {"median": 120}}}}, "crisis.sides.a.ratification.median", "from 0 to 100"),
        ({"shift": {"change": 0.1, "discount": 0.9}, "source": ["s9"]}, "crisis.source", "a source defined"),
    ],
)
def test_what_does_not_fit_is_named(change, where, expected):
    (problem,) = check_references(case_of(**change))
    assert ".".join(map(str, problem.path)) == where
    assert expected in problem.expected
