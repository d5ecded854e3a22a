"""Persons with the office a text gives them: "US President A B", "C D, Egypt's foreign minister"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from detente.evidence.actors.mentions import Mention, state_by_code
from detente.evidence.actors.person_names import NAME, NAME_TOKEN, PARTICLE, TITLES, UPPER, not_names
from detente.evidence.text.lower_case import lowered
from detente.evidence.text.word_index import matches_at
from detente.evidence.vocabulary import roles


@dataclass(frozen=True)
class Person:
    """A person with an office: ``state`` is the actor spoken for, "" where the text does not tell."""

    name: str
    role: str
    state: str


def persons_with_office(text: str, mentions: list[Mention]) -> list[Person]:
    """Everybody a text names with an office, before the name or behind it; ``mentions`` name the states."""
    persons: list[Person] = []
    ends = {m.end: m for m in mentions if m.form != "place"}
    begin = (opening.start() for opening in _office_openings().finditer(lowered(text)))
    for match in matches_at(_office_before(), text, begin):
        name = bare_name(match["name"])
        role = match["role"]
        if " " not in name and not role[:1].isupper():
            continue
        if match["plural"] and (pair := _pair(text, match, ends)):
            persons += pair
            continue
        whole = ends.get(match.end("role"))  # "UN Secretary-General" is an alias by itself
        state = whole.actor if whole is not None and whole.start < match.start("role") else ""
        state = state or _state_left(text, match.start(), ends) or _state_right(text, match.end("name"), mentions)
        if role.lower() == "leader" and not state:
            continue  # of a union, of a gang: no office that speaks for a state
        persons.append(Person(name, role, state or _state_of(role)))
        persons += _counterpart(text, match.end("name"), role, mentions)
    for match in _office_after().finditer(text):
        state = _state_between(match.start("rest"), match.end(), mentions)
        if state:
            persons.append(Person(bare_name(match["name"]), match["role"], state))
    for match in _LEADS.finditer(text):
        state = _state_between(match.start("rest"), match.end("rest"), mentions)
        if state:
            persons.append(Person(bare_name(match["name"]), "Negotiator", state))
    for match in _ADMINISTRATION.finditer(text):
        persons.append(Person(bare_name(match["name"]), "President", ""))
    return persons


def bare_name(name: str) -> str:
    """The name without a possessive ending and without words at either end that belong to no name."""
    name = re.sub(r"['’]s?$", "", name)
    words = name.split(" ")
    stop = not_names()
    while words and words[-1] in stop:
        words.pop()
    while words and words[0] in stop:
        words.pop(0)
    return " ".join(words)


_MODIFYING = "former|then|new|current|outgoing|incoming|acting|deputy|senior|top|late|ex|long-time|veteran"
_MODIFIERS = rf"(?:(?:{_MODIFYING})[ \-])*"
_LEFT_LINK = re.compile(
    r"^[\s,]*(?:['’]s?\s+)?(?:through|via|by|and)?\s*(?:its|his|her|the|their)?\s*"
    r"(?:(?:national|security|water|irrigation|energy|oil|finance|trade|foreign|interior|economy|economic|agriculture|"
    r"fisheries|transport|defen[cs]e|justice|health|education|climate|environment|labou?r|culture|information|intelligence|"
    r"planning|development|public|works|external|affairs|home|european|internal|relations|army|air|force|military|naval|"
    r"navy|central|bank|nuclear|and|of|&|state)\s+){0,4}$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    rf"(?P<name>{NAME_TOKEN} (?:{PARTICLE}[ \-]){{0,2}}{NAME_TOKEN}),? (?:who )?"
    r"(?:leads?|led|heads?|headed|is leading|is heading|represents?|represented|speaks? for|negotiates? for) "
    r"(?P<rest>(?:the )?[^,.;:]{3,50}?)(?:['’]s? (?:\w+ ){0,2}"
    r"(?:talks|delegation|team|negotiators?|negotiations|side|mission)"
    r"| (?:in|at) (?:the |these )?(?:talks|negotiations)|[,.])"
)
_ADMINISTRATION = re.compile(rf"\b(?:second |first |new )?(?P<name>{NAME_TOKEN}(?: {NAME_TOKEN})?) [Aa]dministration\b")
_COUNTERPART = re.compile(
    rf"[^.;\n]{{0,60}}?\b(?:his|her|their|its)\s+(?P<whose>[^.,;\n]{{3,30}}?)\s+counterparts?,?\s+{TITLES}(?P<name>{NAME})"
)


def _counterpart(text: str, end: int, role: str, mentions: list[Mention]) -> list[Person]:
    """The same office of another state: "Foreign Minister A B and his Xian counterpart C D"."""
    match = _COUNTERPART.match(text, end)
    if match is None:
        return []
    state = _state_between(match.start("whose"), match.end("whose"), mentions)
    return [Person(bare_name(match["name"]), role, state)] if state else []


def _pair(text: str, match: re.Match[str], ends: dict[int, Mention]) -> list[Person]:
    """Two offices, two names, in their order: "Russian and American foreign ministers A B and C D"."""
    second = ends.get(match.start() - 1)
    if second is None:
        return []
    first = ends.get(second.start - 5) if text[second.start - 5 : second.start] == " and " else None
    other = re.match(rf" and ({NAME})", text[match.end("name") :])
    if first is None or other is None:
        return []
    role = match["role"]
    return [Person(bare_name(match["name"]), role, first.actor), Person(bare_name(other[1]), role, second.actor)]


@lru_cache(maxsize=1)
def _office_before() -> re.Pattern[str]:
    return re.compile(
        rf"\b{_MODIFIERS}(?P<role>(?i:{_offices()}))(?P<plural>s?)"
        rf"(?: for [{UPPER}][\w ]{{2,30}}?| of (?:the )?[\w ]{{3,25}}?)?,? {TITLES}(?P<name>{NAME})"
    )


@lru_cache(maxsize=1)
def _office_openings() -> re.Pattern[str]:
    """The first words of what ``_office_before`` finds, in lower case."""
    table = roles()
    offices = [*_MODIFYING.split("|"), *table["principal"], *table["official"], *table["party"]]
    first = sorted({re.split(r"[ \-]", office.lower())[0] for office in offices})
    return re.compile(r"\b(?:" + "|".join(map(re.escape, first)) + ")")


@lru_cache(maxsize=1)
def _office_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<name>{NAME_TOKEN} (?:{PARTICLE}[ \-]){{0,2}}{NAME_TOKEN}(?: {NAME_TOKEN})?), "
        rf"(?P<rest>(?:the |a |an )?(?:[\w.’'\-]+ ){{0,4}}?"
        rf"(?P<role>(?i:{_offices()})\b)(?: (?:of|for|to) (?:the )?[\w .]{{2,20}}\b)?)"
    )


def _offices() -> str:
    table = roles()
    names = sorted({*table["principal"], *table["official"], *table["party"]}, key=lambda n: (-len(n), n))
    return "|".join(re.escape(n).replace(r"\ ", r"[ \-]") for n in names)


def _state_left(text: str, start: int, ends: dict[int, Mention]) -> str:
    for distance in range(0, 46):
        mention = ends.get(start - distance)
        if mention is not None:
            between = text[start - distance : start]
            return mention.actor if distance <= 1 or _LEFT_LINK.match(between) else ""
    return ""


def _state_right(text: str, end: int, mentions: list[Mention]) -> str:
    link = re.match(r"(?:['’]s)? of (?:the )?", text[end : end + 10])
    if link is None:
        return ""
    begin = end + link.end()
    return next((m.actor for m in mentions if m.start == begin), "")


def _state_between(start: int, end: int, mentions: list[Mention]) -> str:
    return next((m.actor for m in mentions if start <= m.start and m.end <= end and m.form != "place"), "")


def _state_of(role: str) -> str:
    hints = {k.lower(): v for k, v in roles()["of_one_state"].items()}
    code = hints.get(role.lower())
    return (state_by_code(code) or "") if code else ""
