"""What happened: events in order, who was in the room, who was told later, of whom nothing was heard."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from detente.domain.timeline import ReportedEvent, Timeline
from detente.report import words
from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped, table
from detente.report.sections.basis import BasisLink
from detente.report.timeline_figure import timeline_figure
from detente.report.timeline_text import absent_words, people_words, silence_words, told_words, what_words, when_words

MOST_SHOWN = 120
READING = (
    "Each mark is an event, on the line of everybody who took part; a hollow mark is somebody who was told later, a "
    "cross somebody who was not there. What was only proposed, events without a day, and events long before the others "
    "are in the table alone."
)


@dataclass(frozen=True)
class EventRow:
    """One event in words, and links to the statements that report it (or to their document)."""

    anchor: str
    when: str
    what: str
    who: str
    told: str
    absent: str
    quote: str
    links: tuple[BasisLink, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class TimelineSection:
    """Rows in order of time, the figure, silences in words, and what was left out."""

    rows: tuple[EventRow, ...]
    proposals: tuple[EventRow, ...]
    silences: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    figure: Markup | None
    reading: str = READING


def timeline_section(lookup: Lookup) -> TimelineSection | None:
    """None where nobody asked what happened."""
    timeline = lookup.analysis.timeline
    if timeline is None:
        return None
    told = [e for e in timeline.events if e.status != "proposed"]
    proposed = [e for e in timeline.events if e.status == "proposed"]
    notes = list(timeline.notes)
    if len(told) > MOST_SHOWN:
        notes.append(f"Of {len(told):,} events the last {MOST_SHOWN} are shown; the table 'events' has all.")
    by_id = {e.id: e for e in timeline.events}
    shown = told[-MOST_SHOWN:]
    anchors = {e.id for e in shown}
    return TimelineSection(
        rows=tuple(_row(lookup, e) for e in shown),
        proposals=tuple(_row(lookup, e) for e in proposed[-MOST_SHOWN:]),
        silences=tuple(
            (silence_words(s, by_id[s.event]), f"#{_anchor(s.event)}" if s.event in anchors else "")
            for s in timeline.silences
            if s.event in by_id
        ),
        notes=tuple(notes),
        figure=timeline_figure(shown, _foremost(timeline)),
    )


def timeline_text(lookup: Lookup) -> Iterator[str]:
    """The same as Markdown."""
    section = timeline_section(lookup)
    if section is None or not (section.rows or section.proposals):
        yield "No event was found in the documents read."
        return
    head = ("When", "What", "Who was there", "Told later", "Not there", "Reported in")
    yield from table(head, (_cells(row) for row in section.rows))
    if section.proposals:
        yield f"{words.counted(len(section.proposals), 'event')} more that documents only speak of as proposed."
        yield ""
    if section.silences:
        yield "Of whom no statement was found; an observation about the documents, no position:"
        yield ""
        yield from (f"- {escaped(text)}" for text, _ in section.silences)
        yield ""
    yield from (escaped(note) for note in section.notes)


def _cells(row: EventRow) -> tuple[str, ...]:
    where = words.joined(list(dict.fromkeys(link.text for link in row.links)))
    return row.when, row.what, row.who, row.told, row.absent, where


def _row(lookup: Lookup, event: ReportedEvent) -> EventRow:
    links = []
    for report in event.reports:
        statement = next((s for s in report.statements if lookup.statement_href(s)), "")
        href = lookup.statement_href(statement) or lookup.document_href(report.document)
        links.append(BasisLink(words.shortened(lookup.document(report.document), 60), href))
    return EventRow(
        _anchor(event.id),
        when_words(event.when),
        what_words(event),
        people_words(event),
        told_words(event),
        absent_words(event),
        words.shortened(event.reports[0].quote, 200),
        tuple(links),
        (*(f"taken for the same event: {reason}" for reason in event.merged), *event.notes),
    )


def _anchor(event: str) -> str:
    return f"event-{event}"


def _foremost(timeline: Timeline, most: int = 12) -> list[tuple[str, str]]:
    """The parties with most events, (id, name), the most frequent first."""
    counts: Counter[str] = Counter(p for e in timeline.events if _datable(e) for p in {q.party for q in e.participants})
    names = dict(timeline.names)
    ranked = sorted(counts, key=lambda p: (-counts[p], names.get(p, p)))[:most]
    return [(p, names.get(p, p)) for p in ranked]


def _datable(event: ReportedEvent) -> bool:
    return isinstance(event.when.first, dt.date) and event.status != "proposed"
