"""What a document says has happened, read with day, place, people and status."""

from __future__ import annotations

import datetime as dt
import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("events_of", Path(__file__).with_name("events_of.py"))
made = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(made)


@pytest.mark.parametrize(
    ("text", "kind", "who", "venue", "day"),
    [
        ("Chile and Peru signed a treaty in Lima on 4 March 2031.", "signing", {"chile", "peru"}, "Lima", "2031-03-04"),
        ("The leaders of Chile, Peru and Bolivia met in Santiago on 2 March 2031.", "meeting",
         {"chile", "peru", "bolivia"}, "Santiago", "2031-03-02"),
        ("Chilean President Ana Rojas spoke by telephone with Peruvian President Luis Vega on 5 March.", "call",
         {"chile", "peru"}, "", "2031-03-05"),
        ("After a call on 6 March 2031 Chile and Peru published nothing.", "call", {"chile", "peru"}, "", "2031-03-06"),
        ("Chile suspended its aid to Bolivia yesterday.", "aid", {"chile"}, "", "2031-03-09"),
        ("Peru voted against the resolution on 1 March 2031.", "vote", {"peru"}, "", "2031-03-01"),
        ("Peru imposed new tariffs on Chile on 7 March 2031.", "sanctions", {"peru"}, "", "2031-03-07"),
        ("Chile sent a letter to Peru on 8 March 2031.", "letter", {"chile", "peru"}, "", "2031-03-08"),
        ("The president of Chile visited Lima on 3 March 2031.", "visit", {"chile"}, "Lima", "2031-03-03"),
    ],
)  # fmt: skip
def test_one_event(text: str, kind: str, who: set[str], venue: str, day: str) -> None:
    (event,) = made.timeline(made.document(text)).events
    assert event.kind == kind
    assert made.parties(event) == who
    assert event.venue == venue
    assert event.status == "happened"
    assert event.when.first == event.when.last == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chile and Peru will meet in Lima on 20 March 2031.", "planned"),
        ("The planned meeting between Chile and Peru on 20 March 2031 is a major shift.", "planned"),
        ("The phone call was followed by a meeting between Chile and Peru on 4 March 2031.", "happened"),
        ("Chile offered to meet Peru in Lima.", "proposed"),
        ("Brazil called on 4 March 2031 for talks between Chile and Peru.", "proposed"),
        ("A meeting between Chile and Peru on 20 March 2031 was cancelled.", "cancelled"),
        ("Chile and Peru did not meet on 4 March 2031.", "denied"),
    ],
)
def test_what_has_not_happened_is_told_apart(text: str, status: str) -> None:
    (event,) = made.timeline(made.document(text)).events
    assert event.status == status


@pytest.mark.parametrize(
    "text",
    [
        "Chile did not sign the treaty.",
        "Chile rejected the initial proposal of Peru.",
        "Chile refused to sign anything before a treaty is ratified.",
        "Chile announced no ceasefire on 4 March 2031.",
        "The talks between Chile and Peru matter to everybody.",
        "Is a meeting between Chile and Peru on 4 March 2031 likely?",
        "Chile and Peru meet in Lima\n\nNothing else is known.",
    ],
)
def test_no_event(text: str) -> None:
    assert made.timeline(made.document(text)).events == ()


def test_spans_are_verbatim_and_ids_are_those_of_statements() -> None:
    text = "Much was said. Chile rejected the tariffs when it met Peru in Lima on 4 March 2031."
    doc = made.document(text)
    (event,) = made.timeline(doc).events
    (report,) = event.reports
    assert text[report.start : report.end] == report.quote
    assert " ".join(text[report.cue_start : report.cue_end].split()) == report.cue == "met"


def test_days_are_counted_from_the_day_named_before() -> None:
    text = "Chile and Peru met in Lima on 4 March 2031. They met again in Arica two days later."
    first, second = made.timeline(made.document(text)).events
    assert (first.when.first, second.when.first) == (dt.date(2031, 3, 4), dt.date(2031, 3, 6))
    assert made.parties(second) == {"chile", "peru"}
    assert "two days later" in second.when.reason


def test_a_deadline_is_not_the_day() -> None:
    (event,) = made.timeline(made.document("Chile and Peru signed a pledge to leave by 1 May 2030.")).events
    assert not event.when.dated
    assert event.when.last == dt.date(2031, 3, 10)


def test_a_range_of_time() -> None:
    (event,) = made.timeline(
        made.document("Chile and Peru negotiated in Lima from November 2030 to January 2031.")
    ).events
    assert (event.when.first, event.when.last) == (dt.date(2030, 11, 1), dt.date(2031, 1, 31))
    assert event.when.precision == "range"


def test_without_a_day_of_publication_the_document_gives_the_year() -> None:
    (event,) = made.timeline(
        made.document("Nothing moved in January 2029. Chile and Peru met in Lima on 4 March.", None)
    ).events
    assert event.when.first == dt.date(2029, 3, 4)


def test_what_a_party_only_qualifies_takes_no_part() -> None:
    text = "Peru met Chile in Lima on 4 March 2031 about Bolivian gas and the borders of Brazil."
    (event,) = made.timeline(made.document(text)).events
    assert made.parties(event) == {"peru", "chile"}


def test_front_matter_and_other_languages_tell_nothing() -> None:
    text = "---\ntitle: Chile and Peru met in Lima on 4 March 2031.\n---\n\nNobody came.\n"
    assert made.timeline(made.document(text)).events == ()
