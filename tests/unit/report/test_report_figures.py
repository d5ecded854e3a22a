"""Places on a strip, labels that do not collide, passages around quotations, links that are safe."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from analysis_fixture import analysis, without_required

from detente.domain.document import Document
from detente.domain.forecast import Interval
from detente.report.contested import contestedness, most_contested
from detente.report.figures import LABEL_GAP, bar, columns, place, ticks
from detente.report.landing import landing
from detente.report.lookup import Lookup, safe_url
from detente.report.passages import AROUND, passage, passage_of_quote


def test_places_stay_on_the_strip():
    assert place(40, 0, 100) == 40
    assert place(0.25, 0, 1) == 25
    assert place(-5, 0, 100) == 0
    assert place(math.inf, 0, 100) == 100
    assert bar(Interval(math.nan, math.nan, math.nan), 0, 100) is None


def test_labels_that_are_near_go_on_different_lines():
    made = ticks([(40, "40", "a"), (42, "42", "b"), (44, "44", "c"), (90, "90", "d")])
    assert [t.lane for t in made] == [0, 1, 2, 0]
    for lane in {t.lane for t in made}:
        places = [t.at for t in made if t.lane == lane]
        assert all(b - a >= LABEL_GAP for a, b in pairwise(places))


def test_the_highest_column_fills_the_strip():
    made = columns([0.0, 0.25, 0.75])
    assert [height for _, _, height in made] == [33.33, 100.0]
    assert columns([0.0, 0.0]) == ()


def test_contested_counts_distance_and_the_lesser_salience():
    lookup = Lookup(analysis())
    assert contestedness(lookup, "territory") == pytest.approx((84 - 15) / 100 * 0.90)
    assert most_contested(lookup)[0] == "territory"
    everyone = Lookup(without_required(analysis()))
    assert contestedness(everyone, "water") == pytest.approx((0.75 - 0.2) * 0.70)
    assert contestedness(lookup, "water") == contestedness(everyone, "water"), "only one required party has a position"


def test_engines_disagree_beyond_a_tenth_of_the_scale():
    lookup = Lookup(analysis())
    assert not landing(lookup, "territory").agree
    assert landing(lookup, "guarantees").agree
    assert landing(lookup, "water").nearest == "half"
    assert landing(lookup, "nowhere") is None


def test_a_quotation_is_marked_in_all_its_parts_and_nothing_of_the_text_is_lost():
    given = analysis()
    documents = {d.path: d for d in given.documents}
    for statement in given.reading.statements:
        document = documents[statement.document]
        shown = passage(statement, document)
        assert shown.verbatim
        marked = "".join(p.text for p in shown.pieces if p.mark in ("quote", "check"))
        assert marked == "".join(document.text[a:b] for a, b in statement.spans)
        assert "".join(p.text for p in shown.pieces).strip("… ").strip() in document.text


def test_a_passage_is_cut_at_words_and_bounded():
    text = "word " * 500
    shown = passage_of_quote("word word", Document("a.txt", text, "text/plain"))
    assert len("".join(p.text for p in shown.pieces)) <= 2 * AROUND + 9 + 4
    late = Document("b.txt", text + "Here it stands. " + text, "text/plain")
    pieces = passage_of_quote("Here it stands.", late).pieces
    assert pieces[0].text == "… "
    assert pieces[1].text.startswith("word ")
    assert pieces[-1].text == " …"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https:",
        "http://",
        "ftp://example.org",
        "https://example.org/ x",
        "https://exa\nmple.org",
        "\x01https://example.org",
        "http://[bad",
        "https:\\\\example.org",
        "",
        None,
    ],
)
def test_what_is_not_a_plain_web_address_is_never_a_link(url):
    assert safe_url(url) == ""


def test_web_addresses_are_kept_as_they_are():
    assert safe_url("https://example.org/a?b=1&c=2#d") == "https://example.org/a?b=1&c=2#d"


def test_anchors_of_ids_that_look_alike_are_told_apart():
    given = analysis()
    one, two = given.forecast.estimates[:2]
    pair = (
        replace(one, actor="a-b", issue="c", parameter="position"),
        replace(two, actor="a", issue="b-c", parameter="position"),
    )
    lookup = Lookup(replace(given, forecast=replace(given.forecast, estimates=pair)))
    assert lookup.basis_href("a-b", "c", "position") == "#basis-a-b-c-position"
    assert lookup.basis_href("a", "b-c", "position") == "#basis-a-b-c-position.2"
