"""What several people make of one statement: each one's reading, and all of them together.

The latest judgement of each person counts. Where they agree the statement is read as they read it. Where they differ,
each reading enters with a weight of one over their number: the estimate then takes the middle of them and is less sure,
never surer, than any one of them alone would make it (``measurement.model``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.domain.statement import Indication, Review, Statement
from detente.evidence.labels.strength import weakest
from detente.evidence.reviewing.corrections import FIELDS, corrected


@dataclass(frozen=True)
class Judged:
    """One person's reading of a statement; None where it was rejected. ``moves``: whether it may inform an estimate."""

    by: str
    review: Review
    statement: Statement | None
    moves: bool


def latest_of_each(reviews: Iterable[Review]) -> list[Review]:
    """The last review of each person, in the order in which the persons first judged."""
    latest: dict[str, Review] = {}
    for review in reviews:
        latest[review.by] = review
    return list(latest.values())


def judged(statement: Statement, reviews: Iterable[Review]) -> list[Judged]:
    """Each person's reading of a statement.

    What was accepted, corrected or vouched for keeps the labels the person saw, whatever the rules make of the words
    today. A statement that moves nothing by itself moves by those who vouch for it; one a language model proposed moves
    by those who accept it, unless it is of a kind that moves nothing.
    """
    readings = []
    for review in latest_of_each(reviews):
        if review.verdict == "rejected":
            readings.append(Judged(review.by, review, None, False))
            continue
        seen = corrected(_as_seen(statement, review), review.correction, review.by)
        readings.append(Judged(review.by, review, seen, review.verdict == "vouched" or seen.moves_once_confirmed))
    return readings


def combined(statement: Statement, readings: Sequence[Judged]) -> tuple[Statement | None, bool]:
    """The statement as all its readers together see it, and whether they make it move; None where most reject it."""
    kept = [r.statement for r in readings if r.statement is not None]
    if 2 * len(kept) < len(readings) or not kept:
        return None, False
    labels = {name: _chosen(name, [getattr(s, name) for s in kept]) for name in FIELDS}
    together = replace(statement, **labels)
    moving = [r for r in readings if r.moves and r.statement is not None]
    if not moving and together.moves_once_confirmed:
        # Labels chosen one by one may add up to a reading that nobody gave.
        together = kept[-1]
    counted = moving or [r for r in readings if r.statement is not None]
    indications = _weighted(counted, len(readings) if moving else len(counted))
    differing = sorted(name for name in FIELDS if len({getattr(s, name) for s in kept}) > 1)
    note = f"; {len(readings)} coders differ on {', '.join(differing)}" if differing else ""
    return replace(together, indications=indications, reason=together.reason + note), bool(moving)


def _as_seen(statement: Statement, review: Review) -> Statement:
    """The statement with the labels and directions the reviewer saw, without making a whole statement of the record."""
    seen = review.seen
    labels: dict[str, Any] = {n: tuple(v) if isinstance(v := seen[n], list) else v for n in FIELDS if n in seen}
    told = tuple(Indication(**i) for i in seen.get("indications", ())) if seen else statement.indications
    if told == statement.indications and all(getattr(statement, n) == v for n, v in labels.items()):
        return statement
    return replace(statement, indications=told, **labels)


def _chosen(name: str, values: Sequence[Any]) -> Any:
    """What most say; of a tie on modality the weaker, of any other what was judged last."""
    counts = Counter(values)
    most = max(counts.values())
    tied = [v for v in values if counts[v] == most]
    if name == "modality":
        return weakest(tied)
    return tied[-1]


def _weighted(readings: Sequence[Judged], coders: int) -> tuple[Indication, ...]:
    """The directions all readers tell, each weighted by the share of the coders who read it so."""
    by_reading: dict[tuple[str, str, int], list[tuple[str, Indication]]] = {}
    for reading in readings:
        for told in reading.statement.indications if reading.statement is not None else ():
            by_reading.setdefault((told.actor, told.issue, told.level), []).append((reading.by, told))
    return tuple(
        found[0][1]
        if len(found) == coders
        else replace(
            found[0][1],
            firm=2 * sum(i.firm for _, i in found) > coders,
            weight=len(found) / coders,
            reason=f"{found[0][1].reason}; so {', '.join(b for b, _ in found)} ({len(found)} of {coders} coders)",
        )
        for found in by_reading.values()
    )
