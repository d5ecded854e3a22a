"""The hard cases of reading news about negotiations, one test each."""

import datetime as dt

import pytest

from detente.domain.document import Document
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents

PUBLISHED = dt.date(2025, 3, 13)  # a Thursday


def read(text, published=PUBLISHED):
    documents = [Document("note.txt", text, "text/plain", published=published)]
    return list(read_documents(documents, lexicon_from_documents(documents)).statements)


def stances(text):
    return [(s.actors, s.stance) for s in read(text)]


@pytest.mark.parametrize(
    ("noun", "verb"),
    [
        ("The call between Chile and Peru lasted an hour.", "Chile called for a truce with Peru."),
        ("Chile's support for the truce is known.", "Chile and Peru support the truce."),
        ("The United States and Chile held talks on trade.", "Chile states that trade matters."),
    ],
)
def test_nouns_and_verbs_of_one_form_are_told_apart(noun, verb):
    (by_noun,) = read(noun)
    (by_verb,) = read(verb)
    assert by_noun.stance in ("engages", "supports")
    assert by_noun.kind in ("reported_act", "reported_position")
    assert (by_verb.stance, by_verb.kind) in (
        ("demands", "reported_act"),
        ("supports", "reported_act"),
        ("assesses", "indirect_quote"),
    )


def test_an_act_that_did_not_happen_is_negated_and_points_nowhere():
    (statement,) = read("Chile met Peru without demanding any concessions on territory.")
    assert (statement.stance, statement.negated, statement.indications) == ("demands", True, ())


def test_a_nested_claim_is_two_statements_with_two_certainties():
    outer, inner = read(
        "Reports indicate that Chile's stance aligns with Peru's demands that Bolivia withdraw its troops."
    )
    assert (outer.actors, outer.certainty, outer.source_type) == (("chile",), "reported", "hearsay")
    assert (inner.actors, inner.stance, inner.certainty) == (("peru",), "demands", "fact_like")
    assert "bolivia" in inner.targets


def test_an_expert_who_describes_a_capital_speaks_and_the_capital_holds():
    (statement,) = read("The Kremlin sees the truce as a trap, said Anna Brown, a fellow at the Institute of Rivers.")
    assert (statement.speaker, statement.source_type) == ("Anna Brown", "named_expert")
    assert statement.actors == ("russia",)


def test_an_act_presupposed_by_a_noun_phrase_is_its_doers():
    (statement,) = read("Chile's annexation of the border region angered its neighbours.")
    assert (statement.actors, statement.stance) == (("chile",), "acts_against")


def test_seats_of_government_stand_for_states():
    assert stances("The Kremlin and Kyiv agreed on a ceasefire. Downing Street welcomed it.") == [
        (("russia", "ukraine"), "engages"),
        (("united-kingdom",), "supports"),
    ]


def test_a_supposed_demand_is_none_and_an_asserted_one_is():
    supposed = read("If Chile were to demand a withdrawal of troops, Peru would refuse it.")
    assert supposed
    assert not any(s.moves_position for s in supposed)
    (asserted,) = read("Chile demands a withdrawal of troops from the border.")
    assert asserted.moves_position
    assert asserted.stance == "demands"


def test_words_in_scare_quotes_are_nobodys_statement_and_headings_say_nothing():
    (statement,) = read(
        "Chile Rejects “Peace Plan”\n\nChile rejected the so-called “peace plan” on the territory on Monday."
    )
    assert (statement.stance, statement.actors, statement.speaker) == ("rejects", ("chile",), "the author")


def test_three_calls_are_three_events():
    calls = read(
        "Chile called Peru on Monday about the truce. On Tuesday the two spoke again about the truce. "
        "A third call between Chile and Peru took place on Wednesday."
    )
    assert [(s.stance, set(s.actors) | set(s.targets), s.time_about) for s in calls] == [
        ("engages", {"chile", "peru"}, "2025-03-10"),
        ("engages", {"chile", "peru"}, "2025-03-11"),
        ("engages", {"chile", "peru"}, "2025-03-12"),
    ]


@pytest.mark.parametrize(
    ("when", "value", "precision"),
    [
        ("yesterday", "2025-03-12", "day"),
        ("two weeks ago", "2025-02-27", "about"),
        ("last month", "2025-02", "about"),
        ("on Thursday", "2025-03-13", "day"),
        ("last Thursday", "2025-03-06", "day"),
        ("on 3 April 2024", "2024-04-03", "day"),
    ],
)
def test_relative_dates_are_counted_from_publication(when, value, precision):
    (statement,) = read(f"Chile rejected the truce {when}.")
    assert (statement.time_about, statement.time_precision) == (value, precision)


def test_a_relative_date_without_a_day_of_publication_stays_open():
    (statement,) = read("Chile rejected the truce yesterday.", published=None)
    assert statement.time_about == ""


def test_each_agent_of_a_list_of_passives_has_a_statement():
    assert stances("The plan for a truce was rejected by Chile, supported by Peru, and welcomed by Bolivia.") == [
        (("chile",), "rejects"),
        (("peru",), "supports"),
        (("bolivia",), "supports"),
    ]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Chile opposes the truce. It demanded a withdrawal of troops.", ("chile",)),
        ("Chilean President Ana Paz met Bo Li. She offered a truce to Peru.", ("ana-paz",)),
        ("Chilean officials met. They rejected the truce.", ("chile",)),
        ("Chile and Peru met. Both countries demanded a truce.", ("chile", "peru")),
        ("Chile, Peru and Bolivia met. The three countries called for a truce.", ("chile", "peru", "bolivia")),
        ("Chile fears war. Its officials want a truce.", ("chile",)),
    ],
)
def test_pronouns_and_group_words_stand_for_those_before(text, actors):
    last = read(text)[-1]
    assert last.actors == actors
    assert last.moves_position
    assert "stands for" in last.reason


@pytest.mark.parametrize(
    ("text", "speaker", "actor"),
    [
        ("Chile opposes the truce. It said that the terms were unfair to its troops.", "Chile", "chile"),
        ("Chile opposes the truce. Its prime minister called the terms “a gift to the army”.", "Chile", "chile"),
        ("Chilean President Ana Paz opposes the truce. “It is a trap,” she said.", "Ana Paz", "ana-paz"),
    ],
)
def test_sources_that_name_nobody_find_whom_they_stand_for(text, speaker, actor):
    (spoken,) = [s for s in read(text) if "quote" in s.kind]
    assert (spoken.speaker, spoken.actors[0]) == (speaker, actor)


def test_a_refusal_without_an_object_is_on_what_the_sentence_before_names():
    first, second = read("Chile has long demanded a truce. Peru has always refused.")
    assert second.issues == first.issues == ("ceasefire",)
    assert "issue from the sentences before" in second.reason
    assert second.indications == ()


def test_what_a_document_is_mostly_about_serves_where_nothing_else_does():
    text = (
        "Fishing talks drag on\n\nFishing rights divide the coast. Fishing boats wait in port.\n\n"
        "India will not back the text."
    )
    (statement,) = [s for s in read(text) if s.actors == ("india",)]
    assert statement.issues == ("fisheries",)
    assert not statement.indications


def test_a_transcript_gives_each_turn_to_its_speaker():
    text = (
        "Ana Paz leads Chile's delegation at the talks with Peru.\n\n"
        "Q: Will you sign?\n\nPaz: We will not accept the truce. I think Peru knows that.\n\n"
        "Q: And the border?\n\nPaz: We demand a withdrawal of troops.\n"
    )
    found = [s for s in read(text) if "transcript" in s.extractor or "label" in s.extractor]
    assert found
    assert {s.speaker for s in found} == {"Ana Paz"}
    assert [("rejects", "ceasefire") for s in found if s.stance == "rejects" and "ceasefire" in s.issues]
    assert any(s.stance == "demands" and s.actors == ("ana-paz",) for s in found)


def test_questions_and_answers_of_a_page_are_no_transcript():
    text = "Q: What is a truce?\n\nA: A truce ends fighting, and Chile supports it.\n\nQ: Who signs?\n\nA: Chile signs."
    assert {s.source_type for s in read(text)} <= {"author", "author_paraphrase"}


def test_as_somebody_points_out_and_is_how_somebody_describes():
    text = (
        "The truce, as Anna Brown, a fellow at the Institute of Rivers, points out, helps Chile. "
        "“A truce without a river” is how Anna Brown describes it."
    )
    assert [s.speaker for s in read(text) if s.source_type == "named_expert"] == ["Anna Brown", "Anna Brown"]


def test_an_aside_behind_what_was_said_is_the_authors():
    said, aside = read("Chile's envoy Ana Paz said Chile was ready to sign the truce, an idea that Peru has rejected.")
    assert (said.actors, said.stance in ("offers", "open_to")) == (("chile",), True)
    assert (aside.actors, aside.stance, aside.source_type) == (("peru",), "rejects", "author")


def test_a_promise_is_an_act_the_author_reports():
    (statement,) = read("Chile promised to lift the sanctions.")
    assert (statement.stance, statement.kind, statement.source_type) == ("offers", "reported_act", "author")


def test_parties_no_list_knows_hold_under_their_own_name():
    first, second = read(
        "The Northern Front (NF) rejected the truce. The NF's leaders demanded a withdrawal of troops."
    )[:2]
    assert (first.actors, first.stance) == (("Northern Front",), "rejects")
    assert second.actors == ("Northern Front",)


def test_a_town_may_be_a_first_name():
    (statement,) = read("Chilean Foreign Minister Sofia Brown rejected the truce.")
    assert statement.actors == ("sofia-brown",)


@pytest.mark.parametrize(
    ("text", "actors", "stance"),
    [
        ("Chileans in the north refuse to recognise the government.", ("chile",), "rejects"),
        ("Chile and Peru failed on Monday to resolve the dispute over sanctions.", ("chile", "peru"), "reluctant"),
        ("Talks began on Monday after Chile rejected the truce.", ("chile",), "rejects"),
        ("Chile has drafted a proposal for a truce.", ("chile",), "offers"),
        ("Chile would like a longer truce.", ("chile",), "seeks"),
        ("Chile has dropped its demand for sanctions.", ("chile",), "offers"),
    ],
)
def test_verbs_that_govern_or_stand_far_from_their_subject(text, actors, stance):
    assert (actors, stance) in stances(text)


def test_a_condition_is_not_the_point_of_the_clause():
    (statement,) = read("Chile is ready to accept the truce, provided that Peru halts its air strikes.")
    assert (statement.actors, statement.stance) == (("chile",), "open_to")


def test_two_claims_of_one_speaker_stand_beside_the_whole():
    found = read("Chile's envoy Ana Paz said Chile had accepted the truce while Peru's army had rejected the truce.")
    assert {(s.actors[0], s.stance) for s in found} >= {("chile", "open_to"), ("peru", "rejects")}
