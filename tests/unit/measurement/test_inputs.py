from dataclasses import replace

import numpy as np
import pytest

from detente.domain.case import Case
from detente.domain.errors import CaseError, InputError
from detente.domain.statement import Indication, Statement
from detente.measurement import draw_inputs, estimate, fit_positions

CASE = {
    "case": {"id": "c", "title": "t", "as_of": "2025-10-01"},
    "actors": {"a": {"name": "A", "capability": 1, "required": True}, "b": {"name": "B", "at_table": True}},
    "issues": {
        "land": {"question": "?", "scale": {-10: "low", 40: "high"}, "reference_point": 5},
        "water": {"question": "?", "scale": {0: "low", 100: "high"}, "reference_point": 50},
    },
    "stances": [
        {"actor": "a", "issue": "land", "position": [0, 20, 40], "salience": 80, "source": ["n1"]},
        {"actor": "a", "issue": "water", "salience": [10, 20, 30], "guess": True},
        {"actor": "b", "issue": "land", "red_line": {"min": [10, 15, 20], "firmness": 0.5}},
    ],
    "no_deal": {"a": {"cost_of_continuing": [10, 20, 30]}},
    "sources": {"n1": {"note": "own knowledge"}},
}


def said(number, actor, issue, level, **other):
    return Statement(
        f"d{number}", "x", 0, 1, "q", ((0, 1),), kind="direct_quote", source_type="named_principal", confidence=1.0,
        **other,
        actors=(actor,), issues=(issue,), stance="demands", indications=(Indication(actor, issue, level, "r"),),
    )  # fmt: skip


STATEMENTS = [said(1, "b", "land", 4), said(2, "b", "land", 4)]


@pytest.fixture(scope="module")
def result():
    return estimate(Case.model_validate(CASE), STATEMENTS, draws=2000, seed=1)


def found(result, actor, issue, parameter):
    return next(e for e in result[1] if (e.actor, e.issue, e.parameter) == (actor, issue, parameter))


def test_an_analysts_range_is_used_as_it_is(result):
    draws, _ = result
    position = draws.position[:, 0, 0]
    assert position.mean() == pytest.approx(20, abs=0.7)
    assert position.min() >= 0
    assert (draws.salience[:, 0, 0] == 0.8).all()
    assert found(result, "a", "land", "position").basis.kind == "analyst"
    assert found(result, "a", "land", "position").basis.sources == ("n1",)


def test_statements_are_mapped_to_the_issues_scale(result):
    estimate_of_b = found(result, "b", "land", "position")
    assert -10 <= estimate_of_b.interval.low <= estimate_of_b.interval.high <= 40
    assert estimate_of_b.interval.mid > 30
    assert estimate_of_b.basis.kind == "statements"
    assert estimate_of_b.basis.statements == tuple(sorted(s.id for s in STATEMENTS))
    assert estimate_of_b.basis.reason == "2 statements from 2 outlets; they agree"


def test_without_statements_any_position_is_possible(result):
    position = found(result, "a", "water", "position")
    assert (position.interval.low, position.interval.high) == (pytest.approx(10, abs=3), pytest.approx(90, abs=3))
    assert position.basis.kind == "guess"
    assert found(result, "a", "water", "salience").basis.kind == "guess"


def test_a_position_never_lies_beyond_its_own_firm_line():
    case = Case.model_validate({**CASE, "stances": [{**CASE["stances"][0], "red_line": {"min": 25, "firmness": 0.5}}]})
    draws, estimates = estimate(case, [], draws=2000, seed=1)
    firm = np.isfinite(draws.red_line_low[:, 0, 0])
    assert (draws.position[firm, 0, 0] >= 25).all()
    assert (draws.position[~firm, 0, 0] < 25).any()
    line = next(e for e in estimates if e.parameter == "red_line_low")
    assert line.interval.mid == 25
    assert line.firmness == firm.mean()
    assert draws.basis["a", "land", "red_line"].kind == "analyst"


def test_who_has_no_stance_is_absent(result):
    draws, estimates = result
    assert draws.present.tolist() == [[True, True], [True, False]]
    assert (draws.salience[:, 1, 1] == 0).all()
    assert (draws.position[:, 1, 1] == 50).all()
    assert (draws.weight()[:, 1, 1] == 0).all()
    assert not [e for e in estimates if (e.actor, e.issue) == ("b", "water")]


def test_cost_of_no_deal_is_a_share_and_missing_ones_a_guess(result):
    draws, _ = result
    assert draws.cost_of_continuing[:, 0].mean() == pytest.approx(0.2, abs=0.005)
    assert found(result, "b", "", "cost_of_continuing").basis.kind == "guess"
    assert draws.cost_of_continuing[:, 1].mean() == pytest.approx(0.8 / 6, abs=0.005)


def test_every_estimate_has_its_basis_in_the_draws(result):
    draws, estimates = result
    for one in estimates:
        parameter = "red_line" if one.parameter.startswith("red_line") else one.parameter
        assert draws.basis[one.actor, one.issue, parameter].kind == one.basis.kind
        assert one.basis.reason


def test_masks_and_scales_follow_the_case(result):
    draws, _ = result
    assert (draws.required.tolist(), draws.at_table.tolist()) == ([True, False], [False, True])
    assert draws.scale_low.tolist() == [-10, 0]
    assert draws.reference_point.tolist() == [5, 50]


def test_the_posterior_is_shared_between_scenarios():
    case = Case.model_validate(CASE)
    changed = Case.model_validate({**CASE, "stances": CASE["stances"][1:]})
    first = fit_positions(case, STATEMENTS, seed=1)
    assert fit_positions(changed, list(reversed(STATEMENTS)), seed=1).samples is first.samples
    assert draw_inputs(changed, first, draws=3, seed=1)[0].n == 3


def test_bad_input_is_named():
    with pytest.raises(InputError, match="draws: expected at least 1, got 0"):
        estimate(Case.model_validate(CASE), [], draws=0, seed=1)
    wrong = Case.model_validate({**CASE, "stances": [{"actor": "aa", "issue": "land"}]})
    with pytest.raises(CaseError, match=r"stances.0.actor: expected an actor defined in this case, got 'aa'"):
        estimate(wrong, [], draws=1, seed=1)


def test_a_case_of_nothing_gives_empty_arrays():
    draws, estimates = estimate(Case.model_validate({"case": CASE["case"]}), [], draws=3, seed=1)
    assert draws.position.shape == (3, 0, 0)
    assert estimates == ()


@pytest.mark.parametrize(
    ("levels_and_days", "words"),
    [
        ([(0, "2025-01-01"), (4, "2025-06-01")], "those since 2025-06-01 differ from the earlier ones"),
        ([(4, "2025-01-01"), (0, "2025-06-01"), (4, "2025-07-01")], "they contradict each other"),
        ([(4, "2025-01-01"), (0, "2025-01-01")], "they contradict each other"),
        ([(4, "2025-01-01"), (0, "")], "they contradict each other"),
        ([(2, "2025-01-01"), (2, "")], "they agree"),
    ],
)
def test_a_position_that_moved_is_told_from_sources_that_disagree(levels_and_days, words):
    statements = [said(n, "b", "land", level, time_said=day) for n, (level, day) in enumerate(levels_and_days)]
    result = estimate(Case.model_validate(CASE), statements, draws=10, seed=1)
    assert words in found(result, "b", "land", "position").basis.reason


def test_statements_that_wait_for_a_person_are_counted():
    hints = [replace(said(n, "b", "land", 4), kind="speculation", id="") for n in (1, 2)]
    result = estimate(Case.model_validate(CASE), hints, draws=10, seed=1)
    assert (
        "2 statements that hint at this actor's position count only once"
        in found(result, "b", "land", "position").basis.reason
    )
