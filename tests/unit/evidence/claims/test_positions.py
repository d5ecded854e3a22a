import pytest

from detente.domain.case import Case
from detente.domain.document import Document
from detente.evidence.claims.positions import read_document
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.text.clauses import split_clauses
from detente.evidence.text.furniture import classify_lines, machine_translation_note


def read(text):
    document = Document("a.txt", text, "text/plain")
    return read_document(document, lexicon_from_documents([document]))


def pieces(text):
    return [text[a:b] for a, b in split_clauses(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "However, Chile rejects the deal, which began in 2020 after talks.",
            ["Chile rejects the deal", "which began in 2020 after talks."],
        ),
        (
            "- Water Talks: Chile aims to end the dispute but faces criticism at home.",
            ["Chile aims to end the dispute", "faces criticism at home."],
        ),
        ("Chile and Peru met.", ["Chile and Peru met."]),
        (
            "Allies have expressed concerns, fearing it might abandon them.",
            ["Allies have expressed concerns", "fearing it might abandon them."],
        ),
    ],
)
def test_clauses_are_what_an_analyst_would_cite(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "holders", "stance"),
    [
        ("The Chile-Peru call sidelined both EU leaders and Bolivia.", ("chile", "peru"), "excludes"),
        ("Talks between Chile and Peru on fishing rights continued.", ("chile", "peru"), "engages"),
        ("The sanctions were condemned by Bolivia.", ("bolivia",), "accuses"),
        ("Peru's demands for reparations are old.", ("peru",), "demands"),
        ("I see no willingness on the part of Lima to lift sanctions.", ("peru",), "reluctant"),
        ("Chile and Peru rejected the embargo.", ("chile", "peru"), "rejects"),
        ("Opposition to sanctions from Bolivia grew.", ("bolivia",), "opposes"),
        ("Lifting sanctions would face opposition from Bolivia.", ("bolivia",), "opposes"),
        ("Chilean ministers want a ceasefire.", ("chile",), "seeks"),
    ],
)
def test_who_holds_a_stance(text, holders, stance):
    found = [s for s in read(text)[0] if s.stance == stance]
    assert found, [(s.stance, s.actors) for s in read(text)[0]]
    assert found[0].actors == holders


def test_two_verbs_of_one_subject_are_two_statements():
    found = read("Egypt rejected the filling of the dam and demanded a binding agreement on water sharing.")[0]
    assert [(s.stance, s.actors) for s in found] == [("rejects", ("egypt",)), ("demands", ("egypt",))]


def test_an_expert_describing_a_party_is_speaker_not_holder():
    text = "“Russia sees the ceasefire as an adversary's trick,” said Mary Hill, an analyst at a think tank."
    found = read(text)[0][0]
    assert found.speaker == "Mary Hill"
    assert found.actors == ("russia",)


def test_a_report_that_one_aligns_with_the_demand_of_another_is_two_claims():
    text = "Reports indicate that Chile's stance aligns with Peru's demands that Bolivia remain outside the alliance."
    found = read(text)[0]
    assert found[0].certainty == "reported"
    assert not found[0].moves_position
    assert found[0].source_type == "hearsay"


def test_a_holder_taken_from_the_words_before_moves_nothing():
    text = "Chile met Peru in Lima. This could entail advocating for a shift in military aid policy."
    assert not any(s.moves_position for s in read(text)[0] if "entail" in s.quote)


def test_headings_questions_and_links_to_other_articles():
    text = (
        "Chile Rejects Sanctions\n\nWhat Next for Peru?\n\nChile rejects the sanctions that Peru imposed.\n\n"
        "Read also:\n\nPeru: Ready to Offer Mineral Rights to Chile\n\nYou may also like\n\nLeave a Comment\n\n"
        "Chile demands sanctions relief."
    )
    statements, dropped = read(text)
    assert [s.kind for s in statements][-1] == "headline_link"
    assert not statements[-1].moves_position
    assert {d.stage for d in dropped} >= {"heading", "question", "furniture"}
    assert "Chile demands sanctions relief." not in [s.quote for s in statements]


def test_page_furniture():
    text = "2100 views 3 comment(s)\nPhoto: REUTERS\nChile said that it would vote.\nBonus video:"
    assert [line.kind for line in classify_lines(text)] == ["furniture", "furniture", "body", "furniture"]
    assert machine_translation_note("Translations are done through AI translator.") is not None
    assert machine_translation_note("A translator of poems spoke.") is None


def test_a_word_that_only_looks_like_an_issue_is_guarded():
    statements, _ = read("Chile wants a trade-off. Chile supports social security.")
    assert not any(s.issues or s.indications for s in statements)


def test_lexicon_of_a_case_finds_its_actors_issues_and_the_vocabulary_behind_them():
    from detente.evidence.lexicon import lexicon_from_case

    case = Case.model_validate(
        {
            "case": {"id": "c", "title": "C", "as_of": "2025-01-01"},
            "actors": {
                "nile_down": {"name": "Egypt", "aliases": ["El Masr"]},
                "boss": {"name": "Ana Paz", "kind": "person", "represents": "nile_down"},
            },
            "issues": {
                "flow": {
                    "question": "How much?",
                    "scale": {0: "little", 40: "much"},
                    "reference_point": 10,
                    "vocabulary": "water_sharing",
                    "keywords": ["spillway"],
                },
                "toll": {"question": "Toll?", "scale": {0: "none", 1: "some"}, "reference_point": 0},
            },
        }
    )
    document = Document(
        "a.txt",
        "Cairo rejects the spillway. Ana Paz demands a toll. Egyptian officials want equitable use of water.",
        "text/plain",
    )
    lexicon = lexicon_from_case(case, [document])
    assert lexicon.case_actors == {"nile_down", "boss"}
    assert "egypt" not in lexicon.actors
    found = read_document(document, lexicon)[0]
    assert [(s.actors, s.issues[0]) for s in found][:2] == [(("nile_down",), "flow"), (("boss",), "toll")]
    assert lexicon.holder("boss") == "nile_down"
    assert any(i.actor == "nile_down" and i.issue == "flow" and i.level >= 3 for i in found[2].indications)


def test_two_heads_of_government_with_their_titles_act_together():
    text = "Kenyan President Jane Wanjiru and Ugandan Prime Minister Ruth Okello agreed on a ceasefire."
    assert read(text)[0][0].actors == ("jane-wanjiru", "ruth-okello")


@pytest.mark.parametrize("piece", ["; ", "Kenya and ", "Kenya rejected the sanctions and "])
def test_a_sentence_without_end_is_dropped_in_one_piece(piece):
    document = Document("a.txt", f"{piece * 2000}\n\nKenya rejected sanctions on Chile.", "text/plain")
    statements, dropped = read_document(document, lexicon_from_documents([]))
    assert [s.quote for s in statements] == ["Kenya rejected sanctions on Chile."]
    assert [(d.stage, d.start) for d in dropped] == [("length", 0)]
