"""A part of a section that is a table: heading, how to read it, maybe a figure of the same numbers, and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from detente.report.figures import Number
from detente.report.markdown_text import escaped, table

Cell = Number | str

BRIEF = 34
"""Characters of a short cell."""


@dataclass(frozen=True)
class Tabulated:
    """One such part; ``rows`` have a cell for each of ``head``, the first of each row names it."""

    heading: str
    reading: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    sentences: tuple[str, ...] = ()
    figure: Markup | None = None
    shades: tuple[tuple[int | None, ...], ...] = ()
    """For a heat table: 0 to 4 for each cell after a row's first, None for none."""

    minor: bool = False
    """Folded with its figure and how to read it; heading and sentences stay."""

    @property
    def brief(self) -> bool:
        """Whether every cell after a row's first is short, so that several fit beside each other on a phone."""
        return all(len(_text(cell)) <= BRIEF for row in self.rows for cell in row[1:])

    @property
    def key(self) -> str:
        """An anchor for the page."""
        return "part-" + "-".join(self.heading.lower().replace(",", "").split())[:60]


def tabulated_text(parts: tuple[Tabulated, ...]) -> Iterator[str]:
    """The parts as Markdown."""
    for part in parts:
        yield f"### {part.heading}"
        yield ""
        for sentence in part.sentences:
            yield escaped(sentence)
            yield ""
        if part.rows:
            yield from table(part.head, (tuple(_text(cell) for cell in row) for row in part.rows))
            yield escaped(part.reading)
            yield ""


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text
