"""The timeline of a reading: events in order, who was there, who was told later, who was absent, who kept silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.statement import Statement
from detente.domain.timeline import Absent, AbsentWhy, ReportedEvent, Timeline, Told
from detente.evidence.events.detect import find_sightings
from detente.evidence.events.merge import merge_sightings
from detente.evidence.events.sighting import Sighting
from detente.evidence.events.silence import WITHIN, find_silences
from detente.evidence.lexicon import Lexicon

_GATHERINGS = frozenset({"meeting", "summit", "talks", "call", "video", "conversation", "back_channel"})
MOST = 2000  # events of a timeline; the earliest give way


def find_timeline(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    lexicon: Lexicon,
    case: Case | None = None,
    within: int = WITHIN,
    members: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Timeline:
    """What the documents say has happened.

    Parameters
    ----------
    documents, statements : sequences
        A finished reading; statements of other documents are left aside.
    lexicon : Lexicon
        What it was read with.
    case : Case, optional
        Says who is required and at the table; without one nobody is called absent unless the text does.
    within : int
        Days in which those concerned are expected to speak.
    members : mapping, optional
        Members of blocs by the bloc's id: a bloc of which a member was there is not called absent, nor the reverse.
    """
    by_document: dict[str, list[Statement]] = {}
    for statement in statements:
        by_document.setdefault(statement.document, []).append(statement)
    sightings: list[Sighting] = []
    for document in sorted(documents, key=lambda d: d.path):
        if document.language in ("", "en"):
            sightings += find_sightings(document, by_document.get(document.path, []), lexicon)
    events = [_with_absent(e, case, lexicon, members) for e in _with_later_calls(merge_sightings(sightings))]
    notes = []
    if len(events) > MOST:
        notes.append(f"{len(events) - MOST:,} earlier events of {len(events):,} are left out")
        events = events[-MOST:]
    silences, more = find_silences(events, documents, statements, lexicon, case, within)
    parties = {p.party: p.party_name for e in events for p in e.participants}
    parties |= {t.party: t.party_name for e in events for t in e.told}
    parties |= {a.party: a.party_name for e in events for a in e.absent}
    return Timeline(tuple(events), tuple(silences), (), (*notes, *more), tuple(sorted(parties.items())))


def _with_later_calls(events: Sequence[ReportedEvent]) -> list[ReportedEvent]:
    """A call that one of those present made to somebody else afterwards, the next thing its document tells."""
    made = list(events)
    for event in events:
        for n, earlier in enumerate(made):
            told = _called_after(earlier, event)
            if told:
                made[n] = replace(earlier, told=(*earlier.told, *told))
    return made


def _called_after(earlier: ReportedEvent, call: ReportedEvent) -> list[Told]:
    from detente.evidence.events.kinds import aside_words

    if call.kind not in ("call", "conversation") or earlier.id == call.id or call.status != "happened":
        return []
    if earlier.kind not in _GATHERINGS or earlier.status != "happened":
        return []
    for report in call.reports:
        before = [r for r in earlier.reports if r.document == report.document and 0 <= report.start - r.end <= 400]
        if not before or not aside_words().afterwards.search(report.quote):
            continue
        caller = [p for p in call.participants if p.party in earlier.parties]
        others = [p for p in call.participants if p.party not in earlier.parties]
        told = {t.party for t in earlier.told}
        return [
            Told(
                p.party,
                p.party_name,
                caller[0].party,
                caller[0].party_name,
                "called afterwards",
                report.document,
                report.start,
                report.end,
                report.quote,
            )
            for p in others
            if caller and p.party not in told
        ]
    return []


def _with_absent(
    event: ReportedEvent, case: Case | None, lexicon: Lexicon, members: Mapping[str, tuple[str, ...]]
) -> ReportedEvent:
    """With those the case requires, or has at the table, who are not named there; only where others of them are."""
    if case is None or event.kind not in _GATHERINGS or event.status != "happened" or not event.parties:
        return event
    concerned = {key for key, actor in case.actors.items() if actor.required or actor.at_table}
    there = set(event.parties)
    if not there & concerned or len(there) < 2:
        return event
    named = {a.party for a in event.absent}
    added: list[Absent] = []
    for key, actor in case.actors.items():
        holder = lexicon.holder(key)
        others = {*members.get(key, ()), *(bloc for bloc, own in members.items() if key in own)}
        if key not in concerned or key in named or {key, holder, *others} & there:
            continue
        why: AbsentWhy = "required" if actor.required else "at_table"
        added.append(Absent(key, actor.name, why))
    return replace(event, absent=(*event.absent, *added))
