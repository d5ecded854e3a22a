"""The whole answer: who asks is answered, every figure leads somewhere, scenarios change facts, nothing is random."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from made_up_case import CASE, made_up_case

from detente.consequences.answer import answer_consequences
from detente.domain.errors import CaseError
from detente.domain.references import check_references


def figures(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"interval", "words", "coefficients", "mean"} <= set(value):
            yield value
        for item in value.values():
            yield from figures(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from figures(item)


def test_a_case_that_asks_nothing_is_told_nothing():
    assert answer_consequences(made_up_case(consequences={}, coefficients={}, scenarios={})) is None


@pytest.mark.parametrize(
    ("section", "field"),
    [("settlement", "durability"), ("regroup", "regroup"), ("trust", "trust"), ("audience", "reactions"),
     ("precedents", "precedents")],
)  # fmt: skip
def test_each_section_alone_is_answered_alone(section, field):
    case = made_up_case(consequences={section: CASE["consequences"][section]}, scenarios={})
    answer = answer_consequences(case, draws=200)
    answered = {n for n in ("durability", "regroup", "trust", "reactions", "precedents") if getattr(answer, n)}
    assert answered == {field}


def test_every_figure_says_its_words_and_leads_to_known_coefficients_or_facts():
    answer = answer_consequences(made_up_case(), draws=400)
    known, clauses = set(answer.by_id), {h.clause for p in answer.clauses for h in p.clauses}
    found = list(figures(asdict(answer)))
    assert len(found) > 100
    for figure in found:
        assert figure["words"]
        assert set(figure["coefficients"]) <= known
        assert set(figure["clauses"]) <= clauses
        assert figure["coefficients"] or figure["facts"]
        assert figure["interval"]["low"] <= figure["interval"]["mid"] <= figure["interval"]["high"]


def test_the_analysts_number_is_shown_as_such():
    use = answer_consequences(made_up_case(), draws=200).by_id["P10"]
    assert use.analyst
    assert use.reason == "our reading of three earlier disputes"
    assert 2 <= use.interval.low <= use.interval.high <= 15


def test_equal_inputs_give_equal_answers_and_another_seed_others():
    assert answer_consequences(made_up_case(), draws=300) == answer_consequences(made_up_case(), draws=300)
    assert answer_consequences(made_up_case(), draws=300) != answer_consequences(made_up_case(), seed=2, draws=300)


def test_a_scenario_changes_facts_field_by_field():
    answer = answer_consequences(made_up_case(), draws=1000)
    chance = {(p.scenario, p.package): p.chance for p in answer.regroup.packages}
    assert chance["pullout", "freeze"] > chance["baseline", "freeze"]


def test_facts_that_do_not_fit_are_refused_by_name():
    scenarios = {"odd": {"facts": {"regroup": {"riser_now": "strong"}}}}
    with pytest.raises(CaseError, match=r"scenarios\.odd\.facts\.regroup\.riser_now"):
        answer_consequences(made_up_case(scenarios=scenarios))


def test_references_are_checked():
    facts = {**CASE["consequences"], "regroup": {**CASE["consequences"]["regroup"], "riser": "aldava", "discount": 2}}
    paths = {p.path for p in check_references(made_up_case(consequences=facts))}
    assert ("consequences", "regroup", "riser") in paths
    assert ("consequences", "regroup", "discount") in paths
    assert check_references(made_up_case()) == []
