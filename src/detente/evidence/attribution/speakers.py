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
from importlib.resources import files

from rapidfuzz.distance import JaroWinkler
from ruamel.yaml import YAML

from detente.domain.statement import Span
from detente.evidence.attribution.lexicon import lexicon
from detente.evidence.attribution.speech import AttributedSpeech
from detente.evidence.sentences import paragraphs

NEAR_SPELLING = 0.9  # Jaro-Winkler similarity, in [0, 1], of two spellings of one name

_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "who", "i", "we", "you", "his", "her", "their", "its", "my", "our", "which"}
)
# A full stop belongs to titles and initials; behind any other word it ends a sentence.
_CAPITAL = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Gov|Gen|Lt|Col|Adm|St)\."
    r"|[A-ZÀ-Þ][\w’'\-]*\w|[A-Z](?:\.[A-Z])*\.?(?!\w))"
)
_RUN = re.compile(rf"{_CAPITAL}(?:[ \u00a0]{_CAPITAL}){{0,7}}")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_POSSESSIVE = re.compile(r"[’']s?$")
_PLACE = re.compile(r"\s+(?:at|for|with|of|from)\s+(?=(?:the\s+)?[A-ZÀ-Þ])")
_BRACKETED = re.compile(r"\s*\([^)]{0,60}\)")


_LINKS = frozenset({"of", "by", "at", "on", "in", "for", "and", "with", "from", "to", "that", "who"})


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
    for item, speaker in zip(speech, named, strict=True):
        if speaker.name.lower() in _PRONOUNS:
            speaker = _antecedent(speaker, item, speech, resolved, starts, text)
        elif _is_name(speaker.name):
            speaker = directory.completed(speaker)
        resolved.append(speaker)
    return resolved


def suggest_same_speakers(speakers: Iterable[Speaker]) -> list[tuple[str, str, float]]:
    """Pairs of names that may be two spellings of one ("Kristina", "Kristine"), with their similarity in [0, 1]."""
    names = sorted({s.name for s in speakers if _is_name(s.name)})
    found = []
    for index, one in enumerate(names):
        for other in names[index + 1 :]:
            if len(one.split()) == len(other.split()):
                # The least similar word decides: "John Smith" and "Joan Smith" share a surname only.
                score = min(JaroWinkler.similarity(a, b) for a, b in zip(one.split(), other.split(), strict=True))
                if score >= NEAR_SPELLING:
                    found.append((one, other, round(score, 3)))
    return found


class _Directory:
    """Full names of the document by last name, and what is said of each."""

    def __init__(self, text: str, named: Sequence[Speaker]) -> None:
        self._by_last: dict[str, dict[str, int]] = {}
        self._known: dict[str, Speaker] = {}
        for match in _RUN.finditer(text):
            title, name = _title_and_name(_without_opening(_POSSESSIVE.sub("", match.group())))
            if len(name.split()) in (2, 3, 4) and _is_person(name):
                self._by_last.setdefault(name.split()[-1], {}).setdefault(name, match.start())
                if title:
                    self._keep(Speaker(name, role=title))
        for speaker in named:
            if len(speaker.name.split()) > 1:
                self._keep(speaker)
                if speaker.span is not None and _is_name(speaker.name):
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
    if _is_age(appositive):
        appositive = appositive.partition(", ")[2]
    title, name = _title_and_name(_ARTICLE.sub("", head))
    if appositive and not _is_name(name) and _is_name(appositive) and len(appositive.split()) in (2, 3, 4):
        # "The campaign's chairman, Phil Lovas": the name is the appositive.
        return Speaker(appositive, name, "", source)
    role, organisation = _role_and_place(appositive) if _has_role(appositive) else ("", "")
    if not organisation and name:
        # "Bayev of the Brookings Institution": the place stands right behind the name.
        at = _PLACE.search(name)
        if at is not None and _is_name(name[: at.start()]):
            name, organisation = name[: at.start()], _ARTICLE.sub("", name[at.end() :])
    return Speaker(name or head, role or title, organisation, source)


def _title_and_name(words: str) -> tuple[str, str]:
    """ "Defense Secretary Pete Hegseth" as title and name; an empty title when there is none."""
    parts = words.split()
    titles = _vocabulary("titles") | _vocabulary("roles")
    last = max((i for i, part in enumerate(parts[:-1]) if _bare(part) in titles), default=-1)
    if last < 0 or not parts[last + 1][0].isupper() or any(part in _LINKS for part in parts[: last + 1]):
        return "", words
    return " ".join(parts[: last + 1]), " ".join(parts[last + 1 :])


def _role_and_place(appositive: str) -> tuple[str, str]:
    words = re.sub(r"^(?:who is|who was|then)\s+", "", appositive)
    words = _ARTICLE.sub("", words).strip(" ,")
    places = list(_PLACE.finditer(words))
    at = next((p for p in places if p.group().split()[0] in ("at", "for", "with")), places[-1] if places else None)
    if at is None:
        return words, ""
    return words[: at.start()], _ARTICLE.sub("", words[at.end() :]).strip(" ,")


def _antecedent(
    speaker: Speaker,
    item: AttributedSpeech,
    speech: Sequence[AttributedSpeech],
    resolved: Sequence[Speaker],
    starts: Sequence[int],
    text: str,
) -> Speaker:
    """The speaker named last before a pronoun, when this paragraph and the one before name one person only."""
    if item.source is None or speaker.name.lower() in ("i", "we", "you", "it", "my", "our", "its", "which", "who"):
        return speaker
    plural = speaker.name.lower() in ("they", "their")
    here = bisect_right(starts, item.source[0]) - 1
    floor = starts[max(0, here - 1)] if starts else 0
    candidates: list[Speaker] = []
    for other, known in zip(reversed(speech[: len(resolved)]), reversed(resolved), strict=True):
        if other.source is None or not floor <= other.source[0] < item.source[0]:
            continue
        group = not _is_name(known.name)
        if (
            known.name
            and known.name.lower() not in _PRONOUNS
            and group == plural
            and known.name not in [c.name for c in candidates]
        ):
            candidates.append(known)
    if not candidates:
        return speaker
    if len(candidates) > 1:
        same = [c for c in candidates if c.span is not None and bisect_right(starts, c.span[0]) - 1 == here]
        if len(same) != 1:
            return speaker
        candidates = same
    return replace(candidates[0], span=speaker.span)


def _without_opening(run: str) -> str:
    """A run of capitalised words without the function words a sentence opens with: "But Jane Brown"."""
    parts = run.split()
    while parts and _is_function_word(parts[0]):
        parts.pop(0)
    return " ".join(parts)


def _is_person(name: str) -> bool:
    parts = name.split()
    return not (
        _is_organisation(name)
        or parts[0].endswith("ing")
        or any(_is_function_word(p) or "’" in p or "'s" in p for p in parts)
    )


def _is_function_word(word: str) -> bool:
    words, low = lexicon(), word.lower()
    return (
        low in words.prepositions or low in words.subordinators or low in words.auxiliaries
        or low in words.adverbs or low in words.determiners or low in words.calendar
    )  # fmt: skip


def _is_name(words: str) -> bool:
    parts = words.split()
    return (
        bool(parts)
        and all(p[0].isupper() or p in ("de", "van", "von", "al", "bin", "der", "la") for p in parts)
        and not _is_organisation(words)
    )


def _is_organisation(words: str) -> bool:
    return any(_bare(part) in _vocabulary("organisations") for part in words.split())


def _has_role(appositive: str) -> bool:
    return any(_bare(part) in _vocabulary("roles") for part in appositive.split())


def _is_age(appositive: str) -> bool:
    return appositive[:2].isdigit()


def _bare(part: str) -> str:
    return part.lower().strip(",’'") if part.endswith(".") else part.lower().strip(",’'.")


@lru_cache(maxsize=8)
def _vocabulary(name: str) -> frozenset[str]:
    source = files("detente.evidence.attribution").joinpath("roles.yaml").read_text(encoding="utf-8")
    data = YAML(typ="safe", pure=True).load(source)
    return frozenset(map(str, data[name]))
