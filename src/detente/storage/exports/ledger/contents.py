"""What an export of statements takes: statements as read and as reviewed, the reviews, documents and actors' names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from detente.domain.statement import Review, Statement
from detente.storage.store import DocumentRecord

PROGRAM = "detente"


@dataclass(frozen=True)
class Ledger:
    """A case's statements, in the order of documents and places.

    ``statements`` are as read; ``reviewed`` holds each as its reviewers see it, by id, and lacks what they rejected.
    ``reviews`` are those of each statement, earliest first; ``orphans`` those whose words are gone. ``vouched`` are the
    ids of statements that move an estimate because a person says so.
    """

    case: str
    version: str
    statements: tuple[Statement, ...]
    reviewed: Mapping[str, Statement]
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    orphans: tuple[Review, ...] = ()
    vouched: frozenset[str] = frozenset()
    documents: Mapping[str, DocumentRecord] = field(default_factory=dict)
    actors: Mapping[str, str] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=dict)

    def moves(self, statement: str) -> bool:
        """Whether a statement informs an estimate, as reviewed."""
        found = self.reviewed.get(statement)
        return found is not None and (found.moves_position or statement in self.vouched)


def escaped_path(text: str) -> str:
    """Text as part of an address: everything but letters, digits and ``/-._~`` percent-encoded."""
    return quote(text.encode("utf-8", "replace"), safe="/-._~")


def printable(text: str) -> str:
    """Text that any encoder takes: half of a character pair, from a broken document, replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
