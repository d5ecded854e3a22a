"""Quotation marks paired into quoted passages, with straight, curly and mixed marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.statement import Span

_MARK = re.compile('["“”„«»‘]')
_CLOSING_SINGLE = re.compile(r"(?:(?<=[.,!?…])’)|’(?=$|[\s,.;:!?)\]—–](?!\w))")  # noqa: RUF001


@dataclass(frozen=True)
class Quotation:
    """A quoted passage with its marks.

    ``unclosed`` where its paragraph ends inside it and the next paragraph opens with a mark again: by convention
    the same speaker goes on there.
    """

    start: int
    end: int
    unclosed: bool = False


def find_quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Quoted passages in order; none crosses a paragraph, none lies in another."""
    found: list[Quotation] = []
    for index, (start, end) in enumerate(paragraphs):
        following = paragraphs[index + 1][0] if index + 1 < len(paragraphs) else -1
        opens_again = following >= 0 and text[following] in '"“„«'
        found.extend(_within(text, start, end, opens_again))
    return found


def _within(text: str, start: int, end: int, opens_again: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened = -1
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        if opened >= 0 and at < opened:
            continue
        if mark == "‘":
            single = _single(text, at, start, end) if opened < 0 else None
            if single is not None:
                found.append(single)
            continue
        if found and at < found[-1].end:
            continue
        if opened < 0:
            if _can_open(text, at, start, mark):
                opened = at
        elif _can_close(text, at, end, mark):
            found.append(Quotation(opened, at + 1))
            opened = -1
    if opened >= 0:
        if opens_again and end - opened > 2:
            found.append(Quotation(opened, end, unclosed=True))
        elif opened == start or text[opened] == "“":
            # A closing mark is missing: the passage goes as far as the paragraph when it opens it.
            found.append(Quotation(opened, end))
    return [q for q in found if q.end - q.start > 2]


def _single(text: str, at: int, start: int, end: int) -> Quotation | None:
    if at > start and not (text[at - 1].isspace() or text[at - 1] in "(—–-"):
        return None
    closing = _CLOSING_SINGLE.search(text, at + 2, min(end, at + 1500))
    return Quotation(at, closing.end()) if closing is not None else None


def _can_open(text: str, at: int, start: int, mark: str) -> bool:
    if mark in "“„«":
        return True
    if mark in "”»":
        return False
    before = text[at - 1] if at > start else " "
    return not before.isalnum()


def _can_close(text: str, at: int, end: int, mark: str) -> bool:
    if mark in "”»":
        return True
    if mark in "“„«":
        # Some writers close with the opening mark ("x“).
        return at + 1 >= end or not text[at + 1].isalnum()
    after = text[at + 1] if at + 1 < end else " "
    return not after.isalnum()
