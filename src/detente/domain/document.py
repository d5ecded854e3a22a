"""A document as received: its text, where it lies, when and by whom it was published."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Document:
    """One source document.

    ``path`` is relative to the folder read, with forward slashes. ``text`` is what the reader made of the file;
    all offsets of statements count its characters (not bytes).
    """

    path: str
    text: str
    media_type: str
    title: str = ""
    published: dt.date | None = None
    publisher: str = ""
    language: str = ""
    notes: tuple[str, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """Hash of the text, so that a statement can tell whether its source has changed."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
