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
only where its longest fixed piece occurs (Aho-Corasick), so that thousands of patterns cost little.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

import ahocorasick

from detente.evidence.morphology import verb_forms

Key = TypeVar("Key", bound=Hashable)

_GAP = r"(?:[\s\-]+[^\s,;:.!?()“”\"—–]+){0,5}?[\s\-]+"
_TOKEN = re.compile(r"@|~|[^\s\-@~]+|-")


class PatternSet(Generic[Key]):
    """Patterns with keys, frozen after building, found together in one pass.

    Parameters
    ----------
    entries : list of (key, pattern)
        Keys may repeat; patterns are written as above.
    """

    def __init__(self, entries: list[tuple[Key, str]]) -> None:
        self._patterns: list[tuple[Key, re.Pattern[str], tuple[str, ...]]] = []
        anchors: dict[str, list[int]] = {}
        for key, written in entries:
            for simple in expand(written):
                compiled, pieces = compile_simple(simple)
                anchors.setdefault(max(pieces, key=len), []).append(len(self._patterns))
                self._patterns.append((key, compiled, pieces))
        self._automaton = ahocorasick.Automaton()
        for anchor, numbers in anchors.items():
            self._automaton.add_word(anchor, tuple(numbers))
        if anchors:
            self._automaton.make_automaton()
        self._empty = not anchors

    def find(self, text: str, start: int, end: int) -> list[tuple[int, int, Key]]:
        """All matches in ``text[start:end]``, as (start, end, key), sorted by place; keys may overlap."""
        if self._empty:
            return []
        lowered = lower_same_length(text[start:end])
        numbers = sorted({n for _, found in self._automaton.iter(lowered) for n in found})
        matches = {
            (m.start(), m.end(), n)
            for n in numbers
            if len(self._patterns[n][2]) == 1 or all(piece in lowered for piece in self._patterns[n][2])
            for m in self._patterns[n][1].finditer(text, start, end)
            if m.end() > m.start()
        }
        return [(a, b, self._patterns[n][0]) for a, b, n in sorted(matches)]


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
def compile_simple(pattern: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """A pattern without brackets as a regular expression, and the pieces that must occur for it (lower case)."""
    tokens = _TOKEN.findall(pattern)
    parts: list[str] = []
    pieces: list[str] = []
    glue = ""
    for i, token in enumerate(tokens):
        if token == "~":  # noqa: S105 - a sign, not a secret
            glue = _GAP
            continue
        if token == "-":  # noqa: S105
            glue = r"[\-–]"
            continue
        last = i == len(tokens) - 1
        expression, fixed = _word(token, last=last and len(tokens[i]) > 1)
        if parts:
            parts.append(glue or r"[\s\-]+")
        parts.append(expression)
        glue = ""
        if fixed:
            pieces.append(fixed.lower())
    return re.compile(r"(?<![\w])" + "".join(parts) + r"(?![\w])"), tuple(dict.fromkeys(pieces))


def lower_same_length(text: str) -> str:
    """Lower case with every character kept in its place (a few capitals lower to two characters)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


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


def _word(token: str, last: bool) -> tuple[str, str]:
    if token == "@":  # noqa: S105
        return r"[A-Z][\w.]*", ""
    cased = token != token.lower()
    flags = "" if cased else "i"
    if token.endswith("%"):
        forms = verb_forms(token[:-1])
        body = "|".join(_escape(f) for f in forms)
        return f"(?{flags}:{body})", _fixed(_common_prefix(forms))
    if token.endswith("*"):
        return f"(?{flags}:{_escape(token[:-1])}\\w*)", _fixed(token[:-1])
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
    return f"(?{flags}:{_escape(stem)}{ending})", _fixed(stem)


def _escape(word: str) -> str:
    escaped = re.escape(word).replace(r"\?", r"\w")
    return escaped.replace("'", "['’]").replace("’", "['’]") if "['’]" not in escaped else escaped


def _fixed(word: str) -> str:
    return max(re.split(r"[?'’]", word), key=len)


def _common_prefix(words: tuple[str, ...]) -> str:
    prefix = words[0]
    for word in words[1:]:
        while not word.startswith(prefix):
            prefix = prefix[:-1]
    return prefix
