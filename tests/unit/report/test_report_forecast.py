"""Where a deal would land, said with chances, and how often such forecasts were right, said beside the baseline."""

from dataclasses import replace

import pytest
from analysis_fixture import analysis, empty_analysis, foreseen

from detente.report import answer_sentences, render_html, render_summary
from detente.report.catalogue import section
from detente.report.lookup import Lookup
from detente.report.sections.forecast import forecast_section


@pytest.fixture(scope="module")
def page():
    text = render_html(foreseen(analysis()))
    return text[text.index('<section id="forecast"') : text.index('<section id="scenarios"')]


def test_the_record_and_the_baseline_stand_beside_each_other_with_n_and_the_caution(page):
    assert "Of 245 European legislative issues forecast this way" in page
    assert "<b>48%</b> ended within 10 points" in page
    assert "it is <b>29%</b>" in page
    assert "n = 245 issues of 95 negotiations" in page
    assert "pseudo-forecasts" in page
    assert "another kind of negotiation" in page
    assert "A. Author, a made-up record" in page


def test_no_deal_is_at_least_the_share_without_room(page):
    assert "In <b>69%</b> of draws there is no room for a deal" in page
    given = foreseen(analysis(), chance=None)
    assert forecast_section(Lookup(given)).no_deal == ""


def test_heaps_are_named_by_place_and_only_where_they_matter(page):
    assert "30% at the reference point (" in page
    rows = forecast_section(Lookup(foreseen(analysis()))).rows
    territory = next(row for row in rows if row.key == "territory")
    assert [mark.letter for mark in territory.marks] == ["a", "b"]
    assert "12% at Aldova's position (near 70)" in territory.marks[1].words
    assert not any(mark.words.split()[0] == "1%" for row in rows for mark in row.marks)


def test_why_it_is_wider_is_said_once_each(page):
    assert page.lower().count("few actors have a stance") == 1
    assert "Another kind of negotiation than the data." in page


def test_every_issue_has_its_strip_and_its_line_in_the_table(page):
    given = foreseen(analysis())
    for key in given.case.issues:
        assert page.count(f'id="lands-{key}"') == 1
    table = page[page.index("<tbody>") :]
    assert table.count("<tr>") == len(given.case.issues)


def test_a_case_without_the_distribution_says_so():
    assert forecast_section(Lookup(empty_analysis())) is None
    assert "No calibrated distribution was computed" in render_html(empty_analysis())
    assert list(section("forecast").text(Lookup(empty_analysis()))) == []


def test_the_first_sentence_takes_the_distribution_with_the_models_beside_it():
    given = foreseen(analysis())
    first = answer_sentences(given)[0]
    deal = given.forecast.baseline.predictive.get("territory").deal.interval
    assert f"between {deal.low:.0f} and {deal.high:.0f}, most likely near {deal.mid:.0f}" in first
    assert "(the models alone: 41 to 80, and they disagree)" in first


def test_the_fifth_sentence_says_the_record_the_baseline_and_the_caution():
    for proposed in (False, True):
        fifth = answer_sentences(replace(foreseen(analysis()), proposed=proposed))[4]
        assert "of 245 European legislative issues forecast this way, 48% ended within 10 points" in fifth
        assert "compromise model: 29%" in fifth
        assert "pseudo-forecasts: experts' recall of law-making" in fifth
        assert "not been scored" not in fifth
        assert fifth.endswith(".")
        assert len(fifth) < 560


def test_the_terminal_says_it_too_whole():
    said = " ".join(render_summary(foreseen(analysis())).split())
    assert "48% ended within 10 points of the median (compromise model: 29%)" in said
    assert "experts' recall of law-making." in said


def test_the_text_has_the_same_figures():
    said = "\n".join(section("forecast").text(Lookup(foreseen(analysis()))))
    assert "Of 245 European legislative issues in 95 negotiations" in said
    assert "**48%**" in said
    assert "**29%**" in said
    assert "30% at the reference point" in said
    assert said.count("\n| ") >= len(analysis().case.issues)


def test_actors_who_stand_in_one_place_make_one_heap():
    given = foreseen(analysis())
    first, *rest = given.forecast.scenarios
    changed = []
    for one in first.predictive.issues:
        reference = one.masses[0]
        masses = (
            reference,
            *(replace(one.masses[1], actor=a, at=reference.at, probability=0.3) for a in ("bereth", "union")),
        )
        changed.append(replace(one, masses=masses))
    scenarios = (replace(first, predictive=replace(first.predictive, issues=tuple(changed))), *rest)
    rows = forecast_section(Lookup(replace(given, forecast=replace(given.forecast, scenarios=scenarios)))).rows
    assert all(len(row.marks) == 1 for row in rows)
    assert rows[0].marks[0].words.endswith(", where Bereth and Coastal Economic Union stand too")
