"""Of whom no statement about an event was found, though it was expected to speak: an observation, never a position."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.statement import Statement
from detente.domain.timeline import ReportedEvent, Silence
from detente.evidence.lexicon import Lexicon

WITHIN = 7  # days in which a word is expected
LEAST = 2  # documents published in those days: fewer do not cover them
_SPOKEN = frozenset({"direct_quote", "partial_quote", "indirect_quote", "reported_position"})
_WHY = {
    "took_part": "it took part",
    "target": "it was done to it",
    "host": "it was the host",
    "addressed": "it was addressed",
}
_ACTS = frozenset({"reported_act"})


def find_silences(
    events: Sequence[ReportedEvent],
    documents: Sequence[Document],
    statements: Sequence[Statement],
    lexicon: Lexicon,
    case: Case | None,
    within: int = WITHIN,
) -> tuple[list[Silence], list[str]]:
    """Silences in the order of the events, and notes on the events that could not be judged.

    Expected are those who took part, those it was done to, and the case's actors at the table or required. An event is
    judged when its day is known, LEAST documents were published within ``within`` days of it, and another behind those
    days (or at their end), so that a word could have been reported. Who acts in public need not speak as well.
    """
    published = sorted(d.published for d in documents if d.published is not None)
    days = {d.path: d.published for d in documents}
    spoken = _by_party(statements, days, lexicon)
    table = {} if case is None else {k: a for k, a in case.actors.items() if a.required or a.at_table}
    found: list[Silence] = []
    uncovered = 0
    for event in events:
        if not event.speaks or event.status != "happened" or event.when.precision != "day" or event.when.first is None:
            continue
        first, last = event.when.first, event.when.first + dt.timedelta(days=within)
        inside = bisect_right(published, last) - bisect_left(published, first)
        if inside < LEAST or not published or published[-1] < last:
            uncovered += 1
            continue
        expected: dict[str, tuple[str, str]] = {}
        for person in event.participants:
            if person.role == "took_part" and event.channel in ("public_statement", "vote", "field"):
                continue  # what it did in public is its word
            why = _WHY[person.role]
            expected.setdefault(person.party, (person.party_name, why))
        if set(expected) & set(table):
            for key, actor in table.items():
                expected.setdefault(
                    lexicon.holder(key), (actor.name, "it is at the table" if actor.at_table else "a deal needs it")
                )
        issues = _issues(event, statements)
        for party, (name, why) in expected.items():
            own = [(s, day) for s, day in spoken.get(party, ()) if first <= day <= last]
            if any(_about(s, event, issues) for s, _ in own):
                continue
            declined = tuple(s.id for s, _ in own if s.kind == "official_silence")
            found.append(Silence(event.id, party, name, why, first, last, inside, bool(own), declined))
    notes = []
    if uncovered:
        notes.append(
            f"Silence was not judged for {uncovered:,} event{'' if uncovered == 1 else 's'}: no documents cover the "
            f"{within} days behind {'it' if uncovered == 1 else 'them'}."
        )
    return found, notes


def _by_party(
    statements: Sequence[Statement], days: dict[str, dt.date | None], lexicon: Lexicon
) -> dict[str, list[tuple[Statement, dt.date]]]:
    """What each party said, with its day: the one the statement names, otherwise that of publication."""
    found: dict[str, list[tuple[Statement, dt.date]]] = {}
    for statement in statements:
        day = _day(statement) or days.get(statement.document)
        if day is None or statement.kind not in _SPOKEN | _ACTS | {"official_silence"}:
            continue
        parties = {lexicon.holder(a) for a in statement.actors}
        if statement.speaker in lexicon.by_alias:
            parties.add(lexicon.holder(lexicon.by_alias[statement.speaker]))
        for party in sorted(parties):
            found.setdefault(party, []).append((statement, day))
    return found


def _day(statement: Statement) -> dt.date | None:
    if statement.time_precision != "day" or len(statement.time_about) != 10:
        return None
    try:
        return dt.date.fromisoformat(statement.time_about)
    except ValueError:
        return None


def _issues(event: ReportedEvent, statements: Sequence[Statement]) -> frozenset[str]:
    named = set(event.statements)
    return frozenset(i for s in statements if s.id in named for i in s.issues)


def _about(statement: Statement, event: ReportedEvent, issues: frozenset[str]) -> bool:
    """Whether what was said is on the event: in a document that reports it, or on an issue its reports name.

    An act alone is no word, and the report of the event itself is none either.
    """
    if statement.kind in _ACTS or statement.kind == "official_silence":
        return False
    return statement.document in event.documents or bool(issues & set(statement.issues))
