"""The events one document tells of: every cue with its people, day, place, channel and status."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.domain.document import Document
from detente.domain.statement import Statement
from detente.domain.timeline import Absent, EventReport, Moment, Told
from detente.evidence.actors import Mention
from detente.evidence.events.cues import Cue, find_cues, find_hits
from detente.evidence.events.kinds import ASIDE
from detente.evidence.events.moments import Dated, moment_of, near
from detente.evidence.events.page import Page
from detente.evidence.events.people import Cast, Group, cast_of
from detente.evidence.events.places import venue_of
from detente.evidence.events.sighting import Sighting
from detente.evidence.events.status import status_of
from detente.evidence.events.told import absent_in, absent_named, told_in
from detente.evidence.furniture import is_furniture_sentence
from detente.evidence.lexicon import Lexicon
from detente.evidence.sentences import split_sentences

_AGAIN = re.compile(r"\b(?:second|third|fourth|another|new|further|separate|follow-up|next)\s+(?:\w+\s+)?$", re.I)
_UNREAL = frozenset({"hypothetical", "conditional", "speculative", "normative", "possible"})


def find_sightings(document: Document, statements: Sequence[Statement], lexicon: Lexicon) -> list[Sighting]:
    """Everything in a document that tells of an event, in the order of the text.

    ``statements`` are those of this document: their ids go into the reports, and what they read as hypothetical has
    not happened.
    """
    text = document.text
    sentences = split_sentences(text)
    page: Page | None = None
    found: list[Sighting] = []
    many = Group()
    for number, sentence in enumerate(sentences):
        hits = find_hits(text, sentence)
        if not hits:
            continue
        page = page or Page(document, sentences, lexicon)
        if not page.is_body(number):
            continue
        inside = page.mentions_in(number)
        dates, paragraph = page.dates(number), page.paragraph(number)
        cues = find_cues(text, sentence, hits, [(m.start, m.end) for m in inside])
        if cues and is_furniture_sentence(text[sentence[0] : sentence[1]]):
            continue
        subject = page.subject(number)
        here = Group(subject.people, sentence[0]) if subject.people else page.subject_before(number)
        fresh = [
            s
            for cue in cues
            if (s := _sighting(document, cue, inside, dates, statements, lexicon, here, many, paragraph)) is not None
        ]
        fresh = _one_each([_with_context(s, page, number, found) for s in fresh])
        found += fresh
        if any(key[0] == ASIDE for _, _, key in hits):
            told = told_in(document, sentence, inside, lexicon, page.subject_before(number))
            _tell(found, fresh, told, absent_in(document, sentence, inside, lexicon), paragraph)
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
    status = status_of(text, cue, when, document.published, [(d.start, d.end) for d in dates])
    if status is None:
        return None
    covering = [s for s in statements if s.start <= cue.start and cue.end <= s.end]
    if status == "happened" and covering:
        nearest = min(covering, key=lambda s: (s.end - s.start, s.start))
        if nearest.modality in _UNREAL:
            status = "proposed"
    cast = cast_of(text, cue, mentions, lexicon, one, many)
    venue = venue_of(text, cue, mentions)
    if not cue.firm and not when.dated and status == "happened":
        return None
    if not _enough(cue, cast, when, venue):
        return None
    if status == "proposed" and not when.dated and len({p.party for p in cast.people}) < 2:
        return None  # "may vote": nobody has proposed anything
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
    if cue.kind.dated and not when.dated:
        return False
    there = {p.party for p in cast.people if p.role in ("took_part", "addressed")}
    if len(there) >= max(1, cue.kind.least):
        return True
    if cue.kind.least == 0:
        return when.dated
    if cue.kind.id == "meeting" and cue.form == "verb" and there and venue and when.dated:
        return True
    return cue.form == "noun" and "meeting" in cue.kind.families and when.precision == "day" and bool(venue)


def _with_context(sighting: Sighting, page: Page, number: int, before: Sequence[Sighting]) -> Sighting:
    """An event without a date, told right behind a dated one: about that day."""
    last, at = page.last_day(number)
    if sighting.when.precision != "before" or last is None or sighting.status != "happened":
        return sighting
    lead = sighting.report.quote[: sighting.report.cue_start - sighting.report.start]
    if re.search(r"\b(?:had|has|have)\s+(?:\w+\s+)?$", lead):
        return sighting  # what had happened is older
    if at < number - 2 or not before or before[-1].paragraph != sighting.paragraph:
        return sighting
    return replace(sighting, when=near(last, "about the day named just before"))


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
    found: list[Sighting], fresh: Sequence[Sighting], told: Sequence[Told], absent: Sequence[Absent], paragraph: int
) -> None:
    """Put those told, and those named as absent, to the latest gathering they can be about."""
    near_by = [
        (n, s)
        for n, s in enumerate(found)
        if s.kind.families & {"meeting", "call"} and s.status == "happened" and paragraph - s.paragraph <= 1
    ]
    for one in told:
        for n, s in reversed(near_by):
            if s in fresh and one.party in s.parties:
                continue  # "told Bo about the talks in a second call": not about that call
            if one.party not in s.parties:
                found[n] = replace(found[n], told=(*found[n].told, one))
            break
    for missing in absent:
        for n, s in reversed(near_by):
            if missing.party not in s.parties:
                found[n] = replace(found[n], absent=(*found[n].absent, missing))
            break


def _many(fresh: Sequence[Sighting], subject: Group, many: Group) -> Group:
    for sighting in reversed(fresh):
        if len(sighting.parties) >= 2:
            return Group(tuple(p for p in sighting.people if p.role == "took_part"), sighting.report.start)
    if len({p.party for p in subject.people}) >= 2:
        return subject
    return many
