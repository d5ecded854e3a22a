"""Records that cannot both hold at one time, kept apart from positions and figures that changed.

Only structured records are compared: one actor at opposite ends of one issue, one quantity with values that exclude
each other. Two records are of one time when the days they speak of can be the same; where a statement names no day, it
stands for the day its document was published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from detente.domain.document import Document
from detente.domain.statement import Statement
from detente.domain.timeline import Conflict, ConflictKind
from detente.evidence.checking.contradictions import find_oppositions
from detente.evidence.checking.quantities import find_conflicts, find_quantities
from detente.evidence.checking.said_when import apart, days_of, of_different_times
from detente.evidence.lexicon import Lexicon

MOST_STATEMENTS = 4000  # pairs are compared one by one: of more statements the last ones are
MOST = 60


def conflicts_of(
    statements: Sequence[Statement], documents: Sequence[Document], lexicon: Lexicon
) -> tuple[Conflict, ...]:
    """Conflicts by kind, "sources disagree" first; one entry an actor, issue and kind, with its pairs counted."""
    statements = statements[-MOST_STATEMENTS:]
    published = {d.path: d.published for d in documents}
    found: dict[tuple[ConflictKind, str, str], Conflict] = {}
    for pair in find_oppositions(statements):
        first, second = sorted((pair.low, pair.high), key=lambda s: (_key(s, published), s.document, s.start))
        changed = _apart(first, second, published)
        changed = changed or (pair.inside_one_source and of_different_times(first, second))
        ends = ("low end", "high end") if first is pair.low else ("high end", "low end")
        kind: ConflictKind = "position_changed" if changed else "sources_disagree"
        who = lexicon.actors[pair.actor].name if pair.actor in lexicon.actors else pair.actor
        about = lexicon.issues[pair.issue].name if pair.issue in lexicon.issues else pair.issue
        _add(found, (kind, pair.actor, pair.issue), _made(kind, f"{who} on {about}", first, second, ends, published))
    texts = {d.path: d.text for d in documents}
    by_document: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.numbers and statement.document in texts:
            by_document.setdefault(statement.document, []).append(statement)
    counted = [c for path, own in by_document.items() for c in find_quantities(own, texts[path])]
    for a, b in find_conflicts(counted):
        if a.statement.document == b.statement.document:
            continue  # a source against itself has a check of its own
        one, two = sorted((a, b), key=lambda c: (_key(c.statement, published), c.statement.document, c.number.start))
        changed = _apart(one.statement, two.statement, published)
        figure: ConflictKind = "figure_changed" if changed else "figures_differ"
        alike = " ".join(sorted(one.words & two.words)[:4])
        words = (one.number.words, two.number.words)
        _add(
            found,
            (figure, alike, one.number.unit),
            _made(figure, alike, one.statement, two.statement, words, published),
        )
    order: list[ConflictKind] = ["sources_disagree", "figures_differ", "position_changed", "figure_changed"]
    ranked = sorted(found.values(), key=lambda c: (order.index(c.kind), -c.pairs, c.about))
    return tuple(ranked[:MOST])


def _add(
    found: dict[tuple[ConflictKind, str, str], Conflict], key: tuple[ConflictKind, str, str], conflict: Conflict
) -> None:
    known = found.get(key)
    found[key] = conflict if known is None else replace(known, pairs=known.pairs + 1)


def _made(
    kind: ConflictKind,
    about: str,
    first: Statement,
    second: Statement,
    words: tuple[str, str],
    published: dict[str, dt.date | None],
) -> Conflict:
    return Conflict(
        kind,
        about,
        first.id,
        second.id,
        " ".join(words[0].split()),
        " ".join(words[1].split()),
        _when(first, published),
        _when(second, published),
        first.document,
        second.document,
    )


def _apart(first: Statement, second: Statement, published: dict[str, dt.date | None]) -> bool:
    a, b = (days_of(s, published.get(s.document)) for s in (first, second))
    return apart(a, b)


def _key(statement: Statement, published: dict[str, dt.date | None]) -> str:
    days = days_of(statement, published.get(statement.document))
    return days[0].isoformat() if days else "9999"


def _when(statement: Statement, published: dict[str, dt.date | None]) -> str:
    days = days_of(statement, published.get(statement.document))
    if days is None:
        return ""
    return days[0].isoformat() if days[0] == days[1] else days[0].isoformat()[:7]
