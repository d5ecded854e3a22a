import pytest

from detente.evidence.actors.mentions import identifier, state_by_code, world_actors, world_matcher
from detente.evidence.actors.persons import find_persons


def mentioned(text):
    return [(text[m.start : m.end], m.actor, m.form) for m in world_matcher().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Downing Street said", [("Downing Street", "united-kingdom", "seat")]),
        ("the Élysée and the Kremlin", [("Élysée", "france", "seat"), ("Kremlin", "russia", "seat")]),
        ("Cairo rejects it", [("Cairo", "egypt", "capital")]),
        ("a meeting in Cairo", [("Cairo", "egypt", "place")]),
        ("the Vienna talks", [("Vienna", "austria", "place")]),
        (
            "Sudanese and South Sudanese",
            [("Sudanese", "sudan", "demonym"), ("South Sudanese", "south-sudan", "demonym")],
        ),
        ("join us, says the US", [("US", "united-states", "name")]),
        ("the Washington Post", []),
        ("Northern Ireland", []),
        ("in Latin America", []),
        ("worth US$5", []),
        ("Uruguayans", [("Uruguayans", "uruguay", "demonym")]),
    ],
)
def test_who_is_mentioned(text, expected):
    assert mentioned(text) == expected


def test_the_alliance_counts_only_where_it_is_named():
    assert mentioned("the alliance met") == []
    assert [a for _, a, _ in mentioned("NATO and the alliance")] == ["nato", "nato"]


def test_identifiers_are_plain():
    assert identifier("Côte d’Ivoire") == "cote-d-ivoire"
    assert state_by_code("GB") == "united-kingdom"
    assert state_by_code("nato") == "nato"
    assert state_by_code("??") is None


def test_every_state_has_one_id_and_its_own_name():
    for key, actor in world_actors().items():
        assert key == actor.id
        assert actor.aliases[0].text == actor.name


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Kenyan President Jane Wanjiru spoke. Wanjiru left.", "Jane Wanjiru", "kenya"),
        ("Ana Paz, Chile's foreign minister, spoke.", "Ana Paz", "chile"),
        ("Prime Minister Ravi Sen of India agreed.", "Ravi Sen", "india"),
        ("The White House, through Press Secretary Kim Dale, declined.", "Kim Dale", "united-states"),
        ("NATO Secretary General Olaf Berg warned.", "Olaf Berg", "nato"),
        ("The Kremlin spokesman Ivan Petrov said.", "Ivan Petrov", "russia"),
    ],
)
def test_a_person_speaks_for_the_state_whose_office_they_hold(text, name, state):
    persons = {p.name: p.represents for p in find_persons([text])}
    assert persons[name] == state


def test_two_offices_and_two_names_go_in_their_order():
    text = "Russian and American foreign ministers Boris Orlov and John Reed met."
    assert {p.name: p.represents for p in find_persons([text])} == {
        "Boris Orlov": "russia",
        "John Reed": "united-states",
    }


def test_spellings_of_one_person_are_one_and_an_expert_is_none():
    texts = [
        "Polish President Andrzej Kowalski spoke. Kowalski left.",
        "Polish President Andrzej Kowalsky spoke.",
        "Mary Hill, a fellow at a think tank, spoke. Hill said. Hill added. Hill left.",
    ]
    persons = find_persons(texts)
    assert [p.id for p in persons] == ["andrzej-kowalski"]
    assert {"Kowalski", "Andrzej Kowalsky"} <= {a.text for a in persons[0].aliases}


def test_a_last_name_that_is_a_common_word_is_no_alias():
    person = find_persons(["British Prime Minister Theresa May spoke. It may rain. Mrs May left."])[0]
    texts = {a.text for a in person.aliases}
    assert "May" not in texts
    assert "Mrs May" in texts
