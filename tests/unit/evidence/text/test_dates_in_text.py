import datetime as dt

import pytest

from detente.evidence.text.dates import find_dates

PUBLISHED = dt.date(2025, 2, 20)


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("on 2024-11-05", "2024-11-05", "day"),
        ("on February 12", "2025-02-12", "day"),
        ("on 12 February 2024", "2024-02-12", "day"),
        ("on December 30", "2024-12-30", "day"),
        ("in March 2023", "2023-03", "month"),
        ("in 2022", "2022", "year"),
        ("three years ago", "2022", "about"),
        ("two weeks ago", "2025-02-06", "about"),
        ("yesterday", "2025-02-19", "day"),
        ("last month", "2025-01", "about"),
    ],
)
def test_dates_are_resolved_against_the_day_of_publication(text, value, precision):
    assert [(d.value, d.precision) for d in find_dates(text, 0, len(text), PUBLISHED)] == [(value, precision)]


@pytest.mark.parametrize("text", ["15%", "we may", "March of progress", "2100 views", "Article 5"])
def test_what_is_no_date(text):
    assert find_dates(text, 0, len(text), PUBLISHED) == []


def test_without_a_publication_date_the_year_stays_open():
    assert find_dates("February 12", 0, 11, None)[0].value == "--02-12"
    assert find_dates("three years ago", 0, 15, None)[0].value == ""


def test_an_impossible_day_has_no_value():
    assert find_dates("2024-02-31", 0, 10, None)[0].value == ""
