"""Names of persons and organisations told from titles, roles and function words, as they stand in text."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from ruamel.yaml import YAML

from detente.evidence.attribution.lexicon import lexicon

ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
PLACE = re.compile(r"\s+(?:at|for|with|of|from)\s+(?=(?:the\s+)?[A-ZÀ-Þ])")
PRONOUNS = frozenset(
    {"he", "she", "they", "it", "who", "i", "we", "you", "his", "her", "their", "its", "my", "our", "which"}
)
_LINKS = frozenset({"of", "by", "at", "on", "in", "for", "and", "with", "from", "to", "that", "who"})
_PARTICLES = frozenset({"de", "van", "von", "al", "bin", "der", "la"})


def title_and_name(words: str) -> tuple[str, str]:
    """ "Water Minister Jane Brown" as title and name; an empty title when there is none."""
    parts = words.split()
    titles = _vocabulary("titles", "roles")
    last = max((i for i, part in enumerate(parts[:-1]) if _bare(part) in titles), default=-1)
    if last < 0 or not parts[last + 1][0].isupper() or any(part in _LINKS for part in parts[: last + 1]):
        return "", words
    return " ".join(parts[: last + 1]), " ".join(parts[last + 1 :])


def role_and_place(appositive: str) -> tuple[str, str]:
    """ "director of studies at the Institute of Rivers" as role and organisation."""
    words = re.sub(r"^(?:who is|who was|then)\s+", "", appositive)
    words = ARTICLE.sub("", words).strip(" ,")
    places = list(PLACE.finditer(words))
    at = next((p for p in places if p.group().split()[0] in ("at", "for", "with")), places[-1] if places else None)
    if at is None:
        return words, ""
    return words[: at.start()], ARTICLE.sub("", words[at.end() :]).strip(" ,")


def without_opening(run: str) -> str:
    """A run of capitalised words without the function words a sentence opens with: "But Jane Brown"."""
    parts = run.split()
    while parts and _is_function_word(parts[0]):
        parts.pop(0)
    return " ".join(parts)


def is_person(name: str) -> bool:
    """Whether a run of capitalised words can be a person's name: no function words, no organisation."""
    parts = name.split()
    return not (
        is_organisation(name)
        or parts[0].endswith("ing")
        or any(_is_function_word(p) or "’" in p or "'s" in p for p in parts)
    )


def _is_function_word(word: str) -> bool:
    words, low = lexicon(), word.lower()
    return (
        low in words.prepositions or low in words.subordinators or low in words.auxiliaries
        or low in words.adverbs or low in words.determiners or low in words.calendar
    )  # fmt: skip


def is_name(words: str) -> bool:
    """Whether all words are capitalised, as names are, and none is that of an organisation."""
    parts = words.split()
    return bool(parts) and all(p[0].isupper() or p in _PARTICLES for p in parts) and not is_organisation(words)


def is_organisation(words: str) -> bool:
    """Whether a word such as "ministry" or "party" tells an organisation."""
    return any(_bare(part) in _vocabulary("organisations") for part in words.split())


def has_role(appositive: str) -> bool:
    """Whether an appositive names what somebody does: "a senior fellow at ..."."""
    return any(_bare(part) in _vocabulary("roles") for part in appositive.split())


def _bare(part: str) -> str:
    return part.lower().strip(",’'") if part.endswith(".") else part.lower().strip(",’'.")


@lru_cache(maxsize=8)
def _vocabulary(*names: str) -> frozenset[str]:
    """The words of these lists of ``roles.yaml``."""
    source = files("detente.evidence.attribution").joinpath("roles.yaml").read_text(encoding="utf-8")
    data = YAML(typ="safe", pure=True).load(source)
    return frozenset(str(word) for name in names for word in data[name])
