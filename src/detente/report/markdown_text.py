"""Text that Markdown shows as it is, tables, and quotations with what was quoted in bold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from detente.report.passages import Passage


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no link, no HTML, no line break, no cell boundary."""
    flat = " ".join(text.split())
    flat = re.sub(r"([\\`*_\[\]<>|#~!&])", r"\\\1", flat)
    flat = re.sub(r"(?i)\b(https?|ftp|mailto|javascript|data)(:)", r"\1\\\2", flat)
    flat = re.sub(r"(?i)\bwww\.", r"www\\.", flat)
    flat = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", flat)
    return re.sub(r"^([-+=])(?=[-=\s]|$)", r"\\\1", flat)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table with everything escaped; nothing at all without rows."""
    body = [f"| {' | '.join(escaped(cell) for cell in row)} |" for row in rows]
    if body:
        yield f"| {' | '.join(escaped(cell) for cell in head)} |"
        yield "|" + " --- |" * len(head)
        yield from body
        yield ""


def marked(passage: Passage) -> str:
    """The quoted parts in bold within their text."""
    shown = []
    for piece in passage.pieces:
        inner = escaped(piece.text)
        lead = " " if piece.text[:1].isspace() else ""
        trail = " " if piece.text[-1:].isspace() else ""
        shown.append(
            f"{lead}**{inner}**{trail}" if piece.mark in ("quote", "check") and inner else f"{lead}{inner}{trail}"
        )
    return "".join(shown)
