"""Clauses put together: one takes its issue from the next, its holder from the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.domain.statement import Span
from detente.evidence.actors.holders import Holding
from detente.evidence.actors.mention_grammar import is_agent
from detente.evidence.actors.mentions import Mention
from detente.evidence.actors.pronouns import agrees, opening_mention
from detente.evidence.checking.figures import is_statistic
from detente.evidence.claims.predicates import find_predicates
from detente.evidence.claims.segments import Segment
from detente.evidence.lexicon import Lexicon


def merge_segments(text: str, segments: list[Segment]) -> list[Segment]:
    """A clause without an issue takes in the next one of its voice that names one and says nothing by itself."""
    merged: list[Segment] = []
    skip = False
    for i, segment in enumerate(segments):
        if skip:
            skip = False
            continue
        following = segments[i + 1] if i + 1 < len(segments) else None
        if (
            following is not None
            and segment.predicate is not None
            and segment.holding.actors
            and not segment.issues
            and following.voice is segment.voice
            and following.issues
            and not (
                following.predicate is not None and (following.holding.direct or _joined(text, segment, following))
            )
        ):
            segment = replace(
                segment,
                end=following.end,
                issues=following.issues,
                targets=tuple(dict.fromkeys((*segment.targets, *following.targets))),
            )
            skip = True
        merged.append(segment)
    return merged


def _joined(text: str, first: Segment, second: Segment) -> bool:
    """ "Praised the plan, and threatening them with ...": an act of its own, joined by "and"."""
    return (
        text[first.end : second.start].strip(" ,") == "and"
        and second.predicate is not None
        and second.predicate.group == "acts"
    )


_ANAPHOR = re.compile(
    r"^[“\"]?(?:\w+ing\b|(?:\w+\s+){0,3}?(?:he|she|they|it|this|these|that|those|his|her|their|its|such|another|which|who|"
    r"examples|without)\b)",
    re.IGNORECASE,
)


_CONTINUES = re.compile(
    r"(?:which|who|whom|whose|and|but|or|without|to|while|though|although|as|he|she|they|it|their|his|her|its|\w+ly\s+\w+ing|"
    r"\w+ing)\b",
    re.IGNORECASE,
)


_AUXILIARY = re.compile(
    r"(?:(?:but|and)\s)?(?:has|have|had|will|would|is|are|was|were|faces?|could|may|might|did|does)\s"
)
NEAR = 30  # characters from the auxiliary to the verb it belongs to


def _second_verb(text: str, segment: Segment, before: Segment | None) -> Segment:
    """ "A wants control and has rejected B's demand": a clause that opens with an auxiliary has the subject before."""
    if before is None or before.voice is not segment.voice or not (before.holding.actors and before.holding.direct):
        return segment
    if _AUXILIARY.match(text, segment.start) is None or text[before.end : segment.start].strip(" ,") not in (
        "and",
        "but",
        "",
    ):
        return segment
    verbs = [
        p for p in find_predicates(text, segment.start, segment.end) if p.group in ("acts", "attitudes", "adjectives")
    ]
    verb = verbs[0] if verbs and verbs[0].start - segment.start < NEAR else None
    holding = Holding(before.holding.actors, True, "second verb of the subject before")
    targets = tuple(t for t in (*segment.holding.actors, *segment.targets) if t not in holding.actors)
    return replace(segment, predicate=verb, holding=holding, targets=tuple(dict.fromkeys(targets)))


def link_segments(text: str, segments: list[Segment], last: Antecedent, lexicon: Lexicon) -> list[Segment]:
    """Clauses without a holder of their own take that of the sentence, or of the one before when they point back."""
    linked: list[Segment] = []
    for segment in segments:
        segment = _second_verb(text, segment, linked[-1] if linked else None)
        if segment.predicate is not None and not segment.holding.actors and linked:
            speaker = _speaker_goes_on(text, linked[-1], segment)
            if speaker is not None:
                segment = replace(segment, holding=Holding((speaker,), True, "second verb of the speaker"))
        figure = segment.targets and is_statistic(text, segment.start, segment.end)
        if segment.predicate is not None and not segment.holding.actors and figure:
            segment = replace(segment, holding=Holding(segment.targets[:1], False, "whom the figure is about"))
        if segment.predicate is not None and not segment.holding.actors:
            inside = next(
                (s.holding.actors for s in reversed(linked) if s.holding.actors and s.voice is segment.voice), ()
            )
            if inside and _CONTINUES.match(text[segment.start : segment.end]):
                segment = replace(segment, holding=Holding(inside, False, "holder of the clause before"))
            elif back := last.of(text, segment, lexicon):
                segment = replace(segment, holding=Holding(back, False, "holder of the sentence before"))
            if segment.holding.actors:
                segment = replace(segment, targets=tuple(t for t in segment.targets if t not in segment.holding.actors))
        linked.append(segment)
    return linked


_VOTE = re.compile(r"vot(?:e|es|ed|ing) (?:for|against)\b|abstain", re.IGNORECASE)


def with_question(text: str, segment: Segment, issues: tuple[str, ...]) -> Segment:
    """A vote without an issue of its own is on what the sentences before it name ("China abstained")."""
    predicate = segment.predicate
    if segment.issues or not issues or predicate is None or not _VOTE.match(text, predicate.start):
        return segment
    return replace(segment, issues=issues)


_GOES_ON = re.compile(r"(?:and|but|yet)\s+(?:(?:has|have|had|also|then|later|instead|again|\w+ly)\s+)*$")


def _speaker_goes_on(text: str, before: Segment, segment: Segment) -> str | None:
    """Who said what stands before "and demanded", when the verb has no subject of its own."""
    voice, predicate = before.voice, segment.predicate
    if voice is None or segment.voice is not None or predicate is None or voice.kind == "direct_quote":
        return None
    opening = text[segment.start : predicate.start]
    return voice.actor if _GOES_ON.fullmatch(opening) and not text[before.end : segment.start].strip(" ,") else None


_PRONOUN_FIRST = re.compile(
    r"[“\"(]?(?:he|she|they|it|this|that|these|those|his|her|their|its|such|both)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Antecedent:
    """Who the next sentence may point back to.

    ``subject`` is whom a personal pronoun may stand for, nobody after a sentence about a thing ("The resolution
    demanded"); ``topic`` whom "this" and "such" speak of, more loosely. ``plural`` says that the subject was named
    by several people ("Xian negotiators"), so that "they" fits; ``thing`` whose the deal or law is that the sentence
    was about; ``earlier`` whom the paragraph before spoke of last.
    """

    subject: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    plural: bool = False
    thing: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()

    def after(self, text: str, sentence: Span, mentions: Sequence[Mention], holders: tuple[str, ...]) -> Antecedent:
        """The antecedent once a sentence has been read whose first stance is held by ``holders``."""
        inside = [m for m in mentions if sentence[0] <= m.start and m.end <= sentence[1]]
        named = [m for m in inside if m.form not in ("place", "demonym") or (m.form == "demonym" and is_agent(text, m))]
        topic = holders or tuple(m.actor for m in named[:1]) or self.topic
        earlier = self.earlier
        if _PRONOUN_FIRST.match(text, *sentence):
            return Antecedent(holders or self.subject, topic, self.plural, earlier=earlier)
        first, opens = opening_mention(text, sentence, named)
        plural = first is not None and first.form == "demonym"
        subject = holders or (first.actor,) if first is not None and opens else ()
        return Antecedent(subject, topic, plural, earlier=earlier)

    def carried(self, lexicon: Lexicon) -> Antecedent:
        """The antecedent for the next paragraph: a person goes on to be "he" or "she"; the rest only more loosely."""
        person = len(self.subject) == 1 and self.subject[0] in lexicon.actors
        person = person and lexicon.actors[self.subject[0]].kind == "person"
        return Antecedent(self.subject if person else (), (), False, earlier=self.topic or self.earlier)

    def within(self, parts: Sequence[Segment]) -> Antecedent:
        """The antecedent for the next clause of the sentence: the subject of the author's clauses before it."""
        held = next((p.holding for p in parts if p.voice is None and p.holding.direct and p.holding.actors), None)
        return self if held is None else Antecedent(held.actors, held.actors, self.plural)

    def of(self, text: str, segment: Segment, lexicon: Lexicon) -> tuple[str, ...]:
        """Whom a clause that points back is about; nobody where the pronoun does not fit."""
        words = text[segment.start : segment.end]
        if not _ANAPHOR.match(words):
            return ()
        pronoun = _PERSONAL.match(words)
        if pronoun is None:
            return self.topic
        return self.subject if agrees(pronoun[1].lower(), self.subject, lexicon, self.plural) else ()


_PERSONAL = re.compile(r"[“\"]?(?:\w+\s+){0,2}?(he|she|they|it|his|her|their|its)\b", re.IGNORECASE)
