"""Which clauses become statements, and why the others do not."""

from __future__ import annotations

from detente.evidence.checking.figures import is_statistic
from detente.evidence.claims.issues import IssueHit, issues_in
from detente.evidence.claims.segments import Segment
from detente.evidence.labels.cues import find_cues
from detente.evidence.lexicon import Lexicon

Reason = tuple[str, str]
STAGES = ("actor", "issue", "predicate")


def issues_or_reason(text: str, segment: Segment, hits: list[IssueHit], lexicon: Lexicon) -> tuple[str, ...] | Reason:
    """The issues a clause is kept for, or (stage, reason) for leaving it out.

    Attributed speech is kept with a known actor or issue. In the author's voice it takes a predicate, an actor that
    holds it and an issue, or a share of something to do with an actor and an issue; the issue may stand elsewhere in
    the sentence when the actor is the predicate's own.
    A statement's issues never have the form of a stage and a reason: stages are no ids of issues.
    """
    predicate, holding, issues = segment.predicate, segment.holding, segment.issues
    if segment.voice is not None:
        if segment.named or holding.actors or segment.targets:
            return issues
        return "actor", "attributed speech without a known actor or issue"
    if predicate is None and issues and holding.actors and is_statistic(text, segment.start, segment.end):
        return issues
    if issues and (holding.thing or (predicate is None and holding.direct)):
        return issues
    if predicate is None:
        return "predicate", "no predicate: nobody does, wants or says anything here"
    if not holding.actors:
        return "actor", "no known actor holds the stance"
    if not issues:
        issues = issues_in(hits, *segment.sentence, lexicon, limit=2)
        if not issues:
            return "issue", "no known issue"
        if not holding.direct:
            return "issue", "no issue in the clause, and no actor of its own"
    only_talk = all(lexicon.issues[i].yields for i in segment.named or issues)
    if predicate.group == "nouns" and predicate.stance == "seeks" and only_talk:
        return "predicate", "names somebody's aims without saying what they are"
    if holding.direct:
        return issues
    if predicate.stance == "assesses":
        return "predicate", "the author describes, no actor's stance"
    if only_talk and predicate.stance != "excludes" and not find_cues(text, segment.start, segment.end).get("hearsay"):
        return "actor", "whose stance it is was only inferred, and the issue is only that they talk"
    return issues
