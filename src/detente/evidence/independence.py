"""Statements that count once: the same source, the same words, or copies of one document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from detente.domain.document import Document
from detente.domain.statement import Statement

SHINGLE = 5
COPIED_SHARE = 0.15
LONG_QUOTE = 6


def group_statements(statements: Sequence[Statement], documents: Sequence[Document]) -> list[Statement]:
    """The statements with their ``independence_group``, in the order given.

    A group is one source: a named speaker wherever quoted, or the author of a document. Documents that share more
    than 15% of the shorter one's five-word shingles have one author for this purpose, and sources that are quoted
    with the same six words or more are one.
    """
    roots = _Roots()
    copies = copied_documents(documents)
    keys = [_source_key(s, copies) for s in statements]
    for key in keys:
        roots.find(key)
    quotes: dict[tuple[str, ...], str] = {}
    for statement, key in zip(statements, keys, strict=True):
        for words in _long_quotes(statement):
            if words in quotes:
                roots.join(quotes[words], key)
            else:
                quotes[words] = key
    names = {key: "g" + hashlib.sha256(roots.find(key).encode()).hexdigest()[:10] for key in keys}
    return [replace(s, independence_group=names[k]) for s, k in zip(statements, keys, strict=True)]


def copied_documents(documents: Sequence[Document]) -> dict[str, str]:
    """For each document the first one (by path) it shares text with, itself when none."""
    ordered = sorted(documents, key=lambda d: d.path)
    shingles = {d.path: _shingles(d.text) for d in ordered}
    index: dict[tuple[str, ...], list[str]] = {}
    roots = _Roots()
    for document in ordered:
        roots.find(document.path)
        shared: dict[str, int] = {}
        for shingle in sorted(shingles[document.path]):
            for other in index.get(shingle, []):
                shared[other] = shared.get(other, 0) + 1
            index.setdefault(shingle, []).append(document.path)
        for other in sorted(shared):
            shorter = min(len(shingles[document.path]), len(shingles[other]))
            if shorter and shared[other] / shorter > COPIED_SHARE:
                roots.join(document.path, other)
    return {d.path: roots.find(d.path) for d in ordered}


class _Roots:
    """Union-find whose representative is the least key, so that the order of joining does not matter."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, key: str) -> str:
        self._parent.setdefault(key, key)
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, a: str, b: str) -> None:
        first, second = sorted((self.find(a), self.find(b)))
        self._parent[second] = first


def _source_key(statement: Statement, copies: dict[str, str]) -> str:
    named = statement.source_type.startswith("named_") and statement.speaker
    if named:
        return f"speaker:{statement.speaker.lower()}"
    return f"document:{copies[statement.document]}"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def _long_quotes(statement: Statement) -> list[tuple[str, ...]]:
    if statement.kind == "direct_quote":
        words = _words(statement.quote)
        return [tuple(words)] if len(words) >= LONG_QUOTE else []
    quoted = [tuple(_words(m[1])) for m in re.finditer(r"[“\"]([^”\"]+)[”\"]", statement.quote)]
    return [q for q in quoted if len(q) >= LONG_QUOTE]
