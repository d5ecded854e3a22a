"""Issues a clause leaves to its surroundings: "India will not back the text", "The proposal was rejected by China"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.domain.statement import Span
from detente.evidence.issues import IssueHit, issues_in
from detente.evidence.lexicon import Lexicon
from detente.evidence.segments import Segment

LEAST_NAMED = 3  # times a document must name an issue to be about it
LEAST_SHARE = 0.3  # of all it names, in [0, 1]
BESIDE = 0.6  # a second issue counts too when named at least this often, as a share of the first
HEADLINE = 3  # a name in the first line counts as so many

# Stances that need an object: somebody is for or against something, which the words around may name.
_OF_SOMETHING = frozenset(
    {"supports", "opposes", "rejects", "demands", "requires", "seeks", "offers", "open_to", "reluctant", "withholds"}
    | {"accuses", "acts_against"}
)


@dataclass(frozen=True)
class Surroundings:
    """All words of issues in a document, in order, what it is mostly about, and its sentences."""

    hits: tuple[IssueHit, ...]
    theme: tuple[str, ...]
    sentences: tuple[Span, ...] = ()


def find_theme(text: str, hits: Sequence[IssueHit], lexicon: Lexicon) -> tuple[str, ...]:
    """What a document is mostly about: one issue, or two it names about as often; none when it has no such subject."""
    first_line = len(text.lstrip().split("\n", 1)[0]) + len(text) - len(text.lstrip())
    counts: Counter[str] = Counter()
    for hit in hits:
        if hit.part == "keyword" and not lexicon.issues[hit.issue].yields:
            counts[hit.issue] += HEADLINE if hit.end <= first_line else 1
    total = sum(counts.values())
    ranked = sorted(counts, key=lambda i: (-counts[i], i))[:2]
    if not ranked or counts[ranked[0]] < max(LEAST_NAMED, LEAST_SHARE * total):
        return ()
    return tuple(i for i in ranked if counts[i] >= BESIDE * counts[ranked[0]])


def with_context(
    segment: Segment, hits: list[IssueHit], before: tuple[str, ...], theme: tuple[str, ...], lexicon: Lexicon
) -> Segment:
    """The clause with the issue of the sentences before it, or of the document, where it names none itself.

    Only for what an actor of its own is for or against; such a clause tells no direction on the issue.
    """
    predicate, voice = segment.predicate, segment.voice
    if segment.issues or predicate is None or predicate.stance not in _OF_SOMETHING:
        return segment
    spoken = voice is not None and voice.actor is not None
    if not segment.holding.actors or not (segment.holding.direct or spoken):
        return segment
    if _named(hits, segment.sentence, lexicon):
        return segment
    if specific := tuple(i for i in before if not lexicon.issues[i].yields)[:2]:
        return replace(segment, issues=specific, context="issue from the sentences before")
    if theme:
        return replace(segment, issues=theme, context="issue from what the document is mostly about")
    return segment


def _named(hits: list[IssueHit], sentence: Span, lexicon: Lexicon) -> bool:
    return any(not lexicon.issues[i].yields for i in issues_in(hits, *sentence, lexicon))
