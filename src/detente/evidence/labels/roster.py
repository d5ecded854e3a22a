"""People a text introduces with what they are, and the kind of source their role makes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from detente.domain.statement import SourceType
from detente.evidence.actors.person_names import NAME
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
            described = (name, role, organisation[1] if organisation else "", type_of_role(role))
            people.setdefault(name.split(" ")[-1], described)
        return cls(people)

    def find(self, name: str) -> tuple[str, str, str, SourceType] | None:
        """By last name; another spelling of it counts when four letters agree and at most one letter differs."""
        last = name.split(" ")[-1]
        if last in self.people:
            return self.people[last]
        near = [p for p in sorted(self.people) if len(p) == len(last) >= 5 and _differences(p, last) <= 1]
        return self.people[near[0]] if len(near) == 1 else None


def type_by_words(lowered: str) -> SourceType | None:
    """The kind of source by the first word for an expert, principal, official or party; None where there is none."""
    expert: tuple[SourceType, str] = ("named_expert", "expert")
    for kind, key in (expert, *_KINDS):
        if any_word_of(key).search(lowered):
            return kind
    return None


def type_of_role(role: str) -> SourceType:
    """The kind of source of a role as ``roles.yaml`` lists it; an expert where it lists none."""
    for kind, key in _KINDS:
        if role in _listed(key):
            return kind
    return "named_expert"


_KINDS: tuple[tuple[SourceType, str], ...] = (
    ("named_principal", "principal"),
    ("named_official", "official"),
    ("named_official_party", "party"),
)


@lru_cache(maxsize=16)
def any_word_of(*keys: str) -> re.Pattern[str]:
    """Any word of these lists of ``roles.yaml``, or its plural."""
    words = sorted({w for key in keys for w in _listed(key)}, key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in words) + r")s?\b")


@lru_cache(maxsize=16)
def _listed(key: str) -> frozenset[str]:
    return frozenset(word.lower() for word in roles()[key])


@lru_cache(maxsize=1)
def _introduction() -> re.Pattern[str]:
    table = roles()
    listed = [*table["expert"], *table["official"], *table["principal"], *table["party"]]
    words = "|".join(re.escape(w) for w in sorted({w.lower() for w in listed}, key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?P<name>{NAME}), (?P<rest>(?:an? |the )?(?:[\w’'\-]+ ){{0,6}}?(?P<role>(?i:{words}))\b[^.;“”\"\n]{{0,120}})"
    )


def _differences(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=True)) + (0 if a[0] == b[0] else 2)
