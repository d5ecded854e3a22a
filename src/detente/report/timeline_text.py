"""Events in words: when, what, who was there, who was told, who was absent; for page, Markdown and terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from detente.domain.timeline import Moment, ReportedEvent, Silence, Timeline
from detente.report import words

STATUS_WORDS = {
    "happened": "",
    "planned": "planned",
    "proposed": "proposed",
    "cancelled": "called off",
    "denied": "denied",
}
CHANNEL_WORDS = {
    "in_person": "in person",
    "call": "by telephone",
    "video": "by video",
    "letter": "in writing",
    "public_statement": "in public",
    "back_channel": "back channel",
    "vote": "by vote",
    "field": "on the ground",
    "unknown": "",
}
ABSENT_WORDS = {
    "named": "said not to have been there",
    "required": "required for a deal, not named as there",
    "at_table": "at the table, not named as there",
}


def when_words(moment: Moment) -> str:
    """ "12 February 2025", "about 12 February 2025", "by 20 May 2025 (no date given)"."""
    if moment.first is None:
        return f"by {_day(moment.last)} (no date given)" if moment.last else "not dated"
    if moment.last is None or moment.first == moment.last:
        return f"{'about ' if moment.precision == 'about' else ''}{_day(moment.first)}"
    if moment.precision == "month":
        return f"{moment.first:%B %Y}"
    if moment.precision == "year":
        return f"{moment.first:%Y}"
    return f"{'about ' if moment.precision == 'about' else ''}{_day(moment.first)} to {_day(moment.last)}"


def what_words(event: ReportedEvent) -> str:
    """ "Call (planned), Xtown"."""
    status = STATUS_WORDS[event.status]
    parts = [words.sentence_case(event.kind_name) + (f" ({status})" if status else "")]
    return ", ".join([*parts, *([event.venue] if event.venue else [])])


def people_words(event: ReportedEvent) -> str:
    """Those who took part, by party, with the names given: "Xia (A. B), Yen"."""
    named = _by_party(event, ("took_part", "host", "addressed"))
    done_to = _by_party(event, ("target",))
    text = ", ".join(named) or "not named"
    return f"{text}; done to: {', '.join(done_to)}" if done_to else text


def told_words(event: ReportedEvent) -> str:
    """Who was told later, and by whom."""
    return "; ".join(
        dict.fromkeys(t.party_name + (f" (by {t.by_name}: “{t.how}”)" if t.by else f" (“{t.how}”)") for t in event.told)
    )


def absent_words(event: ReportedEvent) -> str:
    """Who was not there, and how that is known."""
    return "; ".join(dict.fromkeys(f"{a.party_name} ({ABSENT_WORDS[a.why]})" for a in event.absent))


def silence_words(silence: Silence, event: ReportedEvent) -> str:
    """One silence in a sentence."""
    tail = ""
    if silence.declined:
        tail = "; it is reported to have declined to comment"
    elif silence.spoke_otherwise:
        tail = "; it was heard in those days on other things"
    place = f" in {event.venue}" if event.venue else ""
    return (
        f"{silence.party_name}: no statement found on the {event.kind_name}{place} of {when_words(event.when)} "
        f"({people_words(event)}) in the days to {_day(silence.last)}, though {silence.why} "
        f"({words.counted(silence.documents, 'document')} of those days read{tail})."
    )


def plain_lines(timeline: Timeline, *, proposed: bool = False) -> Iterator[str]:
    """The timeline for a terminal."""
    shown = [e for e in timeline.events if proposed or e.status != "proposed"]
    for event in shown:
        yield f"{when_words(event.when)}  {what_words(event)}  [{event.id}]"
        yield f"    who: {people_words(event)}"
        if event.told:
            yield f"    told later: {told_words(event)}"
        if event.absent:
            yield f"    not there: {absent_words(event)}"
        for report in event.reports:
            yield f"    {report.document}:{report.start}-{report.end}  “{' '.join(report.quote.split())}”"
        for reason in event.merged:
            yield f"    the same because: {reason}"
        for note in event.notes:
            yield f"    note: {note}"
    hidden = len(timeline.events) - len(shown)
    tail = f", and {hidden} only proposed (--proposed shows them)" if hidden else ""
    yield f"{words.counted(len(shown), 'event')}{tail}."
    by_id = {e.id: e for e in timeline.events}
    if timeline.silences:
        yield "Of whom no statement was found (an observation, no position):"
        for silence in timeline.silences:
            yield f"  {silence_words(silence, by_id[silence.event])}"
    yield from timeline.notes


def _by_party(event: ReportedEvent, roles: tuple[str, ...]) -> list[str]:
    found: dict[str, list[str]] = {}
    for person in event.participants:
        if person.role in roles:
            found.setdefault(person.party_name, []).append("" if person.name == person.party_name else person.name)
    return [
        party + (f" ({', '.join(given)})" if (given := [n for n in dict.fromkeys(names) if n]) else "")
        for party, names in found.items()
    ]


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
