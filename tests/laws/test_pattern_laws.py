"""Laws of phrase patterns: looking only where a pattern can begin loses nothing and finds nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.text.patterns import PatternSet, compile_simple, expand

PATTERNS = (
    "ceasefire", "lift% ~ ban", "organi?e", "(no|any) deal", "@-@ call", "O'Brien", "sanction*", "seek% to", "a ~ a",
    "NATO", "?oo", "@ @", "be% in", "don't go", "ban ban",
)  # fmt: skip
WORDS = st.sampled_from(
    ["ceasefires", "lifted", "lift", "the", "ban", "Bans", "organise", "no", "deal", "a", "Paris-Berlin", "call", "foo",
     "O’Brien's", "sanctions", "unsanctioned", "sought", "to", "NATO", "nato", "is", "in", "don't", "go", "xfoo", "İ"]
)  # fmt: skip
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "-", ", ", "\n", "–", "_", ""]))).map(
    lambda parts: "".join(word + mark for word, mark in parts)
)


@given(TEXTS, st.integers(0, 12), st.integers(0, 12))
def test_a_set_finds_what_each_of_its_expressions_finds(text, before, behind):
    start, end = before, max(before, len(text) - behind)
    wanted = sorted(
        (*match.span(), number)
        for number, pattern in enumerate(PATTERNS)
        for one in expand(pattern)
        for match in compile_simple(one).expression.finditer(text, start, end)
    )
    assert PatternSet(list(enumerate(PATTERNS))).find(text, start, end) == wanted
