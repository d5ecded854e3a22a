"""Laws of spans: for any text whatever, each lies inside it, is not empty, and is found again by its own words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.evidence.attribution import find_attributions, resolve_speakers
from detente.evidence.text.normalise import normalise
from detente.evidence.text.sentences import paragraphs, split_sentences
from detente.evidence.verify import find_quote, selectors

# Pieces that news text is made of, and those that break parsers: any order of them is a text.
CUES = "said|says|told|asked|noted|wants|is|claim|reportedly|that|to|according to|who|he|and|by|as|Brown|the minister"
MARKS = "“|”|\"|''|‘|’|’s|,|.|?|!|:|;|(|)|—|-|•|U.S.|Dr.|15%|\u00a0|\u00ad|\ufb01|e\u0301|\u2028|\U0001f600"
SPACES = " | | | | |\n|\n\n"
PIECES = st.sampled_from(f"{CUES}|{MARKS}|{SPACES}".split("|"))
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_sentences_and_paragraphs_cover_all_that_is_not_space(text):
    for spans in (paragraphs(text), split_sentences(text)):
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        covered = {i for a, b in spans for i in range(a, b)}
        assert all(i in covered for i, c in enumerate(text) if not c.isspace())


@given(TEXTS)
@settings(max_examples=250, deadline=None)
def test_attributions_lie_in_the_text_in_order_and_twice_the_same(text):
    found = find_attributions(text)
    for item in found:
        assert item.content
        for start, end in (*item.content, *filter(None, (item.source, item.cue))):
            assert 0 <= start < end <= len(text)
        assert all(a[1] <= b[0] for a, b in pairwise(item.content))
        assert text[slice(*item.hull)].startswith(text[slice(*item.content[0])])
    assert found == find_attributions(text)
    speakers = resolve_speakers(text, found)
    assert [s.span for s in speakers] == [i.source for i in found]


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_the_map_of_normalised_text_is_monotone_and_inside(text):
    result = normalise(text)
    assert len(result.text) == len(result.starts) == len(result.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(result.starts, result.ends, strict=True))
    assert list(result.starts) == sorted(result.starts)


@given(TEXTS, st.data())
@settings(max_examples=150, deadline=None)
def test_words_taken_from_a_text_are_found_in_it(text, data):
    spans = split_sentences(text)
    if not spans:
        return
    start, end = data.draw(st.sampled_from(spans))
    exact, prefix, suffix = selectors(text, start, end)
    assert prefix + exact + suffix in text
    found = find_quote(text, exact)
    if found is not None:
        assert normalise(text[slice(*found)]).text.strip() == normalise(exact).text.strip()


HOSTILE = (
    *('"', "“", "‘", "''", "(", "A ", "A’", ", ", "— ", "x, y, ", "Brown ", "said ", "Brown said ", "and said "),
    *("to say ", "to to to ", "the claim that ", "Brown’s claim that ", "who said that ", "according to "),
    *("as he noted, ", '"A," he said, ', "“A.” ", "“A.”\n\n"),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_hostile_text_is_read_like_any_other(piece):
    # That time grows in proportion is shown by benchmarks/growth.py; a pattern that explodes would never come back.
    text = piece * (40_000 // len(piece))
    found = find_attributions(text)
    assert all(0 <= a < b <= len(text) for item in found for a, b in item.content)
    assert len(resolve_speakers(text, found)) == len(found)
