"""What to tell a person about a reading of many documents, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from detente.app.corpus.joining import Facts, Taken
from detente.evidence.read import language_notes

MOST_PROBLEMS = 200
MOST_NAMED = 5


def notes_of(taken: Taken, facts: Facts, copies: dict[str, str]) -> list[str]:
    """How much was read, what was left out, translated, foreign, silent or copied."""
    notes = [f"{len(taken.paths):,} documents read, {facts.statements:,} statements"]
    if facts.dropped:
        by_stage: Counter[str] = Counter()
        for (stage, _), count in facts.dropped.items():
            by_stage[stage] += count
        notes.append("left out: " + ", ".join(f"{n:,} {stage}" for stage, n in sorted(by_stage.items())))
    if taken.translated:
        notes.append(
            f"{_some(taken.translated)} say that a machine translated them: their quotations are back-translations"
        )
    notes += language_notes(facts.foreign)
    silent = [path for path in facts.silent if path not in facts.foreign]
    if silent:
        notes.append(f"nothing found in {_some(silent)}")
    if copies:
        groups = len(set(copies.values()))
        notes.append(
            f"copies: {len(copies):,} documents share text with an earlier one ({groups:,} groups of copies): the "
            "author of a group counts once"
        )
    return notes


def shown_problems(problems: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The first documents that could not be read, and how many more there are."""
    shown = [sentence for _, sentence in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        shown.append(f"{len(problems) - MOST_PROBLEMS:,} more could not be read.")
    return tuple(shown)


def _some(paths: Sequence[str]) -> str:
    named = ", ".join(paths[:MOST_NAMED])
    return named if len(paths) <= MOST_NAMED else f"{len(paths):,} documents ({named}, ...)"
