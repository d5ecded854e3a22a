"""Two spellings of the same words become one, and every character knows where it came from."""

from __future__ import annotations

import pytest

from detente.evidence.text.normalise import normalise


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("“It’s so” – he said", '"It\'s so" - he said'),
        ("o\ufb03cial", "official"),
        ("non\u00a0breaking\u2009space", "non breaking space"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("a  b\n\n c", "a b c"),
        ("cafe\u0301", "café"),
        ("Ｆｕｌｌ", "Full"),
        ("May", "May"),
        ("", ""),
        ("\u00ad", ""),
    ],
)
def test_spellings(text, normal):
    assert normalise(text).text == normal


def test_the_map_leads_back_to_the_characters():
    text = "the o\ufb03cial\u00a0 “view”"
    result = normalise(text)
    at = result.text.index("official")
    assert text[result.starts[at] : result.ends[at + 7]] == "o\ufb03cial"
    at = result.text.index('"view"')
    assert text[result.starts[at] : result.ends[at + 5]] == "“view”"


def test_case_is_kept():
    assert normalise("MAY may").text == "MAY may"
