"""Phrase patterns an analyst can read, found quickly in running text.

| written        | means                                                                              |
|----------------|------------------------------------------------------------------------------------|
| ``ceasefire``  | the word, or its plural or possessive                                              |
| ``lift%``      | every form of the verb: lift, lifts, lifted, lifting                               |
| ``sanction*``  | every word that begins so                                                          |
| ``organi?e``   | any one letter in the place of ``?``                                               |
| ``(a|b c) d``  | either ``a d`` or ``b c d``; an empty choice is allowed                            |
| ``lift ~ ban`` | up to five words between, in one clause                                            |
| ``@``          | any one capitalised word                                                           |

A space also stands for a hyphen; a word written with a capital must be found with it. Every pattern is looked for
only where its first word begins, and only in texts that have the beginnings of all its words (Aho-Corasick), so that
thousands of patterns cost little. What stands in one word of a text is remembered: words come again.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

from detente.evidence.text.lower_case import lower_same_length
from detente.evidence.text.morphology import verb_forms

Key = TypeVar("Key", bound=Hashable)

# No sign is both between words and part of one: else a row of "-->" is tried in all the ways it can be cut.
_GAP = r"(?:[\s\-]+[^\s\-,;:.!?()“”\"—–]+){0,5}?[\s\-]+"
_TOKEN = re.compile(r"@|~|[^\s\-@~]+|-")
LEAST_REQUIRED = 2  # letters of a beginning that is looked for in a text first
LEAST_COMMON = 3  # letters
MOST_PIECES = 100_000  # of a text remembered: more than a language has in daily use

_PIECE = re.compile(r"[^\s\-]+")


@dataclass(frozen=True)
class Simple:
    """A pattern without brackets: its expression as written, and the beginnings of its words in lower case.

    ``openings`` are those its first word may have, none where they are unknown; ``beginnings`` are those the words of a
    text must have. ``one_word`` says that no match holds a space or a hyphen.
    """

    source: str
    openings: tuple[str, ...]
    beginnings: frozenset[str]
    one_word: bool

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """Compiled when first tried: most of thousands never are."""
        return re.compile(self.source)


class PatternSet(Generic[Key]):
    """Patterns with keys, frozen after building, found together in one pass.

    Parameters
    ----------
    entries : list of (key, pattern)
        Keys may repeat; patterns are written as above.
    """

    def __init__(self, entries: list[tuple[Key, str]]) -> None:
        self._patterns: list[tuple[Key, Simple]] = []
        self._single: dict[str, list[int]] = {}  # numbers of patterns of one word by a beginning
        self._several: dict[str, dict[str, list[int]]] = {}  # of more words: by two beginnings
        self._of_several: set[str] = set()  # beginnings of words of these
        self._beginnings = ahocorasick.Automaton()
        self._pieces: dict[str, _Piece | None] = {}
        for key, written in entries:
            for one in expand(written):
                simple = compile_simple(one)
                longest = sorted(simple.beginnings, key=lambda b: (-len(b), b))[:2]
                # The forms of a verb ("tel", "tol") are rarer than what mostly follows ("to").
                anchors = simple.openings if len(simple.openings) > 1 else longest[:1] or simple.openings or [""]
                rest = longest if anchors is simple.openings else longest[1:]
                for anchor in anchors:
                    if simple.one_word:
                        self._single.setdefault(anchor, []).append(len(self._patterns))
                    else:
                        further = self._several.setdefault(anchor, {})
                        further.setdefault(rest[0] if rest else anchor, []).append(len(self._patterns))
                if not simple.one_word:
                    self._of_several |= {*simple.beginnings, *simple.openings}
                self._patterns.append((key, simple))
                for beginning in (*simple.beginnings, *simple.openings):
                    self._beginnings.add_word(beginning, beginning)
        if len(self._beginnings):
            self._beginnings.make_automaton()

    def find(self, text: str, start: int, end: int) -> list[tuple[int, int, Key]]:
        """All matches in ``text[start:end]``, as (start, end, key), sorted by place; keys may overlap."""
        matches: set[tuple[int, int, int]] = set()
        places: dict[str, list[int]] = {"": []}
        cut = 0 < start <= len(text) and _in_word(text[start - 1])
        pieces = self._pieces
        for piece in _PIECE.finditer(text, start, end):
            written = piece.group()
            known = pieces[written] if written in pieces else self._piece(written)
            if known is None:
                continue
            at = piece.start()
            within = cut and at == start  # a word's first letters stand before the stretch
            for offset, beginning in known.beginnings:
                if offset or not within:
                    places.setdefault(beginning, []).append(at + offset)
            for first, last, number in known.matches:
                if first or not within:
                    matches.add((at + first, at + last, number))
        for anchor in places.keys() & self._several.keys():
            further = self._several[anchor]
            for second in places.keys() & further.keys():
                for number in further[second]:
                    matches.update(self._matches(number, places, text, start, end))
        return [(a, b, self._patterns[number][0]) for a, b, number in sorted(matches)]

    def _piece(self, written: str) -> _Piece | None:
        """What stands in letters without a space or hyphen, the same wherever they stand; None for nothing."""
        places = self._places(written)
        standing = [(at, which) for which, found in places.items() if which in self._of_several for at in found]
        matches = {
            match
            for anchor in ("", *places)
            for number in self._single.get(anchor, ())
            for match in self._matches(number, places, written, 0, len(written))
        }
        known = _Piece(tuple(sorted(standing)), tuple(sorted(matches))) if standing or matches else None
        if len(self._pieces) >= MOST_PIECES:
            self._pieces.clear()
        self._pieces[written] = known
        return known

    def _matches(
        self, number: int, places: dict[str, list[int]], text: str, start: int, end: int
    ) -> list[tuple[int, int, int]]:
        """Where a pattern matches, with its number; nowhere where a beginning of its words is wanting."""
        simple = self._patterns[number][1]
        if not places.keys() >= simple.beginnings:
            return []
        if not simple.openings:
            return [(*match.span(), number) for match in simple.expression.finditer(text, start, end)]
        if len(simple.openings) == 1:
            tried = places.get(simple.openings[0], [])
        else:
            tried = sorted(place for opening in simple.openings for place in places.get(opening, ()))
        found = []
        for place in tried:
            if place >= start and (match := simple.expression.match(text, place, end)) is not None:
                start = match.end()
                found.append((place, start, number))
        return found

    def _places(self, piece: str) -> dict[str, list[int]]:
        """Where words of a piece have one of the beginnings, by the beginning."""
        found: dict[str, list[int]] = {}
        if not len(self._beginnings):
            return found
        lowered = lower_same_length(piece)
        for last, beginning in self._beginnings.iter(lowered):
            place = last + 1 - len(beginning)
            if not place or not _in_word(lowered[place - 1]):
                found.setdefault(beginning, []).append(place)
        return found


class _Piece(NamedTuple):
    """Letters without a space or hyphen: which beginnings stand where, and the patterns of one word they match."""

    beginnings: tuple[tuple[int, str], ...]
    matches: tuple[tuple[int, int, int], ...]


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def expand(pattern: str) -> list[str]:
    """The alternatives of a pattern written out, without brackets, in the order written."""
    depth, opened = 0, -1
    for i, char in enumerate(pattern):
        if char == "(":
            depth += 1
            if depth == 1:
                opened = i
        elif char == ")":
            depth -= 1
            if depth == 0:
                choices = _split_choices(pattern[opened + 1 : i])
                return [
                    whole
                    for choice in choices
                    for whole in expand(re.sub(r"\s+", " ", pattern[:opened] + choice + pattern[i + 1 :]).strip())
                ]
    return [pattern]


@lru_cache(maxsize=20000)
def compile_simple(pattern: str) -> Simple:
    """A pattern without brackets as a regular expression, with the beginnings of its words."""
    tokens = _TOKEN.findall(pattern)
    parts: list[str] = []
    beginnings: list[tuple[str, ...]] = []
    glue = ""
    for i, token in enumerate(tokens):
        if token == "~":  # noqa: S105 - a sign, not a secret
            glue = _GAP
            continue
        if token == "-":  # noqa: S105
            glue = r"[\-–]"
            continue
        last = i == len(tokens) - 1
        expression, beginning = _word(token, last=last and len(tokens[i]) > 1)
        if parts:
            parts.append(glue or r"[\s\-]+")
        parts.append(expression)
        glue = ""
        beginnings.append(tuple(dict.fromkeys(b.lower() for b in beginning if b)))
    source = r"(?<![\w])" + "".join(parts) + r"(?![\w])"
    required = frozenset(b[0] for b in beginnings if len(b) == 1 and len(b[0]) >= LEAST_REQUIRED)
    one_word = len(parts) == 1 and not re.search(r"\\? |\\?-", parts[0])
    return Simple(source, beginnings[0] if beginnings else (), required, one_word)


def _split_choices(inside: str) -> Iterator[str]:
    depth, begin = 0, 0
    for i, char in enumerate(inside):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == "|" and depth == 0:
            yield inside[begin:i]
            begin = i + 1
    yield inside[begin:]


def _word(token: str, last: bool) -> tuple[str, tuple[str, ...]]:
    """The expression of a word, and how it may begin."""
    if token == "@":  # noqa: S105
        return r"[A-Z][\w.]*", ()
    cased = token != token.lower()
    flags = "" if cased else "i"
    if token.endswith("%"):
        forms = verb_forms(token[:-1])
        body = "|".join(_escape(f) for f in forms)
        return f"(?{flags}:{body})", _openings(tuple(_fixed(f) for f in forms))
    if token.endswith("*"):
        return f"(?{flags}:{_escape(token[:-1])}\\w*)", (_fixed(token[:-1]),)
    stem, ending = token, ""
    if last and token[-1].isalpha() and not token.isupper():
        if token.endswith("y") and token[-2:-1] not in "aeiou":
            stem, ending = token[:-1], "(?:y|ies|y['’]s)"
        elif token.endswith(("s", "x", "ch", "sh")):
            ending = "(?:es|['’]s?)?"
        else:
            ending = "(?:s|['’]s|s['’])?"
    elif last:
        ending = "(?:s|['’]s)?"
    return f"(?{flags}:{_escape(stem)}{ending})", (_fixed(stem),)


def _escape(word: str) -> str:
    return re.sub("['’]", "['’]", re.escape(word).replace(r"\?", r"\w"))


def _fixed(word: str) -> str:
    """The beginning of a word up to any sign that may stand for several."""
    return re.split(r"[?'’]", word, maxsplit=1)[0]


def _openings(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The common beginning of a verb's forms, or where it is short ("see", "sought") the first letters of each."""
    common = _common_prefix(forms)
    if len(common) >= LEAST_COMMON or not all(forms):
        return (common,)
    return tuple(dict.fromkeys(form[:LEAST_COMMON] for form in forms))


def _common_prefix(words: tuple[str, ...]) -> str:
    prefix = words[0]
    for word in words[1:]:
        while not word.startswith(prefix):
            prefix = prefix[:-1]
    return prefix
