"""The five sentences."""

from dataclasses import replace

import pytest
from analysis_fixture import analysis, empty_analysis, one_engine, without_required

from detente.domain.forecast import Interval, Share
from detente.report import answer_sentences
from detente.report.answer import block_words
from detente.report.lookup import Lookup


def with_baseline(given, **changes):
    first, *rest = given.forecast.scenarios
    zone = {k: v for k, v in changes.items() if k in ("exists", "blocks", "packages", "best", "required")}
    other = {k: v for k, v in changes.items() if k not in zone}
    first = replace(first, zone=replace(first.zone, **zone), **other)
    return replace(given, forecast=replace(given.forecast, scenarios=(first, *rest)))


@pytest.mark.parametrize("make", [analysis, empty_analysis, lambda: without_required(analysis())])
def test_there_are_always_five_whole_sentences(make):
    sentences = answer_sentences(make())
    assert len(sentences) == 5
    assert all(s.endswith(".") and s[0].isupper() and len(s) < 520 for s in sentences)


def test_the_chance_is_said_in_words_and_numbers_with_its_draws():
    first = answer_sentences(analysis())[1]
    assert first.startswith("Unlikely: 31% of 10,000 simulated draws contain a deal")
    assert "simulation error 30 to 32%" in first
    assert "not the chance that one is signed" in first


def test_no_draw_with_a_zone_is_said_as_none():
    given = with_baseline(analysis(), exists=Share(0.0, 0.0, 0.0004, 10000))
    assert answer_sentences(given)[1].startswith("Almost no chance: none of 10,000 simulated draws contains")


def test_without_required_parties_the_first_sentence_says_what_to_do():
    first = answer_sentences(without_required(analysis()))[1]
    assert "cannot be said" in first
    assert "mark those parties as required" in first


def test_red_lines_on_one_issue_are_named_together():
    lookup = Lookup(analysis())
    first, second, _ = lookup.analysis.forecast.baseline.zone.blocks
    assert block_words(lookup, first) == "the red lines of Aldova and Bereth on Control of the valley"
    assert (
        block_words(lookup, second) == "Aldova's red line on Alliance membership together with Bereth's walk-away value"
    )


def test_engines_that_disagree_are_named_and_the_spread_is_the_answer():
    first = answer_sentences(analysis())[0]
    assert "between 41 and 80, and the engines disagree about where (compromise near 51" in first
    assert "weighted median near 63" in first
    assert "disagree" not in answer_sentences(one_engine(analysis()))[0]


def test_the_scenario_with_the_largest_change_is_named_with_its_kind():
    fourth = answer_sentences(analysis())[3]
    assert "“The Federation stops its arms deliveries”, a lever (from 31% to 19%" in fourth
    assert "an association within the model, not a cause" in answer_sentences(analysis())[2]


def test_a_change_that_cannot_be_told_from_none_is_said_to_be_so():
    given = analysis()
    scenarios = tuple(
        replace(s, zone_change=Interval(-0.01, 0.001, 0.012)) if s.zone_change else s for s in given.forecast.scenarios
    )
    given = replace(given, forecast=replace(given.forecast, scenarios=scenarios))
    assert "not to be told from no change" in answer_sentences(given)[3]


def test_a_driver_that_cannot_be_told_from_zero_is_not_sold_as_one():
    given = analysis()
    drivers = tuple(replace(d, low=0.0, words="not distinguishable from zero") for d in given.forecast.drivers)
    given = replace(given, forecast=replace(given.forecast, drivers=drivers))
    assert "no single uncertain input stands out" in answer_sentences(given)[2]
    assert "most associated" not in "".join(answer_sentences(given))


def test_trust_counts_statements_that_moved_something_and_guesses():
    given = analysis()
    used = {
        s
        for e in given.forecast.estimates
        if e.parameter in ("position", "red_line_low", "red_line_high")
        for s in e.basis.statements
    }
    fifth = answer_sentences(given)[4]
    assert fifth.startswith(f"Of {len(given.reading.statements)} statements read in 5 documents, {len(used)} moved")
    guesses = sum(e.basis.kind == "guess" for e in given.forecast.estimates)
    assert f"{guesses / len(given.forecast.estimates):.0%} are guesses" in fifth
    assert "proposed from the documents" in answer_sentences(replace(given, proposed=True))[4]


def test_without_red_lines_and_costs_no_chance_is_claimed():
    given = analysis()
    kept = tuple(e for e in given.forecast.estimates if not e.parameter.startswith(("red_line", "cost")))
    first = answer_sentences(replace(given, forecast=replace(given.forecast, estimates=kept)))[1]
    assert first.startswith("Not to be told yet: 31%")
    assert "no red line of theirs is known and what no deal costs them is a guess" in first
    costs = tuple(e for e in given.forecast.estimates if not e.parameter.startswith("red_line"))
    first = answer_sentences(replace(given, forecast=replace(given.forecast, estimates=costs)))[1]
    assert first.startswith("Unlikely: 31%")
    assert "no red line of theirs is known" in first


def test_drivers_of_a_zone_that_hardly_varies_are_not_quoted():
    given = with_baseline(analysis(), exists=Share(0.998, 0.997, 0.999, 10000))
    assert "most associated with where Control of the valley lands is Aldova's position" in answer_sentences(given)[2]
    assert "most associated with whether there is a zone" in answer_sentences(analysis())[2]


def test_a_chance_near_one_on_guessed_costs_is_not_told_as_almost_certain():
    from dataclasses import replace

    from detente.report.answer import what_is_unknown
    from detente.report.lookup import Lookup

    given = analysis()
    forecast = given.forecast
    baseline = forecast.baseline
    zone = replace(baseline.zone, exists=Share(1.0, 0.999, 1.0, 1000), blocks=())
    guessed = tuple(
        replace(e, basis=replace(e.basis, kind="guess")) if e.parameter == "cost_of_continuing" else e
        for e in forecast.estimates
    )
    changed = replace(
        given,
        forecast=replace(
            forecast, estimates=guessed, scenarios=(replace(baseline, zone=zone), *forecast.scenarios[1:])
        ),
    )
    assert what_is_unknown(Lookup(changed)).decisive
    assert answer_sentences(changed)[1].startswith("Not to be told yet")


def test_the_largest_lever_is_named_beside_a_larger_uncertainty():
    given = analysis()
    first, *rest = given.forecast.scenarios
    rest = [
        replace(s, zone_change=Interval(0.5, 0.6, 0.7) if s.kind == "uncertainty" else Interval(0.1, 0.2, 0.3))
        for s in rest
    ]
    said = answer_sentences(replace(given, forecast=replace(given.forecast, scenarios=(first, *rest))))[3]
    assert ", an uncertainty (from" in said
    assert "the largest that somebody can choose is" in said
