"""Quotation marks paired into quoted passages, with straight, curly and mixed marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.statement import Span

# Two apostrophes, or two grave accents, stand for one double mark in some archives.
_MARK = re.compile("''|``|[\"“”„«»‘]")
_CLOSING_SINGLE = re.compile(r"(?:(?<=[.,!?…])’)|’(?=$|[\s,.;:!?)\]—–](?!\w))")


MARKS = "\"“”„«»‘’'`"


def inner_text(quoted: str) -> str:
    """A quoted passage without its marks."""
    return quoted.strip(MARKS + " ")


def ends_as_speech(quoted: str) -> bool:
    """Whether punctuation stands before the closing mark, as it does before "he said"."""
    inner = quoted.rstrip(MARKS + " ")
    return bool(inner) and inner[-1] in ",.?!…—-–"


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
        opens_again = following >= 0 and text.startswith(('"', "“", "„", "«", "''", "``"), following)
        found.extend(_within(text, start, end, opens_again))
    return found


def _within(text: str, start: int, end: int, opens_again: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened, inside = -1, -1
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        if found and at < found[-1].end:
            continue
        if mark == "‘":
            single = _single(text, at, start, end) if opened < 0 else None
            if single is not None:
                found.append(single)
        elif opened < 0:
            if _can_open(text, at, start, mark):
                opened, inside = at, match.end()
        elif _can_close(text, match.end(), end, mark):
            if at > inside:
                found.append(Quotation(opened, match.end()))
            opened = -1
    if opened >= 0 and end > inside and (opens_again or opened == start or text[opened] == "“"):
        # A closing mark is missing: by convention when the next paragraph opens again, by mistake otherwise.
        found.append(Quotation(opened, end, unclosed=opens_again))
    return found


def _single(text: str, at: int, start: int, end: int) -> Quotation | None:
    if at > start and not (text[at - 1].isspace() or text[at - 1] in "(—–-"):
        return None
    closing = _CLOSING_SINGLE.search(text, at + 2, min(end, at + 1500))
    return Quotation(at, closing.end()) if closing is not None else None


def _can_open(text: str, at: int, start: int, mark: str) -> bool:
    if mark in ("“", "„", "«", "``"):
        return True
    if mark in ("”", "»"):
        return False
    return at == start or not text[at - 1].isalnum()


def _can_close(text: str, after: int, end: int, mark: str) -> bool:
    # Some writers close with the opening mark ("x“).
    return mark in ("”", "»") or after >= end or not text[after].isalnum()
