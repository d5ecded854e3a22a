"""Several verbs of one subject: each is a statement of its own, with its own issues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from detente.evidence.actors.anaphora import STANDS_FOR
from detente.evidence.actors.holders import Holding, find_targets
from detente.evidence.actors.mentions import Mention
from detente.evidence.claims.analysis import analyse
from detente.evidence.claims.demands import MUST
from detente.evidence.claims.issues import IssueHit
from detente.evidence.claims.predicates import Predicate, find_predicates
from detente.evidence.claims.segments import Segment
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.morphology import is_base_form


def split_coordinated(
    text: str, segment: Segment, hits: list[IssueHit], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Segment]:
    """ "Rejected the move, demanded a binding agreement and offered talks" as three clauses with one holder.

    In a party's own speech the subject may be a pronoun ("it opposed sanctions and supported a truce").
    """
    if segment.predicate is None or not (segment.holding.direct or _own(segment, lexicon)):
        return [segment]
    verbs = [p for p in find_predicates(text, segment.start, segment.end) if p.group in ("acts", "attitudes")]
    for first, second in pairwise(verbs):
        gap = _gap(text, first, second)
        if gap is None or second.stance == "assesses" or first.stance == "assesses":
            continue
        bare = is_base_form(text[second.start : second.end].split()[0].lower())
        if bare and _CONDITION.search(text, second.end, segment.end):
            continue  # "would order a truce and begin talks once ...": the condition holds for both
        left = analyse(text, replace(segment, end=gap), hits, mentions, lexicon)
        right = analyse(text, replace(segment, start=second.start), hits, mentions, lexicon)
        handed_on = segment.holding.reason == _SHARED or segment.holding.reason.startswith(STANDS_FOR + " the clause")
        if left.predicate is not None and handed_on and not _has_subject(left):
            left = replace(left, predicate=segment.predicate, holding=segment.holding)
        if left.predicate is None or not (_has_subject(left) or _own(left, lexicon)):
            return [segment]
        if bare:
            right = replace(right, scope=segment.scope if segment.scope is not None else segment.start)
            second = _asked_too(text, left, second)
        if not (right.predicate is not None and right.predicate.start == second.start and right.holding.direct) or (
            second.stance != right.predicate.stance and second.stance == "demands"
        ):
            shared = Holding(left.holding.actors, True, _SHARED)
            clause = (right.start, right.end)
            inside = [m for m in mentions if clause[0] <= m.start and m.end <= clause[1]]
            right = replace(
                right, predicate=second, holding=shared, targets=find_targets(clause, shared.actors, inside)
            )
        return [left, *split_coordinated(text, right, hits, mentions, lexicon)]
    return [segment]


_CONDITION = re.compile(r"\b(?:if|unless|once|as soon as|provided|on condition|only when|until)\b", re.IGNORECASE)
_SHARED = "subject of both verbs"
_AUXILIARIES = (
    r"(?:(?:has|have|had|also|then|later|instead|is|are|was|were|would|will|again|that it|that they|that|it|they|he|"
    r"she|\w+ly|not|never)\s+)*$"
)
_SECOND_VERB = re.compile(r",?\s+(?:and|but|while|yet)\s+" + _AUXILIARIES)
_LISTED_VERB = re.compile(r",\s+(?:(?:has|have|had|also|then|later|instead|again|\w+ly)\s+)*$")


def _gap(text: str, first: Predicate, second: Predicate) -> int | None:
    """Where the words of the second verb begin, when it is joined to the first by "and", "but" or in a list."""
    form = text[second.start : second.end].split()[0].lower()
    if form.endswith("ing") and not re.search(r"\bwhile\s+$", text[first.end : second.start]):
        return None
    joined = _SECOND_VERB.search(text, first.end, second.start)
    if joined is not None:
        return joined.start()
    listed = _LISTED_VERB.search(text, first.end, second.start)
    # "opposed sanctions, supported ..." but not "the plan, supported by ...": that is a participle.
    finite = form.endswith(("ed", "s")) or form in _PAST
    if listed is None or not finite:
        return None
    passive = _by_agent(text, first) and _BE.search(text[max(0, first.start - 24) : first.start])
    if _by_agent(text, second) and not passive:
        return None
    if is_base_form(form) or "“" in text[first.end : second.start]:
        return None
    return listed.start()


# "Was rejected by A, supported by B": in a list of passives each has its own agent.
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")


def _by_agent(text: str, predicate: Predicate) -> bool:
    return re.match(r"(?:\s+\w+){0,2}?\s+by\b", text[predicate.end : predicate.end + 30]) is not None


_PAST = frozenset(["sought", "gave", "withdrew", "held", "kept", "took", "sent", "cut", "left", "met", "wanted"])


def _asked_too(text: str, left: Segment, second: Predicate) -> Predicate:
    """ "Must become neutral and accept limits": the second verb is asked for as the first is."""
    asked = left.predicate is not None and left.predicate.stance == "demands" and left.voice is not None
    if asked and left.predicate is not None and MUST.search(text[left.start : left.predicate.end + 1]):
        return replace(second, stance="demands")
    return second


def _has_subject(segment: Segment) -> bool:
    return segment.holding.reason.startswith(("subject of", "the speaker says", "agent"))


def _own(segment: Segment, lexicon: Lexicon) -> bool:
    """Whether a party speaks of what it does itself."""
    actor = segment.voice.actor if segment.voice is not None else None
    return actor is not None and {lexicon.holder(a) for a in segment.holding.actors} == {lexicon.holder(actor)}
