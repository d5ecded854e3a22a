"""Drafts found, single steps and clashing lines, on the page, in Markdown and in the tables."""

from dataclasses import replace

import pytest
from analysis_fixture import analysis, empty_analysis, without_required
from test_report_html import Page

from detente.domain.agreement_answer import (
    AgreementAnswer,
    FoundPackage,
    FrontierPoint,
    LineConflict,
    PackageSearch,
    Relaxation,
    Unlock,
)
from detente.domain.forecast import Interval, Share
from detente.domain.provisions import Provision
from detente.report import answer_sentences, render_html, render_markdown, tables
from detente.report.lookup import Lookup
from detente.report.sections.blocks import blocks_section, blocks_text
from detente.report.sections.found import search_text, search_view
from detente.report.sections.zone import zone_section

PARTIES = ("aldova", "bereth", "federation")


def share(value, n=10_000):
    return Share(value, max(0.0, value - 0.01), min(1.0, value + 0.01), n)


def answered(**changes):
    """The made-up analysis with a search that found two drafts, and an unlock table."""
    given = analysis()
    verdict = given.forecast.baseline.zone.packages[0]
    provisions = {
        "line": Provision(issue="territory", at=45, title="The line <stays>", source=("s1",)),
        "moratorium": Provision(issue="alliance_membership", at=30, title="No accession for ten years", guess=True),
    }
    names = {"line": "The line <stays>", "moratorium": "No accession for ten years", "water:0.5": "half"}

    def found(number, best_at, chosen, values, accepted):
        judged = replace(verdict, package=f"found_{number}", title="", acceptable=share(accepted))
        gains = {a: 4.0 - number + i for i, a in enumerate(PARTIES)}
        return FoundPackage(best_at, chosen, values, judged, gains)

    search = PackageSearch(
        method="all",
        draws=256,
        combinations=17,
        drafts=11,
        proven=("most_acceptable", "worst_off", "egalitarian", "kalai_smorodinsky", "nash"),
        seen=11,
        size=Interval(0.0, 0.0, 0.125),
        mean_size=0.03,
        often=0.0,
        reachable=share(0.25, 256),
        compared=8,
        found=(
            found(1, ("most_acceptable", "worst_off"), ("line", "moratorium"),
                  {"territory": 45.0, "alliance_membership": 30.0}, 0.24),
            found(2, ("nash",), ("line", "water:0.5"), {"territory": 45.0, "water": 0.5}, 0.21),
        ),
        frontier=tuple(
            FrontierPoint(chosen, 0.2, dict(zip(PARTIES, gains, strict=True)))
            for chosen, gains in ((("line", "moratorium"), (3.0, 4.0, 5.0)), (("line", "water:0.5"), (2.0, 3.0, 9.0)),
                                  (("line",), (1.0, 8.0, 1.0)))
        ),
        frontier_size=3,
    )  # fmt: skip
    low, high = Interval(40, 44, 50), Interval(38, 41, 44)
    agreement = AgreementAnswer(
        search=search,
        without_zone=6_900,
        analysed=6_900,
        unlocks=(
            Unlock("aldova", share(0.6, 6_900), (
                Relaxation("territory", "min", share(0.55, 6_900), 0.5, Interval(0.4, 2.6, 7.1), low, high),
                Relaxation("", "", share(0.2, 6_900), 0.1, Interval(1.0, 3.0, 8.0)),
                Relaxation("alliance_membership", "max", share(0.001, 6_900), 0.0, Interval(1.0, 2.0, 3.0), low, high),
            )),
            Unlock("bereth", share(0.55, 6_900), (
                Relaxation("territory", "max", share(0.55, 6_900), 0.5, Interval(0.4, 2.6, 7.1), high, low),
            )),
            Unlock("federation", share(0.0, 6_900), ()),
        ),
        conflicts=(LineConflict("territory", "aldova", "bereth", share(0.34), Interval(1, 3, 9)),),
        names=names,
    )  # fmt: skip
    agreement = replace(agreement, **changes)
    case = given.case.model_copy(update={"provisions": provisions})
    return replace(given, case=case, forecast=replace(given.forecast, agreement=agreement))


def text_of(part, given):
    return "\n".join(part(Lookup(given)))


def test_the_page_stays_sound_and_every_number_leads_somewhere():
    page = Page(render_html(answered()))
    assert not page.unbalanced
    assert len(page.ids) == len(set(page.ids))
    assert {h for h in page.hrefs if h.startswith("#")} <= {f"#{i}" for i in page.ids}


def test_found_drafts_stand_beside_written_ones_and_are_marked():
    section = zone_section(Lookup(answered()))
    assert [row.found for row in section.packages].count(True) == 2
    titles = [row.title for row in section.packages]
    assert {"Draft found 1", "Freeze on the line of contact"} <= set(titles)
    medians = [p.worst.words for p in section.packages]
    assert len(medians) == 5
    assert "found by search" in render_html(answered())
    assert "Draft found 1 (found by search)" in render_markdown(answered())


def test_a_clause_leads_to_its_source_a_described_point_to_its_scale_and_a_guess_says_so():
    view = search_view(Lookup(answered()))
    first, second = view.found
    assert [link.href for link in first.clauses] == ["#source-s1", "#how-guess"]
    assert [link.text for link in second.clauses] == ["The line <stays>", "half"]
    assert second.clauses[1].href == "#issue-water"


def test_the_search_is_told_in_plain_numbers():
    text = text_of(search_text, answered())
    assert "From 2 clauses named in the case, at most one on each issue, 11 drafts can be put together" in text
    assert "tried on 256 of the draws. In 25% of these" in text
    assert "fewer than the 31% in which points between the clauses would do" in text
    assert "(Draft found 1) is so in 24% of all draws, against 22% for the best of the drafts in the case" in text
    assert "acceptable most often and best for whoever gains least" in text
    assert "Clauses that all of these hold: The line \\<stays\\>." in text


def test_what_was_not_proven_best_is_said():
    given = answered()
    search = replace(given.forecast.agreement.search, method="bounds", drafts=None, proven=("worst_off",))
    text = text_of(search_text, answered(search=search))
    assert "17 drafts can be put together, more than can be tried one by one" in text
    assert "Not proven to be best" in text


def test_a_search_that_found_nothing_says_so():
    search = replace(answered().forecast.agreement.search, found=(), frontier=(), frontier_size=0)
    text = text_of(search_text, answered(search=search))
    assert "No draft is acceptable in any draw tried." in text
    assert not Page(render_html(answered(search=search))).unbalanced


def test_single_steps_that_mirror_each_other_are_one_sentence():
    text = text_of(blocks_text, answered())
    assert (
        "In 55% of the draws without a zone it would be enough that Aldova relaxed its lower red line on Control of "
        "the valley, or that Bereth relaxed its own, by between 0.4 and 7.1 points of the scale, most likely near 2.6, "
        "nothing else changing. Either could open the zone alone" in text
    )
    assert "Meridian Federation could not open it alone in any draw." in text
    assert (
        "| Aldova | Walk-away value | 20% | between 1.0 and 8.0 points of its utility, most likely near 3.0 |" in text
    )
    assert "from near 44 to near 41" in text


def test_steps_that_hardly_ever_suffice_are_counted():
    first = blocks_section(Lookup(answered())).unlocks[0]
    assert [way.what for way in first.ways] == ["Lower red line on Control of the valley", "Walk-away value"]
    assert first.rare == 1
    assert first.ways[0].href == "#basis-aldova-territory-red_line_low"


def test_where_no_single_step_helps_it_is_said():
    alone = tuple(replace(u, relaxations=(), suffices=share(0.0)) for u in answered().forecast.agreement.unlocks)
    assert "each time at least two must give way" in text_of(blocks_text, answered(unlocks=alone))


def test_the_heat_table_names_who_asks_and_who_grants():
    heat = blocks_section(Lookup(answered())).conflicts
    assert heat.pairs == ("Aldova asks more than Bereth grants",)
    ((issue, (cell,)),) = heat.rows
    assert (issue, cell.number.text, cell.gap, cell.heat) == (
        "Control of the valley",
        "34%",
        "apart by 3 (1 to 9)",
        0.34,
    )
    assert 'style="--heat: 0.34"' in render_html(answered())


def test_many_pairs_are_cut_to_the_most_frequent():
    conflict = answered().forecast.agreement.conflicts[0]
    many = tuple(replace(conflict, demander=a, refuser=b) for a in PARTIES for b in PARTIES)
    heat = blocks_section(Lookup(answered(conflicts=many))).conflicts
    assert (len(heat.pairs), heat.left_out) == (6, 3)


@pytest.mark.parametrize("given", [empty_analysis(), without_required(answered()), analysis()])
def test_without_an_answer_the_sections_still_say_something(given):
    assert not Page(render_html(given)).unbalanced
    assert text_of(blocks_text, given)


def test_tables_hold_what_was_found():
    rows = tables(answered())
    assert len(rows["found"]) == 2 * len(answered().forecast.baseline.zone.packages[0].margins)
    assert rows["found"][0]["best_at"] == "most_acceptable; worst_off"
    assert [r["provision"] for r in rows["found_values"]] == ["line", "moratorium", "line", "water:0.5"]
    assert len(rows["frontier"]) == 9
    assert rows["search"][0]["drafts"] == 11
    assert [(r["actor"], r["demand"], r["side"]) for r in rows["unlocks"]] == [
        ("aldova", "red line", "min"), ("aldova", "walk-away value", ""), ("aldova", "red line", "max"),
        ("bereth", "red line", "max"),
    ]  # fmt: skip
    assert rows["line_conflicts"][0]["gap_p50"] == 3


def test_the_answer_names_who_could_open_the_zone_alone():
    fourth = answer_sentences(answered())[3]
    assert fourth.startswith("Aldova or Bereth could alone, by relaxing its red line on Control of the valley (")
    assert "enough in 55% of the draws without a zone" in fourth
    nobody = answered(unlocks=(Unlock("federation", share(0.0, 6_900), ()),))
    assert answer_sentences(nobody)[3].startswith("No party alone could by one step of its own. The scenario")
