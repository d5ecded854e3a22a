"""Reports of one event are one event; three calls are three."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_SPEC = importlib.util.spec_from_file_location("events_of", Path(__file__).with_name("events_of.py"))
made = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(made)


def test_reports_of_one_meeting_are_one_event_with_the_reason() -> None:
    found = made.timeline(
        made.document("Chile and Peru met in Lima on 4 March 2031.", path="a.txt"),
        made.document("Chile and Peru held talks in Lima on 4 March 2031.", "2031-03-11", "b.txt"),
    )
    (event,) = found.events
    assert event.documents == ("a.txt", "b.txt")
    assert len(event.merged) == 1
    assert "same day, 2 shared parties, Lima" in event.merged[0]


def test_three_calls_are_three_events() -> None:
    text = (
        "Chile and Peru spoke by telephone on 4 March 2031. Chile told Bolivia about the talk in a second call on the "
        "same day. Chile and Peru spoke by telephone again on 6 March 2031."
    )
    found = made.timeline(made.document(text))
    calls = [e for e in found.events if e.kind == "call"]
    assert [made.parties(e) for e in calls] == [{"chile", "peru"}, {"chile", "bolivia"}, {"chile", "peru"}]


def test_other_places_on_one_day_are_other_events() -> None:
    found = made.timeline(
        made.document("Chile and Peru met in Lima on 4 March 2031.", path="a.txt"),
        made.document("Chile and Peru met in Santiago on 4 March 2031.", path="b.txt"),
    )
    assert len(found.events) == 2


def test_a_plan_that_came_true_is_one_event() -> None:
    found = made.timeline(
        made.document("Chile and Peru will meet in Lima on 12 March 2031.", "2031-03-10", "a.txt"),
        made.document("Chile and Peru met in Lima on 12 March 2031.", "2031-03-13", "b.txt"),
    )
    (event,) = found.events
    assert event.status == "happened"
    assert "reported as planned, then happened" in event.notes


def test_a_report_without_a_date_joins_only_where_one_event_fits() -> None:
    first = made.document("Chile and Peru met in Lima on 4 March 2031.", path="a.txt")
    later = made.document("Chile and Peru met.", "2031-03-20", "c.txt")
    (event,) = made.timeline(first, later).events
    assert "no date of its own" in event.merged[0]
    second = made.document("Chile and Peru met in Arica on 8 March 2031.", path="b.txt")
    events = made.timeline(first, second, later).events
    assert len(events) == 3
    assert any("may be one of 2" in note for e in events for note in e.notes)


def test_two_bodies_that_vote_on_one_day_vote_twice() -> None:
    text = (
        "The UN General Assembly adopted a resolution on 4 March 2031. The Security Council adopted another text on "
        "4 March 2031."
    )
    assert len(made.timeline(made.document(text)).events) == 2


def test_order_of_documents_does_not_matter() -> None:
    one = made.document("Chile and Peru met in Lima on 4 March 2031.", path="a.txt")
    two = made.document("Chile and Peru held talks in Lima on 4 March 2031.", path="b.txt")
    assert made.timeline(one, two) == made.timeline(two, one)
