"""What somebody is said to think or want keeps its source, cue and content at the record."""

from detente.domain.document import Document
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents


def read(text: str):
    documents = [Document("note.txt", text, "text/plain")]
    return read_documents(documents, lexicon_from_documents(documents)).statements, text


def words(text, span):
    return text[slice(*span)] if span else ""


def test_a_position_names_whose_wish_it_is_in_the_authors_voice():
    (found,), text = read("Egypt wants a binding agreement on the filling of the dam.")
    assert found.actors == ("egypt",)
    assert found.source_type == "author_paraphrase"
    assert (words(text, found.speaker_span), found.cue) == ("Egypt", "wants")
    assert [words(text, s) for s in found.content_spans] == ["a binding agreement on the filling of the dam"]


def test_a_wish_of_nobody_known_is_a_record_that_points_nowhere():
    (found,), text = read("Grandmothers in the valley opposed the new timetable for the third year.")
    assert words(text, found.speaker_span) == "Grandmothers in the valley"
    assert (found.stance, found.indications) == ("opposes", ())
    assert found.extractor.startswith("rule:ascribed:")


def test_acts_and_processes_do_not_think():
    statements, _ = read("These efforts reflect the importance of the moment for the wider region.")
    assert not [s for s in statements if s.extractor.startswith("rule:ascribed:")]


def test_headings_and_page_furniture_ascribe_nothing():
    statements, _ = read(
        "Critics Oppose New Timetable\n\nThe rain fell on the valley.\n\nRead also:\n\nAnna Wants More"
    )
    assert not statements
