"""Persons found in documents by the offices they are given: "US President A B", "C D, Egypt's foreign minister"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from detente.evidence.actors.mentions import Alias, KnownActor, Mention, identifier, state_by_code, world_matcher
from detente.evidence.actors.person_names import (
    NAME,
    PARTICLE,
    TITLES,
    TWO_OR_THREE,
    UPPER,
    family_names,
    last_name,
    other_ways,
    parts_of,
    plain,
    used_alone,
    without_accents,
)
from detente.evidence.actors.person_names import NAME_TOKEN as NAME_TOKEN
from detente.evidence.text.lower_case import lowered
from detente.evidence.text.word_index import WordIndex, matches_at
from detente.evidence.vocabulary import roles

_FULL_NAME = re.compile(rf"(?<![\w’'\-.])({TWO_OR_THREE})")
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


@dataclass(frozen=True)
class Person:
    """A person with an office: ``state`` is the actor spoken for, "" where the text does not tell."""

    name: str
    role: str
    state: str


def find_persons(texts: Sequence[str]) -> list[KnownActor]:
    """Persons with offices, and names a text returns to, as actors that represent a state or organisation.

    Parameters
    ----------
    texts : list of str
        All documents read together: an office given in one serves the last name in another.

    Returns
    -------
    list of KnownActor
        Sorted by id; spelling variants of one person (same first name, same state, last names at most two letters
        apart) are one actor.
    """
    found: list[Person] = []
    named: list[_Named] = []
    for text in texts:
        mentions = world_matcher().find(text)
        named.append(_Named.of(text, mentions))
        found += [p for p in _with_office(text, mentions) if _is_name(p.name, named[-1])]
    whole = "\n".join(texts)
    words = WordIndex(whole)
    found += _recurring(texts, named, found, words)
    return _as_actors(_merged(found), whole, words)


@dataclass(frozen=True)
class _Named:
    """How a text writes states and organisations, and which of these words are towns."""

    known: frozenset[str]
    towns: frozenset[str]

    @classmethod
    def of(cls, text: str, mentions: list[Mention]) -> _Named:
        towns = (text[m.start : m.end] for m in mentions if m.form in ("capital", "place"))
        return cls(frozenset(text[m.start : m.end] for m in mentions), frozenset(towns))


def _with_office(text: str, mentions: list[Mention]) -> list[Person]:
    persons: list[Person] = []
    ends = {m.end: m for m in mentions if m.form != "place"}
    begin = (opening.start() for opening in _office_openings().finditer(lowered(text)))
    for match in matches_at(_office_before(), text, begin):
        name = _clean(match["name"])
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
            persons.append(Person(_clean(match["name"]), match["role"], state))
    for match in _LEADS.finditer(text):
        state = _state_between(match.start("rest"), match.end("rest"), mentions)
        if state:
            persons.append(Person(_clean(match["name"]), "Negotiator", state))
    for match in _ADMINISTRATION.finditer(text):
        persons.append(Person(_clean(match["name"]), "President", ""))
    return persons


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
    return [Person(_clean(match["name"]), role, state)] if state else []


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
    return [Person(_clean(match["name"]), role, first.actor), Person(_clean(other[1]), role, second.actor)]


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


def _clean(name: str) -> str:
    name = re.sub(r"['’]s?$", "", name)
    words = name.split(" ")
    stop = _not_names()
    while words and words[-1] in stop:
        words.pop()
    while words and words[0] in stop:
        words.pop(0)
    return " ".join(words)


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    return frozenset(roles()["not_names"])


def _is_name(name: str, named: _Named) -> bool:
    if len(name) < 2 or (name.isupper() and len(name) < 3):
        return False
    words = name.split(" ")
    # "Sofia Lindqvist", "Paris Brown": a town may be a first name, a state's own name or people is none.
    if len(words) > 1 and words[0] in named.towns:
        words = words[1:]
    return not any(word in named.known or word in _not_names() for word in [name, *words])


_EXPERT_NEAR = re.compile(
    r"^,? (?:[\w’'\-]+ ){0,4}?(?:director|fellow|professor|analyst|expert|specialist|researcher|historian|economist|"
    r"scholar|lecturer|correspondent|editor|reporter|author|lawyer|consultant)\b"
)


# "Ohio's Ada", "Presumptive GOP": no first and last name.
_NO_PERSON = re.compile(r"['’]s \w|\b[A-Z]{3,}$")


def _recurring(texts: Sequence[str], named: Sequence[_Named], known: list[Person], words: WordIndex) -> list[Person]:
    """Full names whose last name a text goes on to use by itself, though it gives no office; no experts."""
    seen = {p.name for p in known if " " in p.name}
    seen |= {name.split(" ")[-1] for name in seen}
    counts: Counter[str] = Counter()
    experts: set[str] = set()
    for text, names in zip(texts, named, strict=True):
        for match in _FULL_NAME.finditer(text):
            name = _clean(match[1])
            if name.count(" ") != 1 or name.upper() == name or not _is_name(name, names) or _NO_PERSON.search(name):
                continue
            before = text[max(0, match.start() - 6) : match.start()]
            if _EXPERT_NEAR.match(text[match.end() : match.end() + 90]) or re.search(r"(?:Dr|Prof)\.? $", before):
                experts.add(name.split(" ")[-1])
            counts[name] += 1
    kept = []
    for name in sorted(counts):
        last = name.split(" ")[-1]
        if name in seen or last in seen or last in experts:
            continue
        # Headings capitalise common words, which the text also has in lower case.
        if any(words.count(word.lower()) for word in name.split(" ")):
            continue
        if words.count(last) - words.count(name) >= 3:
            kept.append(Person(name, "", ""))
    return kept


def _merged(persons: list[Person]) -> list[tuple[Person, list[str]]]:
    """One entry a person with all spellings: the longest name, the first office, the most frequent state."""
    merged = []
    for group in _groups(sorted(persons, key=lambda p: (-p.name.count(" "), p.name))):
        names = Counter(p.name for p in group)
        best = min(names, key=lambda n: (-min(n.count(" "), 1), -names[n], n))
        states = Counter(p.state for p in group if p.state)
        state = min(states, key=lambda s: (-states[s], s)) if states else ""
        role = next((p.role for p in group if p.role and p.state == state), next((p.role for p in group if p.role), ""))
        merged.append((Person(best, role, state), sorted(names)))
    return merged


def _groups(persons: Sequence[Person]) -> list[list[Person]]:
    """Each person with the first group that has the same one; only those with a word of the name in common can be."""
    groups: list[list[Person]] = []
    distinct: list[dict[tuple[str, str], Person]] = []
    having: dict[str, dict[int, None]] = {}  # groups by the first and last words of their names
    for person in persons:
        words = _compared(person.name)
        marks = dict.fromkeys([words[0], words[-1], "".join(words)])
        near = sorted({n for mark in marks for n in having.get(mark, ())})
        place = next((n for n in near if any(_same(person, other) for other in distinct[n].values())), len(groups))
        if place == len(groups):
            groups.append([])
            distinct.append({})
        groups[place].append(person)
        distinct[place].setdefault((person.name, person.state), person)
        for mark in marks:
            having.setdefault(mark, {})[place] = None
    return groups


@lru_cache(maxsize=20_000)
def _compared(name: str) -> tuple[str, ...]:
    """The words of a name by which it is compared."""
    return tuple(plain(" ".join(parts_of(name))).split(" "))


def _same(a: Person, b: Person) -> bool:
    if a.name == b.name:
        return True
    if a.state and b.state and a.state != b.state:
        return False
    first, second = _compared(a.name), _compared(b.name)
    if first == second or "".join(first) == "".join(second):
        return True
    close = Levenshtein.distance(first[-1], second[-1]) <= 2 and min(len(first[-1]), len(second[-1])) >= 6
    if len(first) > 1 and len(second) > 1:
        return first[0] == second[0] and (close or first[-1] == second[-1])
    return first[-1] == second[-1] or second == first[:1]


def _as_actors(persons: list[tuple[Person, list[str]]], whole: str, words: WordIndex) -> list[KnownActor]:
    alike: dict[str, list[str]] = {}  # long words with a capital by their first five letters
    for word in dict.fromkeys(re.findall(rf"\b[{UPPER}][\w\-]{{4,}}", whole)):
        alike.setdefault(word[:5], []).append(word)
    lasts = Counter(last_name(p.name) for p, _ in persons)
    given = Counter(part for p, _ in persons for part in parts_of(p.name)[:-1])
    actors: dict[str, KnownActor] = {}
    for person, names in persons:
        aliases = [Alias(n, "person") for n in names]
        last = last_name(person.name)
        if lasts[last] == 1 and not words.count(last.lower()):
            aliases.append(Alias(last, "person"))
            aliases += [Alias(v, "person") for v in _variants(last, alike.get(last[:5], ()), lasts)]
            aliases += [Alias(v, "person") for v in without_accents(last) if words.count(v)]
        elif lasts[last] == 1:
            aliases += [
                Alias(f"{title} {last}", "person")
                for title in ("Mr", "Mrs", "Ms", "Mr.", "Mrs.", "Ms.", person.role)
                if title
            ]
        if lasts[last] == 1:
            aliases += [Alias(w, "person") for w in _other_family_names(person.name, words)]
        aliases += [Alias(w, "person") for n in names for w in other_ways(n) if " " in w and words.count(w)]
        aliases += [Alias(w, "person") for w in _given_names_alone(person.name, words, whole, given, lasts)]
        key = identifier(person.name)
        actor = KnownActor(key, person.name, "person", tuple(dict.fromkeys(aliases)), person.state or None, person.role)
        actors[key] = (
            actor
            if key not in actors
            else replace(actors[key], aliases=tuple(dict.fromkeys([*actors[key].aliases, *aliases])))
        )
    return [actors[key] for key in sorted(actors)]


def _other_family_names(name: str, words: WordIndex) -> list[str]:
    """The last name with its particles, or without them, and in plain letters, where the text has it so."""
    found = []
    for family in family_names(name):
        for way in (family, *without_accents(family), family.replace("-", " ")):
            if words.count(way) and not (" " not in way and words.count(way.lower()) and not way.islower()):
                found.append(way)
    last = last_name(name)
    if "-" in last and words.count(last.replace("-", " ")):
        found.append(last.replace("-", " "))
    return list(dict.fromkeys(found))


def _given_names_alone(name: str, words: WordIndex, text: str, given: Counter[str], lasts: Counter[str]) -> list[str]:
    """Words before the last name by which a text calls the person: "Xi" of Xi Jinping, "Abiy" of Abiy Ahmed."""
    parts = parts_of(name)
    last_alone = used_alone(parts[-1], words.places(parts[-1]), text)
    found = []
    for part in parts[:-1]:
        if len(part) < 2 or "." in part or given[part] != 1 or lasts[part] or words.count(part.lower()):
            continue
        if used_alone(part, words.places(part), text) > last_alone:
            found.append(part)
    return found


def _variants(last: str, capitalised: Sequence[str], lasts: Counter[str]) -> list[str]:
    """Other spellings of a long last name: same first five letters, at most two letters apart."""
    if len(last) < 7:
        return []
    return sorted(
        w
        for w in capitalised
        if w != last
        and w not in lasts
        and w[:5] == last[:5]
        and last not in (w[:-1], f"{w}s")
        and Levenshtein.distance(w, last) <= 2
        and not w.lower().endswith("s")
    ) + sorted(w for w in capitalised if w[:-1] == last and w[-1] not in "s-" and w not in lasts)
