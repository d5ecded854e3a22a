"""Names are found where an expression of choices finds them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.text.phrase_places import phrase_places

NAMES = ["Ana", "Ana Lund", "Lund", "O’Lund", "A.B."]


def test_the_longer_of_two_names_that_begin_together():
    text = "Ana Lund met Ana."
    assert [text[a:b] for a, b in phrase_places(text, NAMES)] == ["Ana Lund", "Ana"]


def test_no_part_of_a_word():
    assert list(phrase_places("Anais and Lund-Holm", NAMES, behind="-")) == []


@given(st.lists(st.sampled_from([*NAMES, " ", "-", "’", "s", "."]), max_size=12).map("".join))
def test_as_an_expression_of_choices_finds_them(text):
    choices = "|".join(re.escape(n) for n in sorted(NAMES, key=lambda n: (-len(n), n)))
    wanted = [m.span() for m in re.finditer(rf"(?<![\w’'\-])(?:{choices})(?![\w\-])", text)]
    assert list(phrase_places(text, NAMES, before="’'-", behind="-")) == wanted
