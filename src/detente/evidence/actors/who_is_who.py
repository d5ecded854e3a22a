"""Who the documents name, how often, and what an analyst may want to settle: near spellings, names nobody knows.

Suggestions only: nothing here joins two names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from detente.domain.actor_file import ActorFile
from detente.domain.document import Document
from detente.domain.statement import Statement
from detente.evidence.actors.mentions import KnownActor
from detente.evidence.actors.person_names import NAME
from detente.evidence.lexicon import Lexicon

LEAST_ALIKE = 88.0  # rapidfuzz ratio of whole names, in [0, 100]
MOST_APART = 2  # letters between last names with the same first name
LEAST_SPOKEN = 2  # statements of a name nobody knows
MOST = 60
_NAME = re.compile(rf"(?<![\w’'\-.]){NAME}")
_DESCRIPTION = re.compile(
    r"^(?:the|a|an|some|many|most|several|one|two|three|other|his|her|its|their|officials?|sources?)\b", re.I
)


@dataclass(frozen=True)
class Seen:
    """An actor found: how it is written and how often, in how many statements, and whom it speaks for."""

    actor: str
    name: str
    kind: str
    party: str
    role: str
    mentions: int
    documents: int
    statements: int
    spellings: tuple[tuple[str, int], ...]
    in_case: bool


@dataclass(frozen=True)
class Near:
    """Two names that may be one: ``name`` nobody knows, ``like`` of ``actor``; with the reason and where it stands."""

    name: str
    times: int
    actor: str
    like: str
    reason: str


@dataclass(frozen=True)
class Unknown:
    """A name that speaks in so many statements and is no known actor."""

    name: str
    statements: int
    example: str


@dataclass(frozen=True)
class BlocHint:
    """A bloc with its members on the day asked for: whom a statement of it may also concern."""

    bloc: str
    name: str
    members: tuple[str, ...]
    statements: int


@dataclass(frozen=True)
class WhoIsWho:
    """All of it; ``to_dict`` as JSON."""

    actors: tuple[Seen, ...]
    near: tuple[Near, ...]
    unknown: tuple[Unknown, ...]
    blocs: tuple[BlocHint, ...]

    def to_dict(self) -> dict[str, Any]:
        """Lists for tuples."""
        return {key: [dict(row) for row in rows] for key, rows in asdict(self).items()}


def who_is_who(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    lexicon: Lexicon,
    file: ActorFile,
    members: Mapping[str, tuple[str, ...]],
) -> WhoIsWho:
    """Actors by how often they are named, near spellings of known names, unknown names that speak, blocs."""
    spellings: dict[str, Counter[str]] = {}
    where: dict[str, set[str]] = {}
    names: Counter[str] = Counter()
    for document in documents:
        for mention in lexicon.matcher.find(document.text):
            written = " ".join(document.text[mention.start : mention.end].split())
            spellings.setdefault(mention.actor, Counter())[written] += 1
            where.setdefault(mention.actor, set()).add(document.path)
        names.update(_plain(m.group()) for m in _NAME.finditer(document.text))
    spoken: Counter[str] = Counter()
    for statement in statements:
        own = {lexicon.by_alias.get(statement.speaker, "")} | set(statement.actors)
        spoken.update(sorted(own - {""}))
    seen = [
        Seen(
            key,
            lexicon.actors[key].name,
            lexicon.actors[key].kind,
            lexicon.holder(key),
            lexicon.actors[key].role,
            sum(counts.values()),
            len(where[key]),
            spoken[key],
            tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
            key in lexicon.case_actors,
        )
        for key, counts in spellings.items()
        if key in lexicon.actors
    ]
    seen.sort(key=lambda s: (-s.mentions, s.actor))
    unknown = _unknown(statements, lexicon)
    hints = tuple(BlocHint(k, b.name, members.get(k, ()), spoken[k]) for k, b in file.blocs.items())
    return WhoIsWho(tuple(seen), _near(names, lexicon, file), unknown, hints)


def _plain(name: str) -> str:
    return re.sub(r"['’]s?$", "", " ".join(name.split()))


def _unknown(statements: Sequence[Statement], lexicon: Lexicon) -> tuple[Unknown, ...]:
    speaking: dict[str, list[Statement]] = {}
    for s in statements:
        name = s.speaker.strip()
        if not name or name in lexicon.by_alias or _DESCRIPTION.match(name) or not name[0].isupper():
            continue
        if any(a in name for a in lexicon.by_alias if len(a) > 4):
            continue
        speaking.setdefault(name, []).append(s)
    found = [
        Unknown(name, len(own), " ".join(own[0].quote.split())[:160])
        for name, own in speaking.items()
        if len(own) >= LEAST_SPOKEN
    ]
    return tuple(sorted(found, key=lambda u: (-u.statements, u.name))[:MOST])


def _near(names: Counter[str], lexicon: Lexicon, file: ActorFile) -> tuple[Near, ...]:
    """Names of two words or more, or long ones, that nobody bears but are close to one somebody bears."""
    settled = {n for a in file.actors.values() for n in a.not_aliases}
    people = [a for a in lexicon.actors.values() if a.kind == "person" or a.in_case]
    known = [(alias.text, actor) for actor in people for alias in actor.aliases if len(alias.text) >= 6]
    known = sorted(known, key=lambda pair: (pair[0], pair[1].id))
    found: list[Near] = []
    for name, times in sorted(names.items()):
        if name in lexicon.by_alias or name in settled or len(name) < 6:
            continue
        best: tuple[float, str, KnownActor, str] | None = None
        for text, actor in known:
            reason = _alike(name, text)
            if reason is None:
                continue
            score = fuzz.ratio(name, text)
            if best is None or score > best[0]:
                best = (score, text, actor, reason)
        if best is not None:
            found.append(Near(name, times, best[2].id, best[1], best[3]))
    return tuple(sorted(found, key=lambda n: (-n.times, n.name))[:MOST])


def _alike(name: str, known: str) -> str | None:
    """Why two names may be one, or None."""
    first, second = name.split(" "), known.split(" ")
    if len(first) != len(second) or name.lower() == known.lower():
        same = name.lower() == known.lower()
        return "the same letters, other capitals" if same and len(first) == len(second) else None
    letters = Levenshtein.distance(first[-1], second[-1], score_cutoff=MOST_APART)
    if len(first) > 1:
        if first[0] == second[0] and 0 < letters <= MOST_APART and min(len(first[-1]), len(second[-1])) >= 4:
            return f"same first name, last names {letters} letter{'' if letters == 1 else 's'} apart"
        if first[-1] == second[-1] and 0 < Levenshtein.distance(first[0], second[0]) <= MOST_APART:
            return f"same last name, first names {Levenshtein.distance(first[0], second[0])} letters apart"
        score = fuzz.ratio(name, known)
        return f"{score:.0f} of 100 alike" if score >= LEAST_ALIKE and first[0][0] == second[0][0] else None
    plural = name.rstrip("s") == known.rstrip("s") or name[:-1] == known or known[:-1] == name
    if first[0][0] == second[0][0] and 0 < letters <= 1 and min(len(name), len(known)) >= 7 and not plural:
        return "one letter apart"
    return None
