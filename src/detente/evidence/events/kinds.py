"""The kinds of events and their words, ready to be looked for (``vocabulary/events.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from detente.domain.errors import InputError
from detente.domain.timeline import Channel
from detente.evidence.text.patterns import PatternSet, compile_simple, expand
from detente.evidence.vocabulary import events

Form = Literal["verb", "passive", "noun"]
Key = tuple[str, Form, int]  # kind, form, number of the deed (-1 for none)
ASIDE = "(aside)"


@dataclass(frozen=True)
class EventKind:
    """One kind of event; ``rank`` is its place in the vocabulary: the lower, the more specific."""

    id: str
    name: str
    rank: int
    families: frozenset[str]
    channel: Channel
    joins: bool = False
    other: str = "none"
    least: int = 1
    venue: bool = False
    speaks: bool = False
    dated: bool = False
    objects: tuple[re.Pattern[str], ...] = ()

    def akin(self, other: EventKind) -> bool:
        """Whether reports of both kinds may be of one event."""
        return bool(self.families & other.families)


@dataclass(frozen=True)
class StatusWords:
    """What says, in front of a cue, that it has not happened."""

    denied: re.Pattern[str]
    negated: re.Pattern[str]
    cancelled: re.Pattern[str]
    planned: re.Pattern[str]
    proposed: re.Pattern[str]


@dataclass(frozen=True)
class AsideWords:
    """What says that somebody was told, or was not there."""

    told: re.Pattern[str]
    teller: re.Pattern[str]
    afterwards: re.Pattern[str]
    news: re.Pattern[str]
    without: re.Pattern[str]
    missing: re.Pattern[str]


@lru_cache(maxsize=1)
def event_kinds() -> dict[str, EventKind]:
    """All kinds by id, the more specific first; InputError where the vocabulary lacks a field."""
    found = {}
    for rank, (key, entry) in enumerate(events()["kinds"].items()):
        try:
            found[key] = EventKind(
                id=key,
                name=entry["name"],
                rank=rank,
                families=frozenset(entry["families"]),
                channel=entry["channel"],
                joins=entry.get("joins", False),
                other=entry.get("other", "none"),
                least=entry["least"],
                venue=entry.get("venue", False),
                speaks=entry.get("speaks", False),
                dated=entry.get("dated", False),
                objects=tuple(any_of(deed["objects"]) for deed in entry.get("deeds", ())),
            )
        except KeyError as error:
            raise InputError(
                f"events.yaml: {key}", "a complete kind of event", f"none of {error}", "add the field"
            ) from error
    return found


@lru_cache(maxsize=1)
def cue_patterns() -> PatternSet[Key]:
    """Verbs, passives and nouns of all kinds; and, under ASIDE, what says that somebody was told or not there."""
    entries: list[tuple[Key, str]] = []
    for kind, entry in events()["kinds"].items():
        entries += [((kind, "verb", -1), p) for p in entry.get("verbs", ())]
        for number, deed in enumerate(entry.get("deeds", ())):
            entries += [((kind, "verb", number), p) for p in deed["verbs"]]
        entries += [((kind, "passive", -1), p) for p in entry.get("passives", ())]
        entries += [((kind, "noun", -1), p) for p in entry.get("nouns", ())]
    aside = [*events()["told"]["told"], *events()["told"]["teller"], *events()["absent"]["before"]]
    return PatternSet([*entries, *(((ASIDE, "verb", -1), p) for p in aside)])


@lru_cache(maxsize=1)
def frames() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands right before, and right behind, the name of something that took place."""
    table = events()["frames"]
    before = re.compile(rf"(?:{any_of(table['before']).pattern})(?:\s+[\w’'\-]+){{0,2}}\s+$")
    behind = re.compile(rf"(?:,? which)?\s+(?:{any_of(table['behind']).pattern})")
    return before, behind


@lru_cache(maxsize=1)
def status_words() -> StatusWords:
    """See ``StatusWords``."""
    return StatusWords(**{key: any_of(words) for key, words in events()["status"].items()})


@lru_cache(maxsize=1)
def aside_words() -> AsideWords:
    """See ``AsideWords``."""
    told, absent = events()["told"], events()["absent"]
    return AsideWords(
        **{key: any_of(words) for key, words in told.items()},
        without=any_of(absent["behind"]),
        missing=any_of(absent["before"]),
    )


def any_of(written: Iterable[str]) -> re.Pattern[str]:
    """One expression for any of these patterns."""
    simple = {compile_simple(one).source for pattern in written for one in expand(pattern)}
    return re.compile("|".join(sorted(simple, key=lambda p: (-len(p), p))))
