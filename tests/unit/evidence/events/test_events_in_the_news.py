"""What the press writes around events: nouns that are none, verbs that are nouns, what is only talked of."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("events_of", Path(__file__).with_name("events_of.py"))
made = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(made)
document, parties, timeline = made.document, made.parties, made.timeline

WHO = "Chilean President Ana Paz and Peruvian President Bo Rey arrived. "


def _events(text: str, day: str | None = "2031-03-10"):
    return timeline(document(WHO + text, day)).events


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz spoke of dropping bombs on Peru.",
        "Protesters held anti-Paz signs in Lima.",
        "Chile has conducted a nuclear bomb test.",
        "Chile launched a rocket into space from Peru.",
        "The plan was met with doubt by Chile and Peru.",
        "Ana Paz courts the youth vote in Chile and Peru.",
        "Ana Paz and Bo Rey smiled after the news conference ended in Quito.",
        "In a conference call with reporters on Monday Ana Paz spoke of Peru.",
        "Chile governs territory occupied by Peru.",
        "After months of negotiations Ana Paz left for home.",
        "Ana Paz grew tired of rounds of testimony in Peru.",
        "Ana Paz stays neutral in negotiations between Chile and Peru, she said on Monday.",
        "Chile would not vote on the Peruvian text.",
        "A bill passed by the House failed, and the Lima climate summit was near.",
        "Peru has land-launched missiles that Chile fears.",
        "Ana Paz was upbeat about the plans of Peru for meeting any Bolivian challenge.",
        "Ana Paz of Chile spoke on the sidelines of the meeting in Peru.",
        "Ana Paz frequently meets Bo Rey of Peru.",
        "Chile spoke of occupied territory in Peru.",
        "Chile feared an imminent Peruvian invasion of Bolivia.",
    ],
)
def test_what_is_no_event(text: str) -> None:
    assert [e.kind for e in _events(text) if e.status == "happened"] == []


def test_a_politician_attacked_by_another_is_attacked_in_words() -> None:
    text = "Ana Paz spoke. Paz left. Paz sat. Paz ate. Bo Rey spoke. Rey left. Rey sat. Rey ate. "
    text += "Ana Paz was attacked by Bo Rey."
    assert [e.kind for e in timeline(document(text)).events] == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The recent call between Ana Paz and Bo Rey could lead to talks.", "happened"),
        ("The suggestion of a meeting between Ana Paz and Bo Rey is new.", "proposed"),
        ("The meeting between Ana Paz and Bo Rey would change much.", "proposed"),
        ("A meeting between Ana Paz and Bo Rey is “possible”.", "proposed"),
        ("The meeting between Ana Paz and Bo Rey will be in Quito.", "planned"),
        ("Chile and Peru agreed to resume the talks, which began in Quito on 3 March 2031.", "happened"),
        ("Chile rejected Peru's invasion of Bolivia.", "happened"),
    ],
)
def test_what_took_place_and_what_is_only_talked_of(text: str, status: str) -> None:
    kinds = {"call", "meeting", "talks", "strike"}
    assert status in {e.status for e in _events(text) if e.kind in kinds}
    if status != "happened":
        assert "happened" not in {e.status for e in _events(text) if e.kind in kinds}


def test_an_invasion_has_one_who_did_it_and_one_it_was_done_to() -> None:
    (event,) = [e for e in _events("Peru's full-scale invasion of Bolivia in 2030 came first.") if e.kind == "strike"]
    assert [(p.party, p.role) for p in event.participants] == [("peru", "took_part"), ("bolivia", "target")]
    assert event.when.precision == "year"


def test_a_day_without_a_year_is_said_and_no_year_made_up() -> None:
    (event,) = [
        e for e in _events("It began with a call between Ana Paz and Bo Rey on February 12.", None) if e.kind == "call"
    ]
    assert not event.when.dated
    assert event.when.reason == "“February 12”, its year is not given"


def test_a_month_without_a_year_is_the_last_one_before_publication() -> None:
    (event,) = [e for e in _events("In May, Ana Paz and Bo Rey signed a treaty.") if e.kind == "signing"]
    assert str(event.when.first)[:7] == "2030-05"


def test_events_without_dates_keep_the_order_of_the_text() -> None:
    text = (
        "Ana Paz held a phone call with Bo Rey. The call was followed by a meeting in Saudi Arabia led by Chilean and "
        "Peruvian foreign ministers Cora Gil and Dan Lu."
    )
    call, meeting = [e for e in _events(text, None) if e.kind in ("call", "meeting")]
    assert (call.kind, meeting.kind) == ("call", "meeting")
    assert not call.when.dated
    assert not meeting.when.dated
    assert {p.name for p in meeting.participants} == {"Cora Gil", "Dan Lu"}


def test_other_persons_for_the_same_parties_make_another_meeting() -> None:
    text = (
        "Ana Paz met Bo Rey in Quito. Chilean Foreign Minister Cora Gil met Peruvian Foreign Minister Dan Lu in Quito."
    )
    assert len([e for e in _events(text) if e.kind == "meeting"]) == 2


def test_meetings_one_by_one_are_not_joined_by_a_sentence_on_all_of_them() -> None:
    text = (
        "Ana Paz held private meetings with the leaders of Peru, Bolivia and Brazil. Ana Paz met Bo Rey at noon. "
        "Ana Paz met Brazilian President Eva Sol later."
    )
    found = [e for e in _events(text) if e.kind == "meeting"]
    assert [parties(e) for e in found if len(e.participants) == 2] == [{"chile", "peru"}, {"chile", "brazil"}]


def test_what_a_demonym_qualifies_is_no_place_and_a_country_is_one() -> None:
    (event,) = [e for e in _events("A shift in Chilean policy came when Ana Paz met Bo Rey.") if e.kind == "meeting"]
    assert event.venue == ""
    (event,) = [e for e in _events("Ana Paz met Bo Rey in Saudi Arabia.") if e.kind == "meeting"]
    assert event.venue == "Saudi Arabia"


def test_who_is_told_only_later_and_without_whose_presence() -> None:
    text = "Ana Paz met Bo Rey. Her wish to see him first and only later inform Bolivia was noted."
    (event,) = [e for e in _events(text) if e.kind == "meeting"]
    assert [t.party for t in event.told] == ["bolivia"]
    text = "Ana Paz met Bo Rey. It was done without the presence of representatives of Bolivia."
    (event,) = [e for e in _events(text) if e.kind == "meeting"]
    assert [a.party for a in event.absent] == ["bolivia"]


def test_an_official_who_was_briefed_is_a_source_and_no_party_that_was_told() -> None:
    text = "Ana Paz met Bo Rey, said a Bolivian official who was briefed on the meeting."
    assert [t.party for e in _events(text) for t in e.told] == []


def test_the_president_is_the_one_named_before() -> None:
    text = "The president held a meeting with Brazilian President Eva Sol."
    found = timeline(document("Chilean President Ana Paz came to Quito. " + text)).events
    (event,) = [e for e in found if e.kind == "meeting"]
    assert parties(event) == {"chile", "brazil"}


def test_what_is_proposed_twice_in_one_document_is_one_proposal() -> None:
    text = "The possible meeting between Ana Paz and Bo Rey is near. " * 2
    assert len([e for e in _events(text) if e.kind == "meeting"]) == 1


def test_since_when_somebody_is_held_is_no_day_of_a_visit() -> None:
    (event,) = [e for e in _events("Ana Paz visited Quito to see a man held since 2012.") if e.kind == "visit"]
    assert not event.when.dated


def test_two_visits_of_one_party_far_apart_in_a_text_are_two() -> None:
    text = "Ana Paz visited Quito.\n\nMuch was said.\n\nMore was said.\n\nLater Ana Paz visited Caracas."
    assert len([e for e in _events(text) if e.kind == "visit"]) == 2
