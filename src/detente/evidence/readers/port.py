"""The ports every reader fits: a file in, its text and what the file says about itself out.

A ``Reader`` makes one document of a file, a ``CollectionReader`` many: the rows of a table, the entries of a feed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from detente.domain.errors import DocumentError

LARGEST_TEXT = 5_000_000  # characters; about 2,500 pages


@dataclass(frozen=True)
class Content:
    """What a reader made of one file, or of one entry of it.

    ``key`` names the entry inside its file ("entry-3", "row-12", the id a table gives it) and is "" for a whole file:
    the document's path is ``FILE#KEY``.
    """

    text: str
    title: str = ""
    published: dt.date | None = None
    publisher: str = ""
    notes: tuple[str, ...] = ()
    key: str = ""


class Reader(Protocol):
    """One file format.

    ``suffixes`` in lower case with their dot; ``largest`` the greatest size of a file in bytes.
    """

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    @property
    def media_type(self) -> str: ...

    @property
    def largest(self) -> int: ...

    def read(self, data: bytes, where: str) -> Content:
        """Text and metadata of a file's bytes; ``where`` names the file in errors.

        Raises
        ------
        DocumentError
            When the bytes are not what the suffix promises, or are broken.
        """
        ...


@dataclass(frozen=True)
class DocumentProblem:
    """A file or entry that gave no document, and the one sentence that says why."""

    path: str
    sentence: str
    error: DocumentError | None = None


class CollectionReader(Protocol):
    """A file format that holds many documents; its entries are read one after the other, never all at once."""

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    @property
    def media_type(self) -> str: ...

    @property
    def largest(self) -> int: ...

    def entries(self, file: BinaryIO, where: str) -> Iterator[Content | DocumentProblem]:
        """Every entry in its order, each with its own ``key``; a problem for each that gives no document.

        Raises
        ------
        DocumentError
            When the file as a whole is not what the suffix promises, or cannot be read any further.
        """
        ...
