"""What kind of source speaks: a principal, an official, an expert, an unnamed group, hearsay, the outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.domain.statement import Attribution, SourceType, Span
from detente.evidence.actors.mentions import Mention
from detente.evidence.labels.roster import Roster, any_word_of, type_by_words, type_of_role
from detente.evidence.labels.source_names import COMMON_WORDS, person_behind, person_name
from detente.evidence.lexicon import Lexicon


def describe_source(
    text: str, span: Span | None, mentions: Sequence[Mention], lexicon: Lexicon, roster: Roster
) -> tuple[Attribution, str | None] | None:
    """The source as a link of the attribution chain, and the actor it is; None when it cannot be a source.

    A person with an office speaks as principal or official; a government's seat or a ministry as official; "officials"
    and "analysts" are unnamed groups; "reports" hearsay; "we" the outlet.
    """
    if span is None:
        return None
    words = text[span[0] : span[1]]
    lowered = words.lower()
    if re.fullmatch(r"(?:we|i|our (?:view|analysis|opinion|assessment)|this newspaper)", lowered):
        return Attribution("the outlet", source_type="outlet"), None
    if re.fullmatch(r"(?:it|this|that|which|these|those)", lowered):
        return Attribution("", source_type="hearsay"), None
    if _HEARSAY.fullmatch(lowered):
        return Attribution(words, source_type="hearsay"), None
    inside = [m for m in mentions if span[0] <= m.start and m.end <= span[1] and m.form != "place"]
    person = next((m for m in inside if m.form == "person"), None)
    if any(re.match(r"['’]s?\s+[a-z]", text[m.end : span[1]]) and not _speaks(text[m.end : span[1]]) for m in inside):
        return None  # "X's conversation with Y suggests": no one says anything
    if re.search(r"\b(?:report|study|analysis|survey|poll|paper|data)\b", lowered):
        return Attribution(words, source_type="named_org_unlocatable"), None
    if person is not None:
        actor = lexicon.actors[person.actor]
        known = roster.find(actor.name)
        kind: SourceType = type_by_words(actor.role.lower()) or "named_expert" if actor.role else "named_official"
        if not actor.role and known is not None:
            kind = known[3]
        # What an expert says of others is no stance of a party.
        party = None if kind == "named_expert" else person.actor
        return Attribution(actor.name, actor.role, _represented(lexicon, person.actor), kind), party
    if inside and inside[0].form == "group":
        return Attribution(words, source_type="unnamed_group"), None
    spoken_for = next((m for m in inside if person_behind(text[m.start : m.end], m.actor, lexicon)), None)
    if spoken_for is not None:
        inside = [spoken_for]
    name = (
        ""
        if spoken_for is not None
        else person_name(words, {word for m in inside for word in text[m.start : m.end].split()}, text)
    )
    if name:
        known = roster.find(name)
        if known is not None:
            full = name if " " in name else known[0]
            return Attribution(full, known[1], known[2], known[3]), None
        kind = type_by_words(lowered) or "named_expert"
        actor_id = lexicon.holder(inside[0].actor) if inside and kind in ("named_official", "named_principal") else None
        return Attribution(name, source_type=kind), actor_id
    if _unnamed(lowered):
        return Attribution(words, source_type="unnamed_group"), inside[0].actor if inside else None
    if inside:
        first = inside[0]
        named = person_behind(text[first.start : first.end], first.actor, lexicon)
        if named:
            known = roster.find(named)
            role = known[1] if known is not None else ""
            kind = type_of_role(role.lower()) if role else (type_by_words(lowered) or "named_official")
            kind = "named_official" if kind == "named_expert" else kind
            return Attribution(named, role, lexicon.actors[first.actor].name, kind), first.actor
        return Attribution(words, source_type="named_official"), first.actor
    if re.search(r"\b(?:ministry|government|embassy|spokes\w+|president|minister|office|delegation)\b", lowered):
        return Attribution(words, source_type="named_official"), None
    if re.search(r"(?:\b[A-Z][\w’'\-]+\b[ ,]*){2,}", words):
        return Attribution(words, source_type="named_org_unlocatable"), None
    return None


def by_name(
    name: str, role: str, organisation: str, lexicon: Lexicon, roster: Roster
) -> tuple[Attribution, str | None] | None:
    """The source a pronoun stands for, as the document names them elsewhere; None for a pronoun left unresolved."""
    if name.lower() in COMMON_WORDS or name[:1].islower():
        return None  # "it", "the declaration": nobody who speaks
    parts = [part.removeprefix("the ") for part in re.split(r", and | and |, ", name)]
    if len(parts) > 1 and all(part in lexicon.by_alias for part in parts):
        return Attribution(name, source_type="named_official"), None
    actor = lexicon.actors.get(lexicon.by_alias.get(name, ""))
    if actor is not None and (full := person_behind(name, actor.id, lexicon)):
        given = roster.find(full)
        title = role or (given[1] if given is not None else "")
        spoken: SourceType = type_by_words(title.lower()) or "named_official"
        spoken = "named_official" if spoken == "named_expert" else spoken
        return Attribution(full, title, actor.name, spoken), actor.id
    if actor is not None:
        official: SourceType = "named_official"
        kind = type_of_role(actor.role.lower()) if actor.role else official
        return Attribution(actor.name, actor.role, _represented(lexicon, actor.id), kind), actor.id
    known = roster.find(name)
    if known is not None:
        return Attribution(name if " " in name else known[0], known[1], known[2], known[3]), None
    return Attribution(name, role, organisation, type_by_words(role.lower()) or "named_expert"), None


_HEARSAY = re.compile(
    r"(?:(?:some|media|several|the|many|press|news|newspaper|local|unconfirmed|various|state)\s+)*(?:reports?|rumou?rs|media|press)"
)


def _speaks(words: str) -> bool:
    """Whether a noun phrase behind a possessive is somebody: "Egypt's foreign minister"."""
    return bool(any_word_of("collective", "official", "principal", "party", "unnamed").search(words.lower()))


_SOMEBODY = re.compile(
    r"\b(?:an?|one|another|the)\s+(?:[\w.]+\s+){0,3}(?:official|diplomat|source|aide|adviser|advisor|negotiator|lawmaker|person)\b"
)


def _unnamed(lowered: str) -> bool:
    if _SOMEBODY.search(lowered):
        return True
    return bool(any_word_of("unnamed").search(lowered))


def _represented(lexicon: Lexicon, actor: str) -> str:
    holder = lexicon.holder(actor)
    return lexicon.actors[holder].name if holder != actor and holder in lexicon.actors else ""
