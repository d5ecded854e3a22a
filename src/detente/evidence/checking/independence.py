"""Statements that count once: the same source, the same words, or copies of one document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.domain.changed import changed
from detente.domain.document import Document
from detente.domain.statement import Statement
from detente.evidence.checking.near_duplicates import joined_by_copies, shingle_hashes, words_hash
from detente.evidence.text.union import Roots

LONG_QUOTE = 6  # words


def group_statements(statements: Sequence[Statement], documents: Sequence[Document]) -> list[Statement]:
    """The statements with their ``independence_group``, in the order given.

    A group is one source: a named speaker wherever quoted, or the author of a document. Documents that share more
    than 15% of the shorter one's five-word shingles have one author for this purpose, and sources that are quoted
    with the same six words or more are one.
    """
    groups = SourceGroups(copied_documents(documents))
    links = [source_link(s) for s in statements]
    for link in links:
        groups.add(link)
    names = groups.names({k.source for k in links})
    return [changed(s, independence_group=names[k.source]) for s, k in zip(statements, links, strict=True)]


def copied_documents(documents: Sequence[Document]) -> dict[str, str]:
    """For each document the first one (by path) it shares text with, itself when none."""
    ordered = sorted(documents, key=lambda d: d.path)
    hashes = [shingle_hashes(d.text) for d in ordered]
    roots = joined_by_copies([len(h) for h in hashes], [words_hash(d.text) for d in ordered], lambda: hashes)
    return {d.path: ordered[root].path for d, root in zip(ordered, roots, strict=True)}


@dataclass(frozen=True)
class SourceLink:
    """What groups a statement: its source, and hashes of the long quotations that may be another source's too."""

    source: str
    quotes: tuple[bytes, ...] = ()


def source_link(statement: Statement) -> SourceLink:
    """The source is the named speaker, wherever quoted, or the document."""
    named = statement.source_type.startswith("named_") and statement.speaker
    source = f"speaker:{statement.speaker.lower()}" if named else f"document:{statement.document}"
    hashed = (
        hashlib.blake2b(" ".join(q).encode("utf-8", "surrogatepass"), digest_size=16) for q in _long_quotes(statement)
    )
    return SourceLink(source, tuple(h.digest() for h in hashed))


class SourceGroups:
    """Groups of sources that count once, built link by link in any order; sources are all that is remembered.

    ``copies`` names for each document the first it shares text with.
    """

    def __init__(self, copies: Mapping[str, str]) -> None:
        self._roots: Roots[str] = Roots()
        self._quoted: dict[bytes, str] = {}
        for path, first in copies.items():
            self._roots.join(f"document:{path}", f"document:{first}")

    def add(self, link: SourceLink) -> None:
        """Take in the link of one statement."""
        for quote in link.quotes:
            self._roots.join(self._quoted.setdefault(quote, link.source), link.source)

    def name(self, source: str) -> str:
        """The group of a source: a hash of the least source in it."""
        least = self._roots.find(source)
        return "g" + hashlib.sha256(least.encode("utf-8", "surrogatepass")).hexdigest()[:10]

    def names(self, sources: Iterable[str]) -> dict[str, str]:
        """The groups of several sources."""
        return {source: self.name(source) for source in sources}


def _long_quotes(statement: Statement) -> list[list[str]]:
    if statement.kind == "direct_quote":
        words = _words(statement.quote)
        return [words] if len(words) >= LONG_QUOTE else []
    quoted = [_words(m[1]) for m in re.finditer(r"[“\"]([^”\"]+)[”\"]", statement.quote)]
    return [q for q in quoted if len(q) >= LONG_QUOTE]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
