"""Reports joined into events: one call told of in five documents is one call, three calls stay three."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.domain.timeline import Moment, Participant, ReportedEvent, Status
from detente.evidence.events.sighting import Sighting

UNDATED_WITHIN = dt.timedelta(days=45)  # an undated report may be of an event so long before its publication
_RANK: dict[Status, int] = {"happened": 0, "denied": 1, "cancelled": 2, "planned": 3, "proposed": 4}
_TIGHT = {"day": 0, "range": 1, "about": 2, "month": 3, "year": 4, "before": 5, "unknown": 6}


@dataclass
class _Event:
    """An event while its reports are collected."""

    sightings: list[Sighting]
    merged: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parties: set[str] = field(default_factory=set)
    venue: str = ""

    @property
    def when(self) -> Moment:
        return min((s.when for s in self.sightings), key=lambda m: (_TIGHT[m.precision], str(m.first)))

    @property
    def first(self) -> Sighting:
        return self.sightings[0]


def merge_sightings(sightings: Sequence[Sighting]) -> list[ReportedEvent]:
    """Events in order of time; each further report says in ``merged`` why it is taken for the same.

    Two reports are of one event when their kinds are akin, their days can be the same, one names no party the other
    excludes, and their places can be the same. A report without a date joins only where one single event fits.
    """
    dated = [s for s in sightings if s.when.dated]
    undated = [s for s in sightings if not s.when.dated]
    events: list[_Event] = []
    for sighting in sorted(dated, key=_tightest):
        candidates = [(e, why) for e in events if (why := _same(e, sighting)) is not None]
        exact = [c for c in candidates if c[0].when.precision == "day"]
        if len(candidates) > 1 and sighting.when.precision not in ("day", "about"):
            candidates = exact if len(exact) == 1 else []
        _join(events, sighting, candidates[0] if candidates else None)
    for sighting in undated:
        fitting = [(e, why) for e in events if (why := _fits_undated(e, sighting)) is not None]
        if len(fitting) > 1:
            near = [f for f in fitting if any(s.report.document == sighting.report.document for s in f[0].sightings)]
            fitting = near[-1:] if near else fitting
        if len(fitting) == 1:
            _join(events, sighting, fitting[0])
        else:
            event = _join(events, sighting, None)
            if fitting:
                event.notes.append(f"without a date: may be one of {len(fitting)} others of its kind")
    made = [_finished(e) for e in events]
    return sorted(made, key=_order)


def _tightest(sighting: Sighting) -> tuple[int, str, str, int]:
    when = sighting.when
    return (_TIGHT[when.precision], str(when.first), sighting.report.document, sighting.report.cue_start)


def _join(events: list[_Event], sighting: Sighting, found: tuple[_Event, str] | None) -> _Event:
    if found is None:
        event = _Event([sighting], parties=set(sighting.parties), venue=sighting.venue)
        events.append(event)
        return event
    event, why = found
    event.sightings.append(sighting)
    event.parties |= sighting.parties
    event.venue = event.venue or sighting.venue
    place = f"{sighting.report.document}:{sighting.report.cue_start}"
    event.merged.append(f"“{sighting.report.cue}” in {place}: {why}")
    return event


def _same(event: _Event, sighting: Sighting) -> str | None:
    """Why a dated report is of this event, or None."""
    if not any(s.kind.akin(sighting.kind) for s in event.sightings) or not _status_fits(event, sighting):
        return None
    if not event.when.may_be(sighting.when):
        return None
    if _told_apart(event, sighting) or not _venues_fit(event.venue, sighting.venue):
        return None
    shared = event.parties & sighting.parties
    if not _parties_fit(event, sighting) or _other_body(event, sighting) or _other_people(event, sighting):
        return None
    day = "same day" if event.when.precision == sighting.when.precision == "day" else "days that can be the same"
    named = f"{len(shared)} shared part{'y' if len(shared) == 1 else 'ies'}" if shared else "no party named"
    place = f", {sighting.venue}" if event.venue and sighting.venue else ""
    return f"{day}, {named}{place}"


def _fits_undated(event: _Event, sighting: Sighting) -> str | None:
    if not any(s.kind.akin(sighting.kind) for s in event.sightings) or not _status_fits(event, sighting):
        return None
    if (
        _told_apart(event, sighting)
        or not _venues_fit(event.venue, sighting.venue)
        or not _parties_fit(event, sighting)
        or _other_people(event, sighting)
    ):
        return None
    if not sighting.parties:
        return None
    when, published = event.when, sighting.report.published
    if sighting.status not in ("happened", "denied"):
        told_before = any(
            s.report.document == sighting.report.document and s.status == sighting.status and s.kind is sighting.kind
            for s in event.sightings
        )
        return (
            "proposed of the same parties in the same document"
            if told_before and event.parties == sighting.parties
            else None
        )
    if len(event.parties & sighting.parties) < 2 and not _one_place(event, sighting):
        return None  # two visits, two deals of one party
    same_document = any(s.report.document == sighting.report.document for s in event.sightings)
    if same_document:
        return "no date of its own, the only one of its kind and parties in the document"
    if published is None or when.last is None or when.first is None:
        return None
    if not when.first <= published or published - when.last > UNDATED_WITHIN:
        return None
    return "no date of its own, the only one of its kind and parties in the weeks before its publication"


def _parties_fit(event: _Event, sighting: Sighting) -> bool:
    """Whether the parties can be those of one event.

    Of two that each name a pair, both must be shared; a gathering of many may be named by some of its members.
    """
    if not event.parties or not sighting.parties:
        same_place = bool(event.venue) and event.venue == sighting.venue
        return same_place or any(s.report.document == sighting.report.document for s in event.sightings)
    shared = event.parties & sighting.parties
    if not shared:
        return False
    smaller = min(len(event.parties), len(sighting.parties))
    if "call" in sighting.kind.families and smaller == 2:
        return event.parties == sighting.parties or len(shared) == 2
    if event.first.kind.id in ("sanctions", "vote", "strike", "aid", "announcement", "letter", "visit", "deployment"):
        return _done_to(event) & _done_to_one(sighting) != set() or not _done_to(event) or not _done_to_one(sighting)
    return len(shared) >= min(2, smaller)


def _other_body(event: _Event, sighting: Sighting) -> bool:
    """Two bodies of one organisation that each vote in one document: two votes."""
    if sighting.kind.channel != "vote":
        return False
    names = {p.name for s in event.sightings if s.report.document == sighting.report.document for p in s.people}
    return bool(names) and not names & {p.name for p in sighting.people}


def _one_place(event: _Event, sighting: Sighting) -> bool:
    """Whether a party alone tells enough: at one place, in one paragraph, or as a kind that needs two to be told."""
    if event.venue and event.venue == sighting.venue:
        return True
    if sighting.kind.least >= 2 or not sighting.kind.families & {"visit", "agreement", "signing"}:
        return True
    return any(
        s.report.document == sighting.report.document
        and abs(s.paragraph - sighting.paragraph) <= 1
        and not s.when.dated
        for s in event.sightings
    )


def _other_people(event: _Event, sighting: Sighting) -> bool:
    """Whether other persons were there for the same parties: presidents in one report, ministers in the other."""
    known: dict[str, set[str]] = {}
    for person in (p for s in event.sightings for p in s.people if p.actor != p.party):
        known.setdefault(person.party, set()).add(person.actor)
    own: dict[str, set[str]] = {}
    for person in (p for p in sighting.people if p.actor != p.party):
        own.setdefault(person.party, set()).add(person.actor)
    both = [party for party in own if party in known]
    return len(both) >= 2 and all(not own[party] & known[party] for party in both)


def _done_to(event: _Event) -> set[str]:
    return {p.party for s in event.sightings for p in s.people if p.role in ("target", "host", "addressed")}


def _done_to_one(sighting: Sighting) -> set[str]:
    return {p.party for p in sighting.people if p.role in ("target", "host", "addressed")}


def _status_fits(event: _Event, sighting: Sighting) -> bool:
    """A plan may come true, be called off or denied; a mere proposal is joined with other proposals only."""
    statuses = {s.status for s in event.sightings}
    if "proposed" in statuses or sighting.status == "proposed":
        return statuses == {sighting.status}
    return True


def _told_apart(event: _Event, sighting: Sighting) -> bool:
    """ "A second call" is none that its own document told of before."""
    if not sighting.again and not any(s.again for s in event.sightings):
        return False
    return any(s.report.document == sighting.report.document and s.again != sighting.again for s in event.sightings)


def _venues_fit(a: str, b: str) -> bool:
    return not a or not b or a == b or a in b or b in a


def _finished(event: _Event) -> ReportedEvent:
    ordered = sorted(event.sightings, key=lambda s: (str(s.report.published), s.report.document, s.report.cue_start))
    lead = min(ordered, key=lambda s: (_RANK[s.status], s.kind.rank))
    status = _status(ordered)
    when = event.when
    people = _people([p for s in ordered for p in s.people])
    notes = list(event.notes)
    seen = list(dict.fromkeys(s.status for s in ordered))
    if len(seen) > 1:
        notes.append("reported as " + ", then ".join(seen))
    if not people:
        notes.append("those who took part are not named")
    place = (ordered[0].report.document, ordered[0].report.cue_start)
    key = f"{lead.kind.id}\x1f{when}\x1f{sorted(event.parties)}\x1f{place}"
    return ReportedEvent(
        id="e" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:10],
        kind=lead.kind.id,
        kind_name=lead.kind.name,
        status=status,
        when=when,
        channel=lead.kind.channel,
        venue=event.venue,
        participants=people,
        reports=tuple(s.report for s in ordered),
        told=tuple(dict.fromkeys(t for s in ordered for t in s.told if t.party not in event.parties)),
        absent=tuple(dict.fromkeys(a for s in ordered for a in s.absent if a.party not in event.parties)),
        merged=tuple(event.merged),
        notes=tuple(notes),
        speaks=lead.kind.speaks,
    )


def _status(ordered: Sequence[Sighting]) -> Status:
    """Called off or denied later than reported stays so; otherwise what happened outweighs what was planned."""
    last = ordered[-1].status
    if last in ("cancelled", "denied"):
        return last
    return min((s.status for s in ordered), key=lambda status: _RANK[status])


def _people(people: Sequence[Participant]) -> tuple[Participant, ...]:
    kept: dict[tuple[str, str, str], Participant] = {}
    for person in people:
        kept.setdefault((person.party, person.name, person.role), person)
    listed = list(kept.values())
    personal = {(p.party, p.role) for p in listed if p.actor != p.party}
    return tuple(
        p
        for p in listed
        if not (p.actor == p.party and (p.party, p.role) in personal)
        and not any(q is not p and q.party == p.party and q.role == p.role and p.name in q.name for q in listed)
    )


def _order(event: ReportedEvent) -> tuple[str, str, str, int]:
    """By the first day; an event known only from its report stands at the day of that report."""
    day = event.when.first or event.when.last
    first = event.reports[0]
    return (day.isoformat() if day else "9999", "" if event.when.dated else "~", first.document, first.cue_start)
