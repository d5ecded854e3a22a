"""Plain text: the characters exactly as decoded."""

from __future__ import annotations

from detente.evidence.readers.decoding import decode
from detente.evidence.readers.port import Content


class PlainTextReader:
    """``.txt``: text unchanged but for line ends; no metadata."""

    suffixes = (".txt",)
    media_type = "text/plain"
    largest = 20_000_000

    def read(self, data: bytes, where: str) -> Content:
        """See ``Reader.read``."""
        text, notes = decode(data, where)
        return Content(text=text, title=first_line(text), notes=notes)


def first_line(text: str) -> str:
    """The first line with something on it, at most 200 characters."""
    for line in text[:20_000].splitlines():
        if line.strip():
            return line.strip()[:200]
    return ""
