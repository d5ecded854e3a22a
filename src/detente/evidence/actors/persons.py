"""Persons found in documents by the offices they are given, and by full names a text returns to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from detente.evidence.actors.mentions import KnownActor, Mention, world_matcher
from detente.evidence.actors.person_names import TWO_OR_THREE, not_names
from detente.evidence.actors.person_offices import Person, bare_name, persons_with_office
from detente.evidence.actors.person_spellings import as_actors, with_all_spellings
from detente.evidence.text.word_index import WordIndex


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
        found += [p for p in persons_with_office(text, mentions) if _is_name(p.name, named[-1])]
    whole = "\n".join(texts)
    words = WordIndex(whole)
    found += _recurring(texts, named, found, words)
    return as_actors(with_all_spellings(found), whole, words)


@dataclass(frozen=True)
class _Named:
    """How a text writes states and organisations, and which of these words are towns."""

    known: frozenset[str]
    towns: frozenset[str]

    @classmethod
    def of(cls, text: str, mentions: list[Mention]) -> _Named:
        towns = (text[m.start : m.end] for m in mentions if m.form in ("capital", "place"))
        return cls(frozenset(text[m.start : m.end] for m in mentions), frozenset(towns))


_FULL_NAME = re.compile(rf"(?<![\w’'\-.])({TWO_OR_THREE})")


def _is_name(name: str, named: _Named) -> bool:
    if len(name) < 2 or (name.isupper() and len(name) < 3):
        return False
    words = name.split(" ")
    # "Sofia Lindqvist", "Paris Brown": a town may be a first name, a state's own name or people is none.
    if len(words) > 1 and words[0] in named.towns:
        words = words[1:]
    return not any(word in named.known or word in not_names() for word in [name, *words])


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
            name = bare_name(match[1])
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
