"""What people have judged of statements, applied beside them: the record itself is never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from detente.domain.statement import (
    CERTAINTIES,
    KINDS,
    MODALITIES,
    STANCES,
    Dropped,
    Reading,
    Review,
    Statement,
)

# What a reviewer may correct: labels, never the words, the place or the id.
CORRECTABLE: dict[str, tuple[str, ...] | None] = {
    "stance": STANCES, "modality": MODALITIES, "certainty": CERTAINTIES, "kind": KINDS,
    "negated": None, "actors": None, "targets": None, "issues": None,
}  # fmt: skip


def apply_reviews(reading: Reading, reviews: Sequence[Review]) -> tuple[Reading, frozenset[str]]:
    """The reading as its reviewers see it, and the ids of the statements somebody vouches for.

    The latest review of a statement counts. Rejected statements are dropped, with the reason; corrected ones carry the
    corrected labels and lose the indications that rested on the old ones where the stance, its negation, the actors or
    the issues changed.
    """
    latest = {review.statement: review for review in reviews}
    kept: list[Statement] = []
    dropped = list(reading.dropped)
    for statement in reading.statements:
        review = latest.get(statement.id)
        if review is not None and review.verdict == "rejected":
            reason = f"rejected by {review.by}" + (f": {review.note}" if review.note else "")
            dropped.append(
                Dropped(statement.document, "review", reason, statement.start, statement.end, statement.quote[:80])
            )
        elif review is not None and review.verdict == "corrected":
            kept.append(corrected(statement, review.correction))
        else:
            kept.append(statement)
    vouched = frozenset(s.id for s in kept if s.id in latest and latest[s.id].verdict == "vouched")
    return replace(reading, statements=tuple(kept), dropped=tuple(dropped)), vouched


def corrected(statement: Statement, correction: dict[str, Any]) -> Statement:
    """The statement with corrected labels; unknown labels are left out."""
    known = {f.name for f in fields(statement)} & set(CORRECTABLE)
    changes = {k: tuple(v) if isinstance(v, list) else v for k, v in correction.items() if k in known}
    if {"stance", "negated", "actors", "issues"} & set(changes):
        changes["indications"] = ()
    return Statement.from_dict({**statement.to_dict(), **changes})
