"""The actors text can mention: states, organisations, groups and persons, and where it mentions them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import ahocorasick
from babel import Locale

from detente.domain.case import ActorKind
from detente.evidence.vocabulary import organisations, world

Form = Literal["name", "demonym", "capital", "seat", "context", "person", "place", "group"]


@dataclass(frozen=True)
class Alias:
    """One way to write an actor. ``context`` aliases count only where another alias of the actor stands too."""

    text: str
    form: Form = "name"


@dataclass(frozen=True)
class KnownActor:
    """An actor with every alias; ``represents`` is the id of the actor a person or region speaks for."""

    id: str
    name: str
    kind: ActorKind = "state"
    aliases: tuple[Alias, ...] = ()
    represents: str | None = None
    role: str = ""
    in_case: bool = False


@dataclass(frozen=True)
class Mention:
    """Where an actor is mentioned, and in what form.

    ``place`` is a capital that means the town, ``group`` a party without a name of its own ("most senators").
    """

    start: int
    end: int
    actor: str
    form: Form


def identifier(name: str) -> str:
    """An id made of a name: lower-case Latin letters and digits joined by hyphens."""
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]", " ", name)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "actor"


@lru_cache(maxsize=1)
def world_actors() -> dict[str, KnownActor]:
    """States and organisations of the vocabulary by id, states first, in the order of the files."""
    names = Locale("en").territories
    found: dict[str, KnownActor] = {}
    for code, entry in world().items():
        cldr = re.sub(r"\s*\(.*\)", "", str(names[code]))
        given = entry.get("name")
        name = given if isinstance(given, str) else cldr
        aliases = [Alias(name), Alias(cldr), *(Alias(a) for a in entry.get("also", []))]
        for demonym in entry.get("demonyms", []):
            aliases += [Alias(demonym, "demonym"), *(Alias(p, "demonym") for p in _plural(demonym))]
        aliases += [Alias(c, "capital") for c in entry.get("capitals", [])]
        aliases += [Alias(s, "seat") for s in entry.get("seats", [])]
        key = identifier(name)
        found[key] = KnownActor(key, name, "state", _unique(aliases))
    for key, group in organisations().items():
        aliases = [Alias(group["name"]), *(Alias(a) for a in group.get("aliases", []))]
        aliases += [Alias(c, "capital") for c in group.get("capitals", [])]
        aliases += [Alias(c, "context") for c in group.get("context", [])]
        found[key] = KnownActor(key, group["name"], group["kind"], _unique(aliases), group.get("represents"))
    return found


@lru_cache(maxsize=1)
def world_matcher() -> ActorMatcher:
    """The matcher of the built-in world, by which persons and their states are found."""
    return ActorMatcher(world_actors().values())


def state_by_code(code: str) -> str | None:
    """The id of a state by its ISO 3166 code, or of an organisation by its id; None when unknown."""
    entry = world().get(code)
    if entry is None:
        return code if code in organisations() else None
    given = entry.get("name")
    return identifier(given if isinstance(given, str) else re.sub(r"\s*\(.*\)", "", Locale("en").territories[code]))


class ActorMatcher:
    """Finds mentions of actors by their aliases: whole words, with their capitals, the longest first."""

    def __init__(self, actors: Iterable[KnownActor]) -> None:
        self._automaton = ahocorasick.Automaton()
        self._empty = True
        taken: dict[str, tuple[str, Form]] = {}
        for actor in sorted(actors, key=lambda a: not a.in_case):
            for alias in actor.aliases:
                for text in _spellings(alias.text):
                    taken.setdefault(text, (actor.id, alias.form))
        for text, (actor_id, form) in taken.items():
            self._automaton.add_word(text, (len(text), actor_id, form))
            self._empty = False
        if not self._empty:
            self._automaton.make_automaton()

    def find(self, text: str) -> list[Mention]:
        """All mentions in the order of the text, not overlapping."""
        if self._empty:
            return []
        hits = []
        for last, (length, actor, form) in self._automaton.iter(text):
            start, end = last - length + 1, last + 1
            if _whole_word(text, start, end):
                hits.append((start, end, actor, form))
        hits.sort(key=lambda h: (h[0], -h[1]))
        mentions: list[Mention] = []
        reached = -1
        for start, end, actor, form in hits:
            if start < reached:
                continue
            reached = end
            if not _guarded(text, start, end):
                mentions.append(Mention(start, end, actor, _form_here(text, start, end, form)))
        named = {m.actor for m in mentions if m.form not in ("context", "place")}
        return [m for m in mentions if m.form != "context" or m.actor in named]


_OUTLET_AFTER = re.compile(
    r"\s+(?:Post|Times|Daily|Today|News|Tribune|Herald|Journal|Mail|Standard|Review|Examiner|Street Journal|Open|Cup|"
    r"University|Institute|Marshall|Airlines|Ocean|Sea|dollars?\b|Olympics|Dream|League\b)"
)
_TREATY_AFTER = re.compile(
    r"(?:[\s\-](?:agreements?|accords?|convention|protocols?|treaty|process|format|declaration|summit|talks|meeting|"
    r"conference|club|memorandum|gambit|peace|statement|round|framework|principles|formula|call))\b",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|outside|around|inside|visit(?:ed|s|ing)?|central|downtown)\s+$", re.I)
_PARTY_BEFORE = re.compile(r"\b(?:National|Party|Continental|People['’]s|World|George|Denzel|Jack)\s+$")


def _form_here(text: str, start: int, end: int, form: Form) -> Form:
    if form == "capital" and (_PLACE_BEFORE.search(text, max(0, start - 12), start) or _TREATY_AFTER.match(text, end)):
        return "place"
    return form


# Regions that contain another name: "Northern Ireland", "Latin America", "New Mexico".
_REGION_BEFORE = re.compile(r"\b(?:Northern|Inner|New|South|Latin|North|Central)\s+$")
_REGION_NAMES = frozenset({"Ireland", "Mongolia", "Mexico", "Georgia", "England", "America", "Guinea"})


def _guarded(text: str, start: int, end: int) -> bool:
    if text[start:end] in _REGION_NAMES and _REGION_BEFORE.search(text, max(0, start - 10), start):
        return True
    return bool(
        _OUTLET_AFTER.match(text, end)
        or text[end : end + 1] == "$"
        or (text[start:end] in ("Congress", "Washington") and _PARTY_BEFORE.search(text, max(0, start - 14), start))
    )


def _whole_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")


def _spellings(text: str) -> list[str]:
    capital = text[:1].upper() + text[1:]
    return list(dict.fromkeys([text, capital, text.replace("'", "’"), text.replace("’", "'")]))


def _plural(demonym: str) -> list[str]:
    return [demonym + "s"] if demonym[-1] in "ncikdtbeo" and not demonym.endswith(("ese", "ch", "sh")) else []


def _unique(aliases: list[Alias]) -> tuple[Alias, ...]:
    kept: dict[str, Alias] = {}
    for alias in aliases:
        kept.setdefault(alias.text, alias)
    return tuple(kept.values())
