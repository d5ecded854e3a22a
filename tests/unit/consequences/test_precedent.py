"""Precedent: similarity of disputes, concessions, lessons."""

from __future__ import annotations

import pytest
from made_up_case import made_up_case

from detente.consequences.answer import answer_consequences
from detente.consequences.precedent import similarity


def effects():
    answer = answer_consequences(made_up_case(scenarios={}), draws=500).precedents
    return {(e.package, e.dispute): e for e in answer.effects}


def test_similarity_by_hand():
    here, there = {"a": 1.0, "b": 0.5}, {"a": 0.5, "b": 0.5, "c": 1.0}
    assert similarity(here, there) == pytest.approx(0.75)
    assert similarity(here, there, {"a": 3.0}) == pytest.approx(1 - 1.5 / 4)
    assert similarity(here, here) == 1
    assert similarity(here, {"c": 1.0}) == 0


def test_the_most_similar_dispute_comes_first_and_says_what_is_alike():
    found = [e for (package, _), e in effects().items() if package == "surrender"]
    assert [e.dispute for e in found] == ["strait", "dam"]
    assert found[0].alike == ("annexation", "nuclear")
    assert found[1].unlike == ("annexation", "nuclear")


def test_the_lesson_is_similarity_times_concession_times_its_size():
    found = effects()["surrender", "strait"]
    assert found.shift.mean == pytest.approx(found.similarity * found.concession * 6.83, rel=0.05)
    assert found.shift.coefficients[0] == "P10"


def test_no_concession_teaches_nothing():
    assert effects()["empty", "strait"].shift.mean == 0
    assert effects()["surrender", "dam"].shift.mean == 0
