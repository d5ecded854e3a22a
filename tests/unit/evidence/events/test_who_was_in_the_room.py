"""Told later, absent, silent."""

from __future__ import annotations

import datetime as dt
import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("events_of", Path(__file__).with_name("events_of.py"))
made = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(made)
MET = "Chile and Peru met in Lima on 4 March 2031. "


@pytest.mark.parametrize(
    "text",
    [
        "Bolivia was briefed by Chile on the talks the next day.",
        "Chile informed Bolivia about the outcome.",
        "Bolivia was only later informed.",
        "Bolivia learned of the meeting from newspapers.",
        "Later Chile spoke by telephone with Bolivia.",
    ],
)
def test_who_was_told_later(text: str) -> None:
    meeting = next(e for e in made.timeline(made.document(MET + text)).events if e.kind == "meeting")
    assert [t.party for t in meeting.told] == ["bolivia"]


def test_who_told_is_named_where_the_text_says_so() -> None:
    (event,) = made.timeline(made.document(MET + "Bolivia was briefed by Chile on the talks.")).events
    assert event.told[0].by == "chile"
    assert "briefed" in event.told[0].how


def test_those_who_were_there_are_not_told() -> None:
    (event,) = made.timeline(made.document(MET + "Peru was briefed by Chile on the talks.")).events
    assert event.told == ()


def test_absent_by_the_words_of_the_text() -> None:
    text = "Chile and Peru met in Lima on 4 March 2031 without Bolivia. Brazil was not invited."
    (event,) = made.timeline(made.document(text)).events
    assert made.parties(event) == {"chile", "peru"}
    assert {(a.party, a.why) for a in event.absent} == {("bolivia", "named"), ("brazil", "named")}


def test_absent_though_the_case_requires_it() -> None:
    (event,) = made.timeline(made.document(MET), case=made.case("chile", "peru", "bolivia")).events
    assert [(a.party, a.why) for a in event.absent] == [("bolivia", "required")]
    (event,) = made.timeline(made.document(MET), case=made.case("chile", "peru")).events
    assert event.absent == ()


def _covered(*more: object) -> object:
    others = (
        made.document("Nothing new was heard in the capitals today.", "2031-03-06", "x.txt"),
        made.document("Nothing new was heard in the capitals today either.", "2031-03-12", "y.txt"),
    )
    meeting = made.document(MET, "2031-03-04", "a.txt")
    return made.timeline(meeting, *others, *more, case=made.case("chile", "peru", others=("bolivia",)))


def test_silence_is_said_where_documents_cover_the_days() -> None:
    found = _covered()
    assert [(s.party, s.first, s.last) for s in found.silences] == [
        (p, dt.date(2031, 3, 4), dt.date(2031, 3, 11)) for p in ("chile", "peru", "bolivia")
    ]
    assert {s.documents for s in found.silences} == {2}


def test_whoever_speaks_about_it_is_not_silent() -> None:
    words = (
        MET + "Chile's foreign ministry said on 5 March 2031 that Chile rejected any tariffs on its exports. "
        "Peru's foreign ministry said on 5 March 2031 that Peru demanded the lifting of tariffs."
    )
    found = _covered(made.document(words, "2031-03-05", "z.txt"))
    assert [s.party for s in found.silences] == ["bolivia"]


def test_silence_is_not_judged_without_documents_of_those_days() -> None:
    found = made.timeline(made.document(MET, "2031-03-04"), case=made.case("chile", "peru"))
    assert found.silences == ()
    assert any("not judged for 1 event" in note for note in found.notes)
