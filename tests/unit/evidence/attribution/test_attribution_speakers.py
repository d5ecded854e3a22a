"""Speakers: the fullest name the text gives, with role and organisation, and nothing it does not make plain."""

from __future__ import annotations

from detente.evidence.attribution import Speaker, find_attributions, resolve_speakers, suggest_same_speakers


def speakers(text: str) -> list[tuple[str, str, str]]:
    speech = find_attributions(text)
    resolved = resolve_speakers(text, speech)
    assert len(resolved) == len(speech)
    return [(s.name, s.role, s.organisation) for s in resolved]


BERZINA = (
    "“We are not sure,” says Kristina Berzina, director of Geostrategy North at the German Marshall Fund.\n\n"
    "Berzina emphasized that it matters.\n\n“It does,” she said."
)


def test_a_last_name_and_a_pronoun_stand_for_the_full_name():
    known = ("Kristina Berzina", "director of Geostrategy North", "German Marshall Fund")
    assert speakers(BERZINA) == [known, known, known]


def test_a_title_before_the_name_is_the_role():
    assert speakers("Defense Secretary Pete Hegseth said that it is over.") == [
        ("Pete Hegseth", "Defense Secretary", "")
    ]
    assert speakers("“No,” said Dr. Anya Petrova, a Russia specialist at the Atlantic Council.") == [
        ("Anya Petrova", "Russia specialist", "Atlantic Council")
    ]


def test_a_name_elsewhere_in_the_text_completes_the_speaker():
    text = "Foreign Minister Lena Park met the delegation. On Friday, Park said that the talks will go on."
    assert speakers(text) == [("Lena Park", "Foreign Minister", "")]


def test_two_people_of_one_name_are_not_guessed_between():
    text = "Bill Clay met Rosa Clay in Geneva. Later, Clay said that it went well."
    assert speakers(text) == [("Clay", "", "")]


def test_a_pronoun_with_two_possible_speakers_stays_a_pronoun():
    text = "Anna Brown said that it is over. John Smith said that it is not. Then he said that it hurts."
    assert [name for name, _, _ in speakers(text)] == ["Anna Brown", "John Smith", "he"]


def test_a_place_behind_the_name():
    assert speakers("“Yes,” explains Bayev of the Brookings Institution.") == [("Bayev", "", "Brookings Institution")]


def test_nobody_stays_nobody():
    assert speakers("A deal is reportedly on the table.") == [("", "", "")]


def test_near_spellings_are_suggested_and_not_merged():
    text = BERZINA + "\n\n“They go,” Kristine Berzina asks."
    names = [name for name, _, _ in speakers(text)]
    assert names[-1] == "Kristine Berzina"
    ((one, other, similarity),) = suggest_same_speakers(map(Speaker, names))
    assert (one, other) == ("Kristina Berzina", "Kristine Berzina")
    assert 0.9 <= similarity < 1
    assert suggest_same_speakers([Speaker("John Smith"), Speaker("Mary Smith")]) == []
