"""Demands, refusals and offers named inside a clause that says something else: two claims, two certainties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.evidence.actors.holders import find_holders
from detente.evidence.actors.mentions import Mention
from detente.evidence.claims.analysis import analyse
from detente.evidence.claims.issues import IssueHit
from detente.evidence.claims.predicates import find_predicates
from detente.evidence.claims.segments import Segment
from detente.evidence.lexicon import Lexicon

_STANCES = frozenset({"demands", "rejects", "offers"})
_CONTENT = re.compile(r"\s+(?:that|to|for)\s+\S")


def with_embedded(
    text: str, segment: Segment, hits: list[IssueHit], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Segment]:
    """The clause, and behind it what another party is said in passing to demand, refuse or offer.

    "Reports indicate that A's stance aligns with B's demands that C stay neutral": the report is of A, the demand is
    B's and taken for known. Only a possessor and a content of its own make a second claim.
    """
    chosen = segment.predicate
    if chosen is None or (segment.voice is not None and segment.voice.kind == "direct_quote"):
        return [segment]
    sides = {lexicon.holder(a) for a in segment.holding.actors}
    inside = [m for m in mentions if segment.start <= m.start and m.end <= segment.end]
    for predicate in find_predicates(text, segment.start, segment.end):
        if predicate.group != "nouns" or predicate.stance not in _STANCES or predicate.start <= chosen.end:
            continue
        linked = text[: predicate.end].endswith((" to", " that"))
        if not linked and not _CONTENT.match(text, predicate.end, segment.end):
            continue
        holding = find_holders(text, (segment.start, segment.end), predicate, inside)
        if not holding.direct or not holding.reason.startswith("possessor") or len(holding.actors) != 1:
            continue
        owner = max((m for m in inside if m.end <= predicate.start), key=lambda m: m.end, default=None)
        if owner is None or owner.actor != holding.actors[0] or lexicon.holder(owner.actor) in sides:
            continue
        second = analyse(
            text, replace(segment, start=owner.start, voice=None, borrowed=(), context=""), hits, mentions, lexicon
        )
        if second.predicate is not None and second.predicate.start == predicate.start and second.issues:
            return [segment, replace(second, embedded=True)]
    return [segment]
