"""What a case remembers between runs: documents seen, statements read, reviews given, runs made.

| object         | role                                                                        |
|----------------|-----------------------------------------------------------------------------|
| Store          | the port: what any database behind a case must do                           |
| DocumentRecord | a document as last seen, without its text                                   |
| RunRecord      | a run: its manifest, the blocks finished, the hash of its results once done |

Every method is one transaction: after a crash at any moment either all of it happened or none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self, runtime_checkable

from detente.domain.document import Document
from detente.domain.errors import StorageError
from detente.domain.statement import Reading, Review, Statement

DATABASE_FILE = "detente.db"


@dataclass(frozen=True)
class DocumentRecord:
    """A document as last seen; ``sha256`` is that of its text, as in ``Document``."""

    path: str
    sha256: str
    title: str = ""
    published: dt.date | None = None
    publisher: str = ""
    media_type: str = ""
    language: str = ""

    @classmethod
    def of(cls, document: Document) -> DocumentRecord:
        """The record of a document."""
        return cls(
            document.path,
            document.sha256,
            document.title,
            document.published,
            document.publisher,
            document.media_type,
            document.language,
        )


@dataclass(frozen=True)
class RunRecord:
    """A run; ``results_sha256`` is None until it has finished."""

    id: str
    manifest: dict[str, Any]
    blocks: tuple[tuple[str, int], ...] = ()
    results_sha256: str | None = None

    @property
    def finished(self) -> bool:
        """Whether the results were written."""
        return self.results_sha256 is not None


@runtime_checkable
class Store(Protocol):
    """The memory of one case."""

    def save_documents(self, documents: Iterable[Document]) -> None:
        """Record these documents as last seen, in place of earlier versions at the same paths."""
        ...

    def remove_documents(self, paths: Iterable[str]) -> None:
        """Forget documents that are gone from the folder; their readings and reviews stay."""
        ...

    def documents(self) -> dict[str, DocumentRecord]:
        """All documents by path, in the order of the paths."""
        ...

    def save_reading(self, document: str, sha256: str, extractor: str, reading: Reading) -> None:
        """Keep what an extractor read in one document.

        ``extractor`` names everything that can change the result besides the text: rules, version, vocabulary, names
        of the case. A reading of the same three is replaced.
        """
        ...

    def reading(self, document: str, sha256: str, extractor: str) -> Reading | None:
        """What was read before, so that an unchanged document need not be read again; None if it never was."""
        ...

    def statements(self) -> list[Statement]:
        """The statements of the latest reading of each known document, in the order of the paths."""
        ...

    def add_review(self, review: Review) -> None:
        """Add a person's judgement; nothing is overwritten."""
        ...

    def reviews(self, statement: str | None = None) -> list[Review]:
        """All judgements, or those of one statement, the earliest first."""
        ...

    def answer(self, key: str) -> str | None:
        """A language model's answer kept under the hash of its question, or None."""
        ...

    def save_answer(self, key: str, content: str) -> None:
        """Keep an answer; the first under a key stays."""
        ...

    def begin_run(self, run_id: str, manifest: Mapping[str, Any]) -> None:
        """Start a run, or go on with one of the same manifest (time and place aside); StorageError for another."""
        ...

    def finish_block(self, run_id: str, scenario: str, block: int) -> None:
        """Mark a block of draws as done; twice is as once."""
        ...

    def blocks_done(self, run_id: str) -> tuple[tuple[str, int], ...]:
        """(scenario, block) of the blocks done, sorted."""
        ...

    def finish_run(self, run_id: str, results_sha256: str) -> None:
        """Mark a run as finished."""
        ...

    def runs(self) -> list[RunRecord]:
        """All runs, the earliest first."""
        ...

    def close(self) -> None:
        """Let go of the database; twice is as once."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def unknown_run(run_id: str) -> StorageError:
    """A block or an end of a run that never began."""
    return StorageError(f"There is no run '{run_id}' in this case; begin it before finishing any of it.")


def other_manifest(run_id: str) -> StorageError:
    """Two runs of one name."""
    return StorageError(f"Run '{run_id}' was begun with another manifest; name runs by the hash of their manifest.")
