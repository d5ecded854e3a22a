"""Quantities added one by one give what comparing every pair gives."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.checking.quantities import alike, exclusive
from detente.evidence.checking.quantity_ledger import MOST, Quantity, QuantityLedger

Given = list[tuple[str, dt.date | None, list[Quantity]]]
WORDS = st.frozensets(st.sampled_from(["exports", "losses", "river", "water", "Kenya", "Chile"]), min_size=2)
BOUNDS = st.sampled_from([(1.0, 1.0), (2.0, 2.0), (1.0, float("inf")), (float("-inf"), 1.0), (3.0, 5.0)])
QUANTITIES = st.builds(
    lambda bounds, unit, words, actors, issues: Quantity(f"{bounds}", unit, *bounds, words, actors, issues),
    BOUNDS, st.sampled_from(["percent", "USD"]), WORDS,
    st.frozensets(st.sampled_from(["kenya", "chile"])), st.frozensets(st.sampled_from(["water", "trade"])),
)  # fmt: skip
DAYS = st.sampled_from([None, dt.date(2025, 1, 1), dt.date(2025, 2, 1)])


def every_pair(documents: Given, most: int) -> list[str]:
    """The notes as pairs compared one by one give them, in the order in which the later number of each came."""
    seen: list[tuple[str, dt.date | None, Quantity]] = []
    notes: dict[str, None] = {}
    for document, day, quantities in documents:
        for quantity in quantities:
            for where, before, other in seen:
                shared_holder = other.actors & quantity.actors or other.issues & quantity.issues
                if (
                    where != document
                    and other.unit == quantity.unit
                    and alike(other.words, quantity.words)
                    and shared_holder
                    and exclusive((other.low, other.high), (quantity.low, quantity.high))
                ):
                    what = "figure changed" if before and day and before != day else "figures differ"
                    words = " ".join(sorted(w for w in other.words & quantity.words if w.islower())[:4])
                    notes[f"{what}: “{other.said}” in {where}, “{quantity.said}” in {document} ({words})"] = None
            seen.append((document, day, quantity))
    return list(notes)[:most]


def added(documents: Given, **more: int) -> QuantityLedger:
    ledger = QuantityLedger(**more)
    for document, day, quantities in documents:
        ledger.add(document, day, [Quantity.from_row(q.to_row()) for q in quantities])
    return ledger


@given(st.lists(st.tuples(DAYS, st.lists(QUANTITIES, max_size=4)), max_size=12), st.integers(1, 6))
def test_as_every_pair_compared(days: Sequence[tuple[dt.date | None, list[Quantity]]], most: int) -> None:
    documents = [(f"d{n:02d}", day, quantities) for n, (day, quantities) in enumerate(days)]
    assert added(documents, most=most).notes() == every_pair(documents, most)


def figure(value: float, *words: str) -> Quantity:
    return Quantity(f"{value}%", "percent", value, value, frozenset(words), frozenset({"kenya"}), frozenset())


def test_of_a_figure_many_give_alike_only_the_first_are_remembered() -> None:
    documents: Given = [(f"d{n:04d}", None, [figure(10, "exports", "losses")]) for n in range(500)]
    documents.append(("e", None, [figure(20, "exports", "losses")]))
    ledger = added(documents)
    assert sum(len(f.given_in) for f in ledger._figures) <= MOST + 2
    assert ledger.notes() == every_pair(documents, MOST)
    assert ledger.full


def test_too_many_to_compare_is_said() -> None:
    documents: Given = [(f"d{n:04d}", None, [figure(10, "exports", f"w{n}")]) for n in range(60)]
    assert added(documents).notes() == []
    assert added(documents, most_looked_at=100).notes() == [
        "figures: too many to set each against all others; those compared first are listed"
    ]


@pytest.mark.parametrize(
    "quantity", [figure(3, "a", "b"), Quantity("x", "", float("-inf"), 4.0, frozenset(), *[frozenset()] * 2)]
)
def test_a_quantity_survives_json(quantity: Quantity) -> None:
    assert Quantity.from_row(json.loads(json.dumps(quantity.to_row()))) == quantity
