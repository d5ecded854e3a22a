"""The twelve sections of the report, in their order: (anchor, heading)."""

from __future__ import annotations

SECTIONS: tuple[tuple[str, str], ...] = (
    ("answer", "The answer in five sentences"),
    ("issues", "The issues: who stands where"),
    ("zone", "Is there a zone, and what blocks it"),
    ("scenarios", "Scenarios side by side"),
    ("leverage", "Who holds what: the leverage ledger"),
    ("sovereignty", "What a deal costs in sovereignty"),
    ("drivers", "What moves the answer"),
    ("statements", "What it rests on: inputs and statements"),
    ("guesses", "What was guessed and what is missing"),
    ("checks", "Claims to check"),
    ("dropped", "What was left out, and why"),
    ("method", "Method and limits"),
)
