"""Persons and bodies a document names that no list knows: by title, by what they say, by what they do.

They serve the one document under the name as written; a last name stands for the full name once that has been given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from detente.evidence.actors.mentions import Alias, KnownActor, Mention, identifier
from detente.evidence.actors.person_names import NAME_TOKEN, not_names
from detente.evidence.attribution.lexicon import lexicon as cue_lexicon
from detente.evidence.attribution.names import is_name, is_organisation, is_person
from detente.evidence.attribution.speakers import Speaker
from detente.evidence.text.finite import verb_behind
from detente.evidence.text.phrase_places import phrase_places
from detente.evidence.vocabulary import collectives

_TITLED = re.compile(
    r"(?P<title>Sens?|Reps?|Gov|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Adm|Senator|Representative|Congressman|Congresswoman|Governor|Mayor|"
    rf"Lord|Baroness|Justice|Judge)\.? (?P<name>{NAME_TOKEN}(?: {NAME_TOKEN}){{0,3}})"
)
_SEAT = re.compile(rf"(?P<name>{NAME_TOKEN}(?: {NAME_TOKEN}){{1,3}}) \([RDI]-[A-Z][\w.]*\)")
_RUN = re.compile(rf"(?<![\w’'.\-])(?P<name>{NAME_TOKEN}(?: {NAME_TOKEN}){{0,3}})")


def find_names(
    text: str, taken: Sequence[Mention], speakers: Iterable[Speaker]
) -> tuple[list[KnownActor], list[Mention]]:
    """Persons and bodies that hold an office, speak or act in the text, and all places where it names them.

    ``taken`` are mentions already known, which no new name may overlap; ``speakers`` are those who speak.
    """
    titled = _titled(text)
    offices = {_cleaned(s.name): s.role for s in speakers if s.role} | titled
    occupied = {place for m in taken for place in range(m.start, m.end)}
    small = _small_words(text)
    spoken = (_cleaned(s.name) for s in speakers)
    names = dict.fromkeys((*titled, *spoken, *_acting(text, occupied, small)))
    full = [n for n in names if _usable(n, small)]
    found: dict[str, KnownActor] = {}
    aliases: dict[str, str] = {}
    for name in sorted(full, key=lambda n: (-n.count(" "), n)):
        if name in aliases:
            continue
        person = (" " in name or name in offices) and is_person(name) and not is_organisation(name)
        key = identifier(name)
        last = _last(name)
        spellings = [name]
        if person and last not in aliases and last.lower() not in small and last not in not_names():
            spellings.append(last)
        written = tuple(Alias(s, "person" if person else "name") for s in spellings)
        found[key] = KnownActor(key, name, "person" if person else "group", written, role=offices.get(name, ""))
        aliases.update((s, key) for s in spellings)
    if not found:
        return [], []
    places = [
        Mention(start, end, aliases[text[start:end]], found[aliases[text[start:end]]].aliases[0].form)
        for start, end in phrase_places(text, aliases, before="’'-", behind="-")
        if start not in occupied and end - 1 not in occupied and not re.match(r" [A-Z]\w", text[end : end + 3])
    ]
    used = {p.actor for p in places}
    return [a for a in found.values() if a.id in used], places


def names_in(source: str) -> list[str]:
    """Full names within the words of a source ("her senior adviser, A B")."""
    return [
        name
        for match in _RUN.finditer(source)
        if " " in (name := _cleaned(match["name"]))
        and is_person(name)
        and not re.match(r" [a-z]", source[match.end() : match.end() + 2])  # "Republican Presidential hopeful"
        # "Office for Budget Responsibility": the end of a longer name.
        and not re.search(r"[A-Z]\w+ (?:of|for|on|and) (?:the )?$", source[: match.start()])
    ]


def last_names(text: str, known: Sequence[Mention], actors: dict[str, KnownActor]) -> list[Mention]:
    """Further mentions of known persons by a last name that no list gave them ("Corker said")."""
    by_last: dict[str, str] = {}
    occupied = {place for m in known for place in range(m.start, m.end)}
    for mention in known:
        actor = actors[mention.actor]
        if mention.form == "person" and " " in actor.name:
            by_last.setdefault(actor.name.split(" ")[-1], mention.actor)
    small = _small_words(text)
    by_last = {last: key for last, key in by_last.items() if last.lower() not in small and last not in not_names()}
    if not by_last:
        return []
    return [
        Mention(start, end, by_last[text[start:end]], "person")
        for start, end in phrase_places(text, by_last, before="’'-", behind="-")
        if start not in occupied
    ]


@lru_cache(maxsize=2)
def _small_words(text: str) -> frozenset[str]:
    """Words the text also writes with a small letter: no names."""
    return frozenset(re.findall(r"(?<![\w’'\-])[a-z]+(?![\w’'\-])", text))


def _last(name: str) -> str:
    words = [w for w in name.split(" ") if w not in ("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV")]
    return words[-1] if words else name


def _titled(text: str) -> dict[str, str]:
    """Names with the office their title tells, in the order of the text."""
    found: dict[str, str] = {}
    for match in _TITLED.finditer(text):
        found.setdefault(_cleaned(match["name"]), _OFFICES.get(match["title"].rstrip("."), ""))
    for match in _SEAT.finditer(text):
        found.setdefault(_cleaned(match["name"]), "Lawmaker")
    return found


_OFFICES = {
    "Sen": "Senator", "Sens": "Senator", "Senator": "Senator", "Rep": "Congressman", "Reps": "Congressman",
    "Representative": "Congressman", "Congressman": "Congressman", "Congresswoman": "Congresswoman", "Gov": "Governor",
    "Governor": "Governor", "Gen": "General", "Adm": "Admiral", "Mayor": "Mayor",
}  # fmt: skip


def _acting(text: str, occupied: set[int], small: frozenset[str]) -> list[str]:
    """Names that are the subject of a verb and also stand where a sentence owes them no capital."""
    within: set[str] = set()
    acting: list[str] = []
    for match in _RUN.finditer(text):
        if match.start() in occupied or match.end() - 1 in occupied:
            continue
        name = _cleaned(match["name"])
        if not match["name"].rstrip("’'s").endswith(name):
            continue  # "Justice and Home Affairs": the end of it is no name's
        if " " not in name and (
            match["name"].startswith("The ") or re.search(r"\bthe $", text[max(0, match.start() - 4) : match.start()])
        ):
            continue  # "the Channel"
        opens = match.start() == 0 or re.search(r"[.!?:\n“”\"]\s*$", text[max(0, match.start() - 3) : match.start()])
        if not opens or name != match["name"] or " " in name:
            within.add(name)
        if verb_behind(text, match.end(), min(len(text), match.end() + 160), plural=False) is not None:
            acting.append(name)
    return [n for n in acting if n in within and n.lower() not in small]


def _cleaned(name: str) -> str:
    words = re.sub(r"['’]s?$", "", name).split(" ")
    while words and (words[0].lower() in _opening_words() or words[0].rstrip(".") in _TITLES):
        words.pop(0)
    while words and (words[-1] in not_names() or words[-1].rstrip(".") in _TITLES):
        words.pop()
    return " ".join(words)


_TITLES = frozenset(
    ["Sen", "Sens", "Rep", "Reps", "Gov", "Mr", "Mrs", "Ms", "Dr", "Gen", "Lt", "Col", "Adm", "Senator", "President"]
) | {"Prime", "Minister"}


@lru_cache(maxsize=1)
def _opening_words() -> frozenset[str]:
    words = cue_lexicon()
    return (
        words.prepositions
        | words.subordinators
        | words.determiners
        | words.adverbs
        | words.pronouns
        | words.auxiliaries
    )


def _usable(name: str, small: frozenset[str]) -> bool:
    words = name.split(" ")
    if not name or (not is_name(name) and not is_organisation(name)) or len(words) > 5 or len(name) < 3:
        return False
    if any(w in not_names() or w.lower() in _opening_words() or w.lower() in cue_lexicon().calendar for w in words):
        return False
    listed = {w.lower() for key in ("plural", "single") for w in collectives()[key]}
    if len(words) == 1 and (name.lower() in small or name.lower() in listed or (name.isupper() and len(name) < 3)):
        return False
    return not all(w.lower() in small for w in words)
