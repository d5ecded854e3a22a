"""Reviews that find their statements again after the sources, or the rules that read them, have changed.

As a W3C text quote selector does: by the exact words, and where they stand more than once by what stands around them.
A review whose words are gone is kept and said to be orphaned; it is never moved to words nobody judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.statement import Review, Statement
from detente.evidence.text.normalise import normalise

# A statement cut a little differently is the same one if it shares this much of the longer quotation.
SAME_SHARE = 0.8
SHORT_WORDS = 4
LEAST_CONTEXT = 8


@dataclass(frozen=True)
class Followed:
    """Reviews by the id of the statement they are about now, each list in the order given; and those left alone."""

    by_statement: dict[str, tuple[Review, ...]]
    orphans: tuple[Review, ...] = ()
    moved: int = 0


def follow(reviews: Sequence[Review], statements: Sequence[Statement]) -> Followed:
    """Each review with its statement, by id where that is still there, else by the words it was given for."""
    known = {s.id for s in statements}
    index: _Index | None = None
    found: dict[str, list[Review]] = {}
    orphans: list[Review] = []
    moved = 0
    places: dict[str, str | None] = {}
    for review in reviews:
        place = review.statement if review.statement in known else None
        if place is None and review.seen:
            if review.statement not in places:
                index = _by_document(statements) if index is None else index
                again = _again(Statement.from_dict(review.seen), index)
                places[review.statement] = again.id if again is not None else None
            place = places[review.statement]
            moved += place is not None
        if place is None:
            orphans.append(review)
        else:
            found.setdefault(place, []).append(review)
    return Followed({k: tuple(v) for k, v in found.items()}, tuple(orphans), moved)


def shared_context(a: Statement, b: Statement) -> int:
    """Characters before and behind that are the same, counted from the quotation outwards."""
    before, after = (_plain(a.prefix)[::-1], _plain(b.prefix)[::-1]), (_plain(a.suffix), _plain(b.suffix))
    return sum(_shared(*pair) for pair in (before, after))


_Index = dict[str, list[tuple[str, Statement]]]


def _by_document(statements: Sequence[Statement]) -> _Index:
    """Statements by document, each with its words in the form in which they are compared."""
    index: _Index = {}
    for statement in statements:
        index.setdefault(statement.document, []).append((_plain(statement.quote), statement))
    return index


def _again(seen: Statement, index: _Index) -> Statement | None:
    """The statement that has the words of ``seen``: in its document, or in one other where it was renamed."""
    family = seen.proposed_by_model
    here = [(words, s) for words, s in index.get(seen.document, []) if s.proposed_by_model == family]
    wanted = _plain(seen.quote)
    same = [s for words, s in here if words == wanted]
    if not same:
        same = [s for words, s in here if _nearly(words, wanted)]
    if not same and seen.document not in index:
        everywhere = (entry for entries in index.values() for entry in entries)
        same = [s for words, s in everywhere if words == wanted and s.proposed_by_model == family]
        if len({s.document for s in same}) != 1:
            return None
    if not same:
        return None
    best = max(same, key=lambda s: (shared_context(seen, s), s.extractor == seen.extractor, -abs(s.start - seen.start)))
    if len(wanted.split()) < SHORT_WORDS and shared_context(seen, best) < LEAST_CONTEXT:
        return None
    return best


def _nearly(a: str, b: str) -> bool:
    shorter, longer = sorted((a, b), key=len)
    return shorter in longer and len(shorter) >= SAME_SHARE * len(longer)


def _shared(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _plain(text: str) -> str:
    return normalise(text).text.strip()
