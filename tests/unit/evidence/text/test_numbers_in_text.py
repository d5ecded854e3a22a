"""Numbers with value, unit and bound, and what only looks like one."""

import datetime as dt

import pytest

from detente.domain.document import Document
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents
from detente.evidence.text.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("by as much as 15%", 15, "percent", "upper_bound"),
        ("by over 300 percent", 300, "percent", "lower_bound"),
        ("about $500 billion", 5e11, "USD", "approx"),
        ("some 2,000 prisoners", 2000, "prisoners", "approx"),
        ("the nearly three-year-long war", 3, "years", "upper_bound"),
        ("a 90-minute call", 90, "minutes", "point"),
        ("at least seven villages", 7, "villages", "lower_bound"),
        ("half of the national economy", 0.5, "share", "approx"),
        ("three years ago", 3, "years", "approx"),
        ("no more than 250 million euros", 2.5e8, "EUR", "upper_bound"),
        ("two undeclared sites", 2, "sites", "point"),
        ("tens of thousands of casualties", None, "casualties", "approx"),
    ],
)
def test_value_unit_and_bound(text, value, unit, bound):
    (found,) = find_numbers(f"They spoke of {text}.", 0, len(text) + 15)
    assert (found.value, found.unit, found.bound) == (value, unit, bound)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("the next four or five years", 4, 5),
        ("between 15 and 18 percent", 15, 18),
        ("3 to 5 million tonnes", 3e6, 5e6),
        ("10-12 days", 10, 12),
    ],
)
def test_ranges_have_both_ends(text, low, high):
    (found,) = find_numbers(text, 0, len(text))
    assert (found.value, found.bound, found.low, found.high) == (None, "range", low, high)


@pytest.mark.parametrize(
    "text",
    [
        "on 12 February 2025", "in 2014", "the 2016 election", "at 18:40", "Article 5 of the treaty", "Resolution 2202",
        "the G7 states", "the 3rd round", "Question 4: Why?", "the Stream 2 pipeline", "an old 50-50 joke",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_number(text):
    assert [n.words for n in find_numbers(text, 0, len(text)) if n.bound != "range"] == []


def reading(*texts, days=()):
    documents = [
        Document(f"{n}.txt", text, "text/plain", published=days[n] if days else None) for n, text in enumerate(texts)
    ]
    return read_documents(documents, lexicon_from_documents(documents))


def test_statements_carry_their_numbers_and_the_check_says_unit_and_bound():
    (statement,) = reading("Chile's exports to Peru have increased by over 30% since the sanctions.").statements
    assert [(n.words, n.bound) for n in statement.numbers] == [("over 30%", "lower_bound")]
    (check,) = statement.checks
    assert check.name == "unsourced_number"
    assert "percent, bound: at least" in check.explanation


A = "Air strikes on villages in Chile killed 14 people, Chilean officials said."
B = "Air strikes on villages in Chile killed 40 people, Chilean officials said."


def test_one_quantity_with_two_values_is_told_and_apart_from_a_change():
    assert [n for n in reading(A, B).notes if n.startswith("figures differ")]
    changed = reading(A, B, days=(dt.date(2025, 3, 1), dt.date(2025, 3, 9))).notes
    assert [n for n in changed if n.startswith("figure changed")]
    assert not [n for n in changed if n.startswith("figures differ")]


def test_bounds_that_allow_each_other_do_not_conflict():
    assert not [n for n in reading(A, B.replace("40", "at least 10")).notes if n.startswith("figure")]


def test_one_speaker_with_two_values_in_one_document_is_checked():
    checked = [
        s for s in reading(f"{A}\n\n{B}").statements if any(c.name == "internal_contradiction" for c in s.checks)
    ]
    assert len(checked) == 2


def test_terms_of_an_offer_are_no_claims_that_could_differ():
    notes = reading("Chile offered Peru 10 ships of grain.", "Chile offered Peru 20 ships of grain.").notes
    assert not [n for n in notes if n.startswith("figure")]


def test_a_claim_that_rests_on_one_paper_is_checked():
    (statement,) = reading("Chile would lift the sanctions, according to a leaked draft seen by the paper.").statements
    assert "single_source" in [c.name for c in statement.checks]
    assert not statement.moves_position
