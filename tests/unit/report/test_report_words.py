"""Numbers and chances in words."""

import math

import pytest

from detente.domain.forecast import Interval, Share
from detente.report import words


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (0.0, "almost no chance"),
        (0.19, "very unlikely"),
        (0.2, "unlikely"),
        (0.5, "a roughly even chance"),
        (0.55, "likely"),
        (0.94, "very likely"),
        (1.0, "almost certain"),
    ],
)
def test_chance_words_follow_icd_203(share, word):
    assert words.chance(share) == word


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0%"), (0.0001, "under 1%"), (0.314, "31%"), (0.9999, "over 99%"), (1.0, "100%"), (math.nan, "not known")],
)
def test_percentages_never_round_to_certainty(share, text):
    assert words.percent(share) == text


def test_intervals_in_words():
    assert words.between(Interval(30, 42, 55)) == "between 30 and 55, most likely near 42"
    assert words.between(Interval(0.25, 0.4, 0.5), span=1.0) == "between 0.25 and 0.50, most likely near 0.40"
    assert words.between(Interval(40, 40, 40)) == "near 40"
    assert words.between(Interval(math.nan, math.nan, math.nan)) == "not known"


def test_changes_carry_their_sign():
    assert words.compact_signed(Interval(-4, 3, 9)) == "+3 (−4 to +9)"
    assert words.signed(-0.2) == "0"
    assert words.signed(0.2) == "0"
    assert words.signed(0.0) == "0"
    assert words.direction(Interval(-1, 2, 5)) == "no change that can be told from zero"
    assert words.direction(Interval(1, 2, 5)) == "a rise"


def test_simulation_error_is_one_number_where_both_ends_round_to_it():
    assert words.simulation_error(Share(0.3, 0.301, 0.299, 10)) == "30%"
    assert words.simulation_error(Share(0.3, 0.28, 0.32, 10)) == "28 to 32%"


def test_joining_and_counting():
    assert words.joined(["A", "B", "C"]) == "A, B and C"
    assert words.counted(1, "statement") == "1 statement"
    assert words.counted(1204, "statement") == "1,204 statements"
    assert words.possessive("United States") == "United States'"


def test_shortened_text_fits_and_breaks_at_a_word():
    text = words.shortened("the line of contact is where the talks begin", 20)
    assert text == "the line of contact…"
    assert len(text) <= 20


def test_cleaning_leaves_nothing_that_cannot_be_written_or_that_turns_text_around():
    dirty = "a\x00b\u202ec\ud800d"
    assert words.clean(dirty) == "a\ufffdb\ufffdc\ufffdd"
    words.clean(dirty).encode()
    assert words.clean("é – “ok”\n\t") == "é – “ok”\n\t"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("between 20% and 40%, most likely near 30%", "30% (20 to 40%)"),
        ("between 0.36 and 1.00, most likely near 0.60", "0.60 (0.36 to 1.00)"),
        ("between \u22124 and +9 points, most likely near +3", "between \u22124 and +9 points, most likely near +3"),
        ("near 5", "near 5"),
    ],
)
def test_intervals_in_words_are_shorter_in_tables(said, text):
    assert words.shorter(said) == text
