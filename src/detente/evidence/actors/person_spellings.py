"""One actor of all the ways a person is written: whose names are the same, and by which words alone texts call them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from detente.evidence.actors.mentions import Alias, KnownActor, identifier
from detente.evidence.actors.person_names import (
    UPPER,
    family_names,
    last_name,
    other_ways,
    parts_of,
    plain,
    used_alone,
    without_accents,
)
from detente.evidence.actors.person_offices import Person
from detente.evidence.text.word_index import WordIndex


def with_all_spellings(persons: list[Person]) -> list[tuple[Person, list[str]]]:
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


def as_actors(persons: list[tuple[Person, list[str]]], whole: str, words: WordIndex) -> list[KnownActor]:
    """Persons with their spellings as actors by id, and the words by which ``whole``, all texts, also calls them."""
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
