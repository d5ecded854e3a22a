"""The same quantity with different values: sources that disagree, a figure that changed, a source against itself.

Two numbers are taken for the same quantity when their unit is the same, most of the words around them are, neither
names somebody or a time that the other does not, and the statements share an actor or an issue. Two numbers of one
sentence are two quantities ("72 percent to 8 percent"). What somebody offers or demands is a term, no claim about the
world.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.domain.document import Document
from detente.domain.number import NumberInText
from detente.domain.statement import ClaimCheck, Span, Statement

LEAST_ALIKE = 0.5  # share of the words around two numbers that must be the same, in [0, 1]
LEAST_WORDS = 2
WINDOW = 60  # characters on each side
_TERMS = frozenset({"offers", "demands", "requires", "seeks", "open_to"})
_WORD = re.compile(r"[^\W\d_]{4,}")
_EMPTY = frozenset(
    (
        "about", "than", "more", "less", "over", "under", "nearly", "almost", "around", "least", "most", "some", "said",
        "says", "that", "this", "with", "from", "have", "been", "were", "which", "their", "they", "would", "will",
        "also", "into", "after", "before", "since", "year", "years", "month", "months", "percent", "million", "billion",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """One number of a statement with the words around it, and the sentence it stands in.

    Words in small letters say what is counted; with a capital or digits they tell quantities of one kind apart: whom
    they are about, and when they were.
    """

    statement: Statement
    number: NumberInText
    words: frozenset[str]
    sentence: Span = (0, 0)


def find_quantities(statements: Sequence[Statement], text: str) -> list[Counted]:
    """The numbers of one document's statements that claim something about the world, each once."""
    found: dict[tuple[int, int], Counted] = {}
    for statement in statements:
        if statement.stance in _TERMS or statement.modality in ("hypothetical", "conditional"):
            continue
        for number in statement.numbers:
            before = text[max(statement.start, number.start - WINDOW) : number.start]
            behind = text[number.end : min(statement.end, number.end + WINDOW)]
            words = frozenset(w for w in _WORD.findall(f"{before} {behind}".lower()) if w not in _EMPTY)
            if number.unit and len(words) >= LEAST_WORDS:
                sentence = _sentence(text, number.start, number.end)
                words |= _names(text, sentence, (number.start, number.end))
                found.setdefault((number.start, number.end), Counted(statement, number, words, sentence))
    return list(found.values())


_NAME = re.compile(r"\b(?:[A-Z][\w’'\-]*[a-z]\w*|[A-Z]{2,})\b")
_TIME = re.compile(
    r"\b(?:(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December|first|"
    r"second|third|fourth|last|next|previous|earlier|initially|originally|now|today)\b"
)
_PART = re.compile(
    r"\b(?:wom[ae]n|m[ae]n|female|male|girls?|boys?|children|officers|enlisted|rural|urban|north\w*|south\w*|east\w*|"
    r"west\w*|imports?|exports?|former|latter|other|others|killed|wounded|injured|missing|displaced|civilians|soldiers|"
    r"abstentions?|against|favou?r\w*)\b"
)


def _sentence(text: str, start: int, end: int) -> Span:
    begins = [at + 1 for mark in (". ", "\n", "? ", "! ", "; ") if (at := text.rfind(mark, 0, start)) >= 0]
    stops = [at for mark in (". ", ".\n", "\n", "? ", "! ", "; ") if (at := text.find(mark, end)) >= 0]
    return max([*begins, 0]), min([*stops, len(text)])


def _names(text: str, sentence: Span, number: Span) -> frozenset[str]:
    """Names, times and parts of a whole that stand in the sentence of a number, but for the word that opens it."""
    begin, end = max(sentence[0], number[0] - 2 * WINDOW), min(sentence[1], number[1] + 2 * WINDOW)
    found = set()
    for match in _NAME.finditer(text, begin, end):
        opening = not text[sentence[0] : match.start()].strip(" “\"'‘(")
        if not opening or re.search(rf"[a-z,] {re.escape(match.group())}\b", text):
            found.add(re.sub(r"['’]s?$", "", match.group()))
    found |= {m.group().capitalize() for pattern in (_TIME, _PART) for m in pattern.finditer(text, begin, end)}
    return frozenset(found)


def find_conflicts(quantities: Sequence[Counted]) -> list[tuple[Counted, Counted]]:
    """Pairs of one quantity whose values exclude each other, in the order given."""
    by_unit: dict[str, list[Counted]] = {}
    pairs = []
    for counted in quantities:
        known = by_unit.setdefault(counted.number.unit, [])
        pairs += [
            (other, counted) for other in known if _same(other, counted) and _exclusive(other.number, counted.number)
        ]
        known.append(counted)
    return pairs


def check_quantities(statements: Sequence[Statement], documents: Sequence[Document]) -> list[Statement]:
    """The statements; those in which one speaker gives two values of a quantity in one document with a check."""
    checks: dict[str, ClaimCheck] = {}
    for first, second in find_conflicts(_all(statements, documents)):
        a, b = first.statement, second.statement
        if a.document != b.document or a.speaker != b.speaker:
            continue
        for one, other in ((first, second), (second, first)):
            checks.setdefault(
                one.statement.id,
                ClaimCheck(
                    "internal_contradiction",
                    one.number.start,
                    one.number.end,
                    f"“{one.number.words}” here, “{other.number.words}” elsewhere in the same document",
                ),
            )
    return [replace(s, checks=(*s.checks, checks[s.id])) if s.id in checks else s for s in statements]


def _all(statements: Sequence[Statement], documents: Sequence[Document]) -> list[Counted]:
    by_document: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.numbers:
            by_document.setdefault(statement.document, []).append(statement)
    return [c for d in documents if d.path in by_document for c in find_quantities(by_document[d.path], d.text)]


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether the words around two numbers speak of one quantity."""
    told_a, told_b = ({w for w in words if not w.islower()} for words in (a, b))
    if not (told_a <= told_b or told_b <= told_a):
        return False
    shared = len(a & b - told_a)
    return shared >= LEAST_WORDS and shared >= LEAST_ALIKE * min(len(a - told_a), len(b - told_b))


def exclusive(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether two intervals have no value in common."""
    return a[1] < b[0] or b[1] < a[0]


def interval_of(number: NumberInText) -> tuple[float, float]:
    """The least and the greatest value a number may mean; 15% around an approximate one."""
    if number.low is not None and number.high is not None:
        return number.low, number.high
    if number.value is None:
        return float("-inf"), float("inf")
    value = number.value
    around = 0.15 * abs(value) if number.bound == "approx" else 0.0
    low = float("-inf") if number.bound == "upper_bound" else value - around
    high = float("inf") if number.bound == "lower_bound" else value + around
    return low, high


def _same(a: Counted, b: Counted) -> bool:
    if a.statement.document == b.statement.document and a.sentence == b.sentence:
        return False
    if not alike(a.words, b.words):
        return False
    one, other = a.statement, b.statement
    return bool(set(one.actors) & set(other.actors) or set(one.issues) & set(other.issues))


def _exclusive(a: NumberInText, b: NumberInText) -> bool:
    return exclusive(interval_of(a), interval_of(b))
