"""What people have judged of statements, applied beside them: the record itself is never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.domain.statement import Dropped, Reading, Review, Statement
from detente.evidence.reviewing.coders import combined, judged
from detente.evidence.reviewing.corrections import corrected
from detente.evidence.reviewing.following import follow

__all__ = ["apply_reviews", "corrected"]


def apply_reviews(reading: Reading, reviews: Sequence[Review]) -> tuple[Reading, frozenset[str]]:
    """The reading as its reviewers see it, and the ids of the statements that move because somebody vouches for them.

    Reviews are followed to where their words stand now. The latest judgement of each person counts; what most reject is
    dropped, with the reason; corrected labels replace the program's; where coders differ, each of their readings
    weighs its share (``coders``). Reviews whose words are gone are listed as orphaned.
    """
    followed = follow(reviews, reading.statements)
    kept: list[Statement] = []
    dropped = list(reading.dropped)
    vouched: set[str] = set()
    for statement in reading.statements:
        given = followed.by_statement.get(statement.id, ())
        if not given:
            kept.append(statement)
            continue
        readings = judged(statement, given)
        together, moves = combined(statement, readings)
        if together is None:
            dropped.append(_rejected(statement, [r.review for r in readings if r.statement is None]))
            continue
        kept.append(together)
        if moves:
            vouched.add(together.id)
    orphans = [r for r in followed.orphans if not _rejected_proposal(r)]
    dropped += [_orphaned(review) for review in orphans]
    # Only what would not move by itself needs somebody's word.
    needed = frozenset(s.id for s in kept if s.id in vouched and not s.moves_position) | _expressly(
        followed.by_statement
    )
    notes = reading.notes + _notes(len(orphans), followed.moved)
    statements = tuple(kept)
    return replace(reading, statements=statements, dropped=tuple(dropped), notes=notes), needed & {s.id for s in kept}


def _expressly(by_statement: dict[str, tuple[Review, ...]]) -> frozenset[str]:
    """Statements somebody's latest judgement vouches for, whether they need it or not."""
    return frozenset(
        key
        for key, given in by_statement.items()
        if any(r.verdict == "vouched" for r in {r.by: r for r in given}.values())
    )


def _rejected(statement: Statement, reviews: Sequence[Review]) -> Dropped:
    by = ", ".join(r.by for r in reviews)
    notes = "; ".join(r.note for r in reviews if r.note)
    reason = f"rejected by {by}" + (f": {notes}" if notes else "")
    return Dropped(statement.document, "review", reason, statement.start, statement.end, statement.quote[:80])


def _rejected_proposal(review: Review) -> bool:
    """Whether it rejects what a language model proposed: gone when the model is not asked, and no loss."""
    return review.verdict == "rejected" and str(review.seen.get("extractor", "")).startswith("llm:")


def _orphaned(review: Review) -> Dropped:
    seen = review.seen
    reason = f"orphaned: the words {review.by} judged ({review.verdict}) are no longer in the sources"
    return Dropped(
        str(seen.get("document", "")), "review", reason, excerpt=str(seen.get("quote", review.statement))[:80]
    )


def _notes(orphans: int, moved: int) -> tuple[str, ...]:
    notes = []
    if moved:
        notes.append(f"{moved} review{'s' * (moved > 1)} found the statement again in changed sources")
    if orphans:
        notes.append(f"{orphans} review{'s' * (orphans > 1)} orphaned: the words judged are no longer in the sources")
    return tuple(notes)
