"""Opposite stances of one actor on one issue: a source against itself, a position that changed, sources that disagree.

Free sentences are not compared: only records that point to opposite ends of the same scale.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from detente.domain.document import Document
from detente.domain.statement import ClaimCheck, Indication, Statement
from detente.evidence.checking.said_when import days_named, of_different_times
from detente.evidence.lexicon import Lexicon

# Stances that say what an actor is for or against; deeds and talks are no opinion that could be contradicted.
_POSITIONS = frozenset(
    {"supports", "opposes", "rejects", "demands", "requires", "seeks", "offers", "open_to", "reluctant", "withholds"}
)
LOW, HIGH = 1, 3  # levels of an indication at or below, at or above which it points to an end of the scale


@dataclass(frozen=True)
class Opposition:
    """Two statements that point to opposite ends: ``low`` to the lower, ``high`` to the higher one."""

    actor: str
    issue: str
    low: Statement
    high: Statement

    @property
    def inside_one_source(self) -> bool:
        """Whether one named speaker says both in one document."""
        named = self.low.source_type.startswith("named_") and bool(self.low.speaker)
        return named and self.low.speaker == self.high.speaker and self.low.document == self.high.document


def find_oppositions(statements: Sequence[Statement]) -> list[Opposition]:
    """All pairs in the order of the statements; conditional ones and those that move no position are left out."""
    sides: dict[tuple[str, str], list[tuple[Statement, Indication]]] = {}
    for statement in statements:
        if _tells_position(statement):
            for indication in statement.indications:
                sides.setdefault((indication.actor, indication.issue), []).append((statement, indication))
    found = []
    for (actor, issue), held in sorted(sides.items()):
        for (a, i), (b, j) in combinations(held, 2):
            if i.level <= LOW and j.level >= HIGH:
                found.append(Opposition(actor, issue, a, b))
            elif j.level <= LOW and i.level >= HIGH:
                found.append(Opposition(actor, issue, b, a))
    return found


def _tells_position(statement: Statement) -> bool:
    return statement.moves_position and statement.modality != "conditional" and statement.stance in _POSITIONS


class OppositionLedger:
    """The oppositions among any number of statements, added in the order of their documents.

    Of all statements of one day that point to one end of an issue only the first is remembered, so that the ledger
    stays as small as the calendar; ``opposition_notes`` compares every pair.
    """

    def __init__(self) -> None:
        self._sides: dict[tuple[str, str], tuple[_Days, _Days]] = {}

    def add(self, statement: Statement, published: dt.date | None) -> None:
        """Take in the next statement."""
        if not _tells_position(statement):
            return
        published = _day(statement, published)
        for indication in statement.indications:
            if LOW < indication.level < HIGH:
                continue
            sides = self._sides.setdefault((indication.actor, indication.issue), ({}, {}))
            sides[indication.level >= HIGH].setdefault(published, statement.document)

    def merge(self, later: OppositionLedger) -> None:
        """Take in the ledger of the statements behind these."""
        for key, sides in later._sides.items():
            for own, other in zip(self._sides.setdefault(key, ({}, {})), sides, strict=True):
                for day, document in other.items():
                    own.setdefault(day, document)

    def notes(self, lexicon: Lexicon) -> list[str]:
        """As ``opposition_notes``, with the earliest days that show it."""
        notes: dict[tuple[str, str, str], str] = {}
        for (actor, issue), (low, high) in self._sides.items():
            for one, other in _telling_days(low, high):
                what = _what(one, other)
                first, second = (low[one], one, "low"), (high[other], other, "high")
                if one is not None and other is not None and other < one:
                    first, second = second, first
                notes.setdefault((actor, issue, what), _note(actor, issue, what, first, second, lexicon))
        return [notes[key] for key in sorted(notes)]


def _telling_days(low: _Days, high: _Days) -> list[tuple[dt.date | None, dt.date | None]]:
    """Days of the two ends: the first that differ, the first that are equal, those that are not known."""
    early_low, early_high = sorted(low, key=str), sorted(high, key=str)  # unknown days come last
    if not low or not high:
        return []
    same = [(day, day) for day in early_low if day in high][:1]
    pairs = [*product(early_low[:2], early_high[:2]), *same]
    if None in low or None in high:
        pairs.append((early_low[-1], early_high[0]) if None in low else (early_low[0], early_high[-1]))
    return pairs


def check_contradictions(statements: Sequence[Statement]) -> list[Statement]:
    """The statements, those in which one named source contradicts itself inside one document with a check.

    What it held at another time, by the date or by words such as "initially", is a position that changed.
    """
    checks: dict[str, list[ClaimCheck]] = {}
    for pair in find_oppositions(statements):
        if pair.inside_one_source and not of_different_times(pair.low, pair.high):
            for one, other in ((pair.low, pair.high), (pair.high, pair.low)):
                words = " ".join(other.quote.split())[:80]
                checks.setdefault(one.id, []).append(
                    ClaimCheck(
                        "internal_contradiction",
                        one.start,
                        one.end,
                        f"{one.speaker} says the opposite on {pair.issue} in the same document: “{words}”",
                    )
                )
    return [replace(s, checks=(*s.checks, *checks[s.id][:1])) if s.id in checks else s for s in statements]


def opposition_notes(statements: Sequence[Statement], documents: Sequence[Document], lexicon: Lexicon) -> list[str]:
    """One sentence for each actor and issue on which statements point to opposite ends.

    Between statements of different days (those they name, otherwise those of publication) the position may have
    changed; otherwise the sources disagree. Neither is a fault of a statement: it is what the interval of the estimate
    is for.
    """
    dates = {d.path: d.published for d in documents}
    notes: dict[tuple[str, str, str], str] = {}
    for pair in find_oppositions(statements):
        first, second = sorted(
            (pair.low, pair.high), key=lambda s: (str(_day(s, dates[s.document])), s.document, s.start)
        )
        before, after = _day(first, dates[first.document]), _day(second, dates[second.document])
        what = _what(before, after)
        if pair.inside_one_source and of_different_times(first, second):
            what = "position changed"
        ends = ("low", "high") if first is pair.low else ("high", "low")
        notes.setdefault(
            (pair.actor, pair.issue, what),
            _note(
                pair.actor,
                pair.issue,
                what,
                (first.document, before, ends[0]),
                (second.document, after, ends[1]),
                lexicon,
            ),
        )
    return [notes[key] for key in sorted(notes)]


_Days = dict[dt.date | None, str]
_Place = tuple[str, dt.date | None, str]  # document, day, end of the scale


def _day(statement: Statement, published: dt.date | None) -> dt.date | None:
    """The first day a statement names, otherwise that of publication."""
    named = days_named(statement)
    return published if named is None else named[0]


def _what(before: dt.date | None, after: dt.date | None) -> str:
    changed = before is not None and after is not None and before != after
    return "position changed" if changed else "sources disagree"


def _note(actor: str, issue: str, what: str, first: _Place, second: _Place, lexicon: Lexicon) -> str:
    who = lexicon.actors[actor].name if actor in lexicon.actors else actor
    about = lexicon.issues[issue].name if issue in lexicon.issues else issue
    dated = first[1] is not None and second[1] is not None
    where = [f"{end} end in {document}" + (f" ({day})" if dated else "") for document, day, end in (first, second)]
    return f"{what}: {who} on {about}, {', '.join(where)}"
