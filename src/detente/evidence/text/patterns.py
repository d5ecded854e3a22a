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
thousands of patterns cost little.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

import ahocorasick

from detente.evidence.text.lower_case import lower_same_length
from detente.evidence.text.morphology import verb_forms

Key = TypeVar("Key", bound=Hashable)

_GAP = r"(?:[\s\-]+[^\s,;:.!?()“”\"—–]+){0,5}?[\s\-]+"
_TOKEN = re.compile(r"@|~|[^\s\-@~]+|-")
LEAST_REQUIRED = 2  # letters of a beginning that is looked for in a text first
LEAST_COMMON = 3  # letters


@dataclass(frozen=True)
class Simple:
    """A pattern without brackets: its expression as written, and the beginnings of its words in lower case.

    ``openings`` are those its first word may have, none where they are unknown; ``beginnings`` are those the words of a
    text must have.
    """

    source: str
    openings: tuple[str, ...]
    beginnings: frozenset[str]

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
        self._anchored: dict[str, list[int]] = {}  # numbers of patterns by their longest beginning, or the openings
        self._beginnings = ahocorasick.Automaton()
        for key, written in entries:
            for one in expand(written):
                simple = compile_simple(one)
                anchors = sorted(simple.beginnings, key=lambda b: (-len(b), b))[:1] or simple.openings or [""]
                for anchor in anchors:
                    self._anchored.setdefault(anchor, []).append(len(self._patterns))
                self._patterns.append((key, simple))
                for beginning in (*simple.beginnings, *simple.openings):
                    self._beginnings.add_word(beginning, beginning)
        if len(self._beginnings):
            self._beginnings.make_automaton()

    def find(self, text: str, start: int, end: int) -> list[tuple[int, int, Key]]:
        """All matches in ``text[start:end]``, as (start, end, key), sorted by place; keys may overlap."""
        places = self._places(text, start, end)
        standing = places.keys()
        matches: set[tuple[int, int, int]] = set()
        for anchor in ("", *places):
            for number in self._anchored.get(anchor, ()):
                simple = self._patterns[number][1]
                if standing >= simple.beginnings:
                    tried = [place for opening in simple.openings for place in places.get(opening, ())]
                    tried.sort()
                    spans = _spans(simple.expression, text, tried if simple.openings else None, start, end)
                    matches.update((a, b, number) for a, b in spans)
        return [(a, b, self._patterns[number][0]) for a, b, number in sorted(matches)]

    def _places(self, text: str, start: int, end: int) -> dict[str, list[int]]:
        """Where words of the text have one of the beginnings, by the beginning."""
        found: dict[str, list[int]] = {}
        if not len(self._beginnings):
            return found
        lowered = lower_same_length(text[start:end])
        for last, beginning in self._beginnings.iter(lowered):
            place = last + 1 - len(beginning)
            if not place or not ((before := lowered[place - 1]).isalnum() or before == "_"):
                found.setdefault(beginning, []).append(start + place)
        return found


def _spans(
    expression: re.Pattern[str], text: str, tried: list[int] | None, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Matches as ``finditer`` gives them, tried only at these places where they are known."""
    if tried is None:
        yield from (match.span() for match in expression.finditer(text, start, end))
        return
    for place in tried:
        if place >= start and (match := expression.match(text, place, end)) is not None:
            yield match.span()
            start = match.end()


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
    return Simple(source, beginnings[0] if beginnings else (), required)


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
