"""A quotation is found when it stands in the text, and only then."""

from __future__ import annotations

import pytest

from detente.evidence.verify import find_quote, selectors

TEXT = (
    "The minister said: “We don’t rule out talks – but the o\ufb03cial line\u00a0stands.” "
    "The plan was rejected on Monday.\n"
    "Officials did not reject the other one, and 15% of it stays."
)


@pytest.mark.parametrize(
    "quote",
    [
        '"We don\'t rule out talks - but the official line stands."',
        "“We don’t rule out talks – but the o\ufb03cial line\u00a0stands.”",
        "talks — but the official\nline stands",
        "rejected on Monday. Officials did not reject",
        "15% of it",
    ],
)
def test_real_quotations_are_found_in_the_original_characters(quote):
    span = find_quote(TEXT, quote)
    assert span is not None
    start, end = span
    assert 0 <= start < end <= len(TEXT)
    assert TEXT[start:end].split()[0].strip('“"')[:2] in quote.replace("\n", " ")


@pytest.mark.parametrize(
    "tampered",
    [
        "The minister demanded talks",
        "did not rejected",
        "We do rule out talks",
        "we don't rule out talks",
        "50% of it",
        "the official line stood",
        "Officials did reject the other one",
        "reject the other on",
        "ule out talks",
        "o\ufb03cial line bends",
        "",
        " \u00ad ",
    ],
)
def test_tampered_quotations_are_not(tampered):
    assert find_quote(TEXT, tampered) is None


def test_a_word_inside_a_longer_one_is_not_the_word():
    assert find_quote("He rejected it, then would reject", "reject") == (27, 33)
    assert find_quote("o\ufb03ce", "ice") is None


def test_selectors_are_the_text_around_a_span():
    assert selectors("abcdefgh", 3, 5, context=2) == ("de", "bc", "fg")
    assert selectors("abc", 0, 3) == ("abc", "", "")
    with pytest.raises(ValueError, match="inside the text"):
        selectors("abc", 2, 9)


@pytest.mark.parametrize(("text", "quote"), [("a" * 200_000, "a" * 90_000), ("ab " * 60_000, "b ab " * 20_000 + "q")])
def test_hostile_text_does_not_hold_up_the_search(text, quote):
    assert find_quote(text, quote) is None
