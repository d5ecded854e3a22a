"""Names that look like listed ones: a suggestion to check, with a score and the reason, never a finding.

Names are compared without case, accents, punctuation and legal forms, as they are, with their words in another order,
by their aliases, and by the share of letters that agree (normalised Levenshtein similarity, Levenshtein 1966).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from detente.domain.economy_answer import ListMatch
from detente.domain.exposure import Holding, ListedName

LEAST = 85.0
"""Scores below this are not shown."""
OTHER_COUNTRY = 10.0
"""What another country takes off the score."""
MOST = 20
"""Nearly equal spellings looked at for each counterparty."""
LEGAL_FORMS = frozenset(
    [
        *("ag", "ao", "as", "bv", "co", "company", "corp", "corporation", "dd", "doo", "gmbh", "inc", "jsc", "kg"),
        *("limited", "llc", "llp", "ltd", "nv", "oao", "ojsc", "ooo", "oy", "pao", "pjsc", "plc", "pte", "pty", "sa"),
        *("sarl", "se", "sl", "spa", "srl", "zao"),
    ]
)
Spelling = tuple[ListedName, str, str]
"""A listed name, one way it is spelled, and that normalised."""


def match_listed(holdings: Sequence[Holding], listed: Sequence[ListedName]) -> tuple[ListMatch, ...]:
    """The best match of each counterparty on each list, the likeliest first."""
    spellings = [(e, s, normalised(s)) for e in listed for s in (e.name, *e.aliases) if normalised(s)]
    joined = ["".join(words.split()) for _, _, words in spellings]
    by_word: dict[str, set[int]] = {}
    for place, (_, _, words) in enumerate(spellings):
        for word in words.split():
            by_word.setdefault(word, set()).add(place)
    found: dict[tuple[str, str, str], ListMatch] = {}
    for holding in holdings:
        words = normalised(holding.counterparty)
        if not words:
            continue
        for place in _candidates(words, joined, by_word):
            entry, spelling, theirs = spellings[place]
            score, reason = likeness(words, theirs)
            if score < LEAST:
                continue
            match = _match(holding, entry, spelling, score, reason)
            key = (holding.key, entry.name, entry.file)
            if match.score >= LEAST and (key not in found or match.score > found[key].score):
                found[key] = match
    return tuple(sorted(found.values(), key=lambda m: (-m.score, m.row, m.listed)))


def normalised(name: str) -> str:
    """Lower case without accents, punctuation and legal forms: "Öst-Bank A.G." becomes "ost bank"."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    letters = re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", letters)
    words = re.findall(r"\w+", letters)
    kept = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(kept or words)


def likeness(one: str, other: str) -> tuple[float, str]:
    """Score in [0, 100] of two normalised names, and why."""
    if one == other:
        return 100.0, "the same name but for case, accents, punctuation or legal form"
    first, second = one.split(), other.split()
    if sorted(first) == sorted(second):
        return 97.0, "the same words in another order"
    fewer, more = sorted((set(first), set(second)), key=len)
    if len(fewer) >= 2 and fewer < more:
        return 88.0, "all words of the shorter name stand in the longer one"
    together, apart = "".join(first), "".join(second)
    if together == apart:
        return 98.0, "the same letters with other spaces"
    share = 100.0 * Levenshtein.normalized_similarity(together, apart, score_cutoff=LEAST / 100)
    differing = Levenshtein.distance(together, apart) if share else 0
    return share, f"{differing} of {max(len(together), len(apart))} letters differ"


def _candidates(words: str, joined: Sequence[str], by_word: Mapping[str, set[int]]) -> list[int]:
    """Places of the spellings worth a look: nearly the same letters, or two words (the only one) in common."""
    near = process.extract(
        "".join(words.split()), joined, scorer=Levenshtein.normalized_similarity, score_cutoff=LEAST / 100, limit=MOST
    )
    shared = Counter(place for word in set(words.split()) for place in by_word.get(word, ()))
    needed = min(2, len(set(words.split())))
    alike = [place for place, count in shared.items() if count >= needed]
    return sorted({*(place for _, _, place in near), *alike})


def _match(holding: Holding, entry: ListedName, spelling: str, score: float, reason: str) -> ListMatch:
    if spelling != entry.name:
        reason = f"{reason} (by its alias {spelling})"
    if entry.country and holding.country:
        if normalised(entry.country) == normalised(holding.country):
            reason += ", and the same country"
        else:
            score, reason = score - OTHER_COUNTRY, f"{reason}, but another country ({entry.country})"
    return ListMatch(holding.key, holding.counterparty, entry.name, entry.file, round(score, 1), reason, entry.details)
