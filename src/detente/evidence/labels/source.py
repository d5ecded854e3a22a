"""What kind of source speaks: a principal, an official, an expert, an unnamed group, hearsay, the outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from detente.domain.statement import Attribution, SourceType, Span
from detente.evidence.actors.mentions import Mention, world_actors
from detente.evidence.actors.person_names import NAME
from detente.evidence.attribution.names import is_organisation
from detente.evidence.lexicon import Lexicon
from detente.evidence.vocabulary import roles


@dataclass(frozen=True)
class Roster:
    """People a text introduces with what they are, by last name: (full name, role, organisation, source type)."""

    people: dict[str, tuple[str, str, str, SourceType]]

    @classmethod
    def of(cls, text: str, lexicon: Lexicon) -> Roster:
        """Everybody introduced as "A B, a fellow at C" or "Dr. A B"."""
        people: dict[str, tuple[str, str, str, SourceType]] = {}
        for match in _introduction().finditer(text):
            name, role = match["name"], match["role"].lower()
            if role == "former":
                continue
            organisation = re.search(
                r"\b(?:at|of|with|for|from) (?:the )?([A-Z][^,;.]*(?:, [A-Z][^,;.]*)*)", match["rest"]
            )
            described = (name, role, organisation[1] if organisation else "", _type_of_role(role))
            people.setdefault(name.split(" ")[-1], described)
        return cls(people)

    def find(self, name: str) -> tuple[str, str, str, SourceType] | None:
        """By last name; another spelling of it counts when four letters agree and at most one letter differs."""
        last = name.split(" ")[-1]
        if last in self.people:
            return self.people[last]
        near = [p for p in sorted(self.people) if len(p) == len(last) >= 5 and _differences(p, last) <= 1]
        return self.people[near[0]] if len(near) == 1 else None


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
        else _person_name(words, {word for m in inside for word in text[m.start : m.end].split()}, text)
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
            kind = _type_of_role(role.lower()) if role else (type_by_words(lowered) or "named_official")
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
    if name.lower() in _COMMON or name[:1].islower():
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
        kind = _type_of_role(actor.role.lower()) if actor.role else official
        return Attribution(actor.name, actor.role, _represented(lexicon, actor.id), kind), actor.id
    known = roster.find(name)
    if known is not None:
        return Attribution(name if " " in name else known[0], known[1], known[2], known[3]), None
    return Attribution(name, role, organisation, type_by_words(role.lower()) or "named_expert"), None


_HEARSAY = re.compile(
    r"(?:(?:some|media|several|the|many|press|news|newspaper|local|unconfirmed|various|state)\s+)*(?:reports?|rumou?rs|media|press)"
)


def person_behind(alias: str, actor: str, lexicon: Lexicon) -> str:
    """The full name of a person by whose name a case calls a state or body ("Brown" for Aland), "" for other names."""
    known = lexicon.actors.get(actor)
    if known is None or known.kind == "person" or not known.in_case:
        return ""
    full = [a.text for a in known.aliases if a.form == "name" and _full_name(a.text, known.name)]
    if alias in full:
        return alias
    return next((name for name in full if name.endswith(" " + alias)), "")


def _full_name(words: str, actor: str) -> bool:
    parts = words.split(" ")
    return (
        2 <= len(parts) <= 5
        and words != actor
        and parts[0][:1].isupper()
        and parts[-1][:1].isupper()
        and not words.isupper()
        and words not in _world_names()
        and not is_organisation(words)
        and not _ORDINARY.search(words)
    )


_ORDINARY = re.compile(
    r"(?i)\b(?:the|of|and|for|street|palace|house|kingdom|states?|republic|emirates|city|west|east|north|south|new|great|"
    r"united|side|leaders?|team|delegation|allies|powers|commission|council|addis|abu|kuala|buenos|san|el|los)\b"
)


@lru_cache(maxsize=1)
def _world_names() -> frozenset[str]:
    return frozenset(a.text for actor in world_actors().values() for a in actor.aliases)


def _speaks(words: str) -> bool:
    """Whether a noun phrase behind a possessive is somebody: "Egypt's foreign minister"."""
    return bool(_any_of("collective", "official", "principal", "party", "unnamed").search(words.lower()))


@lru_cache(maxsize=1)
def _introduction() -> re.Pattern[str]:
    table = roles()
    listed = [*table["expert"], *table["official"], *table["principal"], *table["party"]]
    words = "|".join(re.escape(w) for w in sorted({w.lower() for w in listed}, key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?P<name>{NAME}), (?P<rest>(?:an? |the )?(?:[\w’'\-]+ ){{0,6}}?(?P<role>(?i:{words}))\b[^.;“”\"\n]{{0,120}})"
    )


def _type_of_role(role: str) -> SourceType:
    for kind, key in _KINDS:
        if role in _listed(key):
            return kind
    return "named_expert"


def type_by_words(lowered: str) -> SourceType | None:
    expert: tuple[SourceType, str] = ("named_expert", "expert")
    for kind, key in (expert, *_KINDS):
        if _any_of(key).search(lowered):
            return kind
    return None


_KINDS: tuple[tuple[SourceType, str], ...] = (
    ("named_principal", "principal"),
    ("named_official", "official"),
    ("named_official_party", "party"),
)


@lru_cache(maxsize=16)
def _listed(key: str) -> frozenset[str]:
    return frozenset(word.lower() for word in roles()[key])


@lru_cache(maxsize=16)
def _any_of(*keys: str) -> re.Pattern[str]:
    """Any word of these lists of ``roles.yaml``, or its plural."""
    words = sorted({w for key in keys for w in _listed(key)}, key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in words) + r")s?\b")


_SOMEBODY = re.compile(
    r"\b(?:an?|one|another|the)\s+(?:[\w.]+\s+){0,3}(?:official|diplomat|source|aide|adviser|advisor|negotiator|lawmaker|person)\b"
)


def _unnamed(lowered: str) -> bool:
    if _SOMEBODY.search(lowered):
        return True
    return bool(_any_of("unnamed").search(lowered))


_NAME = re.compile(NAME)


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    return frozenset(roles()["not_names"])


@lru_cache(maxsize=1)
def _office_words() -> frozenset[str]:
    return frozenset(w for key in ("principal", "official", "party") for r in roles()[key] for w in r.split(" "))


def _person_name(words: str, actors: set[str], text: str) -> str:
    stop, offices = _not_names(), _office_words()
    for match in _NAME.finditer(words):
        tokens = [
            t
            for t in re.sub(r"['’]s?$", "", match.group()).split(" ")
            if t not in offices and t not in ("Dr.", "Mr.", "Ms.", "Mrs.", "Prof.", "Mr", "Ms", "Mrs", "Dr")
        ]
        if not tokens or any(t in stop or t in actors for t in tokens) or " ".join(tokens) in actors:
            continue
        if all(t.isupper() for t in tokens) or (words.strip() == tokens[0] and tokens[0].lower() in _COMMON):
            continue
        if is_organisation(" ".join(tokens)):
            continue  # "Cairns Group"
        if len(tokens) == 1 and re.match(r"\s+[a-z]", words[match.end() :]):
            continue  # "Developing countries", "African states"
        if len(tokens) == 1 and (
            # Part of a longer name ("Council on Foreign Relations"), or a common word that opens a sentence.
            re.search(r"\b(?:on|of|for|at|about|between|with|to|in)\b", words)
            or re.search(rf"\b{re.escape(tokens[0].lower())}\b", text)
        ):
            continue
        return " ".join(tokens)
    return ""


_COMMON = frozenset(
    [
        "each",
        "both",
        "neither",
        "none",
        "another",
        "all",
        "several",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "this",
        "that",
        "these",
        "those",
        "such",
        "what",
        "who",
        "which",
        "there",
        "the",
        "a",
        "an",
        "analysts",
        "critics",
        "experts",
        "observers",
        "officials",
        "sources",
        "some",
        "many",
        "others",
        "reports",
        "people",
        "engaging",
        "treating",
        "therefore",
        "however",
    ]
)


def _represented(lexicon: Lexicon, actor: str) -> str:
    holder = lexicon.holder(actor)
    return lexicon.actors[holder].name if holder != actor and holder in lexicon.actors else ""


def _differences(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=True)) + (0 if a[0] == b[0] else 2)
