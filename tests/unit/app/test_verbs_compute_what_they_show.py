"""A command that asks one question computes the parts its sections need, and says what it would if all were known."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.app.cli.questions import QUESTIONS
from detente.app.exposing import register_of, with_exposure
from detente.app.pipeline import EXPLANATION
from detente.domain.analysis import Analysis
from detente.domain.forecast_parts import BARGAINING, EVERYTHING, OF_CASE
from detente.domain.statement import Reading
from detente.ensemble.design import Design
from detente.ensemble.forecast import conclude_forecast, simulated_for
from detente.insight.bargaining import with_bargaining
from detente.insight.room.answer import with_room
from detente.report.catalogue import section
from detente.report.markdown import render_sections
from detente.storage.case_file import load_case

CASE = Path(__file__).parents[3] / "examples" / "nile-dam"
DESIGN = Design(draws=60)


def analysis_of(parts: frozenset[str]) -> Analysis:
    """The example from its case file alone."""
    case = load_case(CASE / "case.yaml").case
    simulated = simulated_for(parts, case, (), DESIGN)
    forecast = conclude_forecast(case, simulated, DESIGN, (), parts=parts)
    if parts & BARGAINING:
        forecast = with_bargaining(forecast, case, simulated[0] if simulated else None, DESIGN.seed, parts)
    if "room" in parts:
        forecast = with_room(forecast, simulated[0], DESIGN.seed)
    if "exposure" in parts:
        forecast = with_exposure(forecast, case, register_of(CASE, case), DESIGN)
    return Analysis(case, (), Reading((), ()), forecast)


@pytest.fixture(scope="module")
def everything() -> Analysis:
    return analysis_of(EVERYTHING - EXPLANATION)


@pytest.mark.parametrize("verb", [question.verb for question in QUESTIONS])
def test_a_verb_says_what_it_would_say_of_everything(verb: str, everything: Analysis) -> None:
    (question,) = (one for one in QUESTIONS if one.verb == verb)
    sections = [section(key) for key in question.sections]
    parts = frozenset[str]().union(*(one.needs for one in sections))
    assert parts < EVERYTHING
    alone = analysis_of(parts)
    assert render_sections(alone, sections) == render_sections(everything, sections)
    wanted = question.part(everything.forecast.to_dict())
    found = question.part(alone.forecast.to_dict())
    assert _without_coefficients(found) == _without_coefficients(wanted)


def test_what_the_case_states_asks_for_no_draws() -> None:
    assert analysis_of(frozenset({"sovereignty"})).forecast.scenarios == ()
    assert all(one.needs <= OF_CASE for one in (section("sovereignty"), section("durability"), section("crisis")))


def _without_coefficients(part: dict) -> dict:
    """Coefficients are those that some model drew: a verb lists those that its own models drew."""
    return {name: value for name, value in part.items() if name != "coefficients"}
