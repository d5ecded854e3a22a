"""Who the speakers of one document are: last names and pronouns resolved to full names, with role and organisation.

Only what the text makes plain is resolved. Names that differ by a letter or two are suggested as one person, never
merged.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from detente.domain.statement import Span
from detente.evidence.attribution.names import (
    ARTICLE,
    PLACE,
    PRONOUNS,
    has_role,
    is_name,
    is_person,
    role_and_place,
    title_and_name,
    without_opening,
)
from detente.evidence.attribution.speech import AttributedSpeech
from detente.evidence.text.sentences import paragraphs

LOOK_BACK = 40  # attributions, in search of whom a pronoun stands for
NEAR_SPELLING = 0.9  # Jaro-Winkler similarity, in [0, 1], of two spellings of one name

_RESOLVABLE = frozenset({"he", "she", "they", "his", "her", "their"})
# A full stop belongs to titles and initials; behind any other word it ends a sentence.
_CAPITAL = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Gov|Gen|Lt|Col|Adm|St)\."
    r"|[A-ZÀ-Þ][\w’'\-]*\w|[A-Z](?:\.[A-Z])*\.?(?!\w))"
)
_RUN = re.compile(rf"{_CAPITAL}(?:[ \u00a0]{_CAPITAL}){{0,7}}")
_POSSESSIVE = re.compile(r"[’']s?$")
_BRACKETED = re.compile(r"\s*\([^)]{0,60}\)")


@dataclass(frozen=True)
class Speaker:
    """One speaker as the document knows them.

    ``name`` is the fullest form found, or the words of the text where it names nobody; ``span`` is where this
    attribution names its source.
    """

    name: str
    role: str = ""
    organisation: str = ""
    span: Span | None = None


def resolve_speakers(text: str, speech: Sequence[AttributedSpeech]) -> list[Speaker]:
    """The speaker of each attribution, in the same order."""
    named = [_described(text, item.source) for item in speech]
    directory = _Directory(text, named)
    resolved: list[Speaker] = []
    starts = [start for start, _ in paragraphs(text)]
    for speaker in named:
        if speaker.name.lower() in PRONOUNS:
            speaker = _antecedent(speaker, speech, resolved, starts)
        elif is_name(speaker.name):
            speaker = directory.completed(speaker)
        resolved.append(speaker)
    return resolved


def suggest_same_speakers(speakers: Iterable[Speaker]) -> list[tuple[str, str, float]]:
    """Pairs of names that may be two spellings of one ("Kristina", "Kristine"), with their similarity in [0, 1]."""
    names = sorted({s.name for s in speakers if is_name(s.name)})
    found = []
    for index, one in enumerate(names):
        for other in names[index + 1 :]:
            if len(one.split()) == len(other.split()):
                # The least similar word decides: "John Smith" and "Joan Smith" share a surname only.
                score = min(JaroWinkler.similarity(a, b) for a, b in zip(one.split(), other.split(), strict=True))
                if score >= NEAR_SPELLING:
                    found.append((one, other, round(score, 3)))
    return found


@lru_cache(maxsize=2)
def _names_of(text: str) -> tuple[tuple[str, str, int], ...]:
    """Title, name and place of all persons a text names in full."""
    found = []
    for match in _RUN.finditer(text):
        title, name = title_and_name(without_opening(_POSSESSIVE.sub("", match.group())))
        if len(name.split()) in (2, 3, 4) and is_person(name):
            found.append((title, name, match.start()))
    return tuple(found)


class _Directory:
    """Full names of the document by last name, and what is said of each."""

    def __init__(self, text: str, named: Sequence[Speaker]) -> None:
        self._by_last: dict[str, dict[str, int]] = {}
        self._known: dict[str, Speaker] = {}
        for title, name, place in _names_of(text):
            self._by_last.setdefault(name.split()[-1], {}).setdefault(name, place)
            if title:
                self._keep(Speaker(name, role=title))
        for speaker in named:
            if len(speaker.name.split()) > 1:
                self._keep(speaker)
                if speaker.span is not None and is_name(speaker.name):
                    self._by_last.setdefault(speaker.name.split()[-1], {}).setdefault(speaker.name, speaker.span[0])

    def completed(self, speaker: Speaker) -> Speaker:
        """The speaker with the full name seen earlier, when there is exactly one, and with what is known of it."""
        name = speaker.name
        if len(name.split()) == 1 and speaker.span is not None:
            earlier = [full for full, at in self._by_last.get(name, {}).items() if at <= speaker.span[0]]
            if len(earlier) == 1:
                name = earlier[0]
        known = self._known.get(name)
        role = speaker.role or (known.role if known else "")
        organisation = speaker.organisation or (known.organisation if known else "")
        return replace(speaker, name=name, role=role, organisation=organisation)

    def _keep(self, speaker: Speaker) -> None:
        known = self._known.get(speaker.name)
        if known is None:
            self._known[speaker.name] = speaker
        elif speaker.organisation and not known.organisation:
            # An appositive ("director of Y at Z") says more than a title before the name.
            self._known[speaker.name] = replace(speaker, role=speaker.role or known.role)


def _described(text: str, source: Span | None) -> Speaker:
    if source is None:
        return Speaker("")
    words = " ".join(text[slice(*source)].split())
    plain = _POSSESSIVE.sub("", _BRACKETED.sub("", words)).strip(" ,—–-")
    head, _, appositive = plain.partition(", ")
    if appositive[:2].isdigit():  # an age: "Rachel Brown, 20, a student"
        appositive = appositive.partition(", ")[2]
    title, name = title_and_name(ARTICLE.sub("", head))
    if appositive and not is_name(name) and is_name(appositive) and len(appositive.split()) in (2, 3, 4):
        # "The campaign's chairman, John Smith": the name is the appositive.
        return Speaker(appositive, name, "", source)
    role, organisation = role_and_place(appositive) if has_role(appositive) else ("", "")
    if not organisation and name:
        # "Brown of the Institute of Rivers": the place stands right behind the name.
        at = PLACE.search(name)
        if at is not None and is_name(name[: at.start()]):
            name, organisation = name[: at.start()], ARTICLE.sub("", name[at.end() :])
    return Speaker(name or head, role or title, organisation, source)


def _antecedent(
    speaker: Speaker, speech: Sequence[AttributedSpeech], resolved: Sequence[Speaker], starts: Sequence[int]
) -> Speaker:
    """The speaker named last before a pronoun, when this paragraph, or it and the one before, name one only."""
    low = speaker.name.lower()
    if speaker.span is None or low not in _RESOLVABLE:
        return speaker
    plural = low in ("they", "their")
    here = _paragraph(starts, speaker.span[0])
    near: dict[str, Speaker] = {}
    same: dict[str, Speaker] = {}
    for index in range(len(resolved) - 1, max(-1, len(resolved) - 1 - LOOK_BACK), -1):
        source, known = speech[index].source, resolved[index]
        if source is None or source[0] >= speaker.span[0] or not known.name or known.name.lower() in PRONOUNS:
            continue
        distance = here - _paragraph(starts, source[0])
        if distance > 1 or is_name(known.name) == plural:
            continue
        near.setdefault(known.name, known)
        if distance == 0:
            same.setdefault(known.name, known)
    candidates = same if len(same) == 1 else near
    if len(candidates) != 1:
        return speaker
    (known,) = candidates.values()
    return replace(known, span=speaker.span)


def _paragraph(starts: Sequence[int], at: int) -> int:
    return bisect_right(starts, at) - 1
