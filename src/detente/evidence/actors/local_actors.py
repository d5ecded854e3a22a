"""Parties a document names that no list knows: "the Northern Front", "Democratic Unionist Party (DUP)".

They serve the one document only, under the name as written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.evidence.actors.local_groups import find_groups
from detente.evidence.actors.local_names import find_names, last_names, names_in
from detente.evidence.actors.mentions import Alias, KnownActor, Mention
from detente.evidence.actors.person_names import NAME_TOKEN
from detente.evidence.actors.role_mentions import find_role_mentions
from detente.evidence.attribution import AttributedSpeech
from detente.evidence.attribution.speakers import Speaker, resolve_speakers
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.phrase_places import phrase_places

# Words that end the name of a body that can take a position; institutes and universities are sources, not parties.
_BODY = (
    r"(?:Party|Front|Movement|Army|Alliance|Group|Union|Coalition|Authority|Federation|Brigades?|League|Forces|Council|"
    r"Congress|Organi[sz]ation|Committee|Association|Confederation|Guards?|Assembly|Commission|Bloc|Network|Faction|"
    r"Parliament|Senate|Chamber|Cartel|Chiefs|Farmers|Fishermen|Community|Nation|Tribe|Corporation|Company|Ministry)"
)
_NAMED = re.compile(
    rf"(?P<name>{NAME_TOKEN}(?:[ \-](?:(?:of|for|and|the|de|du|al|des)[ \-]){{0,2}}{NAME_TOKEN}){{0,4}}[ \-]{_BODY}"
    rf"(?: (?:of|for) (?:the )?{NAME_TOKEN}(?: (?:and )?{NAME_TOKEN}){{0,3}})?)"
    r"(?: \((?P<short>[A-Z][A-Za-z\-]{1,8})\))?"
)
_OPENING = re.compile(
    r"(?:The|A|An|This|That|But|And|In|On|At|For|If|When|While|As|By|With|From|After|Before|Its|Their|His|Her|Our|Both|"
    r"Former|Meanwhile|However|Yet|So)[ \-]"
)


@dataclass(frozen=True)
class Cast:
    """Everybody a document names: the lexicon with its own parties, all mentions, and those of listed parties alone.

    ``speakers`` are those of its attributed speech, in the same order.
    """

    lexicon: Lexicon
    mentions: list[Mention]
    listed: list[Mention]
    speakers: list[Speaker]


def cast_of(text: str, speech: Sequence[AttributedSpeech], lexicon: Lexicon) -> Cast:
    """The mentions of a document: of listed actors, of bodies and persons by name, of groups, of offices."""
    known = lexicon.matcher.find(text)
    parties, places = find_local_actors(text, known)
    lexicon = lexicon.with_actors(parties)
    listed = merged_mentions(known, places)
    known = _in_order([*listed, *last_names(text, listed, lexicon.actors)])
    sources = [text[slice(*s.source)] for s in speech if s.source is not None]
    speakers = resolve_speakers(text, speech)
    people, places = find_names(text, known, [*speakers, *(Speaker(n) for words in sources for n in names_in(words))])
    lexicon = lexicon.with_actors([p for p in people if p.id not in lexicon.actors])
    known = _in_order([*known, *places])
    known = _in_order([*known, *find_role_mentions(text, known, lexicon.actors)])
    groups, places = find_groups(text, known)
    return Cast(lexicon.with_actors(groups), _in_order([*known, *places]), listed, speakers)


def find_local_actors(text: str, mentions: Sequence[Mention]) -> tuple[list[KnownActor], list[Mention]]:
    """The document's own parties and all places where it names them, by the name, its short form or its last part."""
    taken = [(m.start, m.end) for m in mentions]
    found: dict[str, KnownActor] = {}
    for match in _NAMED.finditer(text):
        start = match.start("name")
        while (opening := _OPENING.match(text, start)) is not None:
            start = opening.end()
        name = text[start : match.end("name")]
        if " " not in name and "-" not in name:
            continue
        if any(a <= start and match.end("name") <= b for a, b in taken) or _only_known(name, text, start, mentions):
            continue
        aliases = [Alias(name), *([Alias(match["short"])] if match["short"] else [])]
        found.setdefault(name, KnownActor(name, name, "group", tuple(aliases)))
    if not found:
        return [], []
    by_alias = {a.text: key for key, actor in found.items() for a in actor.aliases}
    places = [
        Mention(start, end, by_alias[text[start:end]], "name")
        for start, end in phrase_places(text, by_alias)
        if not any(a <= start and end <= b for a, b in taken)
    ]
    return list(found.values()), places


def merged_mentions(known: Sequence[Mention], local: Sequence[Mention]) -> list[Mention]:
    """All mentions in order; one inside the longer name of a local party gives way ("Iraq" in "Iraq Council")."""
    kept = [m for m in known if not any(p.start <= m.start and m.end <= p.end for p in local)]
    return sorted([*kept, *local], key=lambda m: (m.start, -m.end))


def _in_order(mentions: Sequence[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda m: (m.start, -m.end))


def _only_known(name: str, text: str, start: int, mentions: Sequence[Mention]) -> bool:
    """Whether a known actor's name stands at the start, so that the body is that actor's ("Iranian Parliament")."""
    return any(m.start == start and m.form in ("demonym", "name", "seat") for m in mentions)
