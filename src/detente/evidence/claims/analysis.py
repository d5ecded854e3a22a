"""What a clause says: its issues, the predicate that makes its point, and who holds the stance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.domain.statement import Span
from detente.evidence.actors.holders import NOBODY, Holding, find_holders, find_targets
from detente.evidence.actors.mention_grammar import after_preposition
from detente.evidence.actors.mentions import Mention
from detente.evidence.attribution.names import PRONOUNS
from detente.evidence.claims.demands import demand_of_speaker
from detente.evidence.claims.issues import IssueHit, issues_by_cue, issues_in
from detente.evidence.claims.main_point import main_point
from detente.evidence.claims.predicates import Predicate, find_predicates
from detente.evidence.claims.segments import Segment
from detente.evidence.claims.subjects import acting_subject
from detente.evidence.lexicon import Lexicon


def analyse(
    text: str, segment: Segment, hits: list[IssueHit], mentions: Sequence[Mention], lexicon: Lexicon
) -> Segment:
    clause = (segment.start, segment.end)
    voice = segment.voice
    said = _said(segment)
    issues = issues_in(hits, *said, lexicon) or issues_in(hits, *clause, lexicon)
    if not issues and voice is not None and voice.actor is not None:
        issues = issues_by_cue(hits, *clause)
    usable = [m for m in mentions if clause[0] <= m.start and m.end <= clause[1]]
    speaker_inside = voice is not None and voice.kind != "direct_quote" and voice.source is not None
    source = voice.source if speaker_inside and voice is not None else None
    if source is not None and (voice is None or voice.actor is None):
        usable = [m for m in usable if not (source[0] <= m.start and m.end <= source[1])]
    predicates = find_predicates(text, *clause)
    if voice is not None and voice.actor is not None and said != clause:
        # "A demanded X and said that ...": what A did before saying it is no part of what was said.
        cue = voice.cue or said
        predicates = [p for p in predicates if p.start >= said[0] or (p.start < cue[1] and cue[0] < p.end)]
    if voice is not None and voice.actor is None and voice.cue is not None and voice.kind != "direct_quote":
        reached = max(voice.cue[1], source[1] if source else 0) if voice.cue[0] < voice.content[0][0] else 0
        predicates = [p for p in predicates if p.start >= reached or not p.end <= reached]
    candidates = [(predicate, find_holders(text, clause, predicate, usable)) for predicate in predicates]
    together = next((h for p, h in reversed(candidates) if p.group == "joint" and h.direct), None)
    best = main_point(text, clause, candidates, voice is not None)
    chosen, holding = candidates[best] if best is not None else (None, NOBODY)
    if not holding.actors and together is not None:
        holding = together
    if not holding.actors and chosen is not None and chosen.stance == "engages" and chosen.group != "acts":
        concerned = tuple(dict.fromkeys(m.actor for m in usable if m.form != "place"))[:3]
        holding = Holding(concerned, False, "the actors it concerns") if concerned else NOBODY
    if chosen is not None and chosen.group == "nouns" and _of_another(text, clause, chosen, holding, usable):
        chosen, holding = None, NOBODY  # "A was critical of B's stance": A's, not B's
    if chosen is None or not holding.actors:
        acting = acting_subject(text, said if said != clause else clause, usable)
        if acting is not None and chosen is not None:
            acting = None if "passive" in holding.reason or voice is None else replace(acting, direct=False)
        holding = acting or holding
    if voice is None and chosen is not None and not holding.actors and (inside := _in_subject(text, chosen, usable)):
        holding = Holding((inside,), False, "named in the subject of the clause")
    if voice is not None and voice.actor is not None and not (holding.direct and holding.actors):
        holding = Holding((voice.actor,), False, "the speaker's own stance")
    if voice is not None and chosen is not None and voice.actor is not None:
        chosen, holding = demand_of_speaker(text, segment, chosen, holding, voice.actor, lexicon)
    if voice is not None and not holding.actors and (about := _about(text, clause, usable)):
        holding = Holding((about,), False, "whom the clause is about")
    if chosen is None and voice is None and not holding.actors and (about := _about(text, clause, usable)):
        holding = Holding((about,), False, "whom the clause is about")
    sides = {lexicon.holder(a) for a in holding.actors} if len(holding.actors) == 1 else set()
    named = [
        m for m in usable if voice is None or voice.source is None or not voice.source[0] <= m.start < voice.source[1]
    ]
    targets = tuple(t for t in find_targets(clause, holding.actors, named) if lexicon.holder(t) not in sides)
    return replace(segment, issues=issues, predicate=chosen, holding=holding, targets=targets)


def _of_another(text: str, clause: Span, noun: Predicate, owner: Holding, mentions: Sequence[Mention]) -> bool:
    """Whether a noun is somebody's in passing, in a clause whose subject and verb are another's."""
    if not owner.reason.startswith("possessor") or noun.start - clause[0] < 12:
        return False
    before = [m for m in mentions if m.end <= noun.start]
    acting = acting_subject(text, (clause[0], noun.start), before)
    return acting is not None and not set(acting.actors) & set(owner.actors)


OWN_WORDS = "whose words they are"  # the reason a speaker holds what speaks of nobody else
_THIRD = re.compile(r"\b(?:he|his|him|she|her)\b", re.IGNORECASE)


def _in_subject(text: str, predicate: Predicate, mentions: Sequence[Mention]) -> str | None:
    """Whom the words before a verb name: "the shift in Xian policy has shocked its allies"."""
    if predicate.group not in ("acts", "attitudes", "adjectives") or _BE.search(
        text[max(0, predicate.start - 24) : predicate.start]
    ):
        return None
    named = [m.actor for m in mentions if m.form != "place" and m.end <= predicate.start]
    return named[0] if named else None


_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\Z")


def with_speaker(text: str, segment: Segment, topic: tuple[str, ...], lexicon: Lexicon) -> Segment:
    """Attributed speech in which nobody acts, held by the person "he" is, or as its speaker's own words.

    ``topic`` is whom the sentence before speaks of. The speaker stands by the name as written.
    """
    voice = segment.voice
    if voice is None or segment.holding.actors:
        return segment
    person = len(topic) == 1 and topic[0] in lexicon.actors and lexicon.actors[topic[0]].kind == "person"
    if (
        person
        and _THIRD.search(text, segment.start, segment.end)
        and lexicon.actors[topic[0]].name != voice.attribution.name
    ):
        return replace(segment, holding=Holding(topic, False, "the person spoken of before"))
    source = voice.attribution
    name = re.sub(r"^(?:the|an?)\s+", "", source.name, flags=re.IGNORECASE)
    if not name or source.source_type in ("hearsay", "outlet") or name.lower() in PRONOUNS:
        return segment
    return replace(segment, holding=Holding((name,), False, OWN_WORDS))


def _said(segment: Segment) -> Span:
    """What is said in a clause of indirect speech, without source and cue where they stand before it."""
    voice = segment.voice
    if voice is None or voice.kind == "direct_quote":
        return segment.start, segment.end
    start = max(segment.start, voice.content[0][0])
    return (start, segment.end) if start < segment.end else (segment.start, segment.end)


def _about(text: str, clause: Span, mentions: Sequence[Mention]) -> str | None:
    named = [m for m in mentions if m.form != "place"]
    free = next((m.actor for m in named if not after_preposition(text, m, clause[0])), None)
    return free or next(
        (m.actor for m in named if re.search(r"\b(?:forces?|make|let|allow)s?\s+$", text[clause[0] : m.start])), None
    )
