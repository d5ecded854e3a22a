"""Parties a document names that no list knows: "the Northern Front", "Democratic Unionist Party (DUP)".

They serve the one document only, under the name as written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.evidence.actors import Alias, KnownActor, Mention
from detente.evidence.persons import NAME_TOKEN

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
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(a) for a in sorted(by_alias, key=lambda a: (-len(a), a))) + r")(?!\w)"
    )
    places = [
        Mention(m.start(), m.end(), by_alias[m.group()], "name")
        for m in pattern.finditer(text)
        if not any(a <= m.start() and m.end() <= b for a, b in taken)
    ]
    return list(found.values()), places


def merged_mentions(known: Sequence[Mention], local: Sequence[Mention]) -> list[Mention]:
    """All mentions in order; one inside the longer name of a local party gives way ("Iraq" in "Iraq Council")."""
    kept = [m for m in known if not any(p.start <= m.start and m.end <= p.end for p in local)]
    return sorted([*kept, *local], key=lambda m: (m.start, -m.end))


def _only_known(name: str, text: str, start: int, mentions: Sequence[Mention]) -> bool:
    """Whether a known actor's name stands at the start, so that the body is that actor's ("Iranian Parliament")."""
    return any(m.start == start and m.form in ("demonym", "name", "seat") for m in mentions)
