"""Figures that documents pass on from one another: the same figure with the same claim, or of the same named source.

Equal figures alone mean nothing: "50%" stands in any two newspapers. What is compared is the claim a figure stands in:
the words around it in its sentence, and who is named for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from detente.domain.document import Document
from detente.domain.statement import Statement
from detente.evidence.checking.figures import Figure, find_figures

LEAST_WORDS = 3  # of the claim that must be the same
LEAST_SHARE = 0.5  # of the words of the shorter claim
WINDOW = 90  # characters of the sentence on each side of the figure
MOST_SHOWN = 3  # documents named in an explanation
MOST_COMPARED = 60  # different claims with one figure and one word that a claim is compared with
_UNITS = frozenset({"percent", "money", "measure"})
_NUMBER = re.compile(r"\d[\d.,]*")
_SCALES = {"thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_COINS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "usd": "dollar", "eur": "euro", "us": "dollar"}
_WORD = re.compile(r"[^\W\d_]{4,}|\b[A-Z]{2,3}\b")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words of any claim with a number in it, and of telling who says so.
_EMPTY = _words(
    "about above after again against ahead almost also although among another around because been before "
    "behind being below between billion both came cent country could different down during each even ever every "
    "figure figures first five four from given half have having here high higher however into just large largest "
    "last least less like little long lower made main make many more most much must nearly never next nine number "
    "once only other over part people percent percentage point points quarter rather roughly same second seven "
    "several share should since some still such than that their them then there these they third this those though "
    "three through thus today together took total toward under until upon very were what when where which while "
    "will with within without would year years month months week weeks million thousand trillion dollar dollars "
    "euro euros estimated estimate nation world"
)
_TELLING = _words(
    "according analyst analysis claim claimed data document expert find finding found indicate noted official "
    "poll published recent report reported reporting said says saying show showed source spokesman spokeswoman "
    "statement statistics study suggest survey tell told"
)


@dataclass(frozen=True)
class Claim:
    """What a figure is said of: the figure, who is named for it ("" for nobody) and the words around it."""

    figure: str
    source: str
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """The claim in one string, equal for equal claims."""
        return "\x1f".join([self.figure, self.source, " ".join(self.words)])


@dataclass(frozen=True)
class Shared:
    """Where a claim stands: the first documents, in how many others, and what is the same."""

    paths: tuple[str, ...]
    documents: int
    what: str


@dataclass
class ClaimLedger:
    """The claims of any number of documents, added in the order of their paths."""

    claims: dict[str, dict[str, tuple[int, list[str]]]] = field(default_factory=dict)

    def add(self, path: str, keys: Iterable[str]) -> None:
        """Take in the claims of the next document (``Claim.key``)."""
        for key in dict.fromkeys(keys):
            of_figure = self.claims.setdefault(key.split("\x1f", 1)[0], {})
            count, paths = of_figure.get(key, (0, []))
            if count <= MOST_SHOWN:
                paths.append(path)
            of_figure[key] = (count + 1, paths)

    def shared(self) -> dict[str, Shared]:
        """Of every claim that stands in another document too, by its key, where and what is the same."""
        found: dict[str, Shared] = {}
        for of_figure in self.claims.values():
            if len(of_figure) > 1 or next(iter(of_figure.values()))[0] > 1:
                found.update(_shared(of_figure))
        return found


def claims_of(document: Document, statements: Sequence[Statement]) -> list[Claim]:
    """The claims of a document that hold a percentage, an amount of money or a measure, in its order."""
    return [claim_of(document.text, figure, statements) for figure in _figures(document.text)]


def claim_of(text: str, figure: Figure, statements: Sequence[Statement]) -> Claim:
    """The claim a figure stands in; ``statements`` of its document name the source."""
    begins = [at + 1 for mark in (". ", "\n", "? ", "! ") if (at := text.rfind(mark, 0, figure.start)) >= 0]
    stops = [at for mark in (". ", ".\n", ".”", '."', "\n", "? ", "! ") if (at := text.find(mark, figure.end)) >= 0]
    begin = max([*begins, figure.start - WINDOW, 0])
    end = min([*stops, figure.end + WINDOW, len(text)])
    begin, end = _whole_words(text, begin, end)
    around = f"{text[begin : figure.start]} {text[figure.end : end]}"
    source = _source(figure, statements)
    found = (w for w in _WORD.findall(around) if w.lower() not in _EMPTY and w.lower() not in _TELLING)
    words = {w: None for w in map(_stem, found) if w not in _EMPTY and w not in _TELLING}
    unit = figure_value(figure)
    return Claim(unit, source, tuple(w for w in words if w not in unit and w not in source.split()))


def _whole_words(text: str, begin: int, end: int) -> tuple[int, int]:
    """The window without the words it cuts."""
    while begin and begin < end and text[begin - 1].isalnum() and text[begin].isalnum():
        begin += 1
    while end < len(text) and end > begin and text[end].isalnum() and text[end - 1].isalnum():
        end -= 1
    return begin, end


def figure_value(figure: Figure) -> str:
    """The amount and what it counts, equal for "1.5 billion dollars" and "$1.5 bn"."""
    words = figure.words.lower()
    number = _NUMBER.search(words)
    digits = number.group().rstrip(".,").replace(",", "") if number else ""
    try:
        value = float(digits)
    except ValueError:
        return words
    behind = words[number.end() :] if number else ""
    scale = re.match(r"\s?(thousand|million|billion|trillion|bn|m)\b", behind)
    if scale is not None:
        value *= _SCALES[scale[1]]
        behind = behind[scale.end() :]
    if figure.unit == "percent":
        return f"{value:g} percent"
    if figure.unit == "money":
        sign = next((s for s in "$€£¥" if s in words), "")
        coin = _COINS.get(sign) or next((_COINS.get(w, _stem(w)) for w in behind.split()), "")
        return f"{value:g} {coin}"
    return f"{value:g} {' '.join(map(_stem, behind.split()))}"


def _figures(text: str) -> list[Figure]:
    return [f for f in find_figures(text, 0, len(text)) if f.unit in _UNITS and any(c.isdigit() for c in f.words)]


def _source(figure: Figure, statements: Sequence[Statement]) -> str:
    covering = [s for s in statements if s.start <= figure.start < s.end and s.source_type.startswith("named_")]
    if not covering:
        return ""
    nearest = min(covering, key=lambda s: (s.end - s.start, s.start))
    words = re.findall(r"[^\W_]+", nearest.speaker.replace(".", "").lower())
    telling = {"a", "an", "the", "by", "of", "for", "and", "in", "new", "his", "her", "its", "their"}
    return " ".join(sorted({w for w in map(_stem, words) if w not in telling and w not in _TELLING}))


def _stem(word: str) -> str:
    """Without the ending of a plural or a verb, in lower case: enough to compare words."""
    low = word.lower()
    for ending in ("ing", "ed", "es", "s", "e"):
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            return low[: -len(ending)]
    return low


def _shared(of_figure: dict[str, tuple[int, list[str]]]) -> dict[str, Shared]:
    """The claims with one figure that stand in more than one document."""
    claims = {key: _parsed(key) for key in of_figure}
    postings: dict[str, list[str]] = {}
    partners: dict[str, dict[str, str]] = {}
    for key, claim in claims.items():
        if of_figure[key][0] > 1 and len(claim.words) + bool(claim.source) >= LEAST_WORDS - 1:
            partners.setdefault(key, {})[key] = _what(claim, claim) or "the same words around it"
        for mark in [*claim.words, *([f"\x1f{claim.source}"] if claim.source else [])]:
            known = postings.setdefault(mark, [])
            for other in known[:MOST_COMPARED]:
                if other in partners.get(key, {}):
                    continue
                what = _what(claims[other], claim)
                if what:
                    partners.setdefault(key, {})[other] = what
                    partners.setdefault(other, {})[key] = what
            known.append(key)
    return {key: joined for key in partners if (joined := _joined(key, partners[key], of_figure)) is not None}


def _joined(key: str, partners: dict[str, str], of_figure: dict[str, tuple[int, list[str]]]) -> Shared | None:
    own = of_figure[key][1] if of_figure[key][0] == 1 else []
    paths = dict.fromkeys(p for other in partners for p in of_figure[other][1] if p not in own)
    if not paths:
        return None
    counts = [of_figure[other][0] for other in partners]
    complete = all(count <= MOST_SHOWN + 1 for count in counts)
    documents = (len(paths) if complete else sum(counts)) - (key in partners)
    return Shared(tuple(sorted(paths)[: MOST_SHOWN + 1]), documents, next(iter(partners.values())))


def _what(a: Claim, b: Claim) -> str:
    """What two claims with one figure have in common, "" where it is too little to be one claim."""
    same = [w for w in a.words if w in b.words]
    if a.source and a.source == b.source and same:
        return f"of the same source ({a.source})"
    if len(same) >= LEAST_WORDS and len(same) >= LEAST_SHARE * min(len(a.words), len(b.words)):
        return f"with the same words ({', '.join(same[:5])})"
    return ""


def _parsed(key: str) -> Claim:
    figure, source, words = key.split("\x1f")
    return Claim(figure, source, tuple(words.split()))
