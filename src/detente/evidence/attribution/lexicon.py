"""The lexicon of attribution cues: verbs with the constructions they open, nouns, and the small closed word classes.

Read once from ``cues.yaml``; inflected forms are derived from the base forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

VOWELS = "aeiou"


@dataclass(frozen=True)
class CueVerb:
    """One inflected cue verb.

    ``forms`` says which forms the word can be (base, third, past, participle, ing); ``frames`` what may stand with
    it; ``particles`` the words that must follow ("out" in "pointed out"); ``groups`` the lists it was read from.
    """

    lemma: str
    particles: tuple[str, ...]
    forms: frozenset[str]
    frames: frozenset[str]
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """All cues and closed word classes; every word in lower case with straight apostrophes."""

    verbs: dict[str, tuple[CueVerb, ...]]
    nouns: dict[str, frozenset[str]]
    impersonal: frozenset[str]
    hearsay: frozenset[str]
    homographs: frozenset[str]
    not_cues: frozenset[str]
    noun_forms: frozenset[str]
    never_nouns: frozenset[str]
    past_forms: frozenset[str]
    auxiliaries: frozenset[str]
    leading: frozenset[str]
    adverbs: frozenset[str]
    determiners: frozenset[str]
    pronouns: frozenset[str]
    prepositions: frozenset[str]
    subordinators: frozenset[str]
    calendar: frozenset[str]
    dated: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    source = files("detente.evidence.attribution").joinpath("cues.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = YAML(typ="safe", pure=True).load(source)
    irregular: dict[str, dict[str, str]] = data["irregular"]
    classes = {
        name: frozenset(map(str, data[name])) for name in Lexicon.__annotations__ if name in data and name != "nouns"
    }
    leading = {form for verb in classes["leading"] for form in _inflect(verb, irregular)}
    classes["leading"] = frozenset(leading)
    return Lexicon(verbs=_verbs(data["groups"], irregular), nouns=_nouns(data["nouns"]), **classes)


def _verbs(groups: dict[str, Any], irregular: dict[str, dict[str, str]]) -> dict[str, tuple[CueVerb, ...]]:
    frames: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    origin: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for group, entry in groups.items():
        for phrase in entry["verbs"]:
            lemma, *particles = phrase.split()
            key = (lemma, tuple(particles))
            frames.setdefault(key, set()).update(entry["frames"])
            if group not in origin.setdefault(key, []):
                origin[key].append(group)
    table: dict[str, list[CueVerb]] = {}
    for (lemma, particles), frame in frames.items():
        for form, kinds in _inflect(lemma, irregular).items():
            verb = CueVerb(lemma, particles, frozenset(kinds), frozenset(frame), tuple(origin[lemma, particles]))
            table.setdefault(form, []).append(verb)
    # Longest particles first, so that "call for" is tried before "call".
    return {form: tuple(sorted(verbs, key=lambda v: -len(v.particles))) for form, verbs in table.items()}


def _nouns(groups: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for link, nouns in groups.items():
        for noun in nouns:
            for form in (noun, _third(noun)):
                table.setdefault(form, set()).add(link)
    return {noun: frozenset(links) for noun, links in table.items()}


def _inflect(lemma: str, irregular: dict[str, dict[str, str]]) -> dict[str, set[str]]:
    if lemma == "be":
        return {
            **{w: {"third", "base", "past"} for w in ("is", "are", "was", "were", "am", "'s", "'re")},
            "be": {"base"}, "been": {"participle"}, "being": {"ing"},
        }  # fmt: skip
    own = irregular.get(lemma, {})
    past = own.get("past", _past(lemma))
    forms: dict[str, set[str]] = {}
    for kind, form in (
        ("base", lemma),
        ("third", own.get("third", _third(lemma))),
        ("past", past),
        ("participle", own.get("participle", past)),
        ("ing", own.get("ing", _ing(lemma))),
    ):
        forms.setdefault(form, set()).add(kind)
    return forms


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ied"
    return lemma + "ed"


def _ing(lemma: str) -> str:
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma[:-1] + "ing"
    return lemma + "ing"
