"""Quantities that documents give differently, counted one by one: the same notes for few documents and for very many.

Of a figure that many documents give in the same way only the first documents are remembered, one more than notes are
made: a figure that excludes it then makes all of them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.domain.statement import Statement
from detente.evidence.checking.quantities import Counted, alike, exclusive, find_quantities, interval_of

MOST = 20  # notes of one reading
MOST_LOOKED_AT = 30_000_000  # figures looked up for a word in common; some ten seconds


@dataclass(frozen=True)
class Quantity:
    """A number without its statement: what must be known of it to set it against those of other documents."""

    said: str
    unit: str
    low: float
    high: float
    words: frozenset[str]
    actors: frozenset[str]
    issues: frozenset[str]

    @classmethod
    def of(cls, counted: Counted) -> Quantity:
        """The quantity of a number found."""
        low, high = interval_of(counted.number)
        of, on = frozenset(counted.statement.actors), frozenset(counted.statement.issues)
        return cls(counted.number.words, counted.number.unit, low, high, counted.words, of, on)

    def to_row(self) -> list[Any]:
        """As JSON."""
        return [self.said, self.unit, self.low, self.high, *map(sorted, (self.words, self.actors, self.issues))]

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> Quantity:
        """Inverse of ``to_row``."""
        said, unit, low, high, words, actors, issues = row
        return cls(said, unit, low, high, frozenset(words), frozenset(actors), frozenset(issues))


def quantities_of(statements: Sequence[Statement], text: str) -> list[Quantity]:
    """The quantities of one document's statements, in the order of the text."""
    ordered = sorted((s for s in statements if s.numbers), key=lambda s: (s.start, s.end, s.id))
    return [Quantity.of(c) for c in find_quantities(ordered, text)]


@dataclass
class _Figure:
    """One quantity as one or more documents give it, with the number at which each was added."""

    quantity: Quantity
    given_in: list[tuple[int, str]] = field(default_factory=list)


class QuantityLedger:
    """Quantities added document by document, and a sentence for each pair that excludes each other."""

    def __init__(self, most: int = MOST, most_looked_at: int = MOST_LOOKED_AT) -> None:
        self._most = most
        self._left = most_looked_at
        self._figures: list[_Figure] = []
        self._by_quantity: dict[Quantity, _Figure] = {}
        self._by_word: dict[tuple[str, str], list[int]] = {}
        self._days: dict[str, dt.date | None] = {}
        self._notes: dict[str, None] = {}
        self._number = 0
        self._given_up = False

    @property
    def full(self) -> bool:
        """Whether there are as many notes as are shown: nothing that is added now changes them."""
        return self._given_up or len(self._notes) >= self._most

    def add(self, document: str, published: dt.date | None, quantities: Sequence[Quantity]) -> None:
        """Take in the next document; documents are added by path."""
        for quantity in quantities:
            if self.full:
                return
            self._compare(quantity, document, published)
            self._remember(quantity, document)
        if quantities:
            self._days[document] = published

    def notes(self) -> list[str]:
        """One sentence for each quantity that documents give differently, apart from figures that changed with time."""
        notes = list(self._notes)[: self._most]
        if self._given_up:
            notes.append("figures: too many to set each against all others; those compared first are listed")
        return notes

    def _compare(self, quantity: Quantity, document: str, published: dt.date | None) -> None:
        shared: Counter[int] = Counter()
        for word in sorted(quantity.words):
            candidates = self._by_word.get((quantity.unit, word), [])
            self._left -= len(candidates)
            shared.update(candidates)
        if self._left < 0:
            self._given_up = True
        others = (self._figures[n] for n, count in shared.items() if count > 1)
        rivals = [(at, where, other) for other in others if _conflicting(other.quantity, quantity)
                  for at, where in other.given_in if where != document]  # fmt: skip
        for _, where, other in sorted(rivals, key=lambda rival: rival[0]):
            what = "figure changed" if _apart(self._days[where], published) else "figures differ"
            in_common = " ".join(sorted(w for w in other.quantity.words & quantity.words if w.islower())[:4])
            told = f"“{other.quantity.said}” in {where}, “{quantity.said}” in {document} ({in_common})"
            self._notes[f"{what}: {told}"] = None

    def _remember(self, quantity: Quantity, document: str) -> None:
        self._number += 1
        figure = self._by_quantity.get(quantity)
        if figure is None:
            figure = self._by_quantity[quantity] = _Figure(quantity)
            for word in quantity.words:
                self._by_word.setdefault((quantity.unit, word), []).append(len(self._figures))
            self._figures.append(figure)
        if len(figure.given_in) <= self._most and all(where != document for _, where in figure.given_in):
            figure.given_in.append((self._number, document))


def _conflicting(a: Quantity, b: Quantity) -> bool:
    return (
        alike(a.words, b.words)
        and not (a.actors.isdisjoint(b.actors) and a.issues.isdisjoint(b.issues))
        and exclusive((a.low, a.high), (b.low, b.high))
    )


def _apart(a: dt.date | None, b: dt.date | None) -> bool:
    return a is not None and b is not None and a != b
