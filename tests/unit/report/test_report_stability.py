"""The section on whether a deal would be kept, and the picture of states and moves."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
from analysis_fixture import analysis as made_up

from detente.domain.analysis import Analysis
from detente.domain.case import Case
from detente.domain.stability_answer import StateGraph, StateMove
from detente.domain.statement import Reading
from detente.ensemble.design import Design
from detente.ensemble.forecast import conclude_forecast
from detente.ensemble.simulate import simulate
from detente.report.html import render_html
from detente.report.lookup import Lookup
from detente.report.markdown import render_markdown
from detente.report.sections.stability import stability_section
from detente.report.state_graph import Picture, as_file, draw_states, rows_of
from detente.report.tables import tables

CASE = {
    "case": {"id": "canal", "title": "A canal", "as_of": "2025-01-01"},
    "actors": {
        "north": {"name": "North", "required": True, "capability": 1},
        "south": {"name": "South", "required": True, "capability": 1},
    },
    "issues": {
        "tolls": {"question": "Who sets tolls?", "scale": {0: "north", 100: "south"}, "reference_point": 40},
        "water": {"question": "Who gets water?", "scale": {0: "north", 100: "south"}, "reference_point": 50},
    },
    "stances": [
        {"actor": "north", "issue": "tolls", "position": [0, 10, 60], "salience": [20, 50, 90]},
        {"actor": "north", "issue": "water", "position": [0, 20, 60], "salience": [20, 50, 90]},
        {"actor": "south", "issue": "tolls", "position": [50, 90, 100], "salience": [20, 50, 90]},
        {"actor": "south", "issue": "water", "position": [50, 60, 100], "salience": [20, 50, 90]},
    ],
    "no_deal": {"north": {"cost_of_continuing": [0, 5, 10]}, "south": {"cost_of_continuing": [0, 5, 10]}},
    "packages": {
        "share": {"title": "Share <half>", "tolls": 50, "water": 50},
        "give": {"tolls": 90, "water": 70},
    },
    "scenarios": {"flood": {"set": [{"actor": "north", "cost_of_continuing": [10, 20, 30]}]}},
    "compliance": {
        "options": {
            "pays": {"actor": "north", "what": "North pays", "kind": "comply", "sets": {"tolls": 20}, "source": ["a"]},
            "digs": {"actor": "north", "what": "North digs", "shifts": {"water": [-40, -20, 0]}, "costs": {"north": 1}},
            "shuts": {"actor": "south", "what": "South shuts the locks", "kind": "respond",
                      "costs": {"north": [1, 5, 9]}},
        },
        "effects": [
            {"when": "shuts and deal and not pays or shuts and deal and digs", "what": "standing kept",
             "costs": {"south": [-5, -1, 2]}},
        ],
    },
    "sources": {"a": {"title": "Locks <b>law</b>"}},
}  # fmt: skip


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    case = Case.model_validate(CASE)
    design = Design(draws=300, engines=("compromise",))
    return Analysis(case, (), Reading((), ()), conclude_forecast(case, simulate(case, (), design), design))


def test_every_draft_and_scenario_is_shown_with_its_shares(analysis):
    section = stability_section(Lookup(analysis))
    assert section.known
    assert {d.title for d in section.drafts} == {"Share <half>", "Give"}
    assert [d.share for d in section.drafts] == sorted((d.share for d in section.drafts), reverse=True)
    assert section.no_deal.title == "No deal"
    assert [(name, len(shares)) for name, shares in section.scenarios] == [("Flood", 2)]
    assert [o.anchor for o in section.options] == ["option-pays", "option-digs", "option-shuts", "effect-1"]


def test_numbers_lead_to_a_place_on_the_page(analysis):
    page = render_html(analysis)
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    part = page[page.index('<section id="stability"') :]
    part = part[: part.index("</section>")]
    links = set(re.findall(r'href="#([^"]+)"', part))
    assert {"how-kept", "options", "source-a", "how-analyst"} <= links
    assert links <= ids


def test_what_the_case_says_is_shown_as_written(analysis):
    page = render_html(analysis)
    assert "Share &lt;half&gt;" in page
    assert "Share <half>" not in page
    assert "no longer: North pays" in page
    assert "Standing kept" in page
    assert "when South shuts the locks and the deal is in force and not: North pays" in page


def test_markdown_says_the_same_without_pictures(analysis):
    text = render_markdown(analysis)
    part = text[text.index("Would it be kept") :]
    assert "<svg" not in part
    assert "Kept if credible answers are feared" in part
    for draft in stability_section(Lookup(analysis)).drafts:
        assert draft.kept[1].text in part
        assert draft.medians in part


def test_a_case_that_says_nothing_of_it_says_so_and_how_to():
    analysis = made_up()
    assert not stability_section(Lookup(analysis)).known
    assert "section <code>compliance</code>" in render_html(analysis)
    assert "section `compliance`" in render_markdown(analysis)


def test_no_breach_that_pays_is_told_as_nobody(analysis):
    answer = analysis.forecast.stability
    quiet = tuple(
        replace(
            p, breakers=tuple(replace(b, path=(), gain=None, dares=replace(b.dares, share=0.0)) for b in p.breakers)
        )
        for p in answer.packages
    )
    forecast = replace(analysis.forecast, stability=replace(answer, packages=quiet))
    section = stability_section(Lookup(replace(analysis, forecast=forecast)))
    assert {d.first for d in section.drafts} == {"nobody"}


def test_tables_have_every_draft_concept_actor_and_state(analysis):
    made = tables(analysis)
    answer = analysis.forecast.stability
    assert len(made["kept"]) == len(answer.packages) * 5 + sum(len(s) for s in answer.scenarios.values())
    assert {(r["package"], r["actor"]) for r in made["breaches"]} == {
        (p, a) for p in ("share", "give", "") for a in ("north", "south")
    }
    assert sum(r["signed"] for r in made["states_after"]) == 3
    assert [r["words"] for r in made["states_after"] if r["signed"]] == ["as signed", "as signed", "as things stand"]
    assert all(0 <= r["kept_if"] <= 1 for r in made["kept_decided_by"])
    assert not tables(made_up())["kept"]


def test_what_keeps_a_deal_is_said_by_what_foresight_adds(analysis):
    def lead(nash, seq):
        answer = analysis.forecast.stability
        package = answer.packages[0]
        kept = {c: replace(s, share=seq) for c, s in package.kept.items()} | {
            "nash": replace(package.kept["nash"], share=nash)
        }
        only = replace(answer, packages=(replace(package, kept=kept),), scenarios={})
        return stability_section(Lookup(replace(analysis, forecast=replace(analysis.forecast, stability=only)))).lead

    assert "not that all are content" in lead(0.1, 0.9)
    assert "hardly anybody would gain by moving" in lead(0.85, 0.9)
    assert "does not hold itself together" in lead(0.1, 0.3)


# the picture

RING = StateGraph(1, (1, 2, 3, 4), (StateMove("a", 1, 2), StateMove("b", 2, 3), StateMove("a", 4, 2)), 2)


def picture(graph=RING, **other) -> Picture:
    words = {state: [f"what {state} is <&>"] for state in graph.states}
    return Picture("A picture", graph, words, {3: ("nash", "seq"), 2: ("seq",)}, {"a": "Ann", "b": "Bo"}, **other)


def test_rows_follow_the_moves_from_the_status_quo():
    assert rows_of(RING) == ([[1], [2], [3]], [[4]])
    wide = StateGraph(0, tuple(range(11)), tuple(StateMove("a", 0, i) for i in range(1, 11)))
    rows, below = rows_of(wide)
    assert [len(row) for row in rows] == [1, 4, 4, 2]
    assert below == []
    assert sorted(state for row in rows for state in row) == list(range(11))


def test_states_nothing_leads_to_or_from_are_placed_too():
    circle = StateGraph(0, (0, 5, 6, 7), (StateMove("a", 5, 6), StateMove("a", 6, 5)))
    rows, below = rows_of(circle)
    assert rows == [[0]]
    assert sorted(state for row in below for state in row) == [5, 6, 7]


def test_words_names_and_concepts_are_in_the_picture_as_written():
    svg = draw_states(picture())
    texts = " ".join(ElementTree.fromstring(svg).itertext())
    for said in ("what 3 is <&>", "nash seq", "Ann moves", "Bo moves", "now", "Left out: 2 of 6 states"):
        assert said in " ".join(texts.split())
    assert draw_states(picture()) == svg


def test_a_file_of_its_own_is_well_formed():
    text = as_file(draw_states(picture()))
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("aria-label") == "A picture"


def test_long_words_are_cut_and_never_overflow_the_box():
    from detente.report.state_graph import LETTERS, MOST_LINES

    long = picture()
    long = Picture(long.title, long.graph, {s: ["word " * 80] for s in RING.states}, long.stable, long.makers)
    for lines in long.texts.values():
        assert len(lines) <= MOST_LINES + 1
        assert all(len(line) <= LETTERS for line in lines)
    assert "…" in long.texts[1]
