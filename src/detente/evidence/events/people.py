"""Who took part in what a cue names: who did it, with whom or to whom, and who is said not to have been there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.domain.statement import Span
from detente.domain.timeline import Participant
from detente.evidence.actors.mentions import Mention
from detente.evidence.events.clause_roles import (
    is_suffered,
    joined_run,
    objects_of,
    possessor_of,
    subject_behind,
    subject_of,
)
from detente.evidence.events.cues import Cue
from detente.evidence.events.kinds import aside_words
from detente.evidence.events.parties import distinct, is_party, people_of
from detente.evidence.events.standing_for import Group, stood_for
from detente.evidence.lexicon import Lexicon


@dataclass(frozen=True)
class Cast:
    """Who took part, whom it was done to, who is said not to have been there (with the words)."""

    people: tuple[Participant, ...]
    missing: tuple[tuple[Participant, Span], ...] = ()


def cast_of(text: str, cue: Cue, mentions: Sequence[Mention], lexicon: Lexicon, one: Group, many: Group) -> Cast:
    """Participants of the event that a cue names.

    ``mentions`` are those of the sentence; ``one`` and ``many`` whom a pronoun or "both sides" may stand for.
    """
    named = [m for m in mentions if m.form != "place" and is_party(text, m, lexicon)]
    without = _without(text, cue, named)
    there = [m for m in named if m not in without]
    behind = [m for m in there if m.start >= cue.end and m.end <= cue.right]
    if cue.form == "passive":
        if behind and not _BY_WHOM.fullmatch(text, cue.end, behind[0].start):
            return Cast(())
        people = people_of(text, joined_run(text, behind), lexicon)
        return Cast(people, _spans(text, without, lexicon))
    if cue.form == "verb" and is_suffered(text, cue):
        doers = people_of(text, objects_of(text, cue, behind[:1]) and joined_run(text, behind), lexicon)
        return Cast(doers, _spans(text, without, lexicon))
    if cue.form == "noun" and cue.kind.id == "strike":
        return _inflicted(text, cue, mentions, lexicon)
    owner = possessor_of(text, cue, mentions)
    subject = owner if owner and cue.kind.id == "visit" else subject_of(text, cue, there) or owner
    people = people_of(text, subject, lexicon)
    objects: list[Mention] = []
    if cue.kind.joins or cue.form == "noun":
        objects = objects_of(text, cue, behind)
    elif cue.kind.other != "none":
        objects = objects_of(text, cue, behind, sides=True)
    if cue.form == "noun" and not people and not objects:
        people = people_of(text, subject_behind(text, cue, there), lexicon)
    if not people or (
        cue.form == "noun" and len(_parties([*people, *people_of(text, objects, lexicon)])) < cue.kind.least
    ):
        stood = stood_for(text, cue, there, lexicon, one, many)
        people = tuple(dict.fromkeys((*people, *stood)))
    role = "took_part" if cue.kind.joins or cue.form == "noun" else cue.kind.other
    others = tuple(
        Participant(p.actor, p.party, p.party_name, p.name, role)
        for p in people_of(text, objects, lexicon)
        if p.party not in {q.party for q in people} or role != "took_part"
    )
    if role == "none":
        others = ()
    return Cast(distinct((*people, *others)), _spans(text, without, lexicon))


# Between "signed by" and who did: "the leaders of", "both houses of".
_BY_WHOM = re.compile(
    r"\s+(?:(?:the|a|an|both|all|its|former|then|[A-Z][\w’'.\-]*|\w+s|president|minister|prime|of|from|in)\s+){0,5}"
)


def _inflicted(text: str, cue: Cue, mentions: Sequence[Mention], lexicon: Lexicon) -> Cast:
    """ "Xia's invasion of Yen": who owns the noun did it, to whom stands behind "of" or "on"."""
    doers = people_of(text, possessor_of(text, cue, mentions), lexicon)
    behind = [m for m in mentions if re.fullmatch(r"\s+(?:of|on|against)\s+(?:the\s+)?", text[cue.end : m.start])]
    suffered = tuple(
        Participant(p.actor, p.party, p.party_name, p.name, "target")
        for p in people_of(text, behind[:1], lexicon)
        if doers and p.party != doers[0].party
    )
    return Cast(distinct((*doers, *suffered)))


def _without(text: str, cue: Cue, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions behind "without", and those that "did not attend"."""
    words = aside_words()
    kept: list[Mention] = []
    last: Mention | None = None
    for mention in mentions:
        lead = text[max(cue.sentence[0], mention.start - 34) : mention.start]
        found = [m for m in words.without.finditer(lead) if re.fullmatch(r"\s*(?:the\s+|any\s+)?", lead[m.end() :])]
        joined = (
            last is not None
            and last in kept
            and re.fullmatch(
                r"\s*(?:,|and|or|nor)\s*(?:the\s+)?(?:without\s+)?(?:the\s+)?", text[last.end : mention.start]
            )
        )
        if (found or joined) and text[mention.end : mention.end + 2] not in ("’s", "'s"):
            kept.append(mention)
        last = mention
    return kept


def _spans(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[tuple[Participant, Span], ...]:
    return tuple((person, (m.start, m.end)) for m in mentions for person in people_of(text, [m], lexicon))


def _parties(people: Iterable[Participant]) -> set[str]:
    return {p.party for p in people}
