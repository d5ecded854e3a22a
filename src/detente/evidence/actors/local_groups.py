"""Groups and institutions a document names by what they are: "most Democrats", "Senate Republicans", "the court".

Domestic parties matter in any negotiation and seldom stand in a list; they serve the one document under its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from detente.evidence.actors.mentions import KnownActor, Mention
from detente.evidence.text.finite import verb_behind
from detente.evidence.text.word_index import matches_at
from detente.evidence.vocabulary import collectives

_DETERMINER = re.compile(
    r"(?:the|an?|some|many|most|several|few|both|all|other|another|these|those|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|\d[\d,.]*|dozens|hundreds|thousands|millions|scores|number|group|groups|handful|majority|small|of|more|than|"
    r"at|least|only|even|certain)",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"\b(?:his|her|its|their|our|my|your|whose)\s+(?:[\w\-]+\s+){0,2}$", re.IGNORECASE)
_TELLING = re.compile(
    r"(?:senior|former|top|key|local|foreign|federal|international|national|regional|global|world|industrial|domestic|"
    r"climate|trade|finance|opposition|government|union|civil|human|rights|business|industry|labou?r|church|village|"
    r"tribal|military|security|intelligence|congressional|parliamentary|ruling|armed|rebel|separatist|ranking|"
    r"[wW]estern|[eE]astern|[nN]orthern|[sS]outhern|coastal|neighbou?ring|moderate|hard-?line|conservative|liberal|"
    r"centrist|leftist|populist|nationalist|far-right|far-left|oil|gas|energy|coal|steel|farm|farming|dairy|fishing|"
    r"island|developing|small|big|large|major|wealthy|poor|member|Member|house|upper|lower|appeals|constitutional|"
    r"environmental|aid|peace|pro-\w+|anti-\w+|Muslim|Islamist|Catholic|Jewish|Christian|ethnic|rural|urban|"
    r"[A-Z][\w.\-]*(?:’s|'s)?)"
)


def find_groups(text: str, taken: Sequence[Mention]) -> tuple[list[KnownActor], list[Mention]]:
    """Groups that do, want or say something, with the places where they do; ``taken`` are mentions already known.

    Only a subject or a possessor counts: a group that is merely spoken of is nobody's voice.
    """
    occupied = {place for m in taken for place in range(m.start, m.end)}
    behind = {m.end for m in taken if m.form != "place"}
    found: dict[str, KnownActor] = {}
    places: list[Mention] = []
    for match in matches_at(_heads(), text, _may_begin(text)):
        if match.start() in occupied or match.start() - 1 in behind or match.start() - 3 in behind:
            continue
        owner = _OF.match(text, match.end())
        if owner is not None and owner.end() in occupied:
            continue  # "the president of Peru": Peru's
        plural = match["plural"] is not None
        start = _beginning(text, match.start(), occupied)
        if start is None or not _introduced(text, start, plural=plural):
            continue
        stop = min(len(text), match.end() + 160)
        sides = _SIDES.fullmatch(match.group()) and _COUNTED.search(text, max(0, start - 12), start)
        if sides or not _acts(text, match.end(), stop, plural=plural):
            continue
        name = " ".join(text[start : match.end()].split())
        found.setdefault(name, KnownActor(name, name, "group"))
        places.append(Mention(start, match.end(), name, "group"))
    return list(found.values()), places


# "Both countries", "the three leaders": parties named before, whom anaphora.py finds.
_SIDES = re.compile(r"(?:countrie|state|nation|government|partie|leader|minister|capital|power|delegation|negotiator)s")
_COUNTED = re.compile(r"\b(?:both|neither|two|three|four|five|each|these)\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)


_OF = re.compile(r"\s(?:of|from|in)\s(?:the\s)?")


def _acts(text: str, end: int, stop: int, *, plural: bool) -> bool:
    """Whether the group is subject of a verb, or something is its own ("the rebels' refusal")."""
    return (
        verb_behind(text, end, stop, plural=plural) is not None
        or re.match(r"['’]s?\s", text[end : end + 3]) is not None
    )


def _beginning(text: str, head: int, occupied: set[int]) -> int | None:
    """Where the words that tell which group begin; None where a known actor is one of them or it is somebody's own."""
    if _WHOSE.search(text, max(0, head - 40), head):
        return None
    start = head
    for _ in range(3):
        before = re.search(r"(?<![\w’'.\-])([\w’'.\-]+) $", text[max(0, start - 30) : start])
        if before is None or not _TELLING.fullmatch(before[1]) or _DETERMINER.fullmatch(before[1]):
            return start
        place = start - len(before[1]) - 1
        if place in occupied:
            return None
        if _opens(text, place) and before[1][0].isupper() and not before[1].isupper() and len(before[1]) < 4:
            return start  # "As", "But"
        start = place
    return start


def _opens(text: str, place: int) -> bool:
    return place == 0 or re.search(r"[.!?\n”\"]\s*$", text[max(0, place - 3) : place]) is not None


def _introduced(text: str, start: int, *, plural: bool) -> bool:
    """An institution stands behind "the" or bears a name ("House", "the court"); a group needs neither."""
    if plural or text[start].isupper():
        return True
    return re.search(r"\b[Tt]he\s$", text[max(0, start - 5) : start]) is not None


_WORD = re.compile(r"\w+")


def _may_begin(text: str) -> Iterator[int]:
    """Where the first word of a group or an institution stands."""
    first = _first_words()
    return (match.start() for match in _WORD.finditer(text) if match.group().lower() in first)


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    table = collectives()
    return frozenset(
        word.lower() for key in ("plural", "single") for name in table[key] for word in _WORD.findall(name)[:1]
    )


@lru_cache(maxsize=1)
def _heads() -> re.Pattern[str]:
    table = collectives()

    def listed(key: str) -> str:
        return "|".join(re.escape(w) for w in sorted(table[key], key=lambda w: (-len(w), w)))

    return re.compile(
        rf"(?<![\w’'\-])(?:(?P<plural>(?i:{listed('plural')}))|(?P<single>{listed('single')}))"
        r"(?![\w\-])(?! [A-Z])"
    )
