"""A proposal becomes a statement only when all of it is in the document; what it claims is only ever made weaker."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.statement import Attribution, Statement
from detente.evidence.lexicon import lexicon_from_case
from detente.evidence.llm.passages import Passage
from detente.evidence.llm.schema import Proposal
from detente.evidence.llm.surroundings import Surroundings, numbers_of
from detente.evidence.llm.verify import Refusal, verified
from detente.evidence.read import read_documents

CASE = Case.model_validate(
    {
        "case": {"id": "harbour", "title": "The harbour", "as_of": "2025-06-01"},
        "actors": {
            "northland": {"name": "Northland", "required": True},
            "southland": {"name": "Southland", "aliases": ["the Southlanders"], "required": True},
            "eastmark": {"name": "Eastmark"},
            "vey": {"name": "Ana Vey", "kind": "person", "represents": "eastmark"},
        },
        "issues": {
            "tolls": {
                "question": "Who collects the harbour tolls?", "scale": {0: "Northland", 100: "Southland"},
                "reference_point": 50, "keywords": ["tolls", "harbour dues"],
                "cues": {"low": ["keep the tolls"], "high": ["hand over the tolls"]},
            },
            "troops": {
                "question": "How many troops stay?", "scale": {0: "none", 100: "all"}, "reference_point": 100,
                "keywords": ["troops", "garrison"],
            },
        },
    }
)  # fmt: skip
TEXT = """\
Harbour talks resume

Northland refuses to hand over the tolls. Its minister said on Monday that 12 customs posts would stay.

Southland did not reject a joint garrison of 300 troops.
Some say Eastmark may withdraw its troops if the tolls are shared.

“We will keep the tolls for ever,” said the envoy of Northland. The harbour is old. The harbour is old.

Ana Vey praised the plan. The tolls are high, officials complained.

Subscribe to our newsletter for free updates"""
DOCUMENT = Document("talks.txt", TEXT, "text/plain", published=dt.date(2025, 5, 20))
LEXICON = lexicon_from_case(CASE, [DOCUMENT])
READ = read_documents([DOCUMENT], LEXICON).statements
PLACE = Surroundings(DOCUMENT, LEXICON, ())
WHOLE = Passage(0, len(TEXT))

TRUE = {
    "quote": "Northland refuses to hand over the tolls.", "actors": ["northland"], "issues": ["tolls"],
    "stance": "rejects", "kind": "reported_position", "gloss": "Northland will not hand over the tolls.",
}  # fmt: skip


def verdict(place=PLACE, **fields):
    return verified(Proposal.model_validate(fields), WHOLE, place, "tester")


def refused(**fields):
    found = verdict(**{**TRUE, **fields})
    assert isinstance(found, Refusal), found
    return found.reason


def accepted(place=PLACE, **fields):
    found = verdict(place, **{**TRUE, **fields})
    assert isinstance(found, Statement), found
    return found


def test_a_true_proposal_becomes_a_statement_of_the_models():
    statement = accepted()
    assert TEXT[statement.start : statement.end] == statement.quote == TRUE["quote"]
    assert (statement.prefix[-1:], statement.suffix[:5]) == ("\n", " Its ")
    assert statement.extractor == "llm:tester"
    assert statement.document_sha256 == DOCUMENT.sha256
    assert (statement.actors, statement.issues, statement.stance) == (("northland",), ("tolls",), "rejects")
    assert (statement.time_said, statement.modality, statement.certainty) == ("2025-05-20", "asserted", "fact_like")
    assert "gloss: Northland will not" in statement.reason


def test_what_a_model_proposes_moves_nothing_but_would_once_a_person_accepts_it():
    statement = accepted()
    assert statement.moves_once_confirmed
    assert not statement.moves_position
    assert statement.confidence == 0.5
    assert [(i.actor, i.issue, i.level) for i in statement.indications] == [("northland", "tolls", 0)]


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("Northland refuses to keep the tolls.", "word for word"),
        ("Northland does not refuse to hand over the tolls.", "word for word"),
        ("Southland refuses to hand over the tolls.", "word for word"),
        ("Northland refuses ... the tolls.", "joins two places"),
        ("Northland … tolls.", "joins two places"),
        ("Northland refuses to hand over the tolls. Its minister said 12", "word for word"),
        ("the tolls", "fewer than 3 words"),
        ("to hand over the tolls", "turns it round: “refuses”"),
        ("reject a joint garrison of 300 troops", "turns it round: “not”"),
        ("a joint garrison of 300 troops", "turns it round: “not”"),
        ("posts would stay.\n\nSouthland did not reject a joint garrison", "end of a paragraph"),
        ("Subscribe to our newsletter for free updates", "page furniture"),
    ],
)
def test_a_quotation_must_stand_there_whole(quote, reason):
    assert reason in refused(quote=quote)


def test_words_that_stand_in_several_places_must_be_located():
    twice = {"quote": "The harbour is old.", "actors": ["northland"], "gloss": ""}
    assert "several places" in refused(**twice)
    assert "several places" in refused(**twice, before="no such words")
    assert accepted(**twice, before="said the envoy of Northland.").start == TEXT.index("The harbour is old")
    second = accepted(**{**twice, "actors": ["vey"]}, before="The harbour is old.")
    assert second.start == TEXT.rindex("The harbour is old")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"actors": ["eastmark"]}, "actor that is not named in the sentence or beside it: eastmark"),
        ({"targets": ["eastmark"]}, "not named in the sentence or beside it: eastmark"),
        ({"actors": ["atlantis"]}, "actor that is not known: 'atlantis'"),
        ({"issues": ["peace"]}, "issue that is not known: 'peace'"),
        ({"actors": [], "issues": []}, "no known actor or issue"),
        ({"speaker": "The president of Westmark"}, "speaker is not named"),
        ({"kind": "direct_quote"}, "nobody is named for"),
        ({"gloss": "Northland keeps 13 posts."}, "number that does not stand there"),
        ({"gloss": "Northland keeps seven posts."}, "number that does not stand there"),
        ({"gloss": "Northland tells Eastmark that it keeps the tolls."}, "names somebody who is not named there"),
    ],
)
def test_what_is_named_must_stand_in_the_sentence_or_beside_it(fields, reason):
    assert reason in refused(**fields)


def test_the_sentences_beside_count():
    assert accepted(gloss="Northland keeps the tolls and 12 posts.").targets == ()
    person = accepted(
        quote="The tolls are high, officials complained.", actors=["eastmark"], stance="assesses", gloss=""
    )
    assert person.actors == ("eastmark",)  # its envoy is named in the sentence before


def test_the_weaker_modality_stays():
    if_shared = accepted(
        quote="Eastmark may withdraw its troops if the tolls are shared", actors=["eastmark"], gloss=""
    )
    assert if_shared.modality not in ("asserted", "reported")
    assert if_shared.certainty == "non_factual"
    assert "made" in if_shared.reason
    before_the_if = accepted(quote="Eastmark may withdraw its troops", actors=["eastmark"], gloss="")
    assert before_the_if.certainty == "non_factual"
    cautious = accepted(modality="possible")
    assert cautious.modality == "possible"


def test_a_condition_behind_the_quotation_counts():
    text = "Northland will withdraw its troops on Monday, but only if Southland pays. Later Northland left."
    place = Surroundings(replace(DOCUMENT, text=text), LEXICON, ())
    made = verified(
        Proposal(quote="Northland will withdraw its troops on Monday", actors=["northland"], issues=["troops"]),
        Passage(0, len(text)), place, "tester",
    )  # fmt: skip
    assert isinstance(made, Statement)
    assert made.modality not in ("asserted", "normative", "reported", "likely")


def test_the_rules_modality_wins_where_it_is_weaker():
    rule = replace(READ[0], start=TEXT.index("Northland"), end=TEXT.index(" Its"), modality="speculative", id="r")
    assert accepted(Surroundings(DOCUMENT, LEXICON, [rule])).modality == "speculative"
    firm = replace(rule, modality="asserted")
    assert accepted(Surroundings(DOCUMENT, LEXICON, [firm]), modality="likely").modality == "likely"


def test_a_kind_that_moves_nothing_by_rule_is_not_raised_by_the_model():
    rule = replace(READ[0], start=TEXT.index("Northland"), end=TEXT.index(" Its"), kind="editorial_opinion", id="r")
    assert accepted(Surroundings(DOCUMENT, LEXICON, [rule])).kind == "editorial_opinion"


def test_a_direct_quotation_needs_its_marks():
    quoted = accepted(
        quote="We will keep the tolls for ever", kind="direct_quote", speaker="the envoy of Northland", gloss=""
    )
    assert quoted.kind == "direct_quote"
    assert quoted.source_type == "named_official"  # by rule, from the words
    plain = accepted(quote="12 customs posts would stay", kind="direct_quote", speaker="Its minister", gloss="")
    assert plain.kind == "indirect_quote"


def test_without_a_speaker_nobody_named_can_be_the_source():
    assert accepted(source_type="named_principal").source_type == "author"


def test_a_reading_the_rules_contradict_carries_a_check():
    words = {"start": TEXT.index("Northland"), "end": TEXT.index(" Its"), "id": "r"}
    rule = replace(READ[0], **words, actors=("southland",), kind="reported_act", modality="asserted")
    assert [c.name for c in accepted(Surroundings(DOCUMENT, LEXICON, [rule])).checks] == ["model_disagrees"]
    agreeing = replace(rule, actors=("northland",))
    assert accepted(Surroundings(DOCUMENT, LEXICON, [agreeing])).checks == ()


def test_numbers_are_read_with_and_without_separators():
    assert numbers_of("1,500 posts, 2.5 years, three dams, ４０ men and 12.") == {"1500", "2.5", "3", "40", "12"}


def test_a_speaker_may_be_named_by_the_last_word_of_a_name_the_document_has_in_full():
    text = "Tom Berge, an envoy, arrived. It rained. It snowed.\n\n“Northland refuses the tolls,” Berge said."
    place = Surroundings(replace(DOCUMENT, text=text), LEXICON, ())
    fields = {"quote": "Northland refuses the tolls", "actors": ["northland"], "kind": "direct_quote"}
    whole = Passage(0, len(text))
    made = verified(Proposal(**fields, speaker="Tom Berge"), whole, place, "m")
    assert isinstance(made, Statement)
    assert made.speaker_span == (text.rindex("Berge"), text.rindex("Berge") + 5)
    assert isinstance(verified(Proposal(**fields, speaker="Ann Berge"), whole, place, "m"), Refusal)


def test_a_speaker_the_rules_read_there_needs_no_name_beside_it():
    words = {"start": TEXT.index("12 customs"), "end": TEXT.index("would stay") + 10, "id": "r"}
    source = Attribution("Tom Berge", source_type="named_expert")
    rule = replace(READ[0], **words, speaker=source.name, attribution=(source,), speaker_span=None)
    place = Surroundings(DOCUMENT, LEXICON, [rule])
    made = accepted(place, quote="12 customs posts would stay", speaker="Tom Berge", kind="indirect_quote", gloss="")
    assert (made.speaker, made.source_type) == ("Tom Berge", "named_expert")
