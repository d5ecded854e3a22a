"""Where a clause takes its issue from when it names none itself."""

import pytest

from detente.domain.document import Document
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents


def read(text):
    document = Document("d.txt", text, "text/plain")
    return read_documents([document], lexicon_from_documents([document])).statements


def about(text, words):
    """The statement that holds these words."""
    return next(s for s in read(text) if words in s.quote)


def test_what_is_said_of_an_issue_named_before_it_is_about_that_issue():
    text = "Kenya offered to lift the sanctions in stages. “Nobody here will believe it,” a Sudanese official said."
    statement = about(text, "Nobody here")
    assert statement.issues == ("sanctions",)
    assert "issue from the sentences before" in statement.reason


def test_the_rest_of_the_sentence_comes_first():
    text = (
        "Kenya wants more fishing rights. "
        "“We shall not yield,” the Sudanese minister said when asked about the sanctions."
    )
    assert about(text, "not yield").issues == ("sanctions",)


def test_a_clause_that_points_back_takes_what_was_named_last_before_the_subject_of_the_document():
    start = "Fishing talks\n\nFishing rights divide the parties. Fishing fleets shrink.\n\n"
    middle = "Kenya asked for an end to the sanctions.\n\n"
    assert about(start + middle + "Sudan rejected the request.", "request").issues == ("sanctions",)
    assert about(start + middle + "Sudan rejected calls to give way.", "give way").issues == ("fisheries",)


def test_talk_as_such_is_completed_by_what_it_is_about():
    text = "Fishing rights divide Kenya and Sudan. Kenya said it would not return to the negotiating table."
    assert about(text, "not return").issues == ("talks_format", "fisheries")


def test_what_is_borrowed_tells_no_direction():
    named = about("Kenya demanded that all sanctions be lifted.", "lifted")
    assert named.indications
    borrowed = about("The sanctions hurt. “They must be lifted at once,” Kenyan President Ana Paz said.", "must")
    assert borrowed.issues == ("sanctions",)
    assert not borrowed.indications
    assert borrowed.confidence < named.confidence


@pytest.mark.parametrize("text", ["“It was a lovely day,” Kenyan President Ana Paz said."])
def test_without_an_issue_near_there_is_none(text):
    assert read(text)[0].issues == ()


def test_an_issue_named_long_before_is_not_taken():
    filler = " ".join(["The hall was full of people."] * 6)
    start = "A long evening\n\nKenya asked for an end to the sanctions."
    text = f"{start}\n\n{filler}\n\n“This is a good day,” a Sudanese official said."
    assert about(text, "good day").issues == ()
