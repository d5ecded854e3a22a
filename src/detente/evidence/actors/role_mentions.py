"""Offices that stand for the person who holds them: "the president said", once a president has been named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from detente.evidence.actors.mentions import KnownActor, Mention
from detente.evidence.vocabulary import roles

_TITLES = {
    "senator": r"\bSen(?:ator|s?\.)\s+$",
    "congressman": r"\bRep(?:resentative|\.)\s+$",
    "governor": r"\bGov(?:ernor|\.)\s+$",
}


def find_role_mentions(text: str, known: Sequence[Mention], actors: Mapping[str, KnownActor]) -> list[Mention]:
    """Places where "the president" and the like mean the person of that office the text named last before."""
    persons = [m for m in known if m.form == "person"]
    occupied = {place for m in known for place in range(m.start, m.end)}
    behind = {m.end for m in known}
    found = []
    for match in _offices().finditer(text):
        if match.start("role") in occupied or match.start("role") - 1 in behind:
            continue
        holder = _holder(text, match["role"].lower(), match.start(), persons, actors)
        if holder is not None:
            found.append(Mention(match.start("role"), match.end("role"), holder, "person"))
    return found


def _holder(
    text: str, role: str, place: int, persons: Sequence[Mention], actors: Mapping[str, KnownActor]
) -> str | None:
    before = [m for m in persons if m.end <= place and _holds(text, m, actors[m.actor], role)]
    if before:
        return before[-1].actor
    later = {m.actor for m in persons if _holds(text, m, actors[m.actor], role)}
    return later.pop() if len(later) == 1 else None


def _holds(text: str, mention: Mention, actor: KnownActor, role: str) -> bool:
    if actor.role.lower() == role or actor.role.lower().endswith(" " + role):
        return True
    title = _TITLES.get(role, rf"\b{re.escape(role)}\s+$")
    return re.search(title, text[max(0, mention.start - 24) : mention.start], re.IGNORECASE) is not None


@lru_cache(maxsize=1)
def _offices() -> re.Pattern[str]:
    table = roles()
    offices = {r.lower() for key in ("principal", "official", "party") for r in table[key]} | {"chairman", "chairwoman"}
    words = "|".join(
        re.escape(w) for w in sorted(offices - {"general", "minister", "negotiator"}, key=lambda w: (-len(w), w))
    )
    before = r"(?:(?!(?:former|next|new|future|first|last|vice|deputy|previous|incoming|acting|then)\b)[\w\-]+ ){0,2}?"
    return re.compile(
        rf"\b[Tt]he {before}(?P<role>(?i:{words}))(?![\w’'\-]*\w)(?!\s+[A-Z])(?!\s+of\b)(?!-)(?! general)"
    )
