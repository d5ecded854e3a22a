"""The person named in the words of a source, or behind the name by which a case calls a state or body."""

from __future__ import annotations

import re
from functools import lru_cache

from detente.evidence.actors.mentions import world_actors
from detente.evidence.actors.person_names import NAME, not_names
from detente.evidence.attribution.names import is_organisation
from detente.evidence.lexicon import Lexicon
from detente.evidence.vocabulary import roles

# Words with a capital at the head of a sentence that are nobody's name.
COMMON_WORDS = frozenset({
    "each", "both", "neither", "none", "another", "all", "several", "he", "she", "it", "they", "we", "i", "this",
    "that", "these", "those", "such", "what", "who", "which", "there", "the", "a", "an", "analysts", "critics",
    "experts", "observers", "officials", "sources", "some", "many", "others", "reports", "people", "engaging",
    "treating", "therefore", "however",
})  # fmt: skip


def person_behind(alias: str, actor: str, lexicon: Lexicon) -> str:
    """The full name of a person by whose name a case calls a state or body ("Brown" for Aland), "" for other names."""
    known = lexicon.actors.get(actor)
    if known is None or known.kind == "person" or not known.in_case:
        return ""
    full = [a.text for a in known.aliases if a.form == "name" and _full_name(a.text, known.name)]
    if alias in full:
        return alias
    return next((name for name in full if name.endswith(" " + alias)), "")


def person_name(words: str, actors: set[str], text: str) -> str:
    """The first person's name in the words of a source, "" without one; ``actors`` are words that name an actor."""
    stop, offices = not_names(), _office_words()
    for match in _NAME.finditer(words):
        tokens = [
            t
            for t in re.sub(r"['’]s?$", "", match.group()).split(" ")
            if t not in offices and t not in ("Dr.", "Mr.", "Ms.", "Mrs.", "Prof.", "Mr", "Ms", "Mrs", "Dr")
        ]
        if not tokens or any(t in stop or t in actors for t in tokens) or " ".join(tokens) in actors:
            continue
        if all(t.isupper() for t in tokens) or (words.strip() == tokens[0] and tokens[0].lower() in COMMON_WORDS):
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


_NAME = re.compile(NAME)


@lru_cache(maxsize=1)
def _office_words() -> frozenset[str]:
    return frozenset(w for key in ("principal", "official", "party") for r in roles()[key] for w in r.split(" "))
