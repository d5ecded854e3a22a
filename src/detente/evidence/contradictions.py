"""Opposite stances of one actor on one issue: a source against itself, a position that changed, sources that disagree.

Free sentences are not compared: only records that point to opposite ends of the same scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from detente.domain.document import Document
from detente.domain.statement import ClaimCheck, Indication, Statement
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
        if statement.moves_position and statement.modality != "conditional" and statement.stance in _POSITIONS:
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


def check_contradictions(statements: Sequence[Statement]) -> list[Statement]:
    """The statements, those in which one named source contradicts itself inside one document with a check."""
    checks: dict[str, list[ClaimCheck]] = {}
    for pair in find_oppositions(statements):
        if pair.inside_one_source:
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

    Between documents of different dates the position may have changed; otherwise the sources disagree. Neither is a
    fault of a statement: it is what the interval of the estimate is for.
    """
    dates = {d.path: d.published for d in documents}
    notes: dict[tuple[str, str, str], str] = {}
    for pair in find_oppositions(statements):
        first, second = sorted((pair.low, pair.high), key=lambda s: (str(dates[s.document]), s.document, s.start))
        before, after = dates[first.document], dates[second.document]
        dated = before is not None and after is not None
        changed = dated and before != after
        what = "position changed" if changed else "sources disagree"
        actor = lexicon.actors[pair.actor].name if pair.actor in lexicon.actors else pair.actor
        issue = lexicon.issues[pair.issue].name if pair.issue in lexicon.issues else pair.issue
        ends = ("low", "high") if first is pair.low else ("high", "low")
        where = [f"{s.document} ({dates[s.document]})" if dated else s.document for s in (first, second)]
        notes.setdefault(
            (pair.actor, pair.issue, what),
            f"{what}: {actor} on {issue}, {ends[0]} end in {where[0]}, {ends[1]} end in {where[1]}",
        )
    return [notes[key] for key in sorted(notes)]
