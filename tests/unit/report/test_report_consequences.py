"""The sections on durability and reactions: every figure is cited, drawn, tabled, and nothing is lost between them."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from analysis_fixture import analysis

from detente.consequences.answer import answer_consequences
from detente.report.catalogue import section
from detente.report.html import render_html
from detente.report.lookup import Lookup
from detente.report.markdown import render_sections
from detente.report.sections.citations import citation_rows
from detente.report.sections.durability import durability_section
from detente.report.sections.reactions import reactions_section
from detente.report.sections.scenarios import consequence_change_words
from detente.report.tables import tables


def _made_up_case():
    path = Path(__file__).parents[1] / "consequences" / "made_up_case.py"
    spec = importlib.util.spec_from_file_location("made_up_case", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.made_up_case()


@lru_cache
def asked():
    given, case = analysis(), _made_up_case()
    answer = answer_consequences(case, draws=300)
    merged = given.case.model_copy(
        update={
            "packages": case.packages,
            "scenarios": case.scenarios,
            "actors": {**given.case.actors, **case.actors},
            "consequences": case.consequences,
        }
    )
    return replace(given, case=merged, forecast=replace(given.forecast, consequences=answer))


@lru_cache
def page():
    return render_html(asked())


def part(key):
    return re.search(rf'<section id="{key}".*?</section>', page(), re.S).group()


def test_a_case_that_does_not_ask_is_told_what_to_state():
    lookup = Lookup(analysis())
    assert not durability_section(lookup).asked
    assert not reactions_section(lookup).asked
    text = render_sections(analysis(), [section("durability"), section("reactions")])
    assert "settlement" in text
    assert "audience" in text


@pytest.mark.parametrize(("key", "figures"), [("durability", 6), ("reactions", 4)])
def test_every_draft_is_drawn_and_tabled_with_a_sentence_how_to_read_it(key, figures):
    html = part(key)
    assert html.count('<svg class="figure"') == figures
    assert html.count("<table") >= 3
    assert html.count("How to read") >= 3


def test_the_failure_asked_about_is_printed():
    assert "any use of force between the sides" in part("durability")
    assert "any use of force between the sides" in render_sections(asked(), [section("durability")])


def test_every_coefficient_used_has_one_row_with_source_or_assumption_and_n():
    html = part("durability") + part("reactions")
    for use in asked().forecast.consequences.coefficients:
        assert html.count(f'id="coefficient-{use.id}"') == 1
    rows = {
        r.id: r for r in citation_rows(Lookup(asked()), ("durability", "regroup", "trust", "reactions", "precedent"))
    }
    assert set(rows) == set(asked().forecast.consequences.by_id)
    assert rows["D01"].source.startswith("Fortna")
    assert rows["D01"].n == "95 ceasefires, 55 failures"
    assert rows["D01"].through == "Peacekeepers with consent"
    assert "1.5 times" in rows["D01"].note
    assert rows["G21"].source == ""
    assert "assumption" in rows["G21"].mark


def test_the_analysts_number_is_marked_with_its_reason():
    assert "our reading of three earlier disputes" in part("reactions")
    assert "our reading of three earlier disputes" in render_sections(asked(), [section("reactions")])


def test_text_and_page_say_the_same_numbers():
    text = render_sections(asked(), [section("durability"), section("reactions")])
    plain = re.sub(r"<[^>]+>", "", part("durability") + part("reactions"))
    found = durability_section(Lookup(asked()))
    for draft in found.drafts:
        for row in draft.rows:
            assert row.risk.text in text
            assert row.risk.text in plain
    for clock in found.clocks:
        assert clock.removes.replace("“", "").split(" does")[0][:20] in text.replace("“", "")


def test_tables_hold_every_row():
    found = tables(asked())
    answer = asked().forecast.consequences
    assert len(found["coefficients"]) == len(answer.coefficients)
    assert len(found["trust"]) == len(answer.trust.changes)
    assert {row["package"] for row in found["survival"]} == set(asked().case.packages)
    assert {row["scenario"] for row in found["regroup"]} == {"baseline", "pullout"}
    assert all(row["coefficients"] for row in found["contributions"])
    assert tables(analysis())["survival"] == []


def test_equal_answers_give_equal_bytes():
    assert page() == render_html(asked())


def test_what_the_analyst_stated_is_listed_with_its_note():
    html = part("durability") + part("reactions")
    assert "Aldova rises, Bereth declines; guarantor: Meridia" in html
    assert "Meridia towards Bereth: left Bereth out of the talks (2030-06-01)" in html
    assert "0.3 of a whole promise broken" in html
    assert "the sides share a border" in render_sections(asked(), [section("durability")])


def test_every_link_of_the_sections_has_a_target():
    ids = set(re.findall(r' id="([^"]+)"', page()))
    for key in ("durability", "reactions", "sovereignty"):
        assert set(re.findall(r'href="#([^"]+)"', part(key))) <= ids


def test_a_scenario_says_what_it_changes_for_these_models():
    scenario = asked().case.scenarios["pullout"]
    assert list(consequence_change_words(Lookup(asked()), scenario)) == [
        "Every draft has the clause “End of military aid”",
        "Every draft lacks the clause “Security guarantee”",
        "Other numbers for when re-attack would pay: the rising side's chance of winning now",
    ]
