"""What happened, on the page, as Markdown and as tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import analysis_fixture
import pytest

from detente.domain.analysis import Analysis
from detente.domain.timeline import (
    Absent,
    Conflict,
    EventReport,
    Moment,
    Participant,
    ReportedEvent,
    Silence,
    Timeline,
    Told,
)
from detente.report.html import render_html
from detente.report.lookup import Lookup
from detente.report.markdown import render_markdown
from detente.report.sections.timeline import timeline_section
from detente.report.tables import tables
from detente.report.timeline_figure import timeline_figure
from detente.report.timeline_text import plain_lines, when_words

DAY = dt.date(2031, 3, 4)


def _event(number: int, status: str = "happened") -> ReportedEvent:
    day = DAY + dt.timedelta(days=number)
    quote = "Aldova <b>met</b> Bereth."
    return ReportedEvent(
        f"e{number}", "meeting", "meeting", status, Moment(day, day, "day", "a test"), "in_person", "Xtown",
        (Participant("a", "aldova", "Aldova", "Mara Lind"), Participant("b", "bereth", "Bereth", "Bereth")),
        (EventReport("nowhere.txt", 0, 25, quote, 10, 13, "met", day),),
        told=(Told("union", "Union", "aldova", "Aldova", "was briefed", "nowhere.txt", 0, 25, quote),),
        absent=(Absent("union", "Union", "required"),),
        merged=("“talks” in x.txt:3: same day",),
        speaks=True,
    )  # fmt: skip


@pytest.fixture
def analysis() -> Analysis:
    analysis = analysis_fixture.analysis()
    first, second = analysis.reading.statements[:2]
    found = Timeline(
        (_event(0), _event(9), _event(12, "proposed")),
        (Silence("e0", "bereth", "Bereth", "it took part", DAY, DAY + dt.timedelta(days=7), 3, True),),
        (
            Conflict("sources_disagree", "Bereth on Territory", first.id, second.id, "low end", "high end",
                     "2031-03-01", "2031-03-01", first.document, second.document, 2),
            Conflict("figure_changed", "water", first.id, second.id, "60", "74", "2031-01-01", "2031-03-01",
                     first.document, second.document),
        ),
        ("Silence was not judged for 1 event.",),
        (("aldova", "Aldova"), ("bereth", "Bereth"), ("union", "Union")),
    )  # fmt: skip
    return replace(analysis, timeline=found)


def test_page_and_markdown_tell_who_was_in_the_room(analysis: Analysis) -> None:
    page, text = render_html(analysis), render_markdown(analysis)
    for words in (
        "4 March 2031",
        "Aldova (Mara Lind), Bereth",
        "Union (by Aldova: “was briefed”)",
        "3 documents of those",
    ):
        assert words in page.replace("&#34;", '"')
        assert words in text.replace("\\", "")
    assert "<b>met</b>" not in page
    assert 'aria-label="What happened when, and who was there"' in page


def test_disagreements_stand_apart_from_changes(analysis: Analysis) -> None:
    page = render_html(analysis)
    assert page.index("Sources disagree") < page.index("Figures that changed from one time to another")
    assert "Bereth on Territory: “low end” (2031-03-01), “high end” (2031-03-01); 2 such pairs" in page


def test_tables_have_every_event(analysis: Analysis) -> None:
    made = tables(analysis)
    assert [row["event"] for row in made["events"]] == ["e0", "e9", "e12"]
    assert {row["role"] for row in made["event_people"]} == {"took_part", "told_later", "absent (required)"}
    assert len(made["silences"]) == 1
    assert len(made["conflicts"]) == 2


def test_an_analysis_without_a_timeline_has_an_empty_section(analysis: Analysis) -> None:
    bare = replace(analysis, timeline=None)
    assert timeline_section(Lookup(bare)) is None
    assert "No event was found" in render_html(bare)
    assert tables(bare)["events"] == []


def test_days_in_words() -> None:
    assert when_words(Moment(None, DAY, "before")) == "by 4 March 2031 (no date given)"
    assert when_words(Moment(DAY, DAY, "about")) == "about 4 March 2031"
    assert when_words(Moment(dt.date(2031, 3, 1), dt.date(2031, 3, 31), "month")) == "March 2031"
    assert when_words(Moment()) == "not dated"


def test_proposals_are_shown_on_a_terminal_only_when_asked_for(analysis: Analysis) -> None:
    assert analysis.timeline is not None
    assert "2 events, and 1 only proposed (--proposed shows them)." in list(plain_lines(analysis.timeline))
    assert "3 events." in list(plain_lines(analysis.timeline, proposed=True))


def test_an_event_long_before_the_others_does_not_squeeze_the_figure() -> None:
    parties = [("aldova", "Aldova")]
    near = [_event(n) for n in (0, 9, 20)]
    assert timeline_figure([_event(-900), *near], parties) == timeline_figure(near, parties)
    assert timeline_figure([_event(-15), *near], parties) != timeline_figure(near, parties)


def test_a_silence_names_the_event_by_those_who_took_part(analysis: Analysis) -> None:
    assert "no statement found on the meeting in Xtown of 4 March 2031 (Aldova (Mara Lind), Bereth)" in render_markdown(
        analysis
    )
