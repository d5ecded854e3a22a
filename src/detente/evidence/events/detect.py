"""The events one document tells of: every cue with its people, day, place, channel and status."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from detente.domain.document import Document
from detente.domain.statement import Span, Statement
from detente.domain.timeline import EventReport, Moment, Status
from detente.evidence.actors import Mention
from detente.evidence.events.cues import Cue, find_cues, find_hits
from detente.evidence.events.kinds import aside_words
from detente.evidence.events.moments import Dated, dates_of, moment_of, near
from detente.evidence.events.people import Cast, Group, cast_of, subject_group
from detente.evidence.events.places import venue_of
from detente.evidence.events.sighting import Sighting
from detente.evidence.events.status import status_of
from detente.evidence.events.told import absent_in, absent_named, told_in
from detente.evidence.furniture import is_furniture_sentence
from detente.evidence.lexicon import Lexicon
from detente.evidence.sentences import paragraphs, split_sentences

TOLD_WITHIN = 3  # sentences behind an event in which somebody is told of it
_AGAIN = re.compile(r"\b(?:second|third|fourth|another|new|further|separate|follow-up|next)\s+(?:\w+\s+)?$", re.I)
_UNREAL = frozenset({"hypothetical", "conditional", "speculative", "normative", "possible"})


def find_sightings(document: Document, statements: Sequence[Statement], lexicon: Lexicon) -> list[Sighting]:
    """Everything in a document that tells of an event, in the order of the text.

    ``statements`` are those of this document: their ids go into the reports, and what they read as hypothetical has
    not happened.
    """
    text = document.text
    hits = find_hits(text)
    if not hits:
        return []
    mentions = lexicon.matcher.find(text)
    places = [m.start for m in mentions]
    starts = [h[0] for h in hits]
    bounds = [start for start, _ in paragraphs(text)]
    year = document.published.year if document.published else None
    found: list[Sighting] = []
    last: Moment | None = None
    last_at = -1
    one, many = Group(), Group()
    for number, sentence in enumerate(split_sentences(text)):
        inside = mentions[bisect_left(places, sentence[0]) : bisect_left(places, sentence[1])]
        own = hits[bisect_left(starts, sentence[0]) : bisect_left(starts, sentence[1])]
        paragraph = bisect_left(bounds, sentence[0] + 1)
        dates = dates_of(text, *sentence, document.published, last, year)
        told = told_in(document, sentence, inside, lexicon, one)
        subject = subject_group(text, sentence, inside, lexicon)
        cues = find_cues(text, sentence, own, [(m.start, m.end) for m in inside]) if own else []
        if cues and is_furniture_sentence(text[sentence[0] : sentence[1]]):
            cues = []
        here = replace(subject, start=sentence[0]) if subject.people else one
        fresh = [
            s
            for cue in cues
            if (s := _sighting(document, cue, inside, dates, statements, lexicon, here, many, paragraph)) is not None
        ]
        context = last if last is not None and last_at == number - 1 else None
        fresh = [_with_context(s, context, found, paragraph) for s in fresh]
        fresh = _one_each(fresh)
        found += fresh
        _tell(found, fresh, told, document, sentence, inside, lexicon, paragraph)
        exact = [d.moment for d in dates if d.moment.precision == "day" and not d.deadline]
        if exact:
            last, last_at = exact[-1], number
            year = exact[-1].first.year if exact[-1].first else year
        elif last_at == number - 1 and not dates:
            last_at = number if paragraph and cues else last_at
        one = subject if subject.people else one
        many = _many(fresh, subject, many)
    return found


def _sighting(
    document: Document,
    cue: Cue,
    mentions: Sequence[Mention],
    dates: Sequence[Dated],
    statements: Sequence[Statement],
    lexicon: Lexicon,
    one: Group,
    many: Group,
    paragraph: int,
) -> Sighting | None:
    text = document.text
    when = moment_of(text, (cue.start, cue.end), (cue.left, cue.right), dates, document.published)
    status = status_of(text, cue, when, document.published)
    if status is None:
        return None
    covering = [s for s in statements if s.start <= cue.start and cue.end <= s.end]
    if status == "happened" and covering:
        nearest = min(covering, key=lambda s: (s.end - s.start, s.start))
        if nearest.modality in _UNREAL:
            status = "proposed"
    cast = cast_of(text, cue, mentions, lexicon, one, many)
    venue = venue_of(text, cue, mentions)
    if not _enough(cue, cast, when, venue):
        return None
    start, end = cue.sentence
    touching = tuple(s.id for s in statements if s.start < end and start < s.end)
    report = EventReport(
        document.path,
        start,
        end,
        text[start:end],
        cue.start,
        cue.end,
        " ".join(text[cue.start : cue.end].split()),
        document.published,
        touching,
        status,
    )
    again = _AGAIN.search(text, max(start, cue.start - 24), cue.start) is not None and cue.form == "noun"
    absent = absent_named(document, cue.sentence, cast.missing) if cue.kind.families & {"meeting", "call"} else ()
    return Sighting(cue.kind, status, when, venue, cast.people, report, again, paragraph, absent=absent)


def _enough(cue: Cue, cast: Cast, when: Moment, venue: str) -> bool:
    """Whether a cue says enough to be an event: its people, or a dated and placed gathering without names."""
    there = {p.party for p in cast.people if p.role in ("took_part", "addressed")}
    if len(there) >= max(1, cue.kind.least):
        return True
    if cue.kind.least == 0:
        return when.dated
    if cue.kind.id == "meeting" and cue.form == "verb" and there and venue and when.dated:
        return True
    return cue.form == "noun" and "meeting" in cue.kind.families and when.precision == "day" and bool(venue)


def _with_context(sighting: Sighting, last: Moment | None, before: Sequence[Sighting], paragraph: int) -> Sighting:
    """An event without a date, told right behind a dated sentence: about that day."""
    if sighting.when.precision != "before" or last is None or sighting.status != "happened":
        return sighting
    if not before or before[-1].paragraph != paragraph:
        return sighting
    return replace(sighting, when=near(last, "about the day named in the sentence before"))


def _one_each(found: Sequence[Sighting]) -> list[Sighting]:
    """Two cues of one sentence with the same people and day in akin words are one event; a plan beside what happened
    of it is not told again."""
    kept: list[Sighting] = []
    for sighting in sorted(found, key=lambda s: (s.kind.rank, s.report.cue_start)):
        twin = next(
            (
                k
                for k in kept
                if k.kind.akin(sighting.kind)
                and not (sighting.again or k.again)
                and k.when.may_be(sighting.when)
                and (k.parties <= sighting.parties or sighting.parties <= k.parties)
                and (k.status == sighting.status or sighting.status != "happened")
            ),
            None,
        )
        if twin is None:
            kept.append(sighting)
        elif len(sighting.parties) > len(twin.parties):
            kept[kept.index(twin)] = replace(twin, people=sighting.people, venue=twin.venue or sighting.venue)
    return sorted(kept, key=lambda s: s.report.cue_start)


def _tell(
    found: list[Sighting],
    fresh: Sequence[Sighting],
    told: Sequence[object],
    document: Document,
    sentence: Span,
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    paragraph: int,
) -> None:
    """Put those told, and those named as absent, to the latest gathering they can be about."""
    gatherings = [
        (n, s) for n, s in enumerate(found) if s.kind.families & {"meeting", "call"} and s.status == "happened"
    ]
    for one in told:
        for n, s in reversed(gatherings):
            if s in fresh and one.party in s.parties:  # type: ignore[attr-defined]
                continue  # "told Bo about the talks in a second call": not about that call
            if one.party not in s.parties and paragraph - s.paragraph <= 1:  # type: ignore[attr-defined]
                found[n] = replace(found[n], told=(*found[n].told, one))  # type: ignore[arg-type]
            break
    for missing in absent_in(document, sentence, mentions, lexicon):
        for n, s in reversed(gatherings):
            if missing.party not in s.parties and paragraph - s.paragraph <= 1:
                found[n] = replace(found[n], absent=(*found[n].absent, missing))
            break


def _many(fresh: Sequence[Sighting], subject: Group, many: Group) -> Group:
    for sighting in reversed(fresh):
        if len(sighting.parties) >= 2:
            return Group(tuple(p for p in sighting.people if p.role == "took_part"), sighting.report.start)
    if len({p.party for p in subject.people}) >= 2:
        return subject
    return many
