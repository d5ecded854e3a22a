import re

import pytest

from detente.evidence.text.lower_case import any_case, lower_same_length, lowered


def test_lower_case_keeps_every_offset():
    assert len(lower_same_length("İstanbul STRASSE")) == len("İstanbul STRASSE")
    assert lowered("A Stop") == "a stop"


@pytest.mark.parametrize(
    "expression",
    [r"\bStop\b\S+", r"(?P<Word>[A-Z]+)\s\W", r"(one|TWO) \D{2}", r"(?=THE)t\w*", r"\(C\) .", r"[^\WA]+"],
)
@pytest.mark.parametrize("text", ["STOP.it (c) x THE end", "one ab, Two 12, two -x", "stop!now TWO ab", "ABC aa a-b"])
def test_any_case_finds_in_lower_case_what_ignoring_case_finds(expression, text):
    wanted = [m.span() for m in re.finditer(expression, text, re.IGNORECASE)]
    assert [m.span() for m in any_case(expression).finditer(lower_same_length(text))] == wanted
