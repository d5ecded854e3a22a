"""The section ``crisis`` of a case file: numbers alone or with their source, written and saved without loss."""

from __future__ import annotations

import pytest

from detente.domain.errors import CaseError
from detente.storage.case_loading import parse_case
from detente.storage.case_saving import changed_text
from detente.storage.case_writing import case_text

TEXT = """\
case: {id: x, title: X, as_of: 2025-01-01}
actors: {a: {name: A}, b: {name: B}}
issues: {pie: {question: "?", scale: {0: low, 10: high}, reference_point: 0}}
crisis:
  issue: pie
  first: a
  second: b
  win_probability: 0.6  # a guess
  sides:
    a: {war_cost: [0.1, 0.2, 0.3], ratification: {body: Diet, median: {value: 7, note: polls}}}
    b: {war_cost: {value: 0.2, guess: true}}
"""


def test_a_number_may_stand_alone_or_beside_its_source():
    crisis = parse_case(TEXT)[0].crisis
    assert crisis is not None
    assert (crisis.win_probability.value.mode, crisis.win_probability.guess) == (0.6, False)
    assert crisis.sides["a"].war_cost is not None
    assert crisis.sides["a"].war_cost.value.high == 0.3
    assert crisis.sides["b"].war_cost is not None
    assert crisis.sides["b"].war_cost.guess
    assert crisis.sides["a"].ratification is not None
    assert crisis.sides["a"].ratification.median.note == "polls"


def test_it_is_written_and_read_again_as_it_was():
    case = parse_case(TEXT)[0]
    assert parse_case(case_text(case))[0] == case


def test_saving_a_change_keeps_the_rest_of_the_file():
    case = parse_case(TEXT)[0]
    assert case.crisis is not None
    side = case.crisis.sides["b"].model_copy(update={"patience": case.crisis.win_probability})
    crisis = case.crisis.model_copy(update={"sides": {**case.crisis.sides, "b": side}})
    changed = case.model_copy(update={"crisis": crisis})
    text = changed_text(TEXT, changed)
    assert parse_case(text)[0] == changed
    assert "win_probability: 0.6  # a guess" in text


@pytest.mark.parametrize(
    ("old", "new", "where", "expected"),
    [
        ("war_cost: [0.1, 0.2, 0.3]", "war_cost: much", "crisis.sides.a.war_cost", "a number"),
        ("win_probability: 0.6", "win_probability: 1.6", "crisis.win_probability", "a number from 0 to 1"),
        ("median: {value: 7,", "median: {value: 17,", "crisis.sides.a.ratification.median", "a number from 0 to 10"),
        ("second: b", "second: c", "crisis.second", "an actor defined in this case"),
        ("issue: pie", "isue: pie", "crisis.isue", "issue"),
    ],
)
def test_what_does_not_fit_is_said_with_its_line(old, new, where, expected):
    with pytest.raises(CaseError) as caught:
        parse_case(TEXT.replace(old, new))
    assert where in str(caught.value)
    assert expected in str(caught.value)
    assert str(caught.value).startswith("case.yaml:")
