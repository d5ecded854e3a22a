"""The persons of many documents, found document by document and added up.

``find_persons`` compares every name with every other and looks for it in all texts at once, which a hundred thousand
documents do not allow. Here each document is searched by itself and a person is who most documents say it is:

- one person an id (the name in Latin letters), with the state and office that most of its documents give it; names of
  one first name and state whose last names are at most two letters apart are one person;
- a last name alone means the person only where a document used it so, nobody else has it in more than one document of
  twenty, and no document has it as a common word ("may", "brown");
- the ``MOST_PERSONS`` named in most documents are kept.

The result depends on the documents and their order, not on who counted which of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import Levenshtein

from detente.evidence.actors.mentions import Alias, KnownActor
from detente.evidence.actors.persons import find_persons

MOST_PERSONS = 20_000
# So many are counted at once; beyond it, those of one document so far are forgotten.
MOST_COUNTED = 400_000
OWNED = 0.95
_WORD = re.compile(r"[^\W\d_]{3,}")


def persons_of(text: str) -> list[dict[str, Any]]:
    """The persons of one document, as plain values: id, name, role, represents, aliases."""
    return [
        {"id": p.id, "name": p.name, "role": p.role, "represents": p.represents or "",
         "aliases": [a.text for a in p.aliases]}
        for p in find_persons([text])
    ]  # fmt: skip


def small_words(texts: Iterable[str]) -> set[str]:
    """All words that stand in lower case somewhere: a last name among them does not mean a person by itself."""
    return {word for text in texts for word in _WORD.findall(text) if word.islower()}


@dataclass
class _Count:
    documents: int = 0
    names: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)

    def add(self, other: _Count) -> None:
        self.documents += other.documents
        self.names += other.names
        self.roles += other.roles
        self.states += other.states
        self.aliases += other.aliases


class PersonCensus:
    """Counts persons over documents added in their order."""

    def __init__(self) -> None:
        self._counts: dict[str, _Count] = {}
        self._small: set[str] = set()

    def add(self, persons: Iterable[dict[str, Any]]) -> None:
        """Take in the persons of the next document (``persons_of``)."""
        for person in persons:
            count = self._counts.setdefault(person["id"], _Count())
            count.documents += 1
            count.names[person["name"]] += 1
            count.aliases.update(person["aliases"])
            if person["role"]:
                count.roles[person["role"]] += 1
            if person["represents"]:
                count.states[person["represents"]] += 1
        if len(self._counts) > MOST_COUNTED:
            self._counts = {key: count for key, count in self._counts.items() if count.documents > 1}

    def add_small_words(self, words: Iterable[str]) -> None:
        """Take in ``small_words`` of some documents."""
        self._small.update(words)

    def persons(self) -> list[KnownActor]:
        """The persons as actors, by id, as ``find_persons`` gives them."""
        merged = self._merged()
        ranked = sorted(merged, key=lambda key: (-merged[key].documents, key))[:MOST_PERSONS]
        claims: dict[str, Counter[str]] = {}
        for key in ranked:
            for alias, documents in merged[key].aliases.items():
                claims.setdefault(alias, Counter())[key] += documents
        return [_actor(key, merged[key], claims, self._small) for key in sorted(ranked)]

    def _merged(self) -> dict[str, _Count]:
        """Spelling variants of one person under the id of the most frequent one."""
        families: dict[tuple[str, str], list[str]] = {}
        for key in sorted(self._counts, key=lambda k: (-self._counts[k].documents, k)):
            name, state = _most(self._counts[key].names), _most(self._counts[key].states)
            families.setdefault((name.split(" ")[0], state), []).append(key)
        merged: dict[str, _Count] = {}
        for keys in families.values():
            kept: list[str] = []
            for key in keys:
                same = next((k for k in kept[:50] if self._same(k, key)), None)
                if same is None:
                    kept.append(key)
                    merged[key] = _Count()
                merged[same or key].add(self._counts[key])
        return merged

    def _same(self, a: str, b: str) -> bool:
        first, second = (_most(self._counts[key].names).split(" ") for key in (a, b))
        if len(first) < 2 or len(second) < 2 or min(len(first[-1]), len(second[-1])) < 6:
            return False
        return Levenshtein.distance(first[-1], second[-1], score_cutoff=2) <= 2


def _actor(key: str, count: _Count, claims: dict[str, Counter[str]], small: set[str]) -> KnownActor:
    aliases = [a for a in sorted(count.aliases) if " " in a or _owns(key, claims[a], a, small)]
    return KnownActor(
        key,
        _most(count.names),
        "person",
        tuple(Alias(a, "person") for a in aliases if claims[a].most_common(1)[0][1] <= claims[a][key]),
        _most(count.states) or None,
        _most(count.roles),
    )


def _owns(key: str, claims: Counter[str], alias: str, small: set[str]) -> bool:
    return alias.lower() not in small and claims[key] >= OWNED * sum(claims.values())


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda k: (-counts[k], k)) if counts else ""
