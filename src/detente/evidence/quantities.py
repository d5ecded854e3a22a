"""The same quantity with different values: sources that disagree, a figure that changed, a source against itself.

Two numbers are taken for the same quantity when their unit is the same, most of the words around them are, and the
statements share an actor or an issue. What somebody offers or demands is a term, no claim about the world.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.domain.document import Document
from detente.domain.number import NumberInText
from detente.domain.statement import ClaimCheck, Statement

LEAST_ALIKE = 0.5  # share of the words around two numbers that must be the same, in [0, 1]
LEAST_WORDS = 2
WINDOW = 60  # characters on each side
_TERMS = frozenset({"offers", "demands", "requires", "seeks", "open_to"})
_WORD = re.compile(r"[^\W\d_]{4,}")
_EMPTY = frozenset(
    (
        "about", "than", "more", "less", "over", "under", "nearly", "almost", "around", "least", "most", "some", "said",
        "says", "that", "this", "with", "from", "have", "been", "were", "which", "their", "they", "would", "will",
        "also", "into", "after", "before", "since", "year", "years", "month", "months", "percent", "million", "billion",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """One number of a statement with the words around it."""

    statement: Statement
    number: NumberInText
    words: frozenset[str]


def find_quantities(statements: Sequence[Statement], text: str) -> list[Counted]:
    """The numbers of one document's statements that claim something about the world, each once."""
    found: dict[tuple[int, int], Counted] = {}
    for statement in statements:
        if statement.stance in _TERMS or statement.modality in ("hypothetical", "conditional"):
            continue
        for number in statement.numbers:
            before = text[max(statement.start, number.start - WINDOW) : number.start]
            behind = text[number.end : min(statement.end, number.end + WINDOW)]
            words = frozenset(w for w in _WORD.findall(f"{before} {behind}".lower()) if w not in _EMPTY)
            if number.unit and len(words) >= LEAST_WORDS:
                found.setdefault((number.start, number.end), Counted(statement, number, words))
    return list(found.values())


def find_conflicts(quantities: Sequence[Counted]) -> list[tuple[Counted, Counted]]:
    """Pairs of one quantity whose values exclude each other, in the order given."""
    by_unit: dict[str, list[Counted]] = {}
    pairs = []
    for counted in quantities:
        known = by_unit.setdefault(counted.number.unit, [])
        pairs += [
            (other, counted) for other in known if _same(other, counted) and _exclusive(other.number, counted.number)
        ]
        known.append(counted)
    return pairs


def check_quantities(statements: Sequence[Statement], documents: Sequence[Document]) -> list[Statement]:
    """The statements; those in which one speaker gives two values of a quantity in one document with a check."""
    checks: dict[str, ClaimCheck] = {}
    for first, second in find_conflicts(_all(statements, documents)):
        a, b = first.statement, second.statement
        if a.document != b.document or a.speaker != b.speaker:
            continue
        for one, other in ((first, second), (second, first)):
            checks.setdefault(
                one.statement.id,
                ClaimCheck(
                    "internal_contradiction",
                    one.number.start,
                    one.number.end,
                    f"“{one.number.words}” here, “{other.number.words}” elsewhere in the same document",
                ),
            )
    return [replace(s, checks=(*s.checks, checks[s.id])) if s.id in checks else s for s in statements]


def quantity_notes(statements: Sequence[Statement], documents: Sequence[Document], most: int = 20) -> list[str]:
    """One sentence for each quantity that documents give differently, apart from figures that changed with time."""
    dates = {d.path: d.published for d in documents}
    notes: dict[str, None] = {}
    for first, second in find_conflicts(_all(statements, documents)):
        a, b = first.statement.document, second.statement.document
        if a == b:
            continue
        what = "figure changed" if _later(dates[a], dates[b]) else "figures differ"
        alike = " ".join(sorted(first.words & second.words)[:4])
        notes[f"{what}: “{first.number.words}” in {a}, “{second.number.words}” in {b} ({alike})"] = None
    return list(notes)[:most]


def _all(statements: Sequence[Statement], documents: Sequence[Document]) -> list[Counted]:
    by_document: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.numbers:
            by_document.setdefault(statement.document, []).append(statement)
    return [c for d in documents if d.path in by_document for c in find_quantities(by_document[d.path], d.text)]


def _same(a: Counted, b: Counted) -> bool:
    shared = a.words & b.words
    if len(shared) < LEAST_WORDS or len(shared) < LEAST_ALIKE * min(len(a.words), len(b.words)):
        return False
    one, other = a.statement, b.statement
    return bool(set(one.actors) & set(other.actors) or set(one.issues) & set(other.issues))


def _exclusive(a: NumberInText, b: NumberInText) -> bool:
    (low, high), (least, most) = _interval(a), _interval(b)
    return high < least or most < low


def _interval(number: NumberInText) -> tuple[float, float]:
    if number.low is not None and number.high is not None:
        return number.low, number.high
    if number.value is None:
        return float("-inf"), float("inf")
    value = number.value
    around = 0.15 * abs(value) if number.bound == "approx" else 0.0
    low = float("-inf") if number.bound == "upper_bound" else value - around
    high = float("inf") if number.bound == "lower_bound" else value + around
    return low, high


def _later(a: dt.date | None, b: dt.date | None) -> bool:
    return a is not None and b is not None and a != b
