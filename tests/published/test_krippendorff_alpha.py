"""The worked examples of Krippendorff 2011, Computing Krippendorff's Alpha-Reliability."""

from __future__ import annotations

import math

import pytest

from detente.evaluation.reliability import krippendorff_alpha, reliability


def units(*coders: str):
    """Columns of the coders' rows, missing values (".") left out."""
    return [[v for v in column if v != "."] for column in zip(*(row.split() for row in coders), strict=True)]


# A: two observers, binary data.
BINARY = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
# B: two observers, five nominal categories.
CATEGORIES = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")
# C: four observers, missing data, any metric.
MISSING = [
    [int(v) for v in unit]
    for unit in units(
        "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "metric", "alpha"),
    [
        (BINARY, "nominal", 0.095), (CATEGORIES, "nominal", 0.692), (MISSING, "nominal", 0.743),
        (MISSING, "ordinal", 0.815), (MISSING, "interval", 0.849),
    ],
)  # fmt: skip
def test_worked_examples(data, metric, alpha):
    assert round(krippendorff_alpha(data, metric), 3) == alpha
    assert round(reliability(data, metric).alpha, 3) == alpha


def test_a_unit_one_observer_has_seen_says_nothing():
    assert krippendorff_alpha([*MISSING, [7]]) == krippendorff_alpha(MISSING)
    assert reliability(MISSING).units == 11
    assert reliability(MISSING).values == 40


def test_limits():
    assert krippendorff_alpha([["a", "a"], ["b", "b"], ["a", "a"]]) == 1.0
    assert krippendorff_alpha([["a", "b"], ["b", "a"], ["a", "b"]]) < 0
    assert math.isnan(krippendorff_alpha([["a", "a"], ["a", "a"]]))
    assert math.isnan(krippendorff_alpha([]))
    assert math.isnan(krippendorff_alpha([["a"], ["b"]]))


def test_the_interval_holds_alpha_and_narrows_with_more_units():
    few, many = reliability(MISSING, "ordinal"), reliability(MISSING * 20, "ordinal")
    assert few.low <= few.alpha <= few.high
    assert many.high - many.low < few.high - few.low
    assert reliability(MISSING) == reliability(MISSING)
    assert math.isnan(reliability(MISSING[:4]).low)


def test_words_follow_the_rule_of_the_book():
    assert reliability([["a", "a"], ["b", "b"]] * 5).in_words == "reliable"
    assert reliability(MISSING).in_words == "tentative conclusions only"
    assert reliability(BINARY).in_words == "not reliable"
    assert reliability([["a", "a"]]).in_words.startswith("not defined")
