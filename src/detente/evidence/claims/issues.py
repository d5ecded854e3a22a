"""Which issues a clause speaks of, and which ends of their scales it names."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.evidence.lexicon import Lexicon

Spans = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True)
class IssueHit:
    """One keyword or cue of an issue in the text."""

    start: int
    end: int
    issue: str
    part: str


def find_issue_hits(text: str, start: int, end: int, lexicon: Lexicon) -> list[IssueHit]:
    """Keywords, hints and cues in a sentence in order, without those inside a guard phrase.

    A keyword of a wider issue gives way where it meets a keyword of one of its chapters.
    """
    hits = [IssueHit(a, b, issue, part) for a, b, (issue, part) in lexicon.issue_patterns.find(text, start, end)]
    guards = [h for h in hits if h.part == "guard"]
    if guards:
        hits = [h for h in hits if h.part != "guard" and not _meets(h, guards)]
    chapters = [
        replace(h, issue=wider)
        for h in hits
        if h.part == "keyword" and (wider := lexicon.issues[h.issue].part_of) is not None
    ]
    return [h for h in hits if h.part != "keyword" or not _meets(h, chapters)] if chapters else hits


def with_hints(text: str, hits: Sequence[IssueHit], lexicon: Lexicon) -> list[IssueHit]:
    """All hits of a document, its hints made keywords where the document names their issue often enough, else left out.

    Often enough is twice, or once in its first line.
    """
    first_line = len(text) - len(text.lstrip()) + len(text.lstrip().split("\n", 1)[0])
    named: Counter[str] = Counter()
    for hit in namings(hits):
        named[hit.issue] += 2 if hit.end <= first_line else 1
    return [
        replace(h, part="keyword") if h.part == "hint" else h for h in hits if h.part != "hint" or named[h.issue] >= 2
    ]


def namings(hits: Sequence[IssueHit]) -> list[IssueHit]:
    """The keywords, without those that lie in an earlier one of the same issue: one naming each."""
    ends: dict[str, int] = {}
    found = []
    for hit in hits:
        if hit.part == "keyword" and hit.start >= ends.get(hit.issue, 0):
            ends[hit.issue] = hit.end
            found.append(hit)
    return found


def _meets(hit: IssueHit, others: Sequence[IssueHit]) -> bool:
    return any(o.issue == hit.issue and o.start < hit.end and hit.start < o.end for o in others)


def within(hits: Sequence[IssueHit], start: int, end: int) -> list[IssueHit]:
    """The hits that lie in a stretch of the text; ``hits`` are in the order of the text."""
    first = bisect_left(hits, start, key=lambda h: h.start)
    found = []
    for hit in hits[first:]:
        if hit.start >= end:
            break
        if hit.end <= end:
            found.append(hit)
    return found


def issues_in(hits: list[IssueHit], start: int, end: int, lexicon: Lexicon, limit: int = 4) -> tuple[str, ...]:
    """Issues named by keywords within a clause, the more specific (longer) keyword first.

    An issue of very common words ("talks") gives way to others in the clause.
    """
    inside = [h for h in hits if h.part == "keyword" and start <= h.start and h.end <= end]
    longest: dict[str, int] = {}
    for hit in inside:
        longest[hit.issue] = max(longest.get(hit.issue, 0), hit.end - hit.start)
    ordered = sorted(longest, key=lambda i: (lexicon.issues[i].yields, -longest[i], i))
    return tuple(ordered[:limit])


def issues_by_cue(hits: list[IssueHit], start: int, end: int) -> tuple[str, ...]:
    """Issues a clause without keywords names by a cue of two words or more ("the right to enrich")."""
    long = [
        h for h in hits if h.part in ("low", "high") and start <= h.start and h.end <= end and h.end - h.start >= 12
    ]
    return tuple(dict.fromkeys(h.issue for h in long))[:2]


def cue_spans(hits: list[IssueHit], start: int, end: int) -> dict[str, Spans]:
    """Cues within a clause, by issue and end of the scale."""
    found: dict[str, Spans] = {}
    for hit in hits:
        if hit.part in ("low", "high") and start <= hit.start and hit.end <= end:
            found.setdefault(hit.issue, {}).setdefault(hit.part, []).append((hit.start, hit.end))
    return found
