"""Proposals people have accepted: they stay in the ledger whether or not the model is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.domain.document import Document
from detente.domain.statement import Reading, Review, Statement
from detente.evidence.llm.reading import group_proposals
from detente.evidence.reviewing.coders import latest_of_each
from detente.evidence.reviewing.following import shared_context
from detente.evidence.verify import find_quotes, selectors


def with_confirmed(reading: Reading, reviews: Sequence[Review], documents: Sequence[Document]) -> Reading:
    """The reading with every proposal somebody has accepted, corrected or vouched for and the sources still hold.

    A review keeps the statement it judged, so nothing need be asked. In a changed document the words are looked for
    again; where they are gone, or stand in several places alike, the review is left to be listed as orphaned.
    """
    texts = {d.path: d for d in documents}
    known = {s.id for s in reading.statements}
    given: dict[str, list[Review]] = {}
    for review in reviews:
        if str(review.seen.get("extractor", "")).startswith("llm:"):
            given.setdefault(review.statement, []).append(review)
    found: dict[str, Statement] = {}
    for judgements in given.values():
        seen = Statement.from_dict(judgements[-1].seen)
        wanted = any(r.verdict != "rejected" for r in latest_of_each(judgements))
        here = _found_again(seen, texts[seen.document]) if wanted and seen.document in texts else None
        if here is not None and here.id not in known:
            found[here.id] = here
    if not found:
        return reading
    grouped = group_proposals(reading.statements, list(found.values()), documents)
    statements = sorted((*reading.statements, *grouped), key=lambda s: (s.document, s.start, s.end, s.id))
    return replace(reading, statements=tuple(statements))


def _found_again(seen: Statement, document: Document) -> Statement | None:
    if seen.document_sha256 == document.sha256:
        return seen
    places = [_moved(seen, document, *place) for place in find_quotes(document.text, seen.quote)]
    best = max((shared_context(seen, s) for s in places), default=0)
    nearest = [s for s in places if shared_context(seen, s) == best]
    return nearest[0] if len(nearest) == 1 else None


def _moved(seen: Statement, document: Document, start: int, end: int) -> Statement:
    exact, prefix, suffix = selectors(document.text, start, end)
    checks = tuple(replace(check, start=start, end=end) for check in seen.checks)
    return replace(
        seen, document_sha256=document.sha256, start=start, end=end, spans=((start, end),), quote=exact, prefix=prefix,
        suffix=suffix, speaker_span=None, cue_span=None, content_spans=(), checks=checks, id="",
    )  # fmt: skip
