"""The port every reader fits: bytes of one file in, its text and what the file says about itself out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

LARGEST_TEXT = 5_000_000  # characters; about 2,500 pages


@dataclass(frozen=True)
class Content:
    """What a reader made of one file."""

    text: str
    title: str = ""
    published: dt.date | None = None
    publisher: str = ""
    notes: tuple[str, ...] = ()


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
    """A file that gave no document, and the one sentence that says why."""

    path: str
    sentence: str
