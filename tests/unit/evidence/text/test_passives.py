import pytest

from detente.evidence.text.passives import with_passives


@pytest.mark.parametrize(
    ("written", "turned"),
    [
        ("lift% ~ sanction", ["sanction ~ lifted"]),
        ("give% up ~ land", ["land ~ given up"]),
        ("(cut%|end%) ~ aid", ["aid ~ cut", "aid ~ ended"]),
        ("withdraw% from ~ land", []),
        ("new sanctions", []),
        ("lift%", []),
    ],
)
def test_a_verb_with_its_object_is_turned_and_nothing_else(written, turned):
    assert with_passives([written]) == [written, *turned]


def test_no_pattern_comes_twice():
    assert with_passives(["lift% ~ ban", "ban ~ lifted"]) == ["lift% ~ ban", "ban ~ lifted"]
