"""The events one document tells of: every cue with its people, day, place, channel and status."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.domain.document import Document
from detente.domain.statement import Statement
from detente.domain.timeline import Absent, EventReport, Moment, Told
from detente.evidence.actors.mentions import Mention
from detente.evidence.events.cues import Cue, find_cues, find_hits
from detente.evidence.events.kinds import ASIDE
from detente.evidence.events.moments import Dated, moment_of, near
from detente.evidence.events.page import Page
from detente.evidence.events.people import Cast, cast_of
from detente.evidence.events.places import venue_of
from detente.evidence.events.sighting import Sighting
from detente.evidence.events.standing_for import Group
from detente.evidence.events.status import status_of, took_place_lately
from detente.evidence.events.told import absent_in, absent_named, told_in
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.furniture import is_furniture_sentence
from detente.evidence.text.sentences import split_sentences

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
    # What a sentence leaves open is its verb; "the recent call" that it speaks of took place.
    covering = [s for s in statements if s.start <= cue.start and cue.end <= s.end] if cue.form != "noun" else []
    if status == "happened" and covering:
        nearest = min(covering, key=lambda s: (s.end - s.start, s.start))
        if nearest.modality in _UNREAL:
            status = "proposed"
    cast = cast_of(text, cue, mentions, lexicon, one, many)
    venue = venue_of(text, cue, mentions)
    if not cue.firm and status == "happened" and not _certain(text, cue, cast, dates):
        return None
    if not _enough(cue, cast, when, venue) or _of_words_only(cue, cast, lexicon):
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
    named = text[cue.start : cue.end] if cue.form == "noun" else text[cue.end : cue.end + 40].split(" with ")[0]
    many_of_them = re.search(rf"\b(?:{'|'.join(_PLURALS)})\b", named, re.I) is not None
    again = many_of_them or (
        _AGAIN.search(text, max(start, cue.start - 24), cue.start) is not None and cue.form == "noun"
    )
    absent = absent_named(document, cue.sentence, cast.missing) if cue.kind.families & {"meeting", "call"} else ()
    return Sighting(cue.kind, status, when, venue, cast.people, report, again, paragraph, absent=absent)


_PLURALS = ("meetings", "calls", "summits", "visits", "conferences", "conversations", "dinners", "sessions")
_NEAR = 60  # characters between a noun and the date that says it took place


def _certain(text: str, cue: Cue, cast: Cast, dates: Sequence[Dated]) -> bool:
    """Whether "talks between X and Y" without a verb of holding them took place.

    A date right beside says so, "the recent call", or an article of one event with both who held it; "negotiations
    between X and Y" in general do not.
    """
    if took_place_lately(text, cue):
        return True
    beside = [d for d in dates if cue.start - _NEAR <= d.start <= cue.end + _NEAR and not d.deadline]
    if any("," not in text[min(d.end, cue.end) : max(d.start, cue.start)] for d in beside):
        return True
    one = re.search(
        r"\b(?:an?|the|this|that|his|her|their)\s+(?:[\w\-]+\s+){0,2}$",
        text[max(cue.left, cue.start - 40) : cue.start],
        re.I,
    )
    word = text[cue.start : cue.end].lower()
    if cue.kind.id == "strike":
        return len({p.party for p in cast.people}) >= 2
    one = one or re.search(r"['’]s?\s+(?:[a-z\-]+\s+){0,3}$", text[max(cue.left, cue.start - 40) : cue.start])
    return one is not None and not word.endswith("s") and len({p.party for p in cast.people}) >= 2


def _of_words_only(cue: Cue, cast: Cast, lexicon: Lexicon) -> bool:
    """An attack of one politician on another is one in words; candidates' votes are voters'."""
    if cue.kind.id not in ("strike", "vote"):
        return False
    kinds = [lexicon.actors[p.actor].kind for p in cast.people if p.actor in lexicon.actors]
    alone = [p for p in cast.people if p.actor == p.party]
    return bool(kinds) and len(alone) == len(kinds) and all(kind == "person" for kind in kinds)


def _enough(cue: Cue, cast: Cast, when: Moment, venue: str) -> bool:
    """Whether a cue says enough to be an event: its people, or a dated and placed gathering without names."""
    if cue.kind.dated and not when.dated:
        return False
    there = {p.party for p in cast.people if p.role in ("took_part", "addressed")}
    if cue.kind.id == "talks" and len(there) == 1 and not when.dated and not venue:
        return False  # "after months of negotiations, X said"
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
                and sighting.again == k.again
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
        if s.kind.families & {"meeting", "call"} and s.status == "happened" and paragraph - s.paragraph <= 2
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
