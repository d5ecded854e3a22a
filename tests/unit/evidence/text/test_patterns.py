import pytest

from detente.evidence.text.morphology import is_base_form, verb_forms
from detente.evidence.text.patterns import PatternSet, expand


def found(pattern, text):
    return [text[a:b] for a, b, _ in PatternSet([("k", pattern)]).find(text, 0, len(text))]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("ceasefire", "Two ceasefires, one cease.", ["ceasefires"]),
        ("lift%", "lifting, lifted, lifts; a lifter", ["lifting", "lifted", "lifts"]),
        ("sanction*", "sanctioned sanctions' sanction", ["sanctioned", "sanctions", "sanction"]),
        ("organi?ation", "organisation organization", ["organisation", "organization"]),
        ("(lift%|ease%) ~ sanctions", "to ease most of the sanctions", ["ease most of the sanctions"]),
        ("lift% ~ sanctions", "They lifted it. The sanctions", []),
        ("buffer zone", "a buffer-zone and Buffer Zones", ["buffer-zone", "Buffer Zones"]),
        ("NATO membership", "nato membership, NATO membership", ["NATO membership"]),
        ("@-@ call", "the Paris-Berlin call; a roll-call", ["Paris-Berlin call"]),
        ("treaty", "treaties and a treaty", ["treaties", "treaty"]),
        ("can't afford", "we can't afford, they can’t afford", ["can't afford", "can’t afford"]),
        ("withdraw% from", "withdrew from, withdrawing from", ["withdrew from", "withdrawing from"]),
    ],
)
def test_what_a_pattern_finds(pattern, text, expected):
    assert found(pattern, text) == expected


def test_empty_choices_are_allowed():
    assert expand("use of (|military) force") == ["use of force", "use of military force"]


def test_verb_forms_of_regular_and_irregular_verbs():
    assert verb_forms("veto") == ("veto", "vetoes", "vetoed", "vetoing")
    assert verb_forms("deny") == ("deny", "denies", "denied", "denying")
    assert verb_forms("stop") == ("stop", "stops", "stopped", "stopping")
    assert verb_forms("seek") == ("seek", "seeks", "sought", "seeking")
    assert is_base_form("supply")
    assert not is_base_form("held")


def test_nothing_is_found_by_an_empty_set():
    assert PatternSet([]).find("text", 0, 4) == []


def test_a_row_of_signs_takes_no_time():
    """The gap between words is cut in one way: 60 arrows would be tried in more ways than there is time for."""
    assert found("want% ~ guarantee", "wants " + "-->" * 60 + ". A guarantee") == []
